//! What is refused of a connection, and to whom.

use super::{ENTITY, ISSUER, metadata, openid, register, saml};
use crate::support::{World, display};
use identity_core::AccessError;
use identity_core::applications::UriFault;
use identity_core::domain::{ConnectionRules, ConnectionState, SubjectSource};
use identity_core::federation::{
    ConnectionError, ConnectionPatch, NewConnection, NewOpenIdProvider, NewProvider, NewSamlProvider,
    NewSignInDomain, OfProvider, ProviderMetadata, RuleFault, SignInDomainError,
};
use identity_core::secrets::Secret;
use identity_core::values::EntityId;
use std::time::Duration;

#[tokio::test]
async fn an_organisations_administrator_manages_its_own_connections_and_no_others() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let (scott, jeremy) = (world.scott().await, world.caller("jeremy@citygroup.example").await);
    let everybodys = register(&world, &scott, &openid()).await;
    let own = register(&world, &jeremy, &saml(Some(city_group))).await;
    let identity = &world.identity;
    let patch = ConnectionPatch::state(ConnectionState::Disabled);
    let refused = [
        identity.register_connection(&jeremy, &openid()).await.err().unwrap(),
        identity.change_connection(&jeremy, everybodys, &patch).await.err().unwrap(),
        identity.remove_connection(&jeremy, everybodys, None).await.err().unwrap(),
        identity.replace_provider_metadata(&jeremy, everybodys, &metadata()).await.err().unwrap(),
        identity.may_register_connections(&jeremy, None).await.err().unwrap(),
    ];
    for error in refused {
        assert!(matches!(error, ConnectionError::Access(AccessError::NotFound)), "{error:?}");
    }
    let domain = NewSignInDomain::new("citygroup.example".parse().unwrap());
    let refused = identity.add_sign_in_domain(&jeremy, everybodys, &domain).await;
    assert!(matches!(refused, Err(SignInDomainError::Access(AccessError::NotFound))), "{refused:?}");
    assert!(identity.connection_keepers(&jeremy, None).await.is_err());
    identity.change_connection(&jeremy, own, &patch).await.unwrap();
    // The feed of the CRM holds other rights.
    assert!(identity.register_connection(&world.crm().await, &openid()).await.is_err());
    let unknown = identity.connection(&scott, uuid::Uuid::nil().into()).await;
    assert!(matches!(unknown, Err(AccessError::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn whoever_proved_themselves_long_ago_proves_it_again_first() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &saml(None)).await;
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    let identity = &world.identity;
    let patch = ConnectionPatch::state(ConnectionState::Disabled);
    let refused = [
        identity.register_connection(&scott, &openid()).await.err().unwrap(),
        identity.change_connection(&scott, id, &patch).await.err().unwrap(),
        identity.remove_connection(&scott, id, None).await.err().unwrap(),
        identity.replace_provider_metadata(&scott, id, &metadata()).await.err().unwrap(),
        identity.may_register_connections(&scott, None).await.err().unwrap(),
    ];
    for error in refused {
        assert!(matches!(error, ConnectionError::ProveAgain), "{error:?}");
    }
    let domain = NewSignInDomain::new("citygroup.example".parse().unwrap());
    let refused = identity.add_sign_in_domain(&scott, id, &domain).await;
    assert!(matches!(refused, Err(SignInDomainError::ProveAgain)), "{refused:?}");
    assert!(identity.connection(&scott, id).await.is_ok(), "looking asks for no fresh proof");
}

fn of_saml(metadata: ProviderMetadata) -> NewConnection {
    NewConnection::new(display("City Group"), NewProvider::Saml(NewSamlProvider::new(metadata)))
}

fn of_openid(issuer: &str, client_id: &str, secret: &str) -> NewConnection {
    let provider = NewOpenIdProvider::new(issuer, client_id, Some(Secret::new(secret)));
    NewConnection::new(display("Example"), NewProvider::OpenId(provider))
}

#[tokio::test]
async fn a_provider_that_could_not_work_or_leads_inside_is_refused() {
    let world = World::new().await;
    let scott = world.scott().await;
    let refuse = async |wanted: &NewConnection| {
        world.identity.register_connection(&scott, wanted).await.expect_err("refused")
    };
    let entity = EntityId::parse(ENTITY).unwrap();
    let at = |url: &str| ProviderMetadata::new(entity.clone(), url, [vec![1]]);
    for (url, expected) in [
        ("http://idp.citygroup.example/sso", UriFault::NotEncrypted),
        ("javascript:alert(1)", UriFault::Scheme),
        ("/sso", UriFault::NotAbsolute),
    ] {
        let error = refuse(&of_saml(at(url))).await;
        let ConnectionError::Address { of: OfProvider::SignOnUrl, fault, .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!(fault, expected, "{url}");
    }
    for certificates in [Vec::new(), vec![vec![1]; 9], vec![vec![0; 9000]], vec![Vec::new()]] {
        let mut unusable = metadata();
        unusable.certificates = certificates;
        let error = refuse(&of_saml(unusable)).await;
        assert!(matches!(error, ConnectionError::Provider(OfProvider::Certificates)), "{error:?}");
    }
    for (issuer, expected) in [
        ("http://login.example.com", UriFault::NotEncrypted),
        ("https://127.0.0.1", UriFault::NotPublic),
        ("https://169.254.169.254", UriFault::NotPublic),
        ("https://login.example.com?tenant=1", UriFault::Fragment),
        ("https://login.example.com#x", UriFault::Fragment),
    ] {
        let error = refuse(&of_openid(issuer, "client", "secret")).await;
        let ConnectionError::Address { of: OfProvider::Issuer, fault, .. } = error else {
            panic!("{issuer}: {error:?}")
        };
        assert_eq!(fault, expected, "{issuer}");
    }
    let error = refuse(&of_openid(ISSUER, "", "secret")).await;
    assert!(matches!(error, ConnectionError::Provider(OfProvider::ClientId)), "{error:?}");
    let error = refuse(&of_openid(ISSUER, "client", "two words")).await;
    assert!(matches!(error, ConnectionError::Provider(OfProvider::ClientSecret)), "{error:?}");
    let mut shared_secret = NewOpenIdProvider::new(ISSUER, "client", None);
    shared_secret.algorithms = ["HS256".to_owned()].into();
    let wanted = NewConnection::new(display("Example"), NewProvider::OpenId(shared_secret));
    let error = refuse(&wanted).await;
    assert!(matches!(error, ConnectionError::Provider(OfProvider::Algorithms)), "{error:?}");
    let mut unnamed = NewSamlProvider::new(metadata());
    unnamed.subject = SubjectSource::Attribute(" ".to_owned());
    let error = refuse(&NewConnection::new(display("City Group"), NewProvider::Saml(unnamed))).await;
    assert!(matches!(error, ConnectionError::Provider(OfProvider::Subject)), "{error:?}");
}

#[tokio::test]
async fn the_same_provider_is_connected_once_at_each_place() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    for wanted in [openid(), saml(None)] {
        register(&world, &scott, &wanted).await;
        let refused = world.identity.register_connection(&scott, &wanted).await;
        assert!(matches!(refused, Err(ConnectionError::AlreadyConnected)), "{refused:?}");
    }
    // A group may have one provider for several of its companies.
    register(&world, &scott, &saml(Some(city_group))).await;
}

#[tokio::test]
async fn rules_that_could_not_be_kept_are_refused() {
    let world = World::new().await;
    let scott = world.scott().await;
    let usual = ConnectionRules::default;
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let least = Some("high".to_owned());
    let long = "x".repeat(301);
    let benefit = |locale: &str, text: &str| [(locale.to_owned(), text.to_owned())].into();
    let all = [
        (ConnectionRules { ask_again_days: 366, ..usual() }, RuleFault::AskAgain),
        (ConnectionRules { levels: texts(&["low", "low"]), ..usual() }, RuleFault::Levels),
        (ConnectionRules { levels: texts(&[""]), ..usual() }, RuleFault::Levels),
        (ConnectionRules { levels: texts(&["low"]), least_level: least, ..usual() }, RuleFault::LeastLevel),
        (ConnectionRules { two_factor_contexts: ["a b".to_owned()].into(), ..usual() }, RuleFault::Contexts),
        (ConnectionRules { benefits: benefit("fi", "Hyvä"), ..usual() }, RuleFault::Benefits),
        (ConnectionRules { benefits: benefit("en", &long), ..usual() }, RuleFault::Benefits),
    ];
    for (rules, expected) in all {
        let refused = world.identity.register_connection(&scott, &openid().rules(rules)).await;
        let Err(ConnectionError::Rule(fault)) = refused else { panic!("{refused:?}") };
        assert_eq!(fault, expected);
    }
}
