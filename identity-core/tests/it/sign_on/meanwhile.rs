//! What other tabs do while a sign-on is answered.

use crate::support::{MICROSECOND, NOW, PASSWORD, World, crm_id};
use identity_core::OsEntropy;
use identity_core::contracts::ProvisionContract;
use identity_core::domain::{Action, AssertionConsumerService, Origin, SamlOrigin, Service};
use identity_core::ids::RelyingPartyId;
use identity_core::secrets::SecretToken;
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::sign_on::{Answer, SignOnError};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::{DisplayName, EntityId, ServiceKey};
use std::time::Duration;

const JEREMY: &str = "jeremy@citygroup.example";

/// A world in which Jeremy may use the application behind single sign-on, with a request of it.
async fn signing_on(force_authn: bool) -> (World, Origin) {
    let world = World::new().await;
    world.with_jeremy().await;
    let contract = ProvisionContract::new(
        crm_id("K-1"),
        crm_id("CRM-1"),
        [ServiceKey::parse("smartplan-app").unwrap()],
        NOW,
    );
    world.identity.provision_contract(&world.crm().await, &contract).await.unwrap();
    let consumer_url = "https://app.example/saml/acs".to_owned();
    let entity_id = EntityId::parse("https://app.example/saml").unwrap();
    let party = RelyingPartySetup::new(
        entity_id.clone(),
        DisplayName::parse("SmartPlan Application").unwrap(),
        ServiceKey::parse("smartplan-app").unwrap(),
    )
    .consumers([AssertionConsumerService { url: consumer_url.clone(), index: 0, is_default: true }]);
    world.identity.apply(&Setup::default().relying_parties([party])).await.unwrap();
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
