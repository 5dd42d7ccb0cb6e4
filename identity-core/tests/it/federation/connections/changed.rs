//! What of a connection is changed, and when it may be enabled.

use super::{ISSUER, openid, register, saml, stored, tried};
use crate::support::{World, display};
use identity_core::domain::{
    Action, ConnectionState, IdentityProvider, LinkPolicy, SubjectSource, UnknownPerson,
};
use identity_core::federation::{ConnectionError, ConnectionPatch, RulesPatch};
use identity_core::secrets::Secret;
use identity_core::store::Expected;

#[tokio::test]
async fn o_12_a_provider_is_enabled_only_if_its_discovery_document_names_the_issuer_to_the_letter() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let enable = async |issuer: Option<&str>| {
        let patch = ConnectionPatch::state(ConnectionState::Enabled).discovered(issuer.map(str::to_owned));
        world.identity.change_connection(&scott, id, &patch).await
    };
    let refused = enable(None).await;
    assert!(matches!(refused, Err(ConnectionError::NotDiscovered)), "{refused:?}");
    let refused = enable(Some("https://login.example.com/")).await;
    assert!(matches!(refused, Err(ConnectionError::OtherIssuer { .. })), "{refused:?}");
    assert_eq!(stored(&world, id).await.state, ConnectionState::Trial);
    enable(Some(ISSUER)).await.unwrap();
    assert_eq!(stored(&world, id).await.state, ConnectionState::Enabled);
    // Disabling asks nothing of the provider, which may be down.
    let patch = ConnectionPatch::state(ConnectionState::Disabled);
    world.identity.change_connection(&scott, id, &patch).await.unwrap();
    assert_eq!(world.last_row(Action::ConnectionChanged).await.details["state"], "disabled");
}

#[tokio::test]
async fn what_a_patch_names_changes_and_the_rest_stays() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    tried(&world, id).await;
    let mut patch = ConnectionPatch::default();
    patch.name = Some(display("Other"));
    patch.rules.unknown = Some(UnknownPerson::ConnectOrCreate);
    patch.rules.levels = Some(["low", "high"].map(str::to_owned).to_vec());
    world.identity.change_connection(&scott, id, &patch).await.unwrap();
    let found = stored(&world, id).await;
    assert_eq!(found.name.as_str(), "Other");
    assert_eq!(found.rules.unknown, UnknownPerson::ConnectOrCreate);
    assert_eq!(found.rules.linking, LinkPolicy::Allowed);
    assert!(found.tested_at.is_some(), "the provider is the same");
    let mut patch = ConnectionPatch::default();
    patch.openid.client_secret = Some(Some(Secret::new("another-secret")));
    world.identity.change_connection(&scott, id, &patch).await.unwrap();
    let found = stored(&world, id).await;
    assert!(found.tested_at.is_none(), "with another secret it is to be tried again");
    let IdentityProvider::OpenId(provider) = found.record.provider else { panic!() };
    let opened = world.identity.provider_secret(&provider).unwrap().unwrap();
    assert_eq!(opened.expose(), "another-secret");
    assert_eq!(provider.client_id, "client-1");
    // Only what changes is told of, and no secret.
    let row = world.last_row(Action::ConnectionChanged).await;
    assert_eq!(row.details["provider"], "changed");
    assert!(!row.details.values().any(|value| value.contains("another-secret")), "{row:?}");
}

#[tokio::test]
async fn a_change_of_another_version_is_refused() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let seen = stored(&world, id).await;
    let expected = Some(Expected::of(id.as_uuid(), seen.version));
    let named = |name| {
        let mut patch = ConnectionPatch::default().expected(expected);
        patch.name = Some(display(name));
        patch
    };
    world.identity.change_connection(&scott, id, &named("One")).await.unwrap();
    let refused = world.identity.change_connection(&scott, id, &named("Two")).await;
    assert!(matches!(refused, Err(ConnectionError::PreconditionFailed)), "{refused:?}");
    let refused = world.identity.remove_connection(&scott, id, expected).await;
    assert!(matches!(refused, Err(ConnectionError::PreconditionFailed)), "{refused:?}");
    assert_eq!(stored(&world, id).await.name.as_str(), "One");
}

#[tokio::test]
async fn what_belongs_to_the_other_protocol_is_refused() {
    let world = World::new().await;
    let scott = world.scott().await;
    let (by_saml, by_openid) =
        (register(&world, &scott, &saml(None)).await, register(&world, &scott, &openid()).await);
    let mut of_openid = ConnectionPatch::default();
    of_openid.openid.client_id = Some("client-2".to_owned());
    let mut of_saml = ConnectionPatch::default();
    of_saml.subject = Some(SubjectSource::Attribute("employeeNumber".to_owned()));
    for (id, patch) in [(by_saml, of_openid), (by_openid, of_saml)] {
        let refused = world.identity.change_connection(&scott, id, &patch).await;
        assert!(matches!(refused, Err(ConnectionError::OtherProtocol)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_change_that_changes_nothing_writes_nothing() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let before = stored(&world, id).await;
    let patch = ConnectionPatch::rules(RulesPatch::default());
    world.identity.change_connection(&scott, id, &patch).await.unwrap();
    assert_eq!(stored(&world, id).await, before);
    assert_eq!(world.events(Action::ConnectionChanged).await, 0);
}
