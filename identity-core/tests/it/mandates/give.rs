//! Giving mandates and answering them.

use super::given::*;
use crate::support::{NOW, World, invite, organization, role};
use identity_core::AccessError;
use identity_core::delivery::MandateNews;
use identity_core::domain::{Action, Holder, MandateAnswer, MandateTerms, MembershipKey, Period};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::invitations::InviteError;
use identity_core::mandates::{AnswerMandateError, GiveMandate, GiveMandateError, MandateState, Receiver};
use identity_core::policy::Permission;
use identity_core::roles::{GiveError, GiveRole};
use identity_core::store::{Page, Store as _};
use std::collections::BTreeSet;

#[tokio::test]
async fn an_unknown_person_becomes_a_representative_by_mail_and_no_member() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let (maya, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    assert_eq!(grant.record.mandate.as_ref().unwrap().answer, MandateAnswer::Accepted);
    assert_eq!(grant.record.path.steps().len(), 2, "it derives from what Jeremy holds");
    let key = MembershipKey::Of(maya.id, city_group);
    assert!(world.store.memberships().find(&key).await.unwrap().is_none());
    let caller = world.caller(MAYA).await;
    assert!(may(&world, &caller, Permission::MemberManage, city_group).await);
    let own = world.identity.own_mandates(&caller).await.unwrap();
    assert_eq!((own.received.len(), own.received[0].state.clone()), (1, MandateState::Active));
    assert_eq!(own.received[0].giver_name, "Jeremy Mills");
    let given = world.identity.mandates_given(&jeremy, city_group, &Page::first(10)).await.unwrap().0;
    assert_eq!(given.len(), 1);
}

#[tokio::test]
async fn inviting_somebody_to_a_role_held_by_mandate_gives_a_mandate() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let wanted = invite(city_group, MAYA, "representative").services(services());
    let maya = world.join(&jeremy, &wanted).await;
    let grants = world.grants_at(city_group).await;
    let own = grants.iter().find(|grant| grant.record.holder == Holder::User(maya.id)).unwrap();
    assert!(own.record.mandate.is_some());
    let caller = world.caller(MAYA).await;
    assert!(may(&world, &caller, Permission::InvitationManage, city_group).await);
    let whole = may(&world, &caller, Permission::MemberManage, city_group).await;
    assert!(!whole, "a limit to services leaves out what concerns whole people");
}

#[tokio::test]
async fn an_invitation_to_a_mandate_stands_alone_and_says_what_it_is_for() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let open = invite(city_group, MAYA, "representative");
    let mut mixed = open.clone().services(services());
    mixed.roles.insert(role("planner"));
    let refused = world.identity.invite(&jeremy, &mixed).await;
    assert!(matches!(refused, Err(InviteError::MixedRoles)), "{refused:?}");
    for wanted in [
        open.clone(),
        open.clone().services([]),
        open.clone().by_mandate(MandateTerms::default()).services([]),
    ] {
        let refused = world.identity.invite(&jeremy, &wanted).await;
        assert!(matches!(refused, Err(InviteError::ServicesNeeded)), "{refused:?}");
    }
    let on_terms = open.by_mandate(MandateTerms::default());
    world.identity.invite(&jeremy, &on_terms).await.unwrap();
}

#[tokio::test]
async fn an_offer_gives_nothing_before_it_is_accepted_and_nothing_once_declined() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let caller = world.caller("ann@citygroup.example").await;
    let id = offer(&world, &jeremy, &mandate(city_group, Receiver::User(ann.id))).await;
    assert_eq!(news(&world.mails().await, "ann@citygroup.example"), [MandateNews::Offered]);
    assert!(!may(&world, &caller, Permission::MemberManage, city_group).await);
    world.identity.decline_mandate(&caller, id).await.unwrap();
    let late = world.identity.accept_mandate(&caller, id).await;
    assert!(matches!(late, Err(AnswerMandateError::AlreadyAnswered)), "{late:?}");
    assert!(!may(&world, &caller, Permission::MemberManage, city_group).await);
    let id = offer(&world, &jeremy, &mandate(city_group, Receiver::User(ann.id))).await;
    world.identity.accept_mandate(&caller, id).await.unwrap();
    assert!(may(&world, &caller, Permission::MemberManage, city_group).await);
    let told = news(&world.mails().await, JEREMY);
    assert!(
        told.len() == 2 && told.contains(&MandateNews::Declined) && told.contains(&MandateNews::Accepted)
    );
}

#[tokio::test]
async fn an_offer_is_told_of_as_a_mandate_with_its_receiver_however_it_was_given() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let plainly = world.events(Action::GrantGiven).await;
    let offered = offer(&world, &jeremy, &mandate(city_group, Receiver::User(ann.id))).await;
    let row = world.last_row(Action::MandateGiven).await;
    assert_eq!(row.target, Some(offered.into()));
    for (name, value) in [("receiver", "Jeremy Mills".to_owned()), ("user", ann.id.to_string())] {
        assert_eq!(row.details[name], value, "everybody here is called so: {row:?}");
    }
    world.identity.end_mandate(&jeremy, offered).await.unwrap();
    // Rows of one instant have no order.
    world.clock.advance(std::time::Duration::from_secs(1));
    let by_role = GiveRole::new(city_group, ann.id, role("representative"));
    let given = world.identity.give_role(&jeremy, &by_role).await.unwrap();
    assert!(given.mandate.is_some());
    let as_role = world.last_row(Action::MandateGiven).await;
    assert_eq!((as_role.target, as_role.details), (Some(given.id.into()), row.details));
    assert_eq!(world.events(Action::GrantGiven).await, plainly);
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.clock.advance(std::time::Duration::from_secs(1));
    let once = || MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    let there = mandate(city_group, Receiver::Organization(agency)).terms(once());
    offer(&world, &jeremy, &there).await;
    let row = world.last_row(Action::MandateGiven).await;
    assert_eq!(row.details["receiving_organization"], agency.to_string(), "{row:?}");
}

#[tokio::test]
async fn only_its_receiver_answers_a_mandate() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let id = offer(&world, &jeremy, &mandate(city_group, Receiver::User(ann.id))).await;
    for other in [&jeremy, &world.scott().await] {
        let refused = world.identity.accept_mandate(other, id).await;
        let not_found = AnswerMandateError::from(AccessError::NotFound).to_string();
        assert_eq!(refused.unwrap_err().to_string(), not_found);
    }
}

#[tokio::test]
async fn a_mandate_takes_the_right_to_give_mandates_and_sensible_terms() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let caller = world.caller("ann@citygroup.example").await;
    let refused = world.identity.give_mandate(&caller, &mandate(city_group, by_mail(MAYA))).await;
    let forbidden = |error: &GiveMandateError| {
        matches!(error, GiveMandateError::Give(GiveError::Access(AccessError::Forbidden(_))))
    };
    assert!(forbidden(&refused.unwrap_err()));
    let own = GiveMandate::new(city_group, Receiver::User(ann.id), role("planner"));
    assert!(forbidden(&world.identity.give_mandate(&caller, &own).await.unwrap_err()));
    let more = GiveMandate::new(city_group, by_mail(MAYA), role("account-manager"));
    let refused = world.identity.give_mandate(&jeremy, &more).await;
    let not_held = GiveMandateError::Give(GiveError::NoRole).to_string();
    assert!(refused.as_ref().is_err_and(|error| error.to_string() != not_held), "{refused:?}");

    let over = Period { starts_at: None, ends_at: Some(NOW) };
    for terms in [
        MandateTerms { period: over, ..MandateTerms::default() },
        MandateTerms { max_delegation_depth: 9, ..MandateTerms::default() },
        MandateTerms { reason: Some("x".repeat(501)), ..MandateTerms::default() },
        MandateTerms { reason: Some("two\nlines".to_owned()), ..MandateTerms::default() },
    ] {
        let wanted = mandate(city_group, by_mail(MAYA)).terms(terms);
        let refused = world.identity.give_mandate(&jeremy, &wanted).await;
        assert!(matches!(refused, Err(GiveMandateError::Give(GiveError::Terms(_)))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_foreign_organisation_answers_like_an_unknown_one() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let (_, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let caller = world.caller(MAYA).await;
    let foreign = world.provision(&organization("CRM-2", None)).await.record.id;
    let unknown = OrganizationId::from(uuid::Uuid::from_u128(1));
    let mut answers = BTreeSet::new();
    for organization in [foreign, unknown] {
        let receiver = Receiver::Organization(city_group);
        let once = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
        answers.insert(
            world
                .identity
                .give_mandate(&caller, &mandate(organization, receiver).terms(once))
                .await
                .unwrap_err()
                .to_string(),
        );
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    world.join(&world.scott().await, &invite(foreign, "eve@other.example", "organization-admin")).await;
    let eve = world.caller("eve@other.example").await;
    let mut answers = BTreeSet::new();
    for id in [grant.record.id, GrantId::from(uuid::Uuid::from_u128(1))] {
        answers.insert(world.identity.mandate(&eve, id).await.unwrap_err().to_string());
        answers.insert(world.identity.end_mandate(&eve, id).await.unwrap_err().to_string());
        answers.insert(world.identity.accept_mandate(&eve, id).await.unwrap_err().to_string());
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn v_09_a_reason_is_one_line_that_reads_as_it_stands() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    for reason in
        ["\u{202E}gnp.exe", "a\u{200B}b", "a\nb", "\u{2066}x\u{2069}", "\u{FEFF}x", &"x".repeat(501)]
    {
        let mut wanted = mandate(city_group, by_mail(MAYA));
        wanted.terms.reason = Some((*reason).to_owned());
        let refused = world.identity.give_mandate(&jeremy, &wanted).await;
        let is_reason = matches!(
            refused,
            Err(GiveMandateError::Give(GiveError::Terms(identity_core::roles::InvalidTerms::Reason)))
        );
        assert!(is_reason, "{reason:?}: {refused:?}");
    }
}

/// An organisation acts through its people, to whom it passes a mandate on.
#[tokio::test]
async fn an_organisation_gets_no_mandate_that_it_cannot_pass_on() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    let wanted = mandate(city_group, Receiver::Organization(agency));
    let refused = world.identity.give_mandate(&jeremy, &wanted).await;
    assert!(matches!(refused, Err(GiveMandateError::OfNoUse)), "{refused:?}");
    let once = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    offer(&world, &jeremy, &wanted.terms(once)).await;
}
