//! A site whose sign-in is one static page of its own: plain JavaScript that draws each step of
//! `/api/v1/flows` from its prompts.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use identity_core::authenticators::Factors;
use identity_core::domain::AuthenticationMethod;
use identity_core::{Identity, MasterKey, Settings, Setup};
use identity_store_sql::SqlStore;
use identity_web::IdentityWeb;

const PERSON: (&str, &str, &str) = ("Ada Lovelace", "ada@single-page.example", "velvet-otter-compass");

/// The page runs its own script and no other, and sends what is typed to this site alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "localhost:3001".to_owned());
    let store = SqlStore::connect("sqlite:single-page.db?mode=rwc").await?;
    store.migrate().await?;
    let mut settings = Settings::new(format!("http://{address}").parse()?);
    // Whoever signs in sets up an authenticator app the first time, and is asked for its code from then on.
    settings.methods = vec![AuthenticationMethod::TOTP];
    settings.factors = Factors::Two;
    let identity = Identity::builder(store, settings, MasterKey::from_file("single-page.key")?).build()?;
    let (name, email, password) = PERSON;
    identity.apply(&Setup::administrator("Single Page Ltd", name, email, password)?).await?;
    let page = Router::new()
        .route("/", get(async || file("text/html; charset=utf-8", include_str!("../static/index.html"))))
        .route("/app.js", get(async || file("text/javascript", include_str!("../static/app.js"))))
        .route("/app.css", get(async || file("text/css", include_str!("../static/app.css"))));
    let app = IdentityWeb::builder(identity).build()?.around(page);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("Open http://{address}/ and sign in as {email} with the password {password}.");
    println!("You need an authenticator app; the page shows its key once.");
    axum::serve(listener, app).await?;
    Ok(())
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, POLICY)], text).into_response()
}
