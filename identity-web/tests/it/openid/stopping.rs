//! O25: what is disabled, locked or taken away stops at once.

use super::portal::Tokens;
use super::world::{SECRET, World};
use crate::support::site::JEREMY;
use http::StatusCode;
use identity_core::domain::{GrantFilter, OrganizationState, RelyingPartyFilter};
use identity_core::store::{ChangeSet, Page, Store as _};
use std::time::Duration;

/// Whether refreshing, the userinfo endpoint and introspection all do or all do not know the tokens.
async fn count(world: &World, tokens: &Tokens) -> bool {
    let userinfo = world.is_good(&tokens.access).await;
    let asked = [("token", tokens.access.as_str())];
    let found = world.send("/oauth2/introspect", Some(("portal", SECRET)), &asked).await;
    if found.status == StatusCode::OK {
        assert_eq!(found.json["active"], userinfo, "{found:?}");
    }
    let refreshed = world.refresh(&tokens.refresh).await;
    assert_eq!(refreshed.status == StatusCode::OK, userinfo, "{refreshed:?}");
    userinfo
}

async fn signed_in() -> (World, Tokens) {
    let mut world = World::new().await;
    let tokens = world.tokens(&[("scope", "openid offline_access")]).await;
    assert!(world.is_good(&tokens.access).await);
    (world, tokens)
}

#[tokio::test]
async fn o_25_a_client_that_is_disabled() {
    let (world, tokens) = signed_in().await;
    world.change_client("portal", |client| client.enabled = false).await;
    assert!(!count(&world, &tokens).await);
    world.change_client("portal", |client| client.enabled = true).await;
    assert!(count(&world, &tokens).await);
}

#[tokio::test]
async fn o_25_an_application_that_is_disabled() {
    let (world, tokens) = signed_in().await;
    let all = world
        .site
        .store
        .relying_parties()
        .list(&RelyingPartyFilter::default(), &Page::first(100))
        .await
        .unwrap();
    for party in all.items {
        let mut changed = party.record.clone();
        changed.enabled = false;
        world.site.store.commit(ChangeSet::new().update(changed, party.version)).await.unwrap();
    }
    assert!(!count(&world, &tokens).await);
}

#[tokio::test]
async fn o_25_a_person_who_is_locked() {
    let (world, tokens) = signed_in().await;
    world.lock_jeremy().await;
    assert!(!count(&world, &tokens).await);
}

#[tokio::test]
async fn o_25_an_organisation_that_is_suspended() {
    let (world, tokens) = signed_in().await;
    let id = world.site.test.organization("crm-1001").await.unwrap();
    let stored = world.site.store.organizations().get(id).await.unwrap().unwrap();
    let mut changed = stored.record.clone();
    changed.state = OrganizationState::Suspended;
    world.site.store.commit(ChangeSet::new().update(changed, stored.version)).await.unwrap();
    assert!(!count(&world, &tokens).await);
}

#[tokio::test]
async fn o_25_a_role_that_is_taken_away() {
    let (world, tokens) = signed_in().await;
    let jeremy = world.site.test.sign_in(JEREMY).await.unwrap().user;
    let all = world.site.store.grants().list(&GrantFilter::default(), &Page::first(100)).await.unwrap();
    let own = all.items.iter().filter(|grant| grant.holder == identity_core::domain::Holder::User(jeremy));
    for grant in own {
        let mut changed = grant.record.clone();
        changed.revoked_at = Some(world.site.identity.clock().now());
        world.site.store.commit(ChangeSet::new().update(changed, grant.version)).await.unwrap();
    }
    assert!(!count(&world, &tokens).await);
}

/// A code on its way is worth no more than what it would give.
#[tokio::test]
async fn o_25_a_code_of_somebody_who_is_locked_meanwhile() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    world.lock_jeremy().await;
    assert_eq!(world.redeem(&code).await.json["error"], "invalid_grant");
}

/// An access token is over after a quarter of an hour, whatever else goes on.
#[tokio::test]
async fn o_12_an_access_token_is_over_soon() {
    let (world, tokens) = signed_in().await;
    world.site.clock.advance(Duration::from_secs(899));
    assert!(world.is_good(&tokens.access).await);
    world.site.clock.advance(Duration::from_secs(1));
    assert!(!world.is_good(&tokens.access).await);
    assert_eq!(world.refresh(&tokens.refresh).await.status, StatusCode::OK);
}
