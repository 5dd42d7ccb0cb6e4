//! Mandates and roles of clients: who answers for them, who is told, and what ends them.

use super::given::*;
use crate::support::{World, invite};
use identity_core::Caller;
use identity_core::applications::Registration;
use identity_core::delivery::MandateNews;
use identity_core::domain::{Action, Actor, Grant, Holder, MandateAnswer, MandateTerms, Rights, UserState};
use identity_core::ids::OrganizationId;
use identity_core::mandates::{GiveMandate, GiveMandateError, GivenMandate, Receiver};
use identity_core::roles::{GiveRole, RoleReceiver, ToClient};
use identity_core::store::Versioned;
use identity_core::values::{ClientId, Reason};

const ANN: &str = "ann@citygroup.example";

/// Scott registers a program; gives its `client_id`.
async fn robot(world: &World) -> ClientId {
    let mut program = Registration::program("Robot".parse().unwrap());
    program.scopes = ["member.manage".parse().unwrap()].into();
    world.identity.register_application(&world.scott().await, &program).await.unwrap().client_id
}

fn wanted(city_group: OrganizationId, to: ToClient) -> GiveMandate {
    mandate(city_group, Receiver::Client(to))
}

async fn given(world: &World, by: &Caller, wanted: &GiveMandate) -> Versioned<Grant> {
    match world.identity.give_mandate(by, wanted).await.unwrap() {
        GivenMandate::Accepted(grant) | GivenMandate::Offered(grant) => grant,
        GivenMandate::Invited(invitation) => panic!("{invitation:?}"),
    }
}

#[tokio::test]
async fn the_giver_who_answers_accepts_by_giving_and_the_program_only_acts() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let robot = robot(&world).await;
    let grant = given(&world, &jeremy, &wanted(city_group, ToClient::new(robot.clone()))).await;
    assert_eq!(grant.mandate.as_ref().unwrap().answer, MandateAnswer::Accepted);
    assert_eq!((grant.rights, grant.owner), (Rights::Act, jeremy.user()));
    assert_eq!(grant.path.steps().len(), 2, "it derives from what Jeremy holds");
    let row = world.last_row(Action::MandateGiven).await;
    assert_eq!(row.details["owner"], jeremy.user().unwrap().to_string());
    assert_eq!((row.details["receiver"].as_str(), row.actor), ("Robot", jeremy.actor()));
    assert!(news(&world.mails().await, JEREMY).is_empty(), "he knows");
    let again = world.identity.give_mandate(&jeremy, &wanted(city_group, ToClient::new(robot.clone()))).await;
    assert!(matches!(again, Err(GiveMandateError::AlreadyHeld)), "{again:?}");
    for terms in [
        MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() },
        MandateTerms { rights: Rights::Grant, ..MandateTerms::default() },
    ] {
        let wider = wanted(city_group, ToClient::new(robot.clone())).terms(terms);
        let refused = world.identity.give_mandate(&jeremy, &wider).await;
        assert!(matches!(refused, Err(GiveMandateError::ClientPassesOn)), "{refused:?}");
    }
}

#[tokio::test]
async fn another_owner_is_asked_told_and_followed_by_those_who_manage() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let robot = robot(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, ANN, "planner")).await;
    let offer = wanted(city_group, ToClient::new(robot).owner(ann.id));
    let grant = given(&world, &jeremy, &offer).await;
    assert!(grant.awaits_acceptance());
    assert_eq!(news(&world.mails().await, ANN), [MandateNews::OfferedToClient]);
    let ann_calls = world.caller(ANN).await;
    world.identity.accept_mandate(&ann_calls, grant.id).await.unwrap();
    assert_eq!(news(&world.mails().await, JEREMY), [MandateNews::Accepted]);
    let client = grant.holder.client().unwrap();
    let shown = async || world.identity.program(&jeremy, city_group, client).await.unwrap();
    assert!(shown().await.program.rights[0].owner.as_ref().unwrap().answers);
    world.identity.set_user_state(&jeremy, ann.id, UserState::Locked).await.unwrap();
    let after = shown().await;
    let right = &after.program.rights[0];
    assert!(!right.owner.as_ref().unwrap().answers && right.held.obstacle.is_none(), "{right:?}");
    let reason = Reason::parse("It is not needed any more").unwrap();
    world.identity.stop_program(&jeremy, city_group, client, &reason).await.unwrap();
    let mails = world.mails().await;
    assert!(news(&mails, ANN).is_empty(), "she cannot answer any more");
    assert_eq!(news(&mails, JEREMY), [MandateNews::Ended], "once, though he is on both sides");
    let row = world.last_row(Action::MandateEnded).await;
    assert_eq!((row.details["reason"].as_str(), row.actor), (reason.as_str(), jeremy.actor()));
}

/// Invariant 2: a role for a program is given by those who hold it, and holds for acting alone.
#[tokio::test]
async fn a_role_of_a_program_is_given_like_one_of_a_person() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let to = ToClient::new(robot(&world).await);
    let role = GiveRole::to_client(city_group, to.clone(), "planner".parse().unwrap());
    assert_eq!(role.to, RoleReceiver::Client(to.clone()));
    let grant = world.identity.give_role(&jeremy, &role).await.unwrap();
    assert_eq!((grant.rights, grant.owner, grant.is_derived()), (Rights::Act, jeremy.user(), false));
    assert!(matches!(grant.holder, Holder::Client(_)));
    let higher = GiveRole::to_client(city_group, to, "administrator".parse().unwrap());
    assert!(world.identity.give_role(&jeremy, &higher).await.is_err());
    world.identity.revoke_grant(&jeremy, grant.id).await.unwrap();
    let row = world.last_row(Action::GrantRevoked).await;
    assert_eq!(row.details["client"], grant.holder.client().unwrap().to_string());
    assert!(matches!(row.actor, Actor::User(_)));
}
