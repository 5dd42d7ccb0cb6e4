//! Connections that the configuration declares.

use crate::support::{World, crm_id, display, email};
use identity_core::domain::{
    Connection, ConnectionFilter, ConnectionState, DomainProof, IdentityProvider, SamlProvider,
    SignInDomainFilter, SubjectSource, UnknownPerson,
};
use identity_core::federation::{
    ConnectionSetup, ConnectionSetupError, ConnectionsSetup, OpenIdProviderSetup, ProviderSetup,
};
use identity_core::store::{Page, Store as _, Versioned};
use identity_core::values::{DomainName, EntityId};

const SECRET: &str = "a-secret-of-the-provider";

fn google() -> ConnectionSetup {
    let provider = OpenIdProviderSetup::new("https://accounts.google.example", "smartplan").secret(SECRET);
    ConnectionSetup::new(display("Google"), ProviderSetup::OpenId(provider))
}

fn city_group() -> ConnectionSetup {
    let provider = SamlProvider {
        entity_id: EntityId::parse("https://idp.citygroup.example/metadata").unwrap(),
        sign_on_url: "https://idp.citygroup.example/sso".to_owned(),
        logout_url: None,
        certificates: vec![vec![1, 2, 3]],
        subject: SubjectSource::NameId,
    };
    let mut setup = ConnectionSetup::new(display("City Group"), ProviderSetup::Saml(provider))
        .organization(crm_id("CRM-1"));
    setup.domains = [DomainName::parse("citygroup.example").unwrap()].into();
    setup
}

async fn stored(world: &World) -> Vec<Versioned<Connection>> {
    let page = Page::first(50);
    world.store.connections().list(&ConnectionFilter::default(), &page).await.unwrap().items
}

#[tokio::test]
async fn applying_connections_again_changes_nothing() {
    let world = World::new().await;
    let setup = ConnectionsSetup::new([google()]);
    world.identity.apply_connections(&setup).await.unwrap();
    let first = stored(&world).await;
    assert_eq!(first.len(), 1);
    world.identity.apply_connections(&setup).await.unwrap();
    assert_eq!(stored(&world).await, first);
}

#[tokio::test]
async fn a_declared_secret_is_sealed() {
    let world = World::new().await;
    world.identity.apply_connections(&ConnectionsSetup::new([google()])).await.unwrap();
    let connection = stored(&world).await.remove(0).record;
    assert!(!serde_json::to_string(&connection).unwrap().contains(SECRET));
    let IdentityProvider::OpenId(provider) = &connection.provider else { panic!("{connection:?}") };
    let opened = world.identity.provider_secret(provider).unwrap().unwrap();
    assert_eq!(opened.expose(), SECRET);
}

#[tokio::test]
async fn a_new_secret_and_a_new_name_keep_the_connection_and_its_links() {
    let world = World::new().await;
    world.identity.apply_connections(&ConnectionsSetup::new([google()])).await.unwrap();
    let before = stored(&world).await.remove(0).record;
    let provider = OpenIdProviderSetup::new("https://accounts.google.example", "smartplan").secret("another");
    let renamed = ConnectionSetup::new(display("Google Workspace"), ProviderSetup::OpenId(provider));
    world.identity.apply_connections(&ConnectionsSetup::new([renamed])).await.unwrap();
    let after = stored(&world).await;
    assert_eq!((after.len(), after[0].id, after[0].created_at), (1, before.id, before.created_at));
    assert_eq!(after[0].name.as_str(), "Google Workspace");
    let IdentityProvider::OpenId(provider) = &after[0].provider else { panic!("{after:?}") };
    let opened = world.identity.provider_secret(provider).unwrap().unwrap();
    assert_eq!(opened.expose(), "another");
}

#[tokio::test]
async fn a_connection_waits_for_the_organisation_that_the_crm_feeds() {
    let world = World::new().await;
    let setup = ConnectionsSetup::new([city_group(), google()]);
    assert_eq!(world.identity.apply_connections(&setup).await.unwrap(), [display("City Group")]);
    assert_eq!(stored(&world).await.len(), 1, "the other one is there");
    world.city_group().await;
    assert!(world.identity.apply_connections(&setup).await.unwrap().is_empty());
    let found = stored(&world).await;
    let found = found.iter().find(|found| found.id == city_group().id()).unwrap();
    assert!(found.organization.is_some());
}

#[tokio::test]
async fn declared_domains_lead_to_the_connection_and_go_when_they_are_no_longer_named() {
    let world = World::new().await;
    world.city_group().await;
    let mut wanted = city_group();
    let domains = async || {
        let page = Page::first(50);
        world.store.sign_in_domains().list(&SignInDomainFilter::default(), &page).await.unwrap().items
    };
    world.identity.apply_connections(&ConnectionsSetup::new([wanted.clone()])).await.unwrap();
    let found = domains().await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].connection, found[0].proof), (wanted.id(), Some(DomainProof::Configuration)));
    wanted.domains.clear();
    world.identity.apply_connections(&ConnectionsSetup::new([wanted])).await.unwrap();
    assert!(domains().await.is_empty());
}

#[tokio::test]
async fn a_connection_that_is_no_longer_declared_is_disabled_where_the_configuration_says_all() {
    let world = World::new().await;
    world.identity.apply_connections(&ConnectionsSetup::new([google()])).await.unwrap();
    world.identity.apply_connections(&ConnectionsSetup::new([])).await.unwrap();
    assert_eq!(stored(&world).await[0].state, ConnectionState::Enabled);
    world.identity.apply_connections(&ConnectionsSetup::new([]).only_these()).await.unwrap();
    assert_eq!(stored(&world).await[0].state, ConnectionState::Disabled);
    world.identity.apply_connections(&ConnectionsSetup::new([google()]).only_these()).await.unwrap();
    assert_eq!(stored(&world).await[0].state, ConnectionState::Enabled);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_before_anything_is_written() {
    let world = World::new().await;
    let mut alone = city_group();
    alone.rules.only_from = Some(world.identity.clock().now());
    let refused = async |connection: ConnectionSetup| {
        let setup = ConnectionsSetup::new([google(), connection]);
        let refused = world.identity.apply_connections(&setup).await.unwrap_err();
        assert!(stored(&world).await.is_empty(), "{refused}");
        refused
    };
    assert!(matches!(refused(alone.clone()).await, ConnectionSetupError::NobodyLeft(_)));
    alone.break_glass = vec![email("nobody@operator.example")];
    assert!(matches!(refused(alone).await, ConnectionSetupError::NoAccount { .. }));
    assert!(matches!(refused(google()).await, ConnectionSetupError::Twice(_)));
    let mut level = city_group();
    level.rules.least_level = Some("high".to_owned());
    assert!(matches!(refused(level).await, ConnectionSetupError::NoSuchLevel(_)));
}

#[tokio::test]
async fn whoever_may_keep_their_password_is_named_by_address() {
    let world = World::new().await;
    let scott = world.user("scott@operator.example").await.unwrap();
    let mut wanted = google();
    wanted.rules.unknown = UnknownPerson::Connect;
    wanted.rules.only_from = Some(world.identity.clock().now());
    wanted.break_glass = vec![email("scott@operator.example")];
    world.identity.apply_connections(&ConnectionsSetup::new([wanted])).await.unwrap();
    let rules = &stored(&world).await[0].rules;
    assert_eq!(rules.break_glass, [scott.id].into());
    assert_eq!(rules.unknown, UnknownPerson::Connect);
}
