//! Errors, files, and the pages inside a host application.

use crate::support::site::{SCOTT, World};
use http::{Method, StatusCode};

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
