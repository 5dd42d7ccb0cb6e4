//! What is refused of a registration, and to whom.

use super::{register, reports, service};
use crate::sign_on::application::{JEREMY, signing_on};
use crate::support::{NOW, PASSWORD, World, display, email, person};
use identity_core::applications::{
    ApplicationPatch, OfUri, Registration, RegistrationError, SignOnRegistration, UriFault,
};
use identity_core::domain::{
    Action, Actor, ClientAuthentication, Grant, GrantPath, GrantScope, Holder, Period, Rights, RoleRef,
};
use identity_core::ids::{ApplicationId, GrantId, OrganizationId};
use identity_core::policy::Permission;
use identity_core::secrets::Secret;
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::store::{ChangeSet, Page, Store as _};
use identity_core::values::{Scope, ServiceKey};
use identity_core::{AccessError, Caller};
use std::time::Duration;

#[tokio::test]
async fn o_25_an_organisations_administrator_sees_and_registers_no_applications() {
    let world = World::new().await;
    world.with_jeremy().await;
    let (scott, jeremy) = (world.scott().await, world.caller(JEREMY).await);
    let made = register(&world, &scott, &reports()).await;
    let identity = &world.identity;
    let registered = identity.register_application(&jeremy, &reports()).await;
    let patch = ApplicationPatch::enabled(false);
    let refused = [
        registered.err().unwrap(),
        identity.change_application(&jeremy, made.id, &patch).await.err().unwrap(),
        identity.make_application_secret(&jeremy, made.id).await.err().unwrap(),
        identity.delete_application(&jeremy, made.id).await.err().unwrap(),
    ];
    for error in refused {
        assert!(matches!(error, RegistrationError::Access(AccessError::NotFound)), "{error:?}");
    }
    assert!(identity.applications(&jeremy).await.is_err());
    assert!(identity.application(&jeremy, made.id).await.is_err());
    assert!(identity.application_services(&jeremy).await.is_err());
    assert!(identity.application_attempts(&jeremy, made.id, &Page::first(5)).await.is_err());
    assert!(!identity.manages_applications(&jeremy).await.unwrap());
    assert!(identity.manages_applications(&scott).await.unwrap());
    // The feed of the CRM is a client of the operator, and holds other rights.
    assert!(identity.register_application(&world.crm().await, &reports()).await.is_err());
}

#[tokio::test]
async fn whoever_proved_themselves_long_ago_proves_it_again_first() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    let registered = world.identity.register_application(&scott, &reports()).await.err().unwrap();
    let secret = world.identity.make_application_secret(&scott, made.id).await.err().unwrap();
    let deleted = world.identity.delete_application(&scott, made.id).await.err().unwrap();
    let patch = ApplicationPatch::enabled(false);
    let changed = world.identity.change_application(&scott, made.id, &patch).await.err().unwrap();
    for error in [registered, secret, deleted, changed] {
        assert!(matches!(error, RegistrationError::ProveAgain), "{error:?}");
    }
}

#[tokio::test]
async fn what_the_configuration_declares_is_changed_there() {
    let (world, asked) = signing_on().await;
    let scott = world.scott().await;
    let saml = ApplicationId::from_uuid(asked("1").relying_party.as_uuid());
    let all = world.identity.applications(&scott).await.unwrap();
    let declared: Vec<_> = all.iter().filter(|one| one.declared).map(|one| one.id).collect();
    assert!(declared.contains(&saml) && declared.len() == 2, "{all:?}");
    for id in declared {
        let changed = world.identity.change_application(&scott, id, &ApplicationPatch::enabled(false)).await;
        assert!(matches!(changed, Err(RegistrationError::Declared)), "{changed:?}");
        let secret = world.identity.make_application_secret(&scott, id).await;
        assert!(matches!(secret, Err(RegistrationError::Declared)), "{secret:?}");
        let deleted = world.identity.delete_application(&scott, id).await;
        assert!(matches!(deleted, Err(RegistrationError::Declared)), "{deleted:?}");
    }
    let unknown = world.identity.delete_application(&scott, uuid::Uuid::nil().into()).await;
    assert!(matches!(unknown, Err(RegistrationError::Access(AccessError::NotFound))), "{unknown:?}");
}

#[tokio::test]
async fn what_could_not_work_or_would_lead_answers_astray_is_not_registered() {
    let world = World::new().await;
    let scott = world.scott().await;
    let sign_on = |uris: &[&str]| {
        let uris = uris.iter().map(|uri| (*uri).to_owned());
        Registration::openid(display("Reports"), SignOnRegistration::new(service(), uris))
    };
    let refuse = async |wanted: &Registration| {
        world.identity.register_application(&scott, wanted).await.expect_err("refused")
    };
    assert!(matches!(refuse(&sign_on(&[])).await, RegistrationError::NoRedirectUri));
    let many = vec!["https://a.example/"; 21];
    let error = refuse(&sign_on(&many)).await;
    assert!(matches!(error, RegistrationError::TooManyUris { of: OfUri::Redirect, most: 20 }));
    let error = refuse(&sign_on(&["https://a.example/", "https://*.a.example/"])).await;
    let RegistrationError::Uri { of: OfUri::Redirect, uri, fault } = error else { panic!("{error:?}") };
    assert_eq!((&*uri, fault), ("https://*.a.example/", UriFault::Wildcard));
    let mut after = reports();
    after.sign_on.as_mut().unwrap().post_logout_redirect_uris = vec!["http://a.example/".to_owned()];
    let error = refuse(&after).await;
    let expected = (OfUri::PostLogout, UriFault::NotEncrypted);
    assert!(
        matches!(error, RegistrationError::Uri { of, fault, .. } if (of, fault) == expected),
        "{error:?}"
    );
    let mut told = reports();
    told.sign_on.as_mut().unwrap().back_channel_logout_uri = Some("http://127.0.0.1/".to_owned());
    let expected = (OfUri::BackChannelLogout, UriFault::NotEncrypted);
    let error = refuse(&told).await;
    assert!(
        matches!(error, RegistrationError::Uri { of, fault, .. } if (of, fault) == expected),
        "{error:?}"
    );
    let mut elsewhere = reports();
    elsewhere.sign_on.as_mut().unwrap().service = ServiceKey::parse("nowhere").unwrap();
    assert!(matches!(refuse(&elsewhere).await, RegistrationError::UnknownService(_)));
    let standard = reports().scopes([Scope::parse("openid").unwrap()]);
    assert!(matches!(refuse(&standard).await, RegistrationError::StandardScope(_)));
    let keyless = reports().authentication(ClientAuthentication::PrivateKeyJwt);
    assert!(matches!(refuse(&keyless).await, RegistrationError::NoKeys));
    let public = Registration::program(display("Robot")).authentication(ClientAuthentication::None);
    assert!(matches!(refuse(&public).await, RegistrationError::PublicClient));
    assert_eq!(world.events(Action::ApplicationRegistered).await, 0);
    let robot = register(&world, &scott, &Registration::program(display("Robot"))).await;
    let mut other = ApplicationPatch::default();
    other.sign_on.native = Some(true);
    let error = world.identity.change_application(&scott, robot.id, &other).await;
    assert!(matches!(error, Err(RegistrationError::OtherKind)), "{error:?}");
}

/// A clerk who manages applications and may do nothing else.
async fn clerk(world: &World) -> Caller {
    let role = RoleSetup::new("application-clerk".parse().unwrap(), display("Application clerk"))
        .permissions([Permission::OrganizationView, Permission::ApplicationManage]);
    let name = (person("Carla"), person("Berg"));
    let carla = PersonSetup::new(email("carla@operator.example"), name.0, name.1, Secret::new(PASSWORD))
        .roles([("application-clerk".parse().unwrap(), Rights::Act)]);
    world.identity.apply(&Setup::default().roles([role]).people([carla])).await.unwrap();
    world.caller("carla@operator.example").await
}

/// Gives a program a role at City Group.
async fn give(world: &World, program: ApplicationId, organization: OrganizationId) {
    let role = RoleRef::Named(None, "planner".parse().unwrap());
    let role = world.store.roles().find(&role).await.unwrap().unwrap();
    let id = GrantId::from_uuid(uuid::Uuid::from_u128(77));
    let mut changes = ChangeSet::new();
    changes.insert(Grant {
        id,
        path: GrantPath::root(id),
        mandate: None,
        holder: Holder::Client(program.as_uuid().into()),
        role: role.id,
        organization,
        scope: GrantScope::Organization,
        rights: Rights::Act,
        services: None,
        contracts: None,
        period: Period::ALWAYS,
        given_by: Actor::System,
        owner: None,
        created_at: NOW,
        revoked_at: None,
    });
    world.store.commit(&changes).await.unwrap();
}

#[tokio::test]
async fn nobody_takes_over_a_client_that_holds_more_and_ending_it_is_free() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let carla = clerk(&world).await;
    let made = register(&world, &carla, &Registration::program(display("Robot"))).await;
    give(&world, made.id, city_group).await;
    let secret = world.identity.make_application_secret(&carla, made.id).await;
    assert!(matches!(secret, Err(RegistrationError::DelegationDenied { .. })), "{secret:?}");
    let mut scopes = ApplicationPatch::default();
    scopes.scopes = Some([Scope::parse("member.manage").unwrap()].into());
    let widened = world.identity.change_application(&carla, made.id, &scopes).await;
    assert!(matches!(widened, Err(RegistrationError::DelegationDenied { .. })), "{widened:?}");
    assert_eq!(world.last_row(Action::AccessDenied).await.details["role"], "planner");
    let deleted = world.identity.delete_application(&carla, made.id).await;
    assert!(matches!(deleted, Err(RegistrationError::HoldsGrants)), "{deleted:?}");
    world.identity.change_application(&carla, made.id, &ApplicationPatch::enabled(false)).await.unwrap();
    // Other keys or scopes would wait for whoever enables it again.
    let mut both = ApplicationPatch::enabled(false);
    both.scopes.clone_from(&scopes.scopes);
    for also_disabled in [scopes.clone(), both] {
        let prepared = world.identity.change_application(&carla, made.id, &also_disabled).await;
        assert!(matches!(prepared, Err(RegistrationError::DelegationDenied { .. })), "{prepared:?}");
    }
    let on = world.identity.change_application(&carla, made.id, &ApplicationPatch::enabled(true)).await;
    assert!(matches!(on, Err(RegistrationError::DelegationDenied { .. })), "{on:?}");
    // Who could give the role does it.
    let scott = world.scott().await;
    world.identity.change_application(&scott, made.id, &ApplicationPatch::enabled(true)).await.unwrap();
    world.identity.make_application_secret(&scott, made.id).await.unwrap();
}

#[tokio::test]
async fn the_last_sign_ons_name_the_check_that_failed() {
    let world = World::new().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let party = made.id.as_uuid().into();
    for check in ["redirect-uri", "pkce"] {
        world.clock.advance(Duration::from_secs(1));
        world.identity.note_refused_request(Some(party), check, Some("R1")).await.unwrap();
    }
    world.identity.note_refused_request(None, "other", None).await.unwrap();
    let page = Page::first(10);
    let (attempts, next) = world.identity.application_attempts(&scott, made.id, &page).await.unwrap();
    let failed: Vec<_> = attempts.iter().map(|one| one.failed.as_deref().unwrap()).collect();
    assert_eq!((failed, next), (vec!["pkce", "redirect-uri"], None));
    assert!(attempts.iter().all(|one| !one.succeeded && one.reference.as_deref() == Some("R1")));
}
