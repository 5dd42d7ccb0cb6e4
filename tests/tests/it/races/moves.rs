//! A department that moves to another organisation.

use super::races;

races!(
    department_moved_while_a_right_in_it_is_used,
    department_moved_while_it_is_listed,
    mandate_accepted_while_its_organisation_moves,
);

mod run {
    use crate::races::world::World;
    use crate::races::{ROUNDS, at_once};
    use anyhow::{Context as _, Result};
    use identity_core::domain::{Action, Holder, OrganizationClass};
    use identity_core::organizations::ProvisionOrganization;
    use identity_core::roles::GiveRole;
    use identity_core::store::{Page, Store as _};
    use identity_core::values::{DisplayName, ExternalId, RoleKey};

    /// What brings the department below this organisation.
    fn below(parent: &str) -> ProvisionOrganization {
        let id = ExternalId::parse("department").unwrap();
        let name = DisplayName::parse("department").unwrap();
        ProvisionOrganization::new(id, name, OrganizationClass::Enterprise)
            .parent(ExternalId::parse(parent).unwrap())
    }

    async fn moved(world: &World, parent: &str) -> Result<()> {
        let scott = world.caller(0, "scott").await?;
        world.nodes[0].provision_organization(&scott, &below(parent)).await?;
        Ok(())
    }

    /// Jeremy, who administers the group, gives Ann a role at the department while it leaves the group.
    pub(super) async fn department_moved_while_a_right_in_it_is_used(world: &World) -> Result<()> {
        world.insert([world.grant("jeremy", world.group)]).await?;
        let wanted = GiveRole::new(world.department, world.person("ann"), RoleKey::parse("admin")?);
        let mut given_in_all = 0;
        for _ in 0..ROUNDS {
            let [one, two] = world.nodes.clone();
            let (jeremy, scott) = (world.caller(0, "jeremy").await?, world.caller(1, "scott").await?);
            let asked = wanted.clone();
            let (given, moving) = at_once(async move { one.give_role(&jeremy, &asked).await }, async move {
                two.provision_organization(&scott, &below("other")).await
            })
            .await?;
            moving?;
            let anns = world.unrevoked_at(world.department).await?;
            let anns: Vec<_> = anns.iter().map(|grant| grant.id).collect();
            assert_eq!(anns, given.iter().map(|grant| grant.id).collect::<Vec<_>>());
            given_in_all += anns.len();
            assert_eq!(world.told(Action::GrantGiven, None).await?, given_in_all);
            let jeremy = world.caller(1, "jeremy").await?;
            assert!(world.nodes[1].give_role(&jeremy, &wanted).await.is_err(), "it has left the group");
            for id in anns {
                world.revoke_past_the_use_cases(id).await?;
            }
            moved(world, "group").await?;
        }
        Ok(())
    }

    /// Jeremy sees the group with the department and its five teams, or the group alone, and nothing in between.
    pub(super) async fn department_moved_while_it_is_listed(world: &World) -> Result<()> {
        world.insert([world.grant("jeremy", world.group)]).await?;
        for round in 0..ROUNDS {
            let [one, two] = world.nodes.clone();
            let (jeremy, scott) = (world.caller(0, "jeremy").await?, world.caller(1, "scott").await?);
            let goal = if round % 2 == 0 { "other" } else { "group" };
            let (listed, moving) = at_once(
                async move {
                    let mut sizes = Vec::new();
                    for _ in 0..8 {
                        let slice = one.organizations(&jeremy, None, &Page::first(100)).await;
                        sizes.push(slice.map(|slice| slice.items.len()).map_err(|error| error.to_string()));
                    }
                    sizes
                },
                async move { two.provision_organization(&scott, &below(goal)).await },
            )
            .await?;
            moving?;
            for size in listed {
                assert!(matches!(size, Ok(1 | 7)), "{size:?}");
            }
            let jeremy = world.caller(0, "jeremy").await?;
            let after = world.nodes[0].organizations(&jeremy, None, &Page::first(100)).await?.items.len();
            assert_eq!(after, if goal == "group" { 7 } else { 1 });
        }
        Ok(())
    }

    /// Jeremy's mandate for the department stands on his right over the group.
    pub(super) async fn mandate_accepted_while_its_organisation_moves(world: &World) -> Result<()> {
        let jeremys = world.grant("jeremy", world.group);
        world.insert([jeremys.clone()]).await?;
        for _ in 0..ROUNDS {
            let mut mandate = world.mandate("rep", &jeremys)?;
            mandate.organization = world.department;
            assert_eq!(mandate.holder, Holder::User(world.person("rep")));
            world.insert([mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (rep, scott) = (world.caller(0, "rep").await?, world.caller(1, "scott").await?);
            let (accepted, moving) =
                at_once(async move { one.accept_mandate(&rep, mandate.id).await }, async move {
                    two.provision_organization(&scott, &below("other")).await
                })
                .await?;
            moving?;
            assert!(!world.sees("rep", world.department).await?, "the group has no say there any more");
            let told = world.told(Action::MandateAccepted, Some(mandate.id)).await?;
            assert_eq!(told, usize::from(accepted.is_ok()), "{accepted:?}");
            world.revoke_past_the_use_cases(mandate.id).await?;
            moved(world, "group").await?;
        }
        let place = world.store.organizations().get(world.department).await?.context("it is there")?;
        assert_eq!(place.parent(), Some(world.group));
        Ok(())
    }
}
