//! What other nodes do between a use case's reading and its writing.

use super::stores::{Meanwhile, Recorded};
use super::{MICROSECOND, NOW, PASSWORD, World, account, crm_id, email, invite, organization};
use identity_core::contracts::ProvisionContract;
use identity_core::domain::{
    Action, AssertionConsumerService, Grant, GrantScope, Origin, Role, SamlOrigin, Service, User, UserState,
};
use identity_core::ids::RelyingPartyId;
use identity_core::invitations::{AcceptError, InviteError};
use identity_core::provisioning::ProvisionError;
use identity_core::roles::{GiveError, GiveRole, GrantError};
use identity_core::secrets::SecretToken;
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::sign_on::{Answer, SignOnError};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::{DisplayName, EntityId, ServiceKey};
use identity_core::{AccessError, OsEntropy};
use std::time::Duration;

impl World {
    fn while_another_node(&self, writes: ChangeSet) -> identity_core::Identity {
        self.identity.with_store(Meanwhile::new(self.store.clone(), writes))
    }

    /// That every grant at an organisation is taken back.
    async fn revocations(&self, organization: identity_core::ids::OrganizationId) -> ChangeSet {
        let mut changes = ChangeSet::new();
        for grant in self.grants_at(organization).await {
            changes.update(Grant { revoked_at: Some(NOW), ..grant.record }, grant.version);
        }
        changes
    }
}

const JEREMY: &str = "jeremy@citygroup.example";

#[tokio::test]
async fn a_right_revoked_while_an_invitation_is_accepted_is_not_given() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let identity = world.while_another_node(world.revocations(world.operator().await).await);
    let refused = identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{refused:?}");
    assert!(world.user(JEREMY).await.is_none());
}

#[tokio::test]
async fn an_address_taken_while_an_invitation_is_accepted_signs_in_instead() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let scott = world.user("scott@operator.example").await.unwrap().record;
    let id = uuid::Uuid::from_u128(5).into();
    let mut other = ChangeSet::new();
    other.insert(User { id, username: None, email: email("JEREMY@citygroup.example"), ..scott });
    let refused = world.while_another_node(other).accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::AccountExists)), "{refused:?}");
}

#[tokio::test]
async fn an_inviter_locked_while_inviting_invites_nobody() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let caller = world.scott().await;
    let scott = world.user("scott@operator.example").await.unwrap();
    let mut other = ChangeSet::new();
    other.update(User { state: UserState::Locked, ..scott.record }, scott.version);
    let refused =
        world.while_another_node(other).invite(&caller, &invite(city_group, JEREMY, "planner")).await;
    assert!(
        matches!(refused, Err(InviteError::Give(GiveError::Access(AccessError::NotFound)))),
        "{refused:?}"
    );
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn a_role_switched_off_while_it_is_given_is_not_given() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let caller = world.scott().await;
    let planner = identity_core::domain::RoleRef::Named(None, super::role("planner"));
    let found = world.store.roles().find(&planner).await.unwrap().unwrap();
    let mut other = ChangeSet::new();
    other.update(Role { enabled: false, ..found.record }, found.version);
    let period = identity_core::domain::Period::ALWAYS;
    let wanted = GiveRole {
        organization: city_group,
        user: jeremy.id,
        role: super::role("planner"),
        services: None,
        period,
    };
    let refused = world.while_another_node(other).give_role(&caller, &wanted).await;
    assert!(matches!(refused, Err(GrantError::Give(GiveError::DelegationDenied { .. }))), "{refused:?}");
}

/// The right at the place where a contract goes to counts until the commit, like that where it comes from.
#[tokio::test]
async fn a_right_revoked_at_the_goal_of_a_move_stops_the_move() {
    let world = World::new().await;
    let crm = world.crm().await;
    let [from, to] = [organization("CRM-1", None), organization("CRM-2", None)];
    let (from, to) = (world.provision(&from).await.record.id, world.provision(&to).await.record.id);
    let contract = |organization: &str| ProvisionContract {
        external_id: crm_id("K-1"),
        organization: crm_id(organization),
        services: [ServiceKey::parse("smartplan-app").unwrap()].into(),
        starts_at: NOW,
        ends_at: None,
        source_version: None,
        expected: None,
    };
    world.identity.provision_contract(&crm, &contract("CRM-1")).await.unwrap();
    // Instead of one right over everything, the CRM has one at each of the two.
    let everywhere = world.grants_at(world.operator().await).await;
    let is_crm = |grant: &Grant| matches!(grant.holder, identity_core::domain::Holder::Client(_));
    let everywhere = everywhere.into_iter().find(|grant| is_crm(&grant.record)).unwrap();
    let mut changes = ChangeSet::new();
    for (number, organization) in [(1, from), (2, to)] {
        let id = uuid::Uuid::from_u128(number).into();
        let scope = GrantScope::Organization;
        changes.insert(Grant { id, organization, scope, ..everywhere.record.clone() });
    }
    changes.remove(everywhere.record.id, everywhere.version);
    world.store.commit(&changes).await.unwrap();
    let other = world.revocations(to).await;
    let refused = world.while_another_node(other).provision_contract(&crm, &contract("CRM-2")).await;
    assert!(matches!(refused, Err(ProvisionError::Access(_))), "{refused:?}");
    let stays = world.identity.contract(&crm, &crm_id("K-1")).await.unwrap();
    assert_eq!(stays.record.organization, from);
}

/// A department that comes to be below an organisation on the move moves along.
#[tokio::test]
async fn a_child_created_while_its_parent_moves_is_not_left_behind() {
    let world = World::new().await;
    for (external_id, parent) in [("A", None), ("B", Some("A")), ("C", Some("B")), ("D", None)] {
        world.provision(&organization(external_id, parent)).await;
    }
    let crm = world.crm().await;
    // What creating a child below C writes, as another node would write it.
    let recorded = Recorded::new(world.store.clone());
    let child = organization("child", Some("C"));
    let failed = world.identity.with_store(recorded.clone()).provision_organization(&crm, &child).await;
    assert!(failed.is_err());
    let identity = world.while_another_node(recorded.take());
    identity.provision_organization(&crm, &organization("B", Some("D"))).await.unwrap();
    let [c, child] = ["C", "child"].map(crm_id);
    let c = world.identity.organization_by_external_id(&crm, &c).await.unwrap().record;
    let child = world.identity.organization_by_external_id(&crm, &child).await.unwrap().record;
    assert_eq!(child.path, c.path.child(child.id).unwrap());
}

/// A world in which Jeremy may use the application behind single sign-on, with a request of it.
async fn signing_on(force_authn: bool) -> (World, Origin) {
    let world = World::new().await;
    world.with_jeremy().await;
    let contract = ProvisionContract {
        external_id: crm_id("K-1"),
        organization: crm_id("CRM-1"),
        services: [ServiceKey::parse("smartplan-app").unwrap()].into(),
        starts_at: NOW,
        ends_at: None,
        source_version: None,
        expected: None,
    };
    world.identity.provision_contract(&world.crm().await, &contract).await.unwrap();
    let consumer_url = "https://app.example/saml/acs".to_owned();
    let entity_id = EntityId::parse("https://app.example/saml").unwrap();
    let party = RelyingPartySetup {
        entity_id: entity_id.clone(),
        name: DisplayName::parse("SmartPlan Application").unwrap(),
        service: ServiceKey::parse("smartplan-app").unwrap(),
        consumers: vec![AssertionConsumerService { url: consumer_url.clone(), index: 0, is_default: true }],
        logout_url: None,
        certificates: Vec::new(),
        requests_signed: false,
    };
    world.identity.apply(&Setup { relying_parties: vec![party], ..Setup::default() }).await.unwrap();
    let relying_party: RelyingPartyId =
        world.identity.relying_party(&entity_id).await.unwrap().unwrap().record.id;
    let origin = SamlOrigin {
        relying_party,
        request_id: "_request-1".to_owned(),
        consumer_url,
        relay_state: None,
        force_authn,
        is_passive: false,
    };
    (world, Origin::Saml(origin))
}

/// Two tabs: the other one's request marks the session as seen while this one's is being answered.
#[tokio::test]
async fn a_session_seen_by_another_tab_does_not_stop_a_sign_on() {
    let (world, origin) = signing_on(false).await;
    let token = world.sign_in(JEREMY, PASSWORD).await.unwrap().token;
    let browser = SecretToken::generate(&OsEntropy);
    let sign_on = world.identity.begin_sign_on(&browser, origin).await.unwrap();
    let current = world.identity.session(&token).await.unwrap().unwrap();
    world.clock.advance(Duration::from_mins(2));
    assert_eq!(
        world.identity.session(&token).await.unwrap().unwrap().session.version,
        current.session.version.next()
    );
    let answer = world.identity.finish_sign_on(sign_on.id, &browser, &current).await.unwrap();
    assert!(matches!(answer, Answer::Assertion(_)), "{answer:?}");
}

#[tokio::test]
async fn a_session_ended_in_another_tab_answers_no_sign_on() {
    let (world, origin) = signing_on(false).await;
    let token = world.sign_in(JEREMY, PASSWORD).await.unwrap().token;
    let browser = SecretToken::generate(&OsEntropy);
    let sign_on = world.identity.begin_sign_on(&browser, origin).await.unwrap();
    let current = world.identity.session(&token).await.unwrap().unwrap();
    world.identity.sign_out(&current.caller).await.unwrap();
    let refused = world.identity.finish_sign_on(sign_on.id, &browser, &current).await;
    assert!(matches!(refused, Err(SignOnError::Over)), "{refused:?}");
    assert_eq!(world.events(Action::AssertionIssued).await, 0);
}

#[tokio::test]
async fn a_service_switched_off_while_a_sign_on_is_answered_refuses_it() {
    let (world, origin) = signing_on(false).await;
    let token = world.sign_in(JEREMY, PASSWORD).await.unwrap().token;
    let browser = SecretToken::generate(&OsEntropy);
    let sign_on = world.identity.begin_sign_on(&browser, origin).await.unwrap();
    let current = world.identity.session(&token).await.unwrap().unwrap();
    let key = identity_core::domain::ServiceKeyed::Key(ServiceKey::parse("smartplan-app").unwrap());
    let service = world.store.services().find(&key).await.unwrap().unwrap();
    let mut other = ChangeSet::new();
    other.update(Service { enabled: false, ..service.record }, service.version);
    let answer =
        world.while_another_node(other).finish_sign_on(sign_on.id, &browser, &current).await.unwrap();
    assert!(matches!(answer, Answer::Refusal(_)), "{answer:?}");
}

/// `ForceAuthn` holds in the use case itself, whatever a page asks it to finish.
#[tokio::test]
async fn a_session_older_than_a_request_that_forces_authentication_answers_nothing() {
    let (world, origin) = signing_on(true).await;
    let token = world.sign_in(JEREMY, PASSWORD).await.unwrap().token;
    world.clock.advance(MICROSECOND);
    let browser = SecretToken::generate(&OsEntropy);
    let sign_on = world.identity.begin_sign_on(&browser, origin).await.unwrap();
    let current = world.identity.session(&token).await.unwrap().unwrap();
    let refused = world.identity.finish_sign_on(sign_on.id, &browser, &current).await;
    assert!(matches!(refused, Err(SignOnError::NotYet)), "{refused:?}");
    assert_eq!(world.events(Action::AssertionIssued).await, 0);
    let token = world.sign_in(JEREMY, PASSWORD).await.unwrap().token;
    let current = world.identity.session(&token).await.unwrap().unwrap();
    let answer = world.identity.finish_sign_on(sign_on.id, &browser, &current).await.unwrap();
    assert!(matches!(answer, Answer::Assertion(_)), "{answer:?}");
}
