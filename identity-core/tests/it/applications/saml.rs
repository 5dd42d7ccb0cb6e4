//! Applications that speak SAML, as administrators register them.

use super::{register, reports, service};
use crate::sign_on::application::JEREMY;
use crate::support::{World, display};
use identity_core::AccessError;
use identity_core::applications::{
    ApplicationKind, ApplicationPatch, Opening, RegistrationError, SamlMetadata, SamlRegistration,
};
use identity_core::domain::{Action, AssertionConsumerService};
use identity_core::values::EntityId;

const ENTITY: &str = "https://wiki.example.com/saml";

fn metadata(consumer: &str) -> SamlMetadata {
    let consumer = AssertionConsumerService { url: consumer.to_owned(), index: 0, is_default: true };
    SamlMetadata::new(EntityId::parse(ENTITY).unwrap(), [consumer])
}

fn wiki() -> SamlRegistration {
    SamlRegistration::new(display("Wiki"), service(), metadata("https://wiki.example.com/acs"))
}

#[tokio::test]
async fn it_is_registered_changed_given_newer_metadata_and_deleted() {
    let world = World::new().await;
    let (scott, identity) = (world.scott().await, &world.identity);
    let id = identity.register_saml_application(&scott, &wiki()).await.unwrap();
    let found = identity.application(&scott, id).await.unwrap();
    assert_eq!(
        (found.kind, found.declared, found.opening),
        (ApplicationKind::Saml, false, Opening::Everybody)
    );
    assert_eq!(found.metadata.unwrap().consumers[0].url, "https://wiki.example.com/acs");
    let row = world.last_row(Action::ApplicationRegistered).await;
    assert_eq!((&*row.details["entity_id"], &*row.details["name"]), (ENTITY, "Wiki"));
    let newer = metadata("https://wiki.example.com/newer");
    identity.replace_saml_metadata(&scott, id, &newer).await.unwrap();
    assert_eq!(world.last_row(Action::ApplicationChanged).await.details["metadata"], "replaced");
    let mut patch = ApplicationPatch::opening(Opening::Disabled);
    patch.name = Some(display("Handbook"));
    identity.change_application(&scott, id, &patch).await.unwrap();
    let found = identity.application(&scott, id).await.unwrap();
    assert_eq!((found.name.to_string(), found.opening), ("Handbook".to_owned(), Opening::Disabled));
    assert_eq!(found.metadata.unwrap().consumers[0].url, "https://wiki.example.com/newer");
    let entity = EntityId::parse(ENTITY).unwrap();
    assert!(identity.relying_party(&entity).await.unwrap().is_none(), "disabled");
    assert!(matches!(identity.make_application_secret(&scott, id).await, Err(RegistrationError::NoSecret)));
    identity.delete_application(&scott, id).await.unwrap();
    assert!(identity.application(&scott, id).await.is_err());
}

#[tokio::test]
async fn of_two_that_are_registered_at_once_with_one_entity_id_one_is() {
    let world = World::new().await;
    let (scott, identity) = (world.scott().await, &world.identity);
    let wanted = wiki();
    let (one, other) = tokio::join!(
        identity.register_saml_application(&scott, &wanted),
        identity.register_saml_application(&scott, &wanted)
    );
    let taken = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(taken.as_slice(), [RegistrationError::EntityIdTaken(_)]), "{taken:?}");
}

#[tokio::test]
async fn what_is_about_another_or_of_another_kind_is_refused() {
    let world = World::new().await;
    let (scott, identity) = (world.scott().await, &world.identity);
    let id = identity.register_saml_application(&scott, &wiki()).await.unwrap();
    let entity_id = EntityId::parse("https://other.example.com/saml").unwrap();
    let mut other = metadata("https://wiki.example.com/acs");
    other.entity_id = entity_id;
    let refused = identity.replace_saml_metadata(&scott, id, &other).await;
    assert!(matches!(refused, Err(RegistrationError::OtherEntity { .. })), "{refused:?}");
    let mut patch = ApplicationPatch::default();
    patch.sign_on.redirect_uris = Some(vec!["https://wiki.example.com/".to_owned()]);
    let refused = identity.change_application(&scott, id, &patch).await;
    assert!(matches!(refused, Err(RegistrationError::OfSaml)), "{refused:?}");
    let openid = register(&world, &scott, &reports()).await;
    let refused = identity.replace_saml_metadata(&scott, openid.id, &other).await;
    assert!(matches!(refused, Err(RegistrationError::NotSaml)), "{refused:?}");
    // An administrator of a customer learns nothing of it.
    world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    for refused in [
        identity.register_saml_application(&jeremy, &wiki()).await.err(),
        identity.replace_saml_metadata(&jeremy, id, &other).await.err(),
        identity.may_register_applications(&jeremy).await.err(),
    ] {
        assert!(matches!(refused, Some(RegistrationError::Access(AccessError::NotFound))), "{refused:?}");
    }
}
