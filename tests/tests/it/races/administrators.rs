//! An organisation keeps an administrator.

use super::races;

races!(
    removals_of_the_last_two_administrators,
    administrators_who_remove_each_other,
    removal_of_one_administrator_while_the_other_is_locked,
);

mod run {
    use crate::races::world::World;
    use crate::races::{ROUNDS, at_once};
    use anyhow::Result;
    use identity_core::domain::{Action, Grant, UserState};
    use identity_core::roles::RevokeGrantError;

    /// Jeremy and Eve administer the group, and nobody else does.
    async fn appointed(world: &World) -> Result<[Grant; 2]> {
        for grant in world.unrevoked_at(world.group).await? {
            world.revoke_past_the_use_cases(grant.id).await?;
        }
        for name in ["jeremy", "eve"] {
            world.set_state(name, UserState::Active).await?;
        }
        let both = ["jeremy", "eve"].map(|name| world.grant(name, world.group));
        world.insert(both.clone()).await?;
        Ok(both)
    }

    pub(super) async fn removals_of_the_last_two_administrators(world: &World) -> Result<()> {
        for round in 1..=ROUNDS {
            let [jeremys, eves] = appointed(world).await?;
            let [one, two] = world.nodes.clone();
            let (first, second) = (world.caller(0, "scott").await?, world.caller(1, "scott").await?);
            let (one, two) = at_once(async move { one.revoke_grant(&first, jeremys.id).await }, async move {
                two.revoke_grant(&second, eves.id).await
            })
            .await?;
            let ((Ok(()), Err(refused)) | (Err(refused), Ok(()))) = (one, two) else {
                panic!("not one of two was removed in round {round}");
            };
            assert!(matches!(refused, RevokeGrantError::LastAdministrator), "{refused:?}");
            assert_eq!(world.unrevoked_at(world.group).await?.len(), 1);
            assert_eq!(world.told(Action::GrantRevoked, None).await?, round);
        }
        Ok(())
    }

    pub(super) async fn administrators_who_remove_each_other(world: &World) -> Result<()> {
        for round in 1..=ROUNDS {
            let [jeremys, eves] = appointed(world).await?;
            let [one, two] = world.nodes.clone();
            let (jeremy, eve) = (world.caller(0, "jeremy").await?, world.caller(1, "eve").await?);
            let (one, two) =
                at_once(async move { one.revoke_grant(&jeremy, eves.id).await.is_ok() }, async move {
                    two.revoke_grant(&eve, jeremys.id).await.is_ok()
                })
                .await?;
            assert!(one ^ two, "round {round}: {one} {two}");
            let left = world.unrevoked_at(world.group).await?;
            assert_eq!(
                left.iter().map(|grant| grant.id).collect::<Vec<_>>(),
                [if one { jeremys.id } else { eves.id }]
            );
            assert_eq!(world.told(Action::GrantRevoked, None).await?, round);
        }
        Ok(())
    }

    pub(super) async fn removal_of_one_administrator_while_the_other_is_locked(world: &World) -> Result<()> {
        for round in 1..=ROUNDS {
            let [jeremys, _] = appointed(world).await?;
            let [one, two] = world.nodes.clone();
            let (first, second) = (world.caller(0, "scott").await?, world.caller(1, "scott").await?);
            let eve = world.person("eve");
            let (removed, locked) =
                at_once(async move { one.revoke_grant(&first, jeremys.id).await.is_ok() }, async move {
                    two.set_user_state(&second, eve, UserState::Locked).await.is_ok()
                })
                .await?;
            assert!(removed ^ locked, "round {round}: {removed} {locked}");
            let can = world.sees("jeremy", world.group).await?;
            assert_eq!(can, locked, "whoever stays can still see the group");
        }
        Ok(())
    }
}
