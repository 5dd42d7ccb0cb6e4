//! The applications that know a person.

use super::{register, reports};
use crate::sign_on::application::JEREMY;
use crate::support::{NOW, World};
use identity_core::AccessError;
use identity_core::applications::Registered;
use identity_core::domain::{
    Action, AuthenticationMethod, Authorization, CodeRequest, Consent, Factors, RefreshTokens, TokenAlgorithm,
};
use identity_core::ids::{AuthorizationId, ConsentId, UserId};
use identity_core::secrets::TokenDigest;
use identity_core::store::{ChangeSet, Store as _};
use identity_core::values::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    T::from(uuid::Uuid::from_u128(number))
}

fn scopes(names: &[&str]) -> BTreeSet<Scope> {
    names.iter().map(|name| Scope::parse(name).unwrap()).collect()
}

async fn client(world: &World, made: &Registered) -> identity_core::ids::ApiClientId {
    world.identity.client(made.client_id.as_ref()).await.unwrap().unwrap().id
}

/// Tokens that are good while the person is away.
async fn offline(world: &World, made: &Registered, user: UserId) -> Authorization {
    Authorization {
        id: id(41),
        code: TokenDigest::from_bytes([7; 32]),
        client: client(world, made).await,
        user,
        participant: id(42),
        subject: "jeremy".to_owned(),
        organization: world.operator().await,
        scopes: scopes(&["openid", "offline_access"]),
        methods: [AuthenticationMethod::PASSWORD].into(),
        factors: Factors::One,
        authenticated_at: NOW,
        algorithm: TokenAlgorithm::Rs256,
        request: CodeRequest {
            redirect_uri: super::CALLBACK.to_owned(),
            challenge: String::new(),
            nonce: None,
            key_thumbprint: None,
            resource: None,
            classes: Vec::new(),
            claims: BTreeMap::new(),
        },
        refresh: Some(RefreshTokens { serial: 1, rotated_at: NOW }),
        created_at: NOW.plus(Duration::from_mins(1)),
        code_expires_at: NOW.plus(Duration::from_mins(2)),
        redeemed_at: Some(NOW),
        expires_at: NOW.plus(Duration::from_hours(24)),
        ended_at: None,
    }
}

async fn consent(world: &World, made: &Registered, user: UserId, number: u128) -> Consent {
    let client = client(world, made).await;
    let scopes = scopes(&["openid", "email"]);
    Consent { id: id(number), user, client, scopes, created_at: NOW, updated_at: NOW }
}

#[tokio::test]
async fn what_an_application_may_is_seen_and_taken_back_in_one_step() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let other = register(&world, &scott, &reports()).await;
    let mut changes = ChangeSet::new();
    changes.insert(consent(&world, &made, jeremy.id, 40).await);
    changes.insert(consent(&world, &other, jeremy.id, 43).await);
    changes.insert(offline(&world, &made, jeremy.id).await);
    world.store.commit(&changes).await.unwrap();
    let caller = world.caller(JEREMY).await;
    let own = world.identity.own_applications(&caller).await.unwrap();
    assert_eq!(own.len(), 2);
    let shown = own.iter().find(|one| one.id == made.id).unwrap();
    assert_eq!(shown.scopes, scopes(&["openid", "email", "offline_access"]));
    assert!(shown.consented && shown.offline && shown.since == NOW);
    assert_eq!(world.identity.own_applications(&scott).await.unwrap(), []);
    let foreign = world.identity.withdraw_application(&scott, made.id).await;
    assert!(matches!(foreign, Err(AccessError::NotFound)), "{foreign:?}");
    world.identity.withdraw_application(&caller, made.id).await.unwrap();
    assert!(world.store.consents().get(id::<ConsentId>(40)).await.unwrap().is_none());
    assert!(world.store.consents().get(id::<ConsentId>(43)).await.unwrap().is_some(), "another's stays");
    let ended = world.store.authorizations().get(id::<AuthorizationId>(41)).await.unwrap().unwrap();
    assert!(ended.ended_at.is_some());
    let row = world.last_row(Action::ConsentWithdrawn).await;
    assert_eq!((row.about(), &*row.details["name"]), (Some(jeremy.id), "Reports"));
    let own = world.identity.own_applications(&caller).await.unwrap();
    assert_eq!(own.iter().map(|one| one.id).collect::<Vec<_>>(), [other.id]);
    let again = world.identity.withdraw_application(&caller, made.id).await;
    assert!(matches!(again, Err(AccessError::NotFound)), "{again:?}");
}

#[tokio::test]
async fn an_application_whose_tokens_are_over_knows_nobody() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    let made = register(&world, &scott, &reports()).await;
    let mut changes = ChangeSet::new();
    changes.insert(offline(&world, &made, jeremy.id).await);
    world.store.commit(&changes).await.unwrap();
    let known = async || {
        let caller = world.caller(JEREMY).await;
        world.identity.own_applications(&caller).await.unwrap().len()
    };
    assert_eq!(known().await, 1);
    world.clock.advance(Duration::from_hours(24));
    assert_eq!(known().await, 0);
}
