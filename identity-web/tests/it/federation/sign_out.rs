//! A provider that tells us from server to server that somebody signed out there.

use super::world::{Person, World};
use axum::Router;
use axum::routing::post;
use http::StatusCode;
use identity_core::delivery::{DeliverySettings, OutboxWorker};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Takes what the provider posts, so that a test can hand it on.
async fn receiver() -> (Arc<Mutex<Vec<String>>>, String) {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let own = Arc::clone(&seen);
    let take = async move |body: String| own.lock().unwrap().push(body);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/logout", listener.local_addr().unwrap());
    let router: Router = Router::new().route("/logout", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (seen, address)
}

/// Jeremy signs out there. Gives what the provider posts.
async fn sign_out_there(world: &World, jeremy: &mut Person, seen: &Mutex<Vec<String>>) -> String {
    let page = jeremy.there.open("/logout").await;
    jeremy.there.submit(&page, "/logout", &[]).await;
    let back_channel = world.provider.back_channel(None).unwrap();
    let (identity, transports) = (world.theirs.identity.clone(), world.theirs.test.transports());
    let worker = OutboxWorker::new(identity, transports, DeliverySettings::default());
    worker.with_back_channel(Some(back_channel)).deliver_due().await.unwrap();
    seen.lock().unwrap().pop().expect("the provider tells of the sign-out")
}

async fn tell(world: &World, body: &str) -> StatusCode {
    let mut provider = world.person().here;
    let path = format!("/federation/oidc/backchannel-logout/{}", world.connection);
    provider.send(http::Method::POST, &path, Some(body.to_owned())).await.status
}

#[tokio::test]
async fn r_11_the_session_here_ends_with_the_one_there() {
    let (seen, address) = receiver().await;
    let world = World::told_at(address).await;
    world.creates().await;
    let (mut jeremy, mut elsewhere) = (world.person(), world.person());
    for person in [&mut jeremy, &mut elsewhere] {
        let back = person.callback(&world).await;
        person.come_back(&back).await;
        assert!(person.is_signed_in().await);
    }
    let told = sign_out_there(&world, &mut jeremy, &seen).await;
    for forged in ["", "logout_token=a.b.c", &format!("{told}x"), &format!("{told}&{told}")] {
        assert_eq!(tell(&world, forged).await, StatusCode::BAD_REQUEST, "{forged:.40}");
    }
    assert!(jeremy.is_signed_in().await);
    assert_eq!(tell(&world, &told).await, StatusCode::OK);
    assert!(!jeremy.is_signed_in().await);
    assert!(elsewhere.is_signed_in().await, "the session of another browser there goes on");
    assert_eq!(tell(&world, &told).await, StatusCode::BAD_REQUEST, "a message is taken once");
    world.advance(Duration::from_mins(5));
    assert_eq!(tell(&world, &told).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn r_11_nobody_signs_somebody_out_for_another_connection() {
    let (seen, address) = receiver().await;
    let world = World::told_at(address).await;
    world.creates().await;
    let mut jeremy = world.person();
    let back = jeremy.callback(&world).await;
    jeremy.come_back(&back).await;
    let told = sign_out_there(&world, &mut jeremy, &seen).await;
    world.change(|connection| connection.state = identity_core::domain::ConnectionState::Disabled).await;
    assert_eq!(tell(&world, &told).await, StatusCode::BAD_REQUEST);
    let other = format!("/federation/oidc/backchannel-logout/{}", "0195f3a0-0000-7000-8000-000000000002");
    let mut provider = world.person().here;
    let status = provider.send(http::Method::POST, &other, Some(told)).await.status;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(world.sessions().await.len(), 1);
}
