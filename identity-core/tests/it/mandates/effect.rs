//! What a mandate does, and what people see of it.

use super::given::*;
use crate::support::{NOW, PASSWORD, World, crm_id, invite, organization};
use identity_core::AccessError;
use identity_core::contracts::EndContract;
use identity_core::delivery::MandateNews;
use identity_core::domain::{Action, AuditFilter, MandateTerms, Period, UserState};
use identity_core::invitations::InviteError;
use identity_core::mandates::MandateState;
use identity_core::people::UserStateError;
use identity_core::policy::Permission;
use identity_core::roles::GiveError;
use identity_core::store::{Page, Store as _};

/// By somebody else's mandate one acts only for the organisation that one chose.
#[tokio::test]
async fn a_mandate_counts_only_while_acting_for_its_organisation() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let scott = world.scott().await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.join(&scott, &invite(agency, MAYA, "organization-admin")).await;
    let jeremy = world.caller(JEREMY).await;
    world.identity.give_mandate(&jeremy, &mandate(city_group, by_mail(MAYA))).await.unwrap();
    let token = world.mailed_token().await;
    let signed_in = world.sign_in(MAYA, PASSWORD).await.unwrap();
    let current = async || world.identity.session(&signed_in.token).await.unwrap().unwrap().caller;
    world.identity.accept_invitation_as(&current().await, &token).await.unwrap();
    assert!(may(&world, &current().await, Permission::MemberManage, city_group).await);

    world.identity.act_for(&current().await, Some(agency)).await.unwrap();
    let refused = world.identity.organization(&current().await, city_group).await.unwrap_err();
    let AccessError::Forbidden(refused) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.act_for, Some(city_group));
    world.identity.act_for(&current().await, Some(city_group)).await.unwrap();
    assert!(may(&world, &current().await, Permission::MemberManage, city_group).await);
    let agencys_own = may(&world, &current().await, Permission::MemberManage, agency).await;
    assert!(agencys_own, "what one holds in one's own right counts always");
}

#[tokio::test]
async fn the_audit_trail_names_the_mandate() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let (_, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let caller = world.caller(MAYA).await;
    let jeremy = world.user(JEREMY).await.unwrap().record;
    world.identity.act_for(&caller, Some(city_group)).await.unwrap();
    let wanted = invite(city_group, TOM, "planner");
    let refused = world.identity.invite(&caller, &wanted).await;
    assert!(refused.is_err(), "nothing is left of onward");
    let state = world.identity.set_user_state(&caller, jeremy.id, UserState::Locked).await;
    assert!(state.is_err(), "Jeremy holds more than the mandate gives");
    let invitation = world.identity.invite(&world.caller(JEREMY).await, &wanted).await.unwrap();
    world.identity.revoke_invitation(&caller, invitation.record.id).await.unwrap();
    let page = Page::first(Page::MAX_LIMIT);
    let events = world.store.audit_events().list(&AuditFilter::default(), &page).await.unwrap().items;
    let event = events.iter().find(|event| event.record.action == Action::InvitationRevoked).unwrap();
    assert_eq!(event.record.mandate, Some(grant.record.id));
}

#[tokio::test]
async fn both_sides_are_told_once_before_the_end_and_once_at_the_end() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let period = Period { starts_at: None, ends_at: Some(NOW.plus(20 * DAY)) };
    let terms = MandateTerms { period, ..MandateTerms::default() };
    maya(&world, &mandate(city_group, by_mail(MAYA)).terms(terms)).await;
    world.mails().await;
    let told = async || {
        world.identity.send_expiry_notices().await.unwrap();
        let mails = world.mails().await;
        (news(&mails, MAYA), news(&mails, JEREMY))
    };
    assert_eq!(told().await, (vec![], vec![]));
    world.clock.advance(14 * DAY);
    assert_eq!(told().await, (vec![MandateNews::EndsSoon], vec![MandateNews::EndsSoon]));
    assert_eq!(told().await, (vec![], vec![]));
    world.clock.advance(7 * DAY);
    assert_eq!(told().await, (vec![MandateNews::Ended], vec![MandateNews::Ended]));
    assert_eq!(told().await, (vec![], vec![]));
    let rows = world.rows(Action::MandateNoticeSent).await;
    let notices: Vec<_> = rows.iter().map(|row| row.details["notice"].as_str()).collect();
    assert_eq!(notices, ["ends_soon", "ended"]);
}

#[tokio::test]
async fn a_mandate_limited_to_a_service_pauses_with_the_contract() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let wanted = mandate(city_group, by_mail(MAYA)).services(services());
    let (_, grant) = maya(&world, &wanted).await;
    let caller = world.caller(MAYA).await;
    assert!(may(&world, &caller, Permission::InvitationManage, city_group).await);
    world.identity.end_contract(&world.crm().await, &EndContract::new(crm_id("C-1"))).await.unwrap();
    assert!(!may(&world, &caller, Permission::InvitationManage, city_group).await);
    let state = world.identity.mandate(&caller, grant.record.id).await.unwrap().state;
    assert!(
        matches!(&state, MandateState::Paused(why) if why.service.as_deref() == Some("SmartPlan Application")),
        "{state:?}"
    );
}

#[tokio::test]
async fn who_and_what_are_told_to_those_who_see_grants() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let (maya, _) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let able = world.identity.who_can(&jeremy, city_group, Permission::MemberManage).await.unwrap();
    let names: Vec<_> = able.iter().map(|able| able.name.as_str()).collect();
    assert_eq!(
        names,
        ["Jeremy Mills", "Jeremy Mills", "Scott Long"],
        "Maya's account has Jeremy's name here"
    );
    let abilities = world.identity.what_can(&jeremy, city_group, maya.id).await.unwrap();
    let manages = abilities.iter().find(|ability| ability.permission == Permission::MemberManage).unwrap();
    let because = &manages.because;
    assert!(because.chain[0].mandate && because.chain.len() == 2, "{because:?}");
    assert_eq!((&because.inherited_by, &because.contract), (&None, &None));
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let caller = world.caller("ann@citygroup.example").await;
    assert!(world.identity.who_can(&caller, city_group, Permission::MemberManage).await.is_err());
    assert!(world.identity.what_can(&caller, city_group, ann.id).await.is_err());
    let stranger = world.user("scott@operator.example").await.unwrap().record.id;
    let other = world.provision(&organization("CRM-2", None)).await.record.id;
    let eve = world.join(&world.scott().await, &invite(other, "eve@other.example", "planner")).await;
    assert!(world.identity.what_can(&jeremy, city_group, eve.id).await.is_err(), "nothing of strangers");
    assert!(world.identity.what_can(&jeremy, city_group, stranger).await.is_ok(), "staff can act here");
}

#[tokio::test]
async fn a_refusal_names_who_could_give_what_is_missing() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let caller = world.caller("ann@citygroup.example").await;
    let refused = world.identity.invite(&caller, &invite(city_group, TOM, "planner")).await.unwrap_err();
    let InviteError::Give(GiveError::Access(AccessError::Forbidden(refused))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(refused.ask, ["Jeremy Mills", "Scott Long"]);
    assert!(refused.act_for.is_none());
}

/// An account that belongs to no organisation is the operator's to look after, and nobody else's.
#[tokio::test]
async fn the_operator_looks_after_an_account_that_has_mandates_only() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let (maya, _) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let foreign = world.identity.set_user_state(&jeremy, maya.id, UserState::Disabled).await;
    assert!(matches!(foreign, Err(UserStateError::Access(AccessError::NotFound))), "{foreign:?}");
    let scott = world.scott().await;
    assert_eq!(world.identity.user(&scott, maya.id).await.unwrap().record.id, maya.id);
    world.identity.set_user_state(&scott, maya.id, UserState::Disabled).await.unwrap();
    assert!(world.sign_in(MAYA, PASSWORD).await.is_err());
    world.identity.set_user_state(&scott, maya.id, UserState::Active).await.unwrap();
    assert!(world.sign_in(MAYA, PASSWORD).await.is_ok());
}
