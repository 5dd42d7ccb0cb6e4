//! Registering, changing, disabling and deleting an application.

use super::{CALLBACK, register, reports};
use crate::support::{World, display};
use identity_core::AccessError;
use identity_core::applications::{
    ApplicationKind, ApplicationPatch, ClientCredentials, ClientProof, Registration, RegistrationError,
};
use identity_core::brands::{BrandChange, BrandOf};
use identity_core::domain::{
    Action, ApiClientKey, BrandLook, BrandSubject, ClientAuthentication, Device, LogoutBinding,
};
use identity_core::secrets::SecretToken;
use identity_core::store::Store as _;
use identity_core::values::Scope;

async fn is_secret(world: &World, client_id: &str, secret: &SecretToken) -> bool {
    let proof = ClientProof::Basic(secret.expose().into());
    let credentials = ClientCredentials { client_id, proof };
    world.identity.verify_client(&credentials, &Device::default(), None).await.is_ok()
}

#[tokio::test]
async fn an_application_is_registered_with_a_secret_that_works_and_asks_people_for_their_consent() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let secret = made.secret.expect("a secret");
    assert!(is_secret(&world, made.client_id.as_ref(), &secret).await);
    let found = world.identity.application(&scott, made.id).await.unwrap();
    assert_eq!((found.kind, found.declared, found.enabled), (ApplicationKind::OpenId, false, true));
    assert_eq!(found.registration, Some(reports()));
    assert!(!found.registration.unwrap().sign_on.unwrap().first_party);
    let row = world.last_row(Action::ApplicationRegistered).await;
    assert_eq!((&*row.details["name"], &*row.details["redirect_uris"]), ("Reports", CALLBACK));
    assert_eq!(row.organization, Some(world.operator().await));
    assert!(!row.details.values().any(|text| text.contains(secret.expose())));
    let all = world.identity.applications(&scott).await.unwrap();
    let names: Vec<_> = all.iter().map(|one| (one.name.to_string(), one.kind, one.declared)).collect();
    let crm = ("CRM".to_owned(), ApplicationKind::Program, true);
    assert_eq!(names, [crm, ("Reports".to_owned(), ApplicationKind::OpenId, false)]);
}

#[tokio::test]
async fn a_new_secret_replaces_the_one_before() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &Registration::program(display("Robot"))).await;
    let (client_id, first) = (made.client_id, made.secret.unwrap());
    let second = world.identity.make_application_secret(&scott, made.id).await.unwrap();
    assert_eq!(second.client_id, client_id);
    assert!(!is_secret(&world, client_id.as_ref(), &first).await);
    assert!(is_secret(&world, client_id.as_ref(), &second.secret).await);
    assert_eq!(world.events(Action::ApplicationSecretMade).await, 1);
    let keyless = reports().authentication(ClientAuthentication::None);
    let public = register(&world, &scott, &keyless).await;
    assert!(public.secret.is_none());
    let none = world.identity.make_application_secret(&scott, public.id).await;
    assert!(matches!(none, Err(RegistrationError::NoSecret)), "{none:?}");
}

#[tokio::test]
async fn a_change_leaves_alone_what_it_does_not_name_and_reaches_both_records() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let mut patch = ApplicationPatch::default();
    patch.name = Some(display("Reports 2"));
    patch.sign_on.back_channel_logout_uri = Some(Some("https://reports.example.com/bye".to_owned()));
    patch.scopes = Some([Scope::parse("reports.read").unwrap()].into());
    world.identity.change_application(&scott, made.id, &patch).await.unwrap();
    let found = world.identity.application(&scott, made.id).await.unwrap();
    let registration = found.registration.unwrap();
    assert_eq!(registration.sign_on.as_ref().unwrap().redirect_uris, [CALLBACK]);
    assert_eq!(registration.scopes.len(), 1);
    let party = world.identity.relying_party_by_id(made.id.as_uuid().into()).await.unwrap().unwrap();
    assert_eq!(party.name.to_string(), "Reports 2");
    assert!(party.logout_service(LogoutBinding::LogoutToken).is_some());
    assert!(is_secret(&world, made.client_id.as_ref(), &made.secret.unwrap()).await, "the secret stays");
    assert_eq!(world.last_row(Action::ApplicationChanged).await.details["name"], "Reports -> Reports 2");
}

#[tokio::test]
async fn a_disabled_application_is_known_no_longer_until_it_is_enabled() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let secret = made.secret.unwrap();
    for enabled in [false, true] {
        let patch = ApplicationPatch::enabled(enabled);
        world.identity.change_application(&scott, made.id, &patch).await.unwrap();
        assert_eq!(world.identity.application(&scott, made.id).await.unwrap().enabled, enabled);
        let party = world.identity.relying_party_by_id(made.id.as_uuid().into()).await.unwrap();
        assert_eq!(party.is_some(), enabled);
        assert_eq!(is_secret(&world, made.client_id.as_ref(), &secret).await, enabled);
        assert_eq!(world.last_row(Action::ApplicationChanged).await.details["enabled"], enabled.to_string());
    }
}

#[tokio::test]
async fn a_deleted_application_leaves_nothing_behind() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let of = BrandOf::Application(made.id.as_uuid().into());
    let look = BrandLook { name: Some(display("Reports")), ..BrandLook::default() };
    world.identity.change_brand(&scott, of, &BrandChange::Set(look)).await.unwrap();
    world.identity.delete_application(&scott, made.id).await.unwrap();
    let gone = world.identity.application(&scott, made.id).await;
    assert!(matches!(gone, Err(AccessError::NotFound)), "{gone:?}");
    let key = ApiClientKey::ClientId(made.client_id);
    assert!(world.store.api_clients().find(&key).await.unwrap().is_none());
    let subject = BrandSubject::Application(made.id.as_uuid().into());
    assert_eq!(world.identity.brand_id(subject).await.unwrap(), None);
    assert_eq!(world.events(Action::ApplicationDeleted).await, 1);
}
