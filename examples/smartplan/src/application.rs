//! The SmartPlan Application: a SAML service provider that shows an organisation its electricity consumption.

use crate::consumption;
use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
};
use identity_core::domain::ServiceSession;
use identity_web::BaseUrl;
use identity_web::language::{Languages, PageText};
use identity_web::saml::bindings::post_form::PostForm;
use identity_web::saml::sp::{self, SamlServiceProvider};
use identity_web::saml::web::PlainPages;
use identity_web::saml::web::presenter::{Presenter, SamlProblem, SamlProblemKind};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;
use std::sync::Arc;

const STYLE: &str = include_str!("../templates/style.css");
const PAGE: &str = include_str!("../templates/application.html");
/// Everything comes from this application; a form may lead to the sign-in service, for signing out there too.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The application, ready to answer.
#[derive(Debug, Clone)]
struct Application {
    sp: SamlServiceProvider,
    pages: ApplicationPages,
}

/// The application's own look.
#[derive(Debug, Clone)]
struct ApplicationPages {
    environment: Arc<Environment<'static>>,
    home: String,
    sign_in_origin: String,
}

/// The routes of the application.
pub(crate) fn router(sp: SamlServiceProvider, home: &str, base: &BaseUrl) -> Result<Router> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("grouped", grouped);
    environment.add_template("application.html", PAGE)?;
    let sign_in_origin = url::Url::parse(home)?.origin().ascii_serialization();
    let pages =
        ApplicationPages { environment: Arc::new(environment), home: home.to_owned(), sign_in_origin };
    let presenter: Arc<dyn Presenter> = Arc::new(pages.clone());
    let application = Application { sp: sp.clone(), pages };
    let routes = Router::new()
        .route("/", get(consumption_page))
        .route("/signed-out", get(signed_out))
        .route("/style.css", get(style))
        .route("/healthz", get(async || "ok"))
        .with_state(application)
        .merge(sp::router(sp, presenter));
    Ok(sp::protected(routes, base))
}

/// A number as it is read: `261,217`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

async fn consumption_page(State(application): State<Application>, headers: HeaderMap) -> Response {
    match application.sp.signed_in(&headers).await {
        Ok(Some(session)) => application.pages.consumption(&session),
        Ok(None) => Redirect::to(&application.sp.login_path("/")).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the application's session could not be read");
            let text = "Try again in a minute.";
            application.pages.message(
                http::StatusCode::SERVICE_UNAVAILABLE,
                "This does not work now",
                None,
                text,
            )
        }
    }
}

async fn signed_out(State(application): State<Application>) -> Response {
    application.pages.signed_out_page()
}

async fn style() -> impl IntoResponse {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, HeaderValue::from_static("max-age=3600"))], STYLE)
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Bar {
    name: &'static str,
    kilowatt_hours: u32,
}

impl ApplicationPages {
    fn consumption(&self, session: &ServiceSession) -> Response {
        let said =
            |name: &str| session.attributes.get(name).map(|values| values.join(", ")).unwrap_or_default();
        let months: Vec<Bar> = consumption::year(&said("organization_id"))
            .into_iter()
            .map(|month| Bar { name: month.name, kilowatt_hours: month.kilowatt_hours })
            .collect();
        let person = context! {
            name => format!("{} {}", said("given_name"), said("family_name")),
            organization => said("organization_name"),
            mandate => said("mandate"),
        };
        let page = context! {
            title => "Electricity consumption",
            person => person,
            total => months.iter().map(|month| month.kilowatt_hours).sum::<u32>(),
            highest => months.iter().map(|month| month.kilowatt_hours).max(),
            months => Value::from(Serde(&months)),
            facts => Value::from(Serde(&facts(session))),
            home => &self.home,
        };
        self.page(http::StatusCode::OK, page)
    }

    fn message(
        &self,
        status: http::StatusCode,
        title: &str,
        problem: Option<&SamlProblem>,
        text: &str,
    ) -> Response {
        let said = problem.and_then(|problem| problem.said.clone());
        let page = context! {
            title => title,
            problem => said.clone().map(|said| format!("MySmartPlan says: {said}.")),
            details => problem.map(|problem| format!("Reference for the help desk: {}", problem.reference)),
            text => text,
            action => "Try again",
            home => &self.home,
        };
        self.page(status, page)
    }

    fn signed_out_page(&self) -> Response {
        let page = context! {
            title => "You are signed out",
            text => "You are signed out of the SmartPlan Application and of MySmartPlan.",
            action => "Sign in again",
            home => &self.home,
        };
        self.page(http::StatusCode::OK, page)
    }

    fn page(&self, status: http::StatusCode, page: Value) -> Response {
        let rendered = self.environment.get_template("application.html").and_then(|found| found.render(page));
        let Ok(html) = rendered.inspect_err(|error| tracing::error!(%error, "page not rendered")) else {
            return http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (status, Html(html)).into_response();
        let policy = format!("{POLICY}; form-action 'self' {}", self.sign_in_origin);
        let headers = response.headers_mut();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers
            .insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
        headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("same-origin"));
        response
    }
}

/// A text of the library's catalogue in the language of this application, which is English.
fn said(text: &PageText) -> String {
    Languages::built_in().say(None, text).unwrap_or_else(|error| {
        tracing::error!(%error, "a text is not as it should be");
        String::new()
    })
}

/// What the assertion said, in the order in which a person wants to read it.
fn facts(session: &ServiceSession) -> Vec<Fact> {
    const ATTRIBUTES: [&str; 8] = [
        "uid",
        "given_name",
        "family_name",
        "email",
        "organization_id",
        "organization_name",
        "roles",
        "mandate",
    ];
    let attribute = |name: &'static str| {
        let values = session.attributes.get(name)?;
        Some(Fact { name, value: values.join(", ") })
    };
    let mut facts: Vec<Fact> = ATTRIBUTES.into_iter().filter_map(attribute).collect();
    facts.push(Fact { name: "NameID", value: session.name_id.clone() });
    facts.push(Fact { name: "Issuer", value: session.identity_provider.to_string() });
    facts.extend(session.authn_context.clone().map(|value| Fact { name: "AuthnContextClassRef", value }));
    facts.push(Fact { name: "AuthnInstant", value: session.authenticated_at.to_rfc3339() });
    facts
}

impl Presenter for ApplicationPages {
    fn problem(&self, problem: &SamlProblem, _: &HeaderMap) -> Response {
        let (title, text) = match problem.kind {
            SamlProblemKind::NotSignedIn => (
                "You cannot use the SmartPlan Application now".to_owned(),
                "Your contact person, or SmartPlan's customer service, can help.".to_owned(),
            ),
            kind => {
                let words = kind.words();
                (said(&words.title), said(&words.advice))
            }
        };
        self.message(problem.status(), &title, Some(problem), &text)
    }

    fn onward(&self, form: &PostForm, service: &str, asked: &HeaderMap) -> Response {
        PlainPages::new(self.home.clone()).onward(form, service, asked)
    }

    fn signed_out(&self, _: &HeaderMap) -> Response {
        Redirect::to("/signed-out").into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn u_16_figures_are_read_in_groups_of_three() {
        assert_eq!([0, 999, 1_000, 261_217].map(grouped), ["0", "999", "1,000", "261,217"]);
    }
}
