//! Mandates, from the offer to the end: Jeremy of City Group, his representative Maya, and what she gives on.

use super::{NOW, World, account, crm_id, email, invite, organization, role};
use identity_core::contracts::ProvisionContract;
use identity_core::delivery::{MandateNews, MessageContent};
use identity_core::domain::{
    Action, AuditFilter, Grant, Holder, MandateAnswer, MandateTerms, MembershipKey, Period, Rights,
    ServiceFilter, User, UserState,
};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::invitations::InviteError;
use identity_core::mandates::{GiveMandate, GivenMandate, MandateError, MandateState, Receiver};
use identity_core::policy::Permission;
use identity_core::roles::{GiveError, GrantError};
use identity_core::store::{Page, Store as _, Versioned};
use identity_core::{AccessError, Caller};
use std::collections::BTreeSet;
use std::time::Duration;

const JEREMY: &str = "jeremy@citygroup.example";
pub(super) const MAYA: &str = "maya@consulting.example";
const TOM: &str = "tom@citygroup.example";
const DAY: Duration = Duration::from_hours(24);

/// City Group with its contract for the application, and Jeremy.
pub(super) async fn city_group(world: &World) -> (OrganizationId, Caller) {
    let (city_group, _) = world.with_jeremy().await;
    let contract = ProvisionContract {
        external_id: crm_id("C-1"),
        organization: crm_id("CRM-1"),
        services: ["smartplan-app".parse().unwrap()].into(),
        starts_at: NOW,
        ends_at: None,
        source_version: None,
        expected: None,
    };
    world.identity.provision_contract(&world.crm().await, &contract).await.unwrap();
    (city_group, world.caller(JEREMY).await)
}

pub(super) fn mandate(organization: OrganizationId, to: Receiver) -> GiveMandate {
    GiveMandate {
        organization,
        to,
        role: role("representative"),
        services: None,
        terms: MandateTerms::default(),
        parent_grant: None,
        giver: None,
    }
}

pub(super) fn by_mail(address: &str) -> Receiver {
    Receiver::Email { email: email(address), given_name: None, family_name: None, locale: None }
}

/// Maya, who belongs to nobody, takes a mandate by mail. Gives her account and the mandate.
pub(super) async fn maya(world: &World, wanted: &GiveMandate) -> (User, Versioned<Grant>) {
    let jeremy = world.caller(JEREMY).await;
    let given = world.identity.give_mandate(&jeremy, wanted).await.unwrap();
    let GivenMandate::Invited(invitation) = given else { panic!("{given:?}") };
    let token = world.mailed_token().await;
    let signed_in = world.identity.accept_invitation(&token, account()).await.unwrap();
    let maya = world.store.users().get(signed_in.session.user).await.unwrap().unwrap().record;
    let id = GrantId::from(invitation.record.id.as_uuid());
    (maya, world.store.grants().get(id).await.unwrap().unwrap())
}

async fn offer(world: &World, from: &Caller, wanted: &GiveMandate) -> GrantId {
    match world.identity.give_mandate(from, wanted).await.unwrap() {
        GivenMandate::Offered(grant) => grant.record.id,
        GivenMandate::Invited(invitation) => panic!("{invitation:?}"),
    }
}

async fn may(world: &World, caller: &Caller, permission: Permission, at: OrganizationId) -> bool {
    let details = world.identity.organization(caller, at).await;
    details.is_ok_and(|details| details.permitted.contains(&permission))
}

fn services() -> BTreeSet<identity_core::values::ServiceKey> {
    ["smartplan-app".parse().unwrap()].into()
}

pub(super) fn news(mails: &[identity_core::delivery::Message], to: &str) -> Vec<MandateNews> {
    let news = |mail: &identity_core::delivery::Message| match &mail.content {
        MessageContent::Mandate { news, .. } if mail.recipient == to => Some(*news),
        _ => None,
    };
    mails.iter().filter_map(news).collect()
}

#[tokio::test]
async fn an_unknown_person_becomes_a_representative_by_mail_and_no_member() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let (maya, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    assert_eq!(grant.record.mandate.as_ref().unwrap().answer, MandateAnswer::Accepted);
    assert_eq!(grant.record.path.steps().len(), 2, "it hangs on what Jeremy holds");
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
    let wanted = super::Invite { services: Some(services()), ..invite(city_group, MAYA, "representative") };
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
    assert!(matches!(late, Err(MandateError::AlreadyAnswered)), "{late:?}");
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
async fn only_its_receiver_answers_a_mandate() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let id = offer(&world, &jeremy, &mandate(city_group, Receiver::User(ann.id))).await;
    for other in [&jeremy, &world.scott().await] {
        let refused = world.identity.accept_mandate(other, id).await;
        let not_found = MandateError::from(AccessError::NotFound).to_string();
        assert_eq!(refused.unwrap_err().to_string(), not_found);
    }
}

/// A mandate ends the moment that anything ends on which it hangs.
#[tokio::test]
async fn a_mandate_ends_with_its_source() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let (_, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let (caller, scott) = (world.caller(MAYA).await, world.scott().await);
    let works = async || may(&world, &caller, Permission::MemberManage, city_group).await;
    let jeremy = world.user(JEREMY).await.unwrap();
    let parent_grant = grant.record.path.parent_grant().unwrap();
    assert!(works().await);

    world.meanwhile(User { state: UserState::Locked, ..jeremy.record.clone() }, jeremy.version).await;
    assert!(!works().await, "its giver was locked");
    let locked = world.user(JEREMY).await.unwrap();
    world.meanwhile(User { state: UserState::Active, ..locked.record }, locked.version).await;
    assert!(works().await);

    world.join(&scott, &invite(city_group, "eve@citygroup.example", "organization-admin")).await;
    world.identity.revoke_grant(&scott, parent_grant).await.unwrap();
    assert!(!works().await, "what it hangs on was taken back");
    assert_eq!(news(&world.mails().await, MAYA), [MandateNews::Ended]);
    let own = world.identity.own_mandates(&caller).await.unwrap();
    assert!(matches!(own.received[0].state, MandateState::Ended(_)), "{:?}", own.received[0].state);
    assert!(world.identity.own_organizations(&caller).await.unwrap().is_empty());
}

/// What a representative gives hangs on the mandate.
#[tokio::test]
async fn a_role_given_under_a_mandate_ends_with_it() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let wanted = GiveMandate { services: Some(services()), ..mandate(city_group, by_mail(MAYA)) };
    let (_, grant) = maya(&world, &wanted).await;
    let caller = world.caller(MAYA).await;
    // The planner's role has a permission besides the application's, and nothing is left of onward.
    let refused = world.identity.invite(&caller, &invite(city_group, TOM, "planner")).await;
    assert!(matches!(refused, Err(InviteError::Give(GiveError::DelegationDenied { .. }))), "{refused:?}");

    let reader = identity_core::roles::DefineRole {
        organization: city_group,
        key: role("reader"),
        name: "Reader".parse().unwrap(),
        description: String::new(),
        permissions: BTreeSet::new(),
        application_roles: [("smartplan-app".parse().unwrap(), [role("reader")].into())].into(),
        mandate_only: false,
    };
    world.identity.define_role(&jeremy, &reader).await.unwrap();
    let tom = world.join(&caller, &invite(city_group, TOM, "reader")).await;
    let grants = world.grants_at(city_group).await;
    let own = grants.iter().find(|found| found.record.holder == Holder::User(tom.id)).unwrap();
    assert!(own.record.path.is_within(&grant.record.path), "it hangs on the mandate");
    assert_eq!((own.record.rights, &own.record.services), (Rights::Act, &grant.record.services));
    assert_eq!(world.identity.account(&world.caller(TOM).await).await.unwrap().places[0].1.len(), 1);

    world.identity.end_mandate(&jeremy, grant.record.id).await.unwrap();
    let account = world.identity.account(&world.caller(TOM).await).await.unwrap();
    assert!(account.applications.is_empty());
    let grant_status = world.identity.mandate(&jeremy, grant.record.id).await.unwrap().state;
    assert!(matches!(grant_status, MandateState::Ended(_)), "{grant_status:?}");
}

#[tokio::test]
async fn d_07_a_mandate_is_passed_on_only_as_often_as_its_terms_say_and_no_further() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    for address in ["ann@citygroup.example", "ben@citygroup.example", "cleo@citygroup.example"] {
        world.join(&jeremy, &invite(city_group, address, "planner")).await;
    }
    let id = async |address: &str| world.user(address).await.unwrap().record.id;
    let terms = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    let wanted = GiveMandate {
        role: role("agent"),
        terms: terms.clone(),
        services: Some(services()),
        ..mandate(city_group, Receiver::User(id("ann@citygroup.example").await))
    };
    let first = offer(&world, &jeremy, &wanted).await;
    let (ann, ben) =
        (world.caller("ann@citygroup.example").await, world.caller("ben@citygroup.example").await);
    world.identity.accept_mandate(&ann, first).await.unwrap();

    let agent = |to| GiveMandate { role: role("agent"), ..mandate(city_group, to) };
    let to_ben = agent(Receiver::User(id("ben@citygroup.example").await));
    let as_far = GiveMandate { terms, ..to_ben.clone() };
    let refused = world.identity.give_mandate(&ann, &as_far).await;
    let held = |error: &MandateError| {
        matches!(error, MandateError::Grant(GrantError::Give(GiveError::DelegationDenied { .. })))
    };
    assert!(held(&refused.unwrap_err()), "one of two is left");
    let second = offer(&world, &ann, &to_ben).await;
    world.identity.accept_mandate(&ben, second).await.unwrap();
    let passed = world.store.grants().get(second).await.unwrap().unwrap().record;
    assert_eq!((passed.path.steps().len(), passed.services), (3, wanted_services(&world).await));

    let to_cleo = agent(Receiver::User(id("cleo@citygroup.example").await));
    assert!(held(&world.identity.give_mandate(&ben, &to_cleo).await.unwrap_err()), "nothing is left");
    assert!(may(&world, &ben, Permission::MemberView, city_group).await);
    world.identity.end_mandate(&ann, first).await.unwrap();
    assert!(!may(&world, &ben, Permission::MemberView, city_group).await, "it hangs on Ann's");
}

async fn wanted_services(world: &World) -> Option<BTreeSet<identity_core::ids::ServiceId>> {
    let all = world.store.services().list(&ServiceFilter::default(), &Page::first(10)).await.unwrap();
    Some(all.items.iter().map(|service| service.record.id).collect())
}

/// Another organisation gets the mandate; its people have nothing before one of them is given it.
#[tokio::test]
async fn an_organisation_passes_what_it_holds_to_its_own_people() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let scott = world.scott().await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.join(&scott, &invite(agency, "head@agency.example", "organization-admin")).await;
    let head = world.caller("head@agency.example").await;
    let clerk = world.join(&head, &invite(agency, "clerk@agency.example", "planner")).await;
    let clerk_calls = world.caller("clerk@agency.example").await;
    let terms = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    let wanted = GiveMandate { terms, ..mandate(city_group, Receiver::Organization(agency)) };
    let first = offer(&world, &jeremy, &wanted).await;
    assert_eq!(news(&world.mails().await, "head@agency.example"), [MandateNews::Offered]);
    assert!(world.identity.accept_mandate(&clerk_calls, first).await.is_err(), "not the clerk's to accept");
    world.identity.accept_mandate(&head, first).await.unwrap();
    assert!(
        !may(&world, &head, Permission::MemberManage, city_group).await,
        "held by the agency, not by its head"
    );

    let on = GiveMandate { giver: Some(agency), ..mandate(city_group, Receiver::User(clerk.id)) };
    let jeremys = world.user(JEREMY).await.unwrap().record.id;
    let elsewhere = GiveMandate { to: Receiver::User(jeremys), ..on.clone() };
    let refused = world.identity.give_mandate(&head, &elsewhere).await;
    assert!(matches!(refused, Err(MandateError::UnknownReceiver)), "{refused:?}");
    let second = offer(&world, &head, &on).await;
    world.identity.accept_mandate(&clerk_calls, second).await.unwrap();
    assert!(may(&world, &clerk_calls, Permission::MemberManage, city_group).await);
    let received = world.identity.mandates_received(&head, agency, &Page::first(10)).await.unwrap().0;
    assert_eq!(received.len(), 1);

    world.identity.end_mandate(&jeremy, first).await.unwrap();
    assert!(!may(&world, &clerk_calls, Permission::MemberManage, city_group).await);
}

/// Jeremy mandates the agency, the agency mandates City Group back; then the root goes.
#[tokio::test]
async fn d_11_a_circle_of_mandates_ends_with_what_it_began_with() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let scott = world.scott().await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.join(&scott, &invite(agency, "head@agency.example", "organization-admin")).await;
    let head = world.caller("head@agency.example").await;
    world.join(&scott, &invite(city_group, "eve@citygroup.example", "organization-admin")).await;
    let eve = world.caller("eve@citygroup.example").await;
    let terms = |max_delegation_depth| MandateTerms { max_delegation_depth, ..MandateTerms::default() };
    let there = GiveMandate { terms: terms(2), ..mandate(city_group, Receiver::Organization(agency)) };
    let first = offer(&world, &jeremy, &there).await;
    world.identity.accept_mandate(&head, first).await.unwrap();
    let maya = world.join(&head, &invite(agency, MAYA, "planner")).await;
    let on = GiveMandate { giver: Some(agency), ..mandate(city_group, Receiver::User(maya.id)) };
    let last = offer(&world, &head, &on).await;
    let caller = world.caller(MAYA).await;
    world.identity.accept_mandate(&caller, last).await.unwrap();
    assert!(may(&world, &caller, Permission::MemberManage, city_group).await);
    world.identity.end_mandate(&eve, first).await.unwrap();
    assert!(!may(&world, &caller, Permission::MemberManage, city_group).await);
    let state = world.identity.mandate(&caller, last).await.unwrap().state;
    assert!(matches!(state, MandateState::Ended(_)), "{state:?}");
}

#[tokio::test]
async fn a_mandate_takes_the_right_to_give_mandates_and_sensible_terms() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let ann = world.join(&jeremy, &invite(city_group, "ann@citygroup.example", "planner")).await;
    let caller = world.caller("ann@citygroup.example").await;
    let refused = world.identity.give_mandate(&caller, &mandate(city_group, by_mail(MAYA))).await;
    let forbidden = |error: &MandateError| {
        matches!(error, MandateError::Grant(GrantError::Give(GiveError::Access(AccessError::Forbidden(_)))))
    };
    assert!(forbidden(&refused.unwrap_err()));
    let own = GiveMandate { role: role("planner"), ..mandate(city_group, Receiver::User(ann.id)) };
    assert!(forbidden(&world.identity.give_mandate(&caller, &own).await.unwrap_err()));
    let more = GiveMandate { role: role("account-manager"), ..mandate(city_group, by_mail(MAYA)) };
    let refused = world.identity.give_mandate(&jeremy, &more).await;
    let not_held = MandateError::Grant(GrantError::Give(GiveError::NoRole)).to_string();
    assert!(refused.as_ref().is_err_and(|error| error.to_string() != not_held), "{refused:?}");

    let over = Period { starts_at: None, ends_at: Some(NOW) };
    for terms in [
        MandateTerms { period: over, ..MandateTerms::default() },
        MandateTerms { max_delegation_depth: 9, ..MandateTerms::default() },
        MandateTerms { reason: Some("x".repeat(501)), ..MandateTerms::default() },
        MandateTerms { reason: Some("two\nlines".to_owned()), ..MandateTerms::default() },
    ] {
        let wanted = GiveMandate { terms, ..mandate(city_group, by_mail(MAYA)) };
        let refused = world.identity.give_mandate(&jeremy, &wanted).await;
        assert!(
            matches!(refused, Err(MandateError::Grant(GrantError::Give(GiveError::Terms(_))))),
            "{refused:?}"
        );
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
        answers.insert(
            world
                .identity
                .give_mandate(&caller, &mandate(organization, receiver))
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
    let signed_in = world.sign_in(MAYA, super::PASSWORD).await.unwrap();
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
    maya(&world, &GiveMandate { terms, ..mandate(city_group, by_mail(MAYA)) }).await;
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
    assert_eq!(world.events(Action::MandateNoticeSent).await, 2);
}

#[tokio::test]
async fn a_mandate_limited_to_a_service_pauses_with_the_contract() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let wanted = GiveMandate { services: Some(services()), ..mandate(city_group, by_mail(MAYA)) };
    let (_, grant) = maya(&world, &wanted).await;
    let caller = world.caller(MAYA).await;
    assert!(may(&world, &caller, Permission::InvitationManage, city_group).await);
    world.identity.end_contract(&world.crm().await, &crm_id("C-1"), None).await.unwrap();
    assert!(!may(&world, &caller, Permission::InvitationManage, city_group).await);
    let state = world.identity.mandate(&caller, grant.record.id).await.unwrap().state;
    assert!(
        matches!(&state, MandateState::Paused(why) if why.contains("SmartPlan Application")),
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
    assert!(manages.because[0].starts_with("mandate") && manages.because.len() == 2, "{:?}", manages.because);
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
