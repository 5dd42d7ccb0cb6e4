//! A mandate and what becomes of it meanwhile.

use super::races;

races!(
    acceptance_while_the_mandate_is_ended,
    acceptance_while_its_source_is_revoked,
    passing_on_while_the_source_is_revoked,
    two_acceptances_of_one_mandate,
    acceptance_and_refusal_of_one_mandate,
);

mod run {
    use crate::races::world::World;
    use crate::races::{ROUNDS, at_once};
    use anyhow::Result;
    use identity_core::domain::{Action, MandateAnswer};
    use identity_core::mandates::{AnswerMandateError, GiveMandate, GivenMandate, Receiver};
    use identity_core::values::RoleKey;

    pub(super) async fn acceptance_while_the_mandate_is_ended(world: &World) -> Result<()> {
        let jeremys = world.grant("jeremy", world.group);
        world.insert([jeremys.clone()]).await?;
        for _ in 0..ROUNDS {
            let mandate = world.mandate("rep", &jeremys)?;
            world.insert([mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (rep, jeremy) = (world.caller(0, "rep").await?, world.caller(1, "jeremy").await?);
            let (accepted, ended) =
                at_once(async move { one.accept_mandate(&rep, mandate.id).await }, async move {
                    two.end_mandate(&jeremy, mandate.id).await
                })
                .await?;
            ended?;
            let stored = world.stored(mandate.id).await?;
            assert!(stored.revoked_at.is_some() && !world.sees("rep", world.group).await?);
            let was_accepted = stored.mandate.as_ref().unwrap().answer == MandateAnswer::Accepted;
            match accepted {
                Ok(_) => assert!(was_accepted),
                Err(AnswerMandateError::NoLongerOffered(_)) => assert!(!was_accepted),
                Err(error) => panic!("{error:?}"),
            }
            let told = world.told(Action::MandateAccepted, Some(mandate.id)).await?;
            assert_eq!(told, usize::from(was_accepted));
            assert_eq!(world.told(Action::MandateEnded, Some(mandate.id)).await?, 1);
        }
        Ok(())
    }

    pub(super) async fn acceptance_while_its_source_is_revoked(world: &World) -> Result<()> {
        // Eve stays, so that Jeremy is not the last administrator.
        world.insert([world.grant("eve", world.group)]).await?;
        for _ in 0..ROUNDS {
            let jeremys = world.grant("jeremy", world.group);
            let mandate = world.mandate("rep", &jeremys)?;
            world.insert([jeremys.clone(), mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (rep, scott) = (world.caller(0, "rep").await?, world.caller(1, "scott").await?);
            let (accepted, revoked) =
                at_once(async move { one.accept_mandate(&rep, mandate.id).await }, async move {
                    two.revoke_grant(&scott, jeremys.id).await
                })
                .await?;
            revoked?;
            assert!(!world.sees("rep", world.group).await? && !world.sees("jeremy", world.group).await?);
            let stored = world.stored(mandate.id).await?;
            let was_accepted = stored.mandate.as_ref().unwrap().answer == MandateAnswer::Accepted;
            assert_eq!(was_accepted, accepted.is_ok(), "{accepted:?}");
            let told = world.told(Action::MandateAccepted, Some(mandate.id)).await?;
            assert_eq!(told, usize::from(was_accepted));
            assert_eq!(world.told(Action::GrantRevoked, Some(jeremys.id)).await?, 1);
        }
        Ok(())
    }

    /// Whatever was passed on before the end gives nothing after it.
    pub(super) async fn passing_on_while_the_source_is_revoked(world: &World) -> Result<()> {
        world.insert([world.grant("eve", world.group)]).await?;
        for _ in 0..ROUNDS {
            let jeremys = world.grant("jeremy", world.group);
            let mandate = World::accepted(world.mandate("rep", &jeremys)?);
            world.insert([jeremys.clone(), mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (rep, scott) = (world.caller(0, "rep").await?, world.caller(1, "scott").await?);
            let wanted = GiveMandate::new(
                world.group,
                Receiver::User(world.person("ann")),
                RoleKey::parse("representative")?,
            )
            .parent_grant(mandate.id);
            let (passed_on, revoked) =
                at_once(async move { one.give_mandate(&rep, &wanted).await }, async move {
                    two.revoke_grant(&scott, jeremys.id).await
                })
                .await?;
            revoked?;
            if let Ok(GivenMandate::Offered(offered)) = &passed_on {
                assert_eq!(offered.path.parent_grant(), Some(mandate.id));
                let ann = world.caller(0, "ann").await?;
                let late = world.nodes[0].accept_mandate(&ann, offered.id).await;
                assert!(matches!(late, Err(AnswerMandateError::NoLongerOffered(_))), "{late:?}");
                assert_eq!(world.told(Action::MandateGiven, Some(offered.id)).await?, 1);
                // Taken away, so that the next round can offer the same.
                world.revoke_past_the_use_cases(offered.id).await?;
            }
            for name in ["rep", "ann", "jeremy"] {
                assert!(!world.sees(name, world.group).await?, "{name}");
            }
        }
        Ok(())
    }

    pub(super) async fn two_acceptances_of_one_mandate(world: &World) -> Result<()> {
        let jeremys = world.grant("jeremy", world.group);
        world.insert([jeremys.clone()]).await?;
        for _ in 0..ROUNDS {
            let mandate = world.mandate("rep", &jeremys)?;
            world.insert([mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (here, there) = (world.caller(0, "rep").await?, world.caller(1, "rep").await?);
            let (one, two) =
                at_once(async move { one.accept_mandate(&here, mandate.id).await }, async move {
                    two.accept_mandate(&there, mandate.id).await
                })
                .await?;
            assert_eq!(one?, two?);
            assert_eq!(world.told(Action::MandateAccepted, Some(mandate.id)).await?, 1);
            assert!(world.sees("rep", world.group).await?);
            world.revoke_past_the_use_cases(mandate.id).await?;
        }
        Ok(())
    }

    pub(super) async fn acceptance_and_refusal_of_one_mandate(world: &World) -> Result<()> {
        let jeremys = world.grant("jeremy", world.group);
        world.insert([jeremys.clone()]).await?;
        for _ in 0..ROUNDS {
            let mandate = world.mandate("rep", &jeremys)?;
            world.insert([mandate.clone()]).await?;
            let [one, two] = world.nodes.clone();
            let (here, there) = (world.caller(0, "rep").await?, world.caller(1, "rep").await?);
            let (accepted, declined) =
                at_once(async move { one.accept_mandate(&here, mandate.id).await }, async move {
                    two.decline_mandate(&there, mandate.id).await
                })
                .await?;
            let (Err(refused), Ok(answer)) =
                (if accepted.is_ok() { (declined, accepted) } else { (accepted, declined) })
            else {
                panic!("both were taken");
            };
            assert!(matches!(refused, AnswerMandateError::AlreadyAnswered), "{refused:?}");
            let kept = answer.mandate.as_ref().unwrap().answer == MandateAnswer::Accepted;
            assert_eq!(world.sees("rep", world.group).await?, kept);
            assert_eq!(world.told(Action::MandateAccepted, Some(mandate.id)).await?, usize::from(kept));
            assert_eq!(world.told(Action::MandateDeclined, Some(mandate.id)).await?, usize::from(!kept));
            if kept {
                world.revoke_past_the_use_cases(mandate.id).await?;
            }
        }
        Ok(())
    }
}
