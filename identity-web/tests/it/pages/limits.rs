//! What one network can ask for.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, StatusCode};
use identity_core::Settings;
use identity_core::testing::TestIdentity;
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::saml::metadata::read_identity_provider;
use identity_web::saml::sp::{self, SamlServiceProvider};
use identity_web::saml::web::PlainPages;
use identity_web::{BaseUrl, IdentityWeb};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;

const BASE: &str = "http://my.smartplan.localhost:8080";
const PROXY: &str = "10.0.0.1";

async fn app(most: u64) -> Router {
    let mut settings = Settings::new(BASE.parse().unwrap());
    settings.sign_ons_per_network = most;
    let test = TestIdentity::builder().settings(settings).start().await.unwrap();
    let identity = test.identity().clone();
    let saml = SamlIdentityProvider::new(identity.clone(), BaseUrl::parse(BASE).unwrap()).await.unwrap();
    let web = IdentityWeb::builder(identity).saml(saml).trusted_proxies([PROXY.parse().unwrap()]);
    web.without_housekeeper().build().unwrap().standalone()
}

async fn ask(app: &Router, path: &str, peer: &str, forwarded: &str) -> (StatusCode, bool) {
    let request =
        Request::get(path).header("host", "my.smartplan.localhost:8080").header("x-forwarded-for", forwarded);
    let mut request = request.body(Body::empty()).unwrap();
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = app.clone().oneshot(request).await.unwrap();
    (answer.status(), answer.headers().contains_key("retry-after"))
}

#[tokio::test]
async fn v_04_n_05_requests_for_sign_on_are_counted_by_network_whatever_they_say_of_it() {
    let app = app(5).await;
    let (sso, unread, refused) = (
        "/saml/idp/sso?SAMLRequest=x",
        (StatusCode::BAD_REQUEST, false),
        (StatusCode::SERVICE_UNAVAILABLE, true),
    );
    for number in 0..5 {
        assert_eq!(ask(&app, sso, "192.0.2.1", &format!("203.0.113.{number}")).await, unread);
    }
    for forged in ["203.0.113.99", "", "not an address", PROXY] {
        assert_eq!(ask(&app, sso, "192.0.2.1", forged).await, refused, "{forged:?}");
    }
    assert_eq!(
        ask(&app, "/saml/idp/metadata", "192.0.2.1", "").await.0,
        StatusCode::OK,
        "other requests go on"
    );
    assert_eq!(ask(&app, sso, "192.0.2.2", "192.0.2.1").await, unread, "another network");
    // Behind a proxy that is trusted, the sender is the last address that is not the proxy's.
    assert_eq!(ask(&app, sso, PROXY, "192.0.2.1").await, refused);
    assert_eq!(ask(&app, sso, PROXY, "192.0.2.1, 192.0.2.3").await, unread);
}

/// A service provider with its identity provider's metadata, that lets a network ask this often in a minute.
async fn service_provider(most: u64) -> Router {
    const APP: &str = "http://app.smartplan.localhost:8081";
    let my = TestIdentity::start().await.unwrap();
    let idp = SamlIdentityProvider::new(my.identity().clone(), BaseUrl::parse(BASE).unwrap()).await.unwrap();
    let metadata = idp.metadata().await.unwrap();
    let metadata = read_identity_provider(metadata.as_bytes(), my.identity().clock().now()).unwrap();
    let mut settings = Settings::new(APP.parse().unwrap());
    settings.sign_ons_per_network = most;
    let app = TestIdentity::builder().settings(settings).start().await.unwrap();
    let base = BaseUrl::parse(APP).unwrap();
    let provider = SamlServiceProvider::new(app.identity().clone(), base, metadata).await.unwrap();
    sp::behind_proxies(sp::router(provider, Arc::new(PlainPages::new("/"))), [PROXY.parse().unwrap()])
}

/// Without it everybody behind the proxy would be one network, and anybody could write any address.
#[tokio::test]
async fn n_05_a_service_provider_believes_what_trusted_proxies_added_alone() {
    let app = service_provider(2).await;
    let login = "/saml/sp/login?return_to=/";
    let (answered, refused) = ((StatusCode::SEE_OTHER, false), (StatusCode::SERVICE_UNAVAILABLE, true));
    for sender in ["192.0.2.1", "192.0.2.2", "203.0.113.9, 192.0.2.3"] {
        assert_eq!(ask(&app, login, PROXY, sender).await, answered, "{sender}");
        assert_eq!(ask(&app, login, PROXY, sender).await, answered, "{sender}");
        assert_eq!(ask(&app, login, PROXY, sender).await, refused, "{sender}");
    }
    for number in 0..2 {
        assert_eq!(ask(&app, login, "198.51.100.1", &format!("203.0.113.{number}")).await, answered);
    }
    assert_eq!(ask(&app, login, "198.51.100.1", "203.0.113.77").await, refused);
}

#[tokio::test]
async fn v_04_what_anybody_asks_of_a_service_provider_is_counted_by_network() {
    let app = service_provider(4).await;
    let (login, slo) = ("/saml/sp/login?return_to=/", "/saml/sp/slo?SAMLRequest=x");
    let refused = (StatusCode::SERVICE_UNAVAILABLE, true);
    for _ in 0..2 {
        assert_eq!(ask(&app, login, "192.0.2.1", "").await, (StatusCode::SEE_OTHER, false));
        assert_eq!(ask(&app, slo, "192.0.2.1", "").await, (StatusCode::BAD_REQUEST, false));
    }
    for path in [login, slo, "/saml/sp/acs"] {
        assert_eq!(ask(&app, path, "192.0.2.1", "").await, refused, "{path}");
    }
    assert_eq!(ask(&app, "/saml/sp/metadata", "192.0.2.1", "").await.0, StatusCode::OK, "others go on");
    assert_eq!(ask(&app, login, "192.0.2.2", "").await.0, StatusCode::SEE_OTHER, "another network");
}
