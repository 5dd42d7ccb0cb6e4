//! Breached passwords, asked about at a server of the test.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::{Router, routing::get};
use http::{HeaderMap, StatusCode};
use identity_core::secrets::{BreachedPasswords, Secret};
use identity_web::{BreachedPasswordsApi, BreachedPasswordsConfig, InvalidBreachedPasswordsConfig};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use url::Url;

/// SHA-1 of "password" is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
const ANSWER: &str =
    "0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004\r\n";

type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

#[derive(Clone)]
struct Server {
    asked: Asked,
    status: StatusCode,
    answer: Arc<str>,
}

async fn range(
    State(server): State<Server>,
    Path(prefix): Path<String>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let padding = headers.get("add-padding").map(|value| value.to_str().unwrap().to_owned());
    server.asked.lock().unwrap().push((prefix, padding));
    if server.answer.is_empty() {
        std::future::pending::<()>().await;
    }
    (server.status, server.answer.to_string())
}

async fn serve(status: StatusCode, answer: &str) -> (Url, Asked) {
    let asked = Asked::default();
    let server = Server { asked: Arc::clone(&asked), status, answer: answer.into() };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/range/", listener.local_addr().unwrap()).parse().unwrap();
    let router = Router::new().route("/range/{prefix}", get(range)).with_state(server);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, asked)
}

fn api(url: Url) -> BreachedPasswordsApi {
    BreachedPasswordsApi::new(BreachedPasswordsConfig::new(url)).unwrap()
}

/// The digest stays here but for its first five digits, and the answer is padded (P-05).
#[tokio::test]
async fn p_05_a_breached_password_is_found_by_the_first_five_digits_of_its_digest() {
    let (url, asked) = serve(StatusCode::OK, ANSWER).await;
    let api = api(url);
    assert_eq!(api.contains(&Secret::new("password")).await, Ok(true));
    assert_eq!(api.contains(&Secret::new("kettle-orbit-lantern")).await, Ok(false));
    let asked = asked.lock().unwrap();
    assert_eq!(asked[0], ("5BAA6".to_owned(), Some("true".to_owned())));
    assert!(asked.iter().all(|(prefix, _)| prefix.len() == 5));
}

/// Lines that pad an answer have the count 0.
#[tokio::test]
async fn padding_is_no_breach() {
    let padded = ANSWER.replace(":10434004", ":0");
    let (url, _) = serve(StatusCode::OK, &padded).await;
    assert_eq!(api(url).contains(&Secret::new("password")).await, Ok(false));
}

#[tokio::test]
async fn what_is_no_answer_is_an_error_without_the_digest() {
    let large = "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n".repeat(10_000);
    for (status, answer) in
        [(StatusCode::SERVICE_UNAVAILABLE, ANSWER), (StatusCode::FOUND, ANSWER), (StatusCode::OK, &large)]
    {
        let (url, _) = serve(status, answer).await;
        let error = api(url).contains(&Secret::new("password")).await.unwrap_err();
        assert!(!error.to_string().contains("5BAA6"), "{error}");
    }
    let (url, _) = serve(StatusCode::OK, "").await;
    let config = BreachedPasswordsConfig::new(url);
    let api = BreachedPasswordsApi::with_timeout(config, Duration::from_millis(200)).unwrap();
    assert!(api.contains(&Secret::new("password")).await.is_err(), "a server that never answers");
}

#[test]
fn an_address_in_the_clear_or_without_a_folder_is_refused() {
    let refused = |url: &str| {
        BreachedPasswordsApi::new(BreachedPasswordsConfig::new(url.parse().unwrap())).unwrap_err()
    };
    assert!(matches!(refused("http://api.example.com/range/"), InvalidBreachedPasswordsConfig::NotSecure));
    assert!(matches!(refused("https://api.example.com/range"), InvalidBreachedPasswordsConfig::NoFolder));
}
