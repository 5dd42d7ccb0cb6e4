//! The endpoints: take the request apart, one call, map the answer.

use crate::page::cookies::{Cookie, CookiePolicy};
use crate::saml::bindings::redirect::Carries;
use crate::saml::idp::answer::service_name;
use crate::saml::idp::endpoints::{IdpEndpoints, Why};
use crate::saml::idp::logout_handlers;
use crate::saml::idp::provider::{SamlIdentityProvider, SsoError};
use crate::saml::idp::resume;
use crate::saml::messages::authn_request::check::AuthnRequestRejection;
use crate::saml::messages::authn_request::received::ReceivedAuthnRequest;
use crate::saml::messages::claimed::{issuer_in_form, issuer_in_query};
use crate::saml::messages::read_error::ReadError;
use crate::saml::web::endpoints::Served;
use crate::saml::web::message_form::{LARGEST_BODY, MessageForm};
use crate::saml::web::presenter::{Presenter, SamlProblemKind};
use crate::slow_body::in_time;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, RawQuery};
use axum::middleware::map_request;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::{CONTENT_TYPE, HeaderValue, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use identity_core::domain::{Device, Origin, RelyingParty};
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{SignOnError, Visitor};
use std::sync::Arc;

/// The endpoints of the identity provider, below the mount point: `/saml/idp/metadata`, `/saml/idp/sso`,
/// `/saml/idp/slo`. A request that is taken goes on at `/flow/{id}`.
pub fn router<S: Clone + Send + Sync + 'static>(
    idp: SamlIdentityProvider,
    presenter: Arc<dyn Presenter>,
) -> Router<S> {
    Router::new()
        .route("/saml/idp/metadata", get(metadata))
        .route("/saml/idp/sso", get(sso_redirect).head(nothing).post(sso_post))
        .route(
            "/saml/idp/slo",
            get(logout_handlers::by_redirect).head(nothing).post(logout_handlers::by_post),
        )
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(map_request(in_time))
        .with_state(Served { provider: idp, presenter })
}

async fn metadata(endpoints: IdpEndpoints) -> Response {
    match endpoints.provider.metadata().await {
        Ok(document) => {
            let kind = HeaderValue::from_static("application/samlmetadata+xml");
            ([(CONTENT_TYPE, kind)], document).into_response()
        }
        Err(error) => endpoints.unavailable(&error),
    }
}

/// Who asks for the head of a message's address only looks whether there is something: mail scanners, link checkers.
async fn nothing() -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn sso_redirect(endpoints: IdpEndpoints, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    if let Some(sealed) = query.strip_prefix("resume=") {
        return match resume::open(&endpoints.provider.0.identity, sealed) {
            Some(origin) => endpoints.begin(&headers, origin).await,
            None => endpoints.refuse(Why::new(SamlProblemKind::Over, "resume_expired")).await,
        };
    }
    let whole = query.clone();
    let read = move || ReceivedAuthnRequest::from_redirect(&query);
    match endpoints.receive(read, move || issuer_in_query(&whole)).await {
        Ok(origin) => endpoints.begin(&headers, origin).await,
        Err(response) => response,
    }
}

async fn sso_post(endpoints: IdpEndpoints, body: Result<Bytes, BytesRejection>) -> Response {
    let form = match MessageForm::read(body, Some(Carries::Request)) {
        Ok(form) => Arc::new(form),
        Err(kind) => return endpoints.refuse(Why::new(kind, "form")).await,
    };
    let again = Arc::clone(&form);
    let read = move || ReceivedAuthnRequest::from_post(&form.message, form.relay_state.as_deref());
    match endpoints.receive(read, move || issuer_in_form(&again.message)).await {
        Ok(origin) => match resume::seal(&endpoints.provider.0.identity, &origin) {
            Some(sealed) => {
                let path = endpoints.provider.0.base.path("/saml/idp/sso");
                Redirect::to(&format!("{path}?resume={sealed}")).into_response()
            }
            None => endpoints.refuse(Why::new(SamlProblemKind::Unavailable, "seal")).await,
        },
        Err(response) => response,
    }
}

impl IdpEndpoints {
    async fn receive(
        &self,
        read: impl FnOnce() -> Result<ReceivedAuthnRequest, ReadError> + Send + 'static,
        claimed: impl FnOnce() -> Option<String> + Send + 'static,
    ) -> Result<Origin, Response> {
        let received = self.read(SamlProblemKind::BadMessage, read, claimed).await?;
        let relay_state = received.relay_state().map(str::to_owned);
        let claimed = received.claimed_issuer().to_owned();
        let asked = received.claimed_consumer();
        let error = match self.provider.receive(received).await {
            Ok(origin) => return Ok(origin),
            Err(error) => error,
        };
        let (party, rejection) = match error {
            SsoError::Rejected { relying_party, rejection } => (relying_party, rejection),
            SsoError::UnknownServiceProvider => {
                let why = Why::new(SamlProblemKind::UnknownService, "unknown_service_provider");
                return Err(self.refuse(Why { claimed: Some(claimed), ..why }).await);
            }
            SsoError::Registration | SsoError::Store(_) | SsoError::Keys(_) => {
                return Err(self.unavailable(&error));
            }
        };
        let why = Why::new(SamlProblemKind::BadMessage, rejection.reason()).by(&party);
        let why = Why { details: details(&rejection, &party, asked), ..why };
        match self.provider.rejection_form(*rejection, relay_state, &party).await {
            Ok(Some(form)) => {
                self.note(why, None).await;
                Err(self.pages.onward(&form, &service_name(&party)))
            }
            Ok(None) => Err(self.refuse(why).await),
            Err(error) => Err(self.unavailable(&error)),
        }
    }

    /// Begins the sign-on in this browser, which gets a cookie if it has none. The same request once more goes on where
    /// it is.
    async fn begin(&self, headers: &HeaderMap, origin: Origin) -> Response {
        let identity = &self.provider.0.identity;
        let cookies = CookiePolicy::new(&self.provider.0.base);
        let known = cookies.read(headers, Cookie::Browser).and_then(|value| SecretToken::parse(value).ok());
        let new = known.is_none().then(|| SecretToken::generate(identity.entropy()));
        let Some(browser) = known.as_ref().or(new.as_ref()) else {
            return self.refuse(Why::new(SamlProblemKind::Unavailable, "browser")).await;
        };
        let device = Device::default();
        let visitor = Visitor::new(browser, &device);
        let request = match &origin {
            Origin::Application(request) => Some(request.clone()),
            Origin::Page { .. }
            | Origin::Again { .. }
            | Origin::Invitation { .. }
            | Origin::Recovery { .. } => None,
        };
        let begun = match identity.begin_sign_on(&visitor, origin).await {
            Err(SignOnError::Replayed) => match request.as_ref() {
                Some(request) => identity.running_sign_on(request, &visitor).await,
                None => Err(SignOnError::Replayed),
            },
            begun => begun,
        };
        match begun {
            Ok(attempt) => {
                let path = self.provider.0.base.path(&format!("/flow/{}", attempt.id()));
                let mut response = Redirect::to(&path).into_response();
                if let Some(cookie) = new.and_then(|token| cookies.set(Cookie::Browser, token.expose())) {
                    response.headers_mut().append(SET_COOKIE, cookie);
                }
                response
            }
            Err(error @ (SignOnError::Replayed | SignOnError::Over)) => {
                let check =
                    if matches!(error, SignOnError::Over) { "sign_on_over" } else { "request_replayed" };
                let party = match request {
                    Some(request) => identity.relying_party_by_id(request.relying_party).await.ok().flatten(),
                    None => None,
                };
                let party = party.map(|found| found.record);
                self.refuse(Why { party: party.as_ref(), ..Why::new(SamlProblemKind::Over, check) }).await
            }
            Err(error) => self.unavailable(&error),
        }
    }
}

/// What helps whoever runs the application to find the cause.
fn details(
    rejection: &AuthnRequestRejection,
    party: &RelyingParty,
    asked: Option<String>,
) -> Vec<(&'static str, String)> {
    match rejection {
        AuthnRequestRejection::UnregisteredConsumer => {
            let registered: Vec<&str> =
                party.consumers.iter().map(|consumer| consumer.url.as_str()).collect();
            vec![("asked", asked.unwrap_or_default()), ("registered", registered.join(" "))]
        }
        AuthnRequestRejection::Answerable { failure, .. } => {
            vec![("answered", failure.message.clone().unwrap_or_default())]
        }
        other => vec![("cause", other.to_string())],
    }
}
