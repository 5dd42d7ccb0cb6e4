//! The deployment that hosts test with.

use identity_core::delivery::MessageContent;
use identity_core::domain::{AuditFilter, CredentialFilter, OrganizationClass, RoleRef};
use identity_core::invitations::{Invite, OpenInvitationError};
use identity_core::mandates::{GiveMandate, Receiver};
use identity_core::policy::Permission;
use identity_core::secrets::Secret;
use identity_core::setup::{PersonSetup, Setup};
use identity_core::store::{MemoryStore, Page, Store};
use identity_core::testing::{
    ADMINISTRATOR, CONTACT_PERSON, CUSTOMER, FEED, PASSWORD, SERVICE, START, TestIdentity,
};
use identity_core::{Clock, ManualClock, Settings, Timestamp};
use std::sync::Arc;
use std::time::Duration;

async fn sees(test: &TestIdentity, identifier: &str) -> Vec<String> {
    let session = test.sign_in(identifier).await.unwrap();
    let seen = test.identity().organizations(&session.caller, None, &Page::first(10)).await.unwrap();
    seen.items.iter().map(|found| found.name.to_string()).collect()
}

async fn audit_events(store: &MemoryStore) -> usize {
    let page = Page::first(Page::MAX_LIMIT);
    store.audit_events().list(&AuditFilter::default(), &page).await.unwrap().items.len()
}

#[tokio::test]
async fn it_starts_with_an_operator_a_customer_and_their_people() {
    let test = TestIdentity::start().await.unwrap();
    assert_eq!(sees(&test, ADMINISTRATOR).await.len(), 2);
    assert_eq!(sees(&test, "scott").await.len(), 2);
    assert_eq!(sees(&test, CONTACT_PERSON).await, ["City Group, Inc."]);

    let jeremy = test.sign_in(CONTACT_PERSON).await.unwrap();
    let account = test.identity().account(&jeremy.caller).await.unwrap();
    assert_eq!((account.user.id, account.user.full_name().as_str()), (jeremy.user, "Jeremy Mills"));
    let customer = test.organization(CUSTOMER).await.unwrap();
    let contracts = test.identity().contracts(&jeremy.caller, customer, &Page::first(10)).await.unwrap();
    assert_eq!(contracts.items.len(), 1);
    let feed = test.feed().await.unwrap();
    assert!(feed.scopes().unwrap().contains(&Permission::OrganizationProvision), "{FEED}");
    assert!(test.messages().await.unwrap().is_empty(), "the start leaves nothing in the inbox");
}

#[tokio::test]
async fn the_contact_person_can_invite_and_give_a_mandate() {
    let test = TestIdentity::start().await.unwrap();
    let jeremy = test.sign_in(CONTACT_PERSON).await.unwrap();
    let customer = test.organization(CUSTOMER).await.unwrap();
    let viewer =
        Invite::new(customer, "susan@citygroup.example".parse().unwrap(), ["viewer".parse().unwrap()]);
    test.identity().invite(&jeremy.caller, &viewer).await.unwrap();
    let account = TestIdentity::account("Susan Ward").unwrap();
    let susan = test.accept("susan@citygroup.example", account).await.unwrap();
    assert!(test.identity().organization(&susan.caller, customer).await.is_ok());
    let mandate = GiveMandate::new(customer, Receiver::User(susan.user), "representative".parse().unwrap())
        .services([SERVICE.parse().unwrap()]);
    test.identity().give_mandate(&jeremy.caller, &mandate).await.unwrap();
    let offered = test.take_messages().await.unwrap().pop().unwrap();
    assert!(matches!(offered.content, MessageContent::Mandate { .. }), "{offered:?}");
}

/// What a start costs, counted instead of timed: every act leaves one audit event, and the only slow thing in it is the
/// hashing of passwords.
#[tokio::test]
async fn a_start_is_little_work() {
    let store = MemoryStore::new();
    let test = TestIdentity::builder().on(store.clone()).start().await.unwrap();
    assert_eq!(test.clock().now(), START, "nothing waits");
    let events = audit_events(&store).await;
    assert!(events <= 20, "{events} audit events");
    let page = Page::first(10);
    let credentials = store.credentials().list(&CredentialFilter::default(), &page).await.unwrap().items;
    assert_eq!(credentials.len(), 2);
    for credential in credentials {
        let hash = credential.password_hash().unwrap();
        assert!(hash.as_phc().contains("$m=8,t=1,p=1$"), "the cheapest parameters of argon2");
    }
}

#[tokio::test]
async fn two_starts_are_alike() {
    let (one, two) = (TestIdentity::start().await.unwrap(), TestIdentity::start().await.unwrap());
    assert_eq!(one.organization(CUSTOMER).await.unwrap(), two.organization(CUSTOMER).await.unwrap());
    let (one, two) = (one.sign_in("scott").await.unwrap(), two.sign_in("scott").await.unwrap());
    assert_eq!((one.user, one.token.expose()), (two.user, two.token.expose()));
}

#[tokio::test]
async fn roles_organizations_and_people_are_one_call_each() {
    let store = MemoryStore::new();
    let test = TestIdentity::builder()
        .on(store.clone())
        .role("auditor", &[Permission::OrganizationView, Permission::AuditView])
        .organization("acme", "Acme Ltd")
        .organization_below("acme", "acme-north", "Acme North")
        .person("Ann Mary Lee", "ann@acme.example", "acme", "auditor")
        .start()
        .await
        .unwrap();
    assert_eq!(sees(&test, "ann@acme.example").await.len(), 2);
    let ann = test.sign_in("ann@acme.example").await.unwrap();
    let ann = store.users().get(ann.user).await.unwrap().unwrap();
    assert_eq!((ann.given_name.as_str(), ann.family_name.as_str()), ("Ann Mary", "Lee"));

    test.add_role("planner", &[Permission::OrganizationView]).await.unwrap();
    let north = test.organization("acme-north").await.unwrap();
    assert_eq!(store.organizations().get(north).await.unwrap().unwrap().path.parent(), {
        Some(test.organization("acme").await.unwrap())
    });
    let ben = test.add_person("Ben Low", "ben@acme.example", "acme-north", "planner").await.unwrap();
    assert!(test.identity().organization(&ben.caller, north).await.is_ok());
    let planner = RoleRef::Named(None, "planner".parse().unwrap());
    let planner = store.roles().find(&planner).await.unwrap().unwrap();
    assert_eq!(planner.application_roles.len(), 1, "the service receives it");
    test.add_organization("koko", "KOKO Media Inc.").await.unwrap();
    assert_eq!(sees(&test, ADMINISTRATOR).await.len(), 5);
}

#[tokio::test]
async fn messages_are_there_until_they_are_taken() {
    let test = TestIdentity::start().await.unwrap();
    test.invite("susan@citygroup.example", CUSTOMER, "viewer").await.unwrap();
    let first = test.invitation_token("susan@citygroup.example").await.unwrap();
    assert!(test.invitation_token("nobody@citygroup.example").await.is_err());
    assert_eq!(test.messages().await.unwrap().len(), 1);
    assert_eq!(test.take_messages().await.unwrap()[0].recipient, "susan@citygroup.example");
    assert!(test.messages().await.unwrap().is_empty());
    assert!(test.identity().open_invitation(&first).await.is_ok());

    test.advance(test.identity().settings().invitation_lifetime);
    let expired = test.identity().open_invitation(&first).await.unwrap_err();
    assert!(matches!(expired, OpenInvitationError::Expired), "{expired}");
}

#[tokio::test]
async fn a_session_is_over_when_the_clock_says_so() {
    let test = TestIdentity::start().await.unwrap();
    let jeremy = test.sign_in(CONTACT_PERSON).await.unwrap();
    test.advance(test.identity().settings().session_idle / 2);
    assert!(test.identity().session(&jeremy.token).await.unwrap().is_some());
    test.advance(test.identity().settings().session_idle);
    assert!(test.identity().session(&jeremy.token).await.unwrap().is_none());
}

#[tokio::test]
async fn another_deployment_settings_and_clock_can_take_its_place() {
    let noon = Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap();
    let ada = PersonSetup::new(
        "ada@example.com".parse().unwrap(),
        "Ada".parse().unwrap(),
        "Lovelace".parse().unwrap(),
        Secret::new("velvet-otter-compass"),
    );
    let setup = Setup::default().operator("Example Ltd".parse().unwrap()).people([ada]);
    let store = MemoryStore::new();
    let test = TestIdentity::builder()
        .on(store.clone())
        .clock(Arc::new(ManualClock::at(noon)))
        .settings(Settings::new("http://localhost:8080/id".parse().unwrap()))
        .setup(setup)
        .start()
        .await
        .unwrap();
    assert_eq!(test.identity().clock().now(), noon);
    assert_eq!(test.identity().settings().link("/login"), "http://localhost:8080/id/login");
    assert_eq!(test.sign_in("ada@example.com").await.unwrap_err().to_string().split(':').next(), {
        Some("signing in ada@example.com")
    });
    let ada = test.administrator().await.unwrap();
    let again = test.sign_in_with("ada@example.com", &Secret::new("velvet-otter-compass")).await.unwrap();
    assert_eq!(ada.user, again.user);
    let operator = store.organizations().get(test.operator().await.unwrap()).await.unwrap().unwrap();
    assert_eq!(operator.class, OrganizationClass::Operator);
    assert!(test.feed().await.is_err() && test.organization(CUSTOMER).await.is_err());
}

#[tokio::test]
async fn an_empty_setup_leaves_the_store_as_it_is() {
    let store = MemoryStore::new();
    let test = TestIdentity::builder().on(store.clone()).setup(Setup::default()).start().await.unwrap();
    assert_eq!(audit_events(&store).await, 0);
    assert!(test.administrator().await.is_err() && test.operator().await.is_err());
}

#[tokio::test]
async fn nodes_share_the_clock_the_keys_and_the_inbox() {
    let store = MemoryStore::new();
    let one = TestIdentity::builder().on(store.clone()).start().await.unwrap();
    let two = one.node(store);
    one.invite("susan@citygroup.example", CUSTOMER, "viewer").await.unwrap();
    let token = two.invitation_token("susan@citygroup.example").await.unwrap();
    assert_eq!(one.messages().await.unwrap().len(), 1);
    assert!(two.identity().open_invitation(&token).await.is_ok());
    one.advance(Duration::from_mins(1));
    assert_eq!(two.identity().clock().now(), START.plus(Duration::from_mins(1)));
    let jeremy = one.sign_in(CONTACT_PERSON).await.unwrap();
    assert!(two.identity().session(&jeremy.token).await.unwrap().is_some(), "{PASSWORD}");
}

#[tokio::test]
async fn the_identity_can_be_made_of_other_parts() {
    let test = TestIdentity::builder()
        .configure(|builder| builder.entropy(Arc::new(identity_core::SeededEntropy::new(9))))
        .start()
        .await
        .unwrap();
    let usual = TestIdentity::start().await.unwrap();
    assert_ne!(test.organization(CUSTOMER).await.unwrap(), usual.organization(CUSTOMER).await.unwrap());
}
