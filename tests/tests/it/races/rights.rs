//! A right and its end.

use super::races;

races!(grant_used_while_it_is_revoked, d_08_derived_rights_are_gone_at_the_next_request_on_every_node,);

mod run {
    use crate::races::world::World;
    use crate::races::{ROUNDS, at_once};
    use anyhow::Result;
    use identity_core::domain::{Action, Holder};
    use identity_core::policy::Permission;
    use identity_core::roles::GiveRole;
    use identity_core::store::Page;
    use identity_core::values::RoleKey;

    /// Jeremy gives Ann a role by a right that Scott takes from him.
    pub(super) async fn grant_used_while_it_is_revoked(world: &World) -> Result<()> {
        world.insert([world.grant("eve", world.group)]).await?;
        let wanted = GiveRole::new(world.group, world.person("ann"), RoleKey::parse("admin")?);
        let mut given_in_all = 0;
        for _ in 0..ROUNDS {
            let jeremys = world.grant("jeremy", world.group);
            world.insert([jeremys.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (jeremy, scott) = (world.caller(0, "jeremy").await?, world.caller(1, "scott").await?);
            let asked = wanted.clone();
            let (given, revoked) = at_once(async move { one.give_role(&jeremy, &asked).await }, async move {
                two.revoke_grant(&scott, jeremys.id).await
            })
            .await?;
            revoked?;
            // What was given is a root grant if it came before the end; there is no third way.
            let anns = world.unrevoked_at(world.group).await?;
            let anns = anns.into_iter().filter(|grant| grant.holder == Holder::User(world.person("ann")));
            let anns: Vec<_> = anns.map(|grant| grant.id).collect();
            assert_eq!(anns, given.iter().map(|grant| grant.id).collect::<Vec<_>>());
            given_in_all += anns.len();
            assert_eq!(world.told(Action::GrantGiven, None).await?, given_in_all);
            assert_eq!(world.told(Action::GrantRevoked, Some(jeremys.id)).await?, 1);
            for node in 0..2 {
                let jeremy = world.caller(node, "jeremy").await?;
                assert!(world.nodes[node].give_role(&jeremy, &wanted).await.is_err());
            }
            for id in anns {
                world.revoke_past_the_use_cases(id).await?;
            }
        }
        Ok(())
    }

    /// One node takes Jeremy's right; what Rep and Ann have through him is gone on both, in sessions that are open and
    /// act for the group.
    pub(super) async fn d_08_derived_rights_are_gone_at_the_next_request_on_every_node(
        world: &World,
    ) -> Result<()> {
        world.insert([world.grant("eve", world.group)]).await?;
        let jeremys = world.grant("jeremy", world.group);
        let reps = World::accepted(world.mandate("rep", &jeremys)?);
        let anns = World::accepted(world.mandate("ann", &reps)?);
        world.insert([jeremys.clone(), reps, anns]).await?;
        let mut sessions = Vec::new();
        for name in ["rep", "ann"] {
            let token = world.signed_in(name).await?;
            let caller = world.request(0, &token).await?;
            world.nodes[0].act_for(&caller, Some(world.group)).await?;
            sessions.push(token);
        }
        let let_in = async || {
            let mut count = 0;
            for (node, token) in
                [0, 1].into_iter().flat_map(|node| sessions.iter().map(move |token| (node, token)))
            {
                let caller = world.request(node, token).await?;
                assert_eq!(caller.acting_for(), Some(world.group));
                let page = world.nodes[node].organization(&caller, world.group).await;
                let granted = page.is_ok_and(|page| page.permitted.contains(&Permission::GrantManage));
                let listed = world.nodes[node].organizations(&caller, None, &Page::first(10)).await?;
                assert_eq!(granted, !listed.items.is_empty());
                count += usize::from(granted);
            }
            anyhow::Ok(count)
        };
        assert_eq!(let_in().await?, 4);
        let scott = world.caller(0, "scott").await?;
        world.nodes[0].revoke_grant(&scott, jeremys.id).await?;
        assert_eq!(let_in().await?, 0);
        Ok(())
    }
}
