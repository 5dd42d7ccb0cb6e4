//! The pages of the Testing Service itself: what is free for all, and the tests, for those who signed in.

use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use example_host::site::Site;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use http::{StatusCode, Uri};
use identity_core::domain::{LinkedIdentity, LinkedIdentityFilter};
use identity_core::store::{Page, Store as _, StoreError};
use identity_store_sql::SqlStore;
use identity_web::CurrentUser;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;
use std::sync::Arc;

const STYLE: &str = include_str!("../templates/style.css");
const PAGE: &str = include_str!("../templates/tests.html");
/// Everything comes from this application, and it has no form.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The pages, ready to answer.
#[derive(Debug, Clone)]
struct Pages {
    environment: Arc<Environment<'static>>,
    store: SqlStore,
}

/// A line of a table.
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

/// The routes, which the library's own go round.
pub(crate) fn router(site: &Site) -> Result<Router> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("tests.html", PAGE)?;
    let pages = Pages { environment: Arc::new(environment), store: site.store.clone() };
    Ok(Router::new()
        .route("/", get(welcome))
        .route("/tests", get(tests))
        .route("/tests.css", get(style))
        .with_state(pages))
}

async fn style() -> impl IntoResponse {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, HeaderValue::from_static("max-age=3600"))], STYLE)
}

async fn welcome(State(pages): State<Pages>, user: Option<CurrentUser>) -> Response {
    let name = user.map(|user| user.full_name());
    pages.page(StatusCode::OK, context! { title => "Tests in five languages", name => name })
}

/// The secured content. Whoever is not signed in is led to the sign-in page, and back to this address with its query.
async fn tests(State(pages): State<Pages>, user: CurrentUser, uri: Uri) -> Response {
    let linked = match pages.linked(&user).await {
        Ok(linked) => linked,
        Err(error) => {
            tracing::error!(%error, "the linked identities were not read");
            let page = context! { title => "This does not work now", problem => true };
            return pages.page(StatusCode::SERVICE_UNAVAILABLE, page);
        }
    };
    let page = context! {
        title => "Your tests",
        name => user.full_name(),
        secured => true,
        asked => uri.query(),
        profile => Value::from(Serde(&profile(&user))),
        central => Value::from(Serde(&linked.iter().map(central).collect::<Vec<_>>())),
    };
    pages.page(StatusCode::OK, page)
}

/// The local profile.
fn profile(user: &CurrentUser) -> Vec<Fact> {
    let methods: Vec<_> =
        user.session().session.methods.iter().map(|method| method.as_str().to_owned()).collect();
    let facts = [
        ("Account", Some(user.id.to_string())),
        ("Name", Some(user.full_name())),
        ("User name", user.username.as_ref().map(ToString::to_string)),
        ("E-mail address", user.email.as_ref().map(ToString::to_string)),
        ("Signed in by", Some(methods.join(", "))),
    ];
    let written = facts.into_iter().filter_map(|(name, value)| Some(Fact { name, value: value? }));
    written.collect()
}

/// What CommIT said.
fn central(linked: &LinkedIdentity) -> Vec<Fact> {
    let facts = [
        ("Identifier", Some(linked.subject.value.clone())),
        ("Issuer", Some(linked.issuer.clone())),
        ("Verification level", linked.level.clone()),
        ("Called", linked.label.clone()),
        ("Said last at", Some(linked.asserted_at.to_rfc3339())),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(Fact { name, value: value? })).collect()
}

impl Pages {
    /// The identities elsewhere that belong to the person's account.
    async fn linked(&self, user: &CurrentUser) -> Result<Vec<LinkedIdentity>, StoreError> {
        let filter = LinkedIdentityFilter { user: Some(user.id), connection: None };
        let found = self.store.linked_identities().list(&filter, &Page::first(10)).await?;
        Ok(found.items.into_iter().map(|found| found.record).collect())
    }

    fn page(&self, status: StatusCode, page: Value) -> Response {
        let rendered = self.environment.get_template("tests.html").and_then(|found| found.render(page));
        let Ok(html) = rendered.inspect_err(|error| tracing::error!(%error, "page not rendered")) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
        response
    }
}
