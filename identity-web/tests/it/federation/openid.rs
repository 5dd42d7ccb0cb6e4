//! A sign-in by OpenID Connect, through the pages of both sides.

use super::world::World;
use crate::openid::portal::parameter;
use http::{Method, StatusCode};
use identity_core::domain::IdentityProvider;
use url::Url;

/// The same address with a parameter changed or, without a value, left out.
fn with(url: &Url, name: &str, value: Option<&str>) -> Url {
    let mut changed = url.clone();
    let kept: Vec<_> = url.query_pairs().into_owned().filter(|(known, _)| known != name).collect();
    changed.query_pairs_mut().clear().extend_pairs(kept).extend_pairs(value.map(|value| (name, value)));
    changed
}

#[tokio::test]
async fn somebody_signs_in_by_openid_and_is_the_same_person_the_next_time() {
    let world = World::by_openid().await;
    world.creates().await;
    let mut jeremy = world.person();
    let to = jeremy.leave(&world).await;
    for name in ["state", "nonce", "code_challenge"] {
        assert!(parameter(&to, name).is_some_and(|value| value.len() >= 43), "{to}");
    }
    assert_eq!(parameter(&to, "ui_locales").as_deref(), Some("en"));
    let back = jeremy.callback(&world).await;
    let shown = jeremy.come_back(&back).await;
    assert_eq!((shown.status, shown.path.as_str()), (StatusCode::OK, "/account"), "{}", shown.text());
    assert!(shown.everything().contains("Jeremy Mills"), "{}", shown.everything());
    let [linked] = world.linked().await.try_into().unwrap();
    assert_eq!((linked.connection, linked.issuer.as_str()), (world.connection, world.issuer.as_str()));
    let [session] = world.sessions().await.try_into().unwrap();
    assert_eq!(session.user, linked.user);
    let came = session.provider_session.clone().unwrap();
    assert_eq!((came.subject, came.name.is_some()), (linked.subject.clone(), true));
    // Another browser, and the same account.
    let mut again = world.person();
    let back = again.callback(&world).await;
    again.come_back(&back).await;
    assert!(again.is_signed_in().await);
    assert_eq!(world.linked().await.len(), 1);
    assert!(world.sessions().await.iter().all(|session| session.user == linked.user));
}

#[tokio::test]
async fn o_13_an_answer_is_taken_once_and_in_the_browser_that_asked() {
    let world = World::by_openid().await;
    world.creates().await;
    let (mut jeremy, mut victim) = (world.person(), world.person());
    let back = jeremy.callback(&world).await;
    // The attacker's answer in the victim's browser, which is on its way itself.
    victim.leave(&world).await;
    let shown = victim.come_back(&back).await;
    assert_eq!(shown.status, StatusCode::GONE, "{}", shown.text());
    assert!(!victim.is_signed_in().await);
    assert!(world.sessions().await.is_empty());
    // It was not used up by that.
    jeremy.come_back(&back).await;
    assert!(jeremy.is_signed_in().await);
    jeremy.come_back(&back).await;
    assert_eq!(world.sessions().await.len(), 1);
    // Nor does an invented one lead anywhere.
    for state in ["", "invented", &"_".repeat(65), &format!("_{}", "0".repeat(64))] {
        let shown = victim.come_back(&with(&back, "state", Some(state))).await;
        assert_eq!(shown.status, StatusCode::GONE, "{state}");
    }
}

#[tokio::test]
async fn r_1_the_answer_of_another_provider_ends_the_request() {
    let world = World::by_openid().await;
    world.creates().await;
    for issuer in [Some("https://honest.example"), None] {
        let mut jeremy = world.person();
        let back = jeremy.callback(&world).await;
        let mixed_up = with(&back, "iss", issuer);
        let shown = jeremy.come_back(&mixed_up).await;
        assert_eq!(world.failed_check(&shown.path).await, "issuer");
        // What comes now comes too late.
        jeremy.come_back(&back).await;
        assert!(!jeremy.is_signed_in().await);
    }
    assert!(world.sessions().await.is_empty() && world.linked().await.is_empty());
}

#[tokio::test]
async fn l_15_somebody_who_cancels_is_back_with_a_way_on() {
    let world = World::by_openid().await;
    let mut jeremy = world.person();
    let back = jeremy.callback(&world).await;
    let cancelled = with(&with(&back, "code", None), "error", Some("access_denied"));
    let shown = jeremy.come_back(&cancelled).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    assert_eq!(world.failed_check(&shown.path).await, "cancelled");
    assert!(!shown.find("input[name=identifier]", "name").is_empty(), "{}", shown.text());
    assert!(!jeremy.is_signed_in().await);
}

#[tokio::test]
async fn l_15_a_provider_that_does_not_answer_leaves_nobody_stranded() {
    let world = World::by_openid().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    world
        .change(|connection| {
            let IdentityProvider::OpenId(provider) = &mut connection.provider else { panic!() };
            provider.issuer = format!("http://{free}");
        })
        .await;
    let mut jeremy = world.person();
    let shown = jeremy.press(&world).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    let path = shown.headers["location"].to_str().unwrap().to_owned();
    assert_eq!(world.failed_check(&path).await, "unreachable");
    let shown = jeremy.here.open(&path).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.find("input[name=identifier]", "name").is_empty(), "{}", shown.text());
}

/// It comes from another site, without the cookies that say whose answer it is.
#[tokio::test]
async fn a_posted_answer_is_asked_for_again_with_cookies() {
    let world = World::by_openid().await;
    world.creates().await;
    let mut jeremy = world.person();
    let back = jeremy.callback(&world).await;
    let cookies = std::mem::take(&mut jeremy.here.cookies);
    let form = back.query().unwrap().to_owned();
    let shown = jeremy.here.send(Method::POST, back.path(), Some(form)).await;
    assert!(jeremy.here.cookies.is_empty(), "no new cookie takes the place of the one that stayed at home");
    jeremy.here.cookies = cookies;
    let to = shown.headers["location"].to_str().unwrap().to_owned();
    let shown = jeremy.here.open(&to).await;
    assert_eq!(shown.path, "/account");
    for form in ["state=a\r\nx: y".to_owned(), "ä=1".to_owned(), "x".repeat(17_000)] {
        let shown = jeremy.here.send(Method::POST, back.path(), Some(form)).await;
        assert_eq!(shown.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn who_only_looks_whether_there_is_something_uses_up_no_code() {
    let world = World::by_openid().await;
    world.creates().await;
    let mut jeremy = world.person();
    let back = jeremy.callback(&world).await;
    let path = &back[url::Position::BeforePath..];
    assert_eq!(jeremy.here.send(Method::HEAD, path, None).await.status, StatusCode::NO_CONTENT);
    jeremy.come_back(&back).await;
    assert!(jeremy.is_signed_in().await);
}

#[tokio::test]
async fn an_answer_by_one_protocol_to_a_request_by_the_other_is_refused() {
    let world = World::by_saml().await;
    world.creates().await;
    let mut jeremy = world.person();
    let state = parameter(&jeremy.leave(&world).await, "RelayState").unwrap();
    let mut back = Url::parse(world.federation.openid_callback()).unwrap();
    back.query_pairs_mut().append_pair("state", &state).append_pair("code", "code");
    let shown = jeremy.come_back(&back).await;
    assert_eq!(world.failed_check(&shown.path).await, "callback");
}

#[tokio::test]
async fn without_a_connection_nobody_leaves() {
    let world = World::by_openid().await;
    world.change(|connection| connection.state = identity_core::domain::ConnectionState::Disabled).await;
    let mut jeremy = world.person();
    assert_eq!(jeremy.press(&world).await.status, StatusCode::NOT_FOUND);
}
