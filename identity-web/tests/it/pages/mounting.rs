//! Errors, files, and the pages inside a host application.

use crate::support::site::{SCOTT, World};
use axum::Router;
use axum::routing::get;
use http::{Method, StatusCode};
use identity_web::CurrentUser;

#[tokio::test]
async fn every_error_has_its_page_headers_and_reference() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let absent = stranger.open("/no/such/page").await;
    assert_eq!((absent.status, absent.text().contains("Page not found")), (StatusCode::NOT_FOUND, true));
    assert!(absent.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let reference = absent.headers["x-request-id"].to_str().unwrap();
    assert!(absent.text().contains(reference));
    let method = stranger.send(Method::DELETE, "/login", None).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.text().contains(method.headers["x-request-id"].to_str().unwrap()));
    let bad = world.scott().await.open("/organizations?next=';drop").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn files_are_for_everybody_and_come_without_cookies() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let page = stranger.open("/login").await;
    assert_eq!(page.headers["cache-control"], "no-store");
    let css = page.find("link[rel=stylesheet]", "href").remove(0);
    let file = world.browser().open(&css).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(!file.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_host_application_has_the_pages_below_its_mount_point() {
    let mut scott = World::mounted().await;
    let page = scott.open("/hello?x=1").await;
    assert_eq!(page.path, "/id/login?return_to=%2Fhello%3Fx%3D1");
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/hello?x=1")];
    let hello = scott.submit(&page, "/id/login", &fields).await;
    assert_eq!((hello.path.as_str(), hello.html.as_str()), ("/hello?x=1", "Scott Long"));
    assert_eq!(scott.open("/reports").await.html, "reports");
    assert!(scott.open("/id").await.text().contains("Welcome, Scott"));

    let mut stranger = World::mounted().await;
    let asked = stranger.open("/id/account").await;
    assert_eq!(asked.path, "/id/login?return_to=%2Fid%2Faccount");
    assert!(stranger.open("/reports").await.path.starts_with("/id/login"));
    let posted = stranger.send(Method::POST, "/reports", None).await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn x_12_two_instances_below_two_prefixes_of_one_host_have_sessions_of_their_own() {
    let greets = || Router::new().route("/hello", get(async |user: CurrentUser| user.full_name()));
    let (one, two) = (World::below("/one").await, World::below("/two").await);
    let app = two.around(one.around(greets()));
    let mut browser = World::browser_of(app);

    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    let page = browser.open("/one/login").await;
    browser.submit(&page, "/one/login", &fields).await;
    assert!(browser.open("/one").await.text().contains("Welcome, Scott"));
    assert_eq!(browser.open("/two/account").await.path, "/two/login?return_to=%2Ftwo%2Faccount");
    // The pages of the host are those of the instance that was put round them.
    assert_eq!(browser.open("/hello").await.html, "Scott Long");

    let page = browser.open("/two/login").await;
    browser.submit(&page, "/two/login", &fields).await;
    for home in ["/one", "/two"] {
        assert!(browser.open(home).await.text().contains("Welcome, Scott"), "{home}");
    }
    let page = browser.open("/one/logout").await;
    browser.submit(&page, "/one/logout", &[]).await;
    assert!(browser.open("/one/account").await.path.starts_with("/one/login"));
    assert!(browser.open("/two").await.text().contains("Welcome, Scott"));
}

#[tokio::test]
async fn the_description_of_the_interface_names_the_cookie_of_its_instance() {
    for (mount, name) in
        [("/one", "identity-session.one"), ("/a/b", "identity-session.a.b"), ("", "identity-session")]
    {
        let app = World::below(mount).await.around(Router::new());
        let mut browser = World::browser_of(app);
        let page = browser.open(&format!("{mount}/login")).await;
        browser
            .submit(&page, &format!("{mount}/login"), &[("identifier", SCOTT.0), ("password", SCOTT.1)])
            .await;
        let description = browser.open(&format!("{mount}/api/openapi.json")).await.html;
        let description: serde_json::Value = serde_json::from_str(&description).unwrap();
        assert_eq!(description["components"]["securitySchemes"]["session"]["name"], name);
        assert!(browser.cookies.contains_key(name), "{:?}", browser.cookies);
    }
}
