//! The endpoints: take the request apart, one call, map the answer.

use crate::page::cookies::{Cookie, CookiePolicy};
use crate::saml::bindings::redirect::Carries;
use crate::saml::idp::answer::service_name;
use crate::saml::idp::logout::{LogoutError, LogoutNext};
use crate::saml::idp::provider::{SamlIdentityProvider, SsoError};
use crate::saml::idp::resume;
use crate::saml::messages::authn_request::received::ReceivedAuthnRequest;
use crate::saml::messages::logout::received::ReceivedLogout;
use crate::saml::messages::read_error::ReadError;
use crate::saml::web::key_ring::blocking;
use crate::saml::web::message_form::{LARGEST_BODY, MessageForm};
use crate::saml::web::presenter::{Presenter, SamlProblem, SamlProblemKind};
use crate::slow_body::in_time;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::middleware::map_request;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue, SET_COOKIE};
use identity_core::domain::{Device, Origin};
use identity_core::ids::RelyingPartyId;
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{SignOnError, Visitor};
use std::sync::Arc;

/// What the endpoints share.
#[derive(Debug, Clone)]
struct Endpoints {
    idp: SamlIdentityProvider,
    presenter: Arc<dyn Presenter>,
}

/// The endpoints of the identity provider, below the mount point: `/saml/idp/metadata`, `/saml/idp/sso`,
/// `/saml/idp/slo`. A request that is taken goes on at `/flow/{id}`.
pub fn router<S: Clone + Send + Sync + 'static>(
    idp: SamlIdentityProvider,
    presenter: Arc<dyn Presenter>,
) -> Router<S> {
    Router::new()
        .route("/saml/idp/metadata", get(metadata))
        .route("/saml/idp/sso", get(sso_redirect).post(sso_post))
        .route("/saml/idp/slo", get(slo_redirect).post(slo_post))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(map_request(in_time))
        .with_state(Endpoints { idp, presenter })
}

async fn metadata(State(endpoints): State<Endpoints>) -> Response {
    match endpoints.idp.metadata().await {
        Ok(document) => {
            let kind = HeaderValue::from_static("application/samlmetadata+xml");
            ([(CONTENT_TYPE, kind)], document).into_response()
        }
        Err(error) => endpoints.unavailable(&error),
    }
}

async fn sso_redirect(
    State(endpoints): State<Endpoints>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    if let Some(sealed) = query.strip_prefix("resume=") {
        return match resume::open(&endpoints.idp.0.identity, sealed) {
            Some(origin) => endpoints.begin(&headers, origin).await,
            None => endpoints.problem(SamlProblemKind::Over, None, "resume_expired").await,
        };
    }
    match endpoints.receive(move || ReceivedAuthnRequest::from_redirect(&query)).await {
        Ok(origin) => endpoints.begin(&headers, origin).await,
        Err(response) => response,
    }
}

async fn sso_post(State(endpoints): State<Endpoints>, body: Result<Bytes, BytesRejection>) -> Response {
    let form = match MessageForm::read(body, Some(Carries::Request)) {
        Ok(form) => form,
        Err(kind) => return endpoints.problem(kind, None, "form").await,
    };
    let read = move || ReceivedAuthnRequest::from_post(&form.message, form.relay_state.as_deref());
    match endpoints.receive(read).await {
        Ok(origin) => match resume::seal(&endpoints.idp.0.identity, &origin) {
            Some(sealed) => {
                let path = endpoints.idp.0.base.path("/saml/idp/sso");
                Redirect::to(&format!("{path}?resume={sealed}")).into_response()
            }
            None => endpoints.problem(SamlProblemKind::Unavailable, None, "seal").await,
        },
        Err(response) => response,
    }
}

async fn slo_redirect(State(endpoints): State<Endpoints>, RawQuery(query): RawQuery) -> Response {
    endpoints.logout(move || ReceivedLogout::from_redirect(&query.unwrap_or_default())).await
}

async fn slo_post(State(endpoints): State<Endpoints>, body: Result<Bytes, BytesRejection>) -> Response {
    match MessageForm::read(body, None) {
        Ok(form) => {
            let read =
                move || ReceivedLogout::from_post(form.carries, &form.message, form.relay_state.as_deref());
            endpoints.logout(read).await
        }
        Err(kind) => endpoints.problem(kind, None, "form").await,
    }
}

impl Endpoints {
    /// What a message says. It is read on a thread of its own: reading costs as much as the sender made it cost.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, Response> {
        match blocking(read).await {
            Ok(Ok(received)) => Ok(received),
            Ok(Err(error)) => Err(self.unreadable(error).await),
            Err(error) => Err(self.unavailable(&error)),
        }
    }

    async fn receive(
        &self,
        read: impl FnOnce() -> Result<ReceivedAuthnRequest, ReadError> + Send + 'static,
    ) -> Result<Origin, Response> {
        let received = self.read(read).await?;
        let relay_state = received.relay_state().map(str::to_owned);
        let error = match self.idp.receive(received).await {
            Ok(origin) => return Ok(origin),
            Err(error) => error,
        };
        let (party, rejection) = match error {
            SsoError::Rejected { relying_party, rejection } => (relying_party, rejection),
            SsoError::UnknownServiceProvider => {
                return Err(self
                    .problem(SamlProblemKind::UnknownService, None, "unknown_service_provider")
                    .await);
            }
            SsoError::Registration | SsoError::Store(_) | SsoError::Keys(_) => {
                return Err(self.unavailable(&error));
            }
        };
        let reason = rejection.reason();
        match self.idp.rejection_form(*rejection, relay_state).await {
            Ok(Some(form)) => {
                self.note(Some(party.id), reason, None).await;
                Err(self.presenter.onward(&form, &service_name(&party)))
            }
            Ok(None) => Err(self.problem(SamlProblemKind::BadMessage, Some(party.id), reason).await),
            Err(error) => Err(self.unavailable(&error)),
        }
    }

    /// Begins the sign-on in this browser, which gets a cookie if it has none.
    async fn begin(&self, headers: &HeaderMap, origin: Origin) -> Response {
        let identity = &self.idp.0.identity;
        let cookies = CookiePolicy::new(&self.idp.0.base);
        let known = cookies.read(headers, Cookie::Browser).and_then(|value| SecretToken::parse(value).ok());
        let new = known.is_none().then(|| SecretToken::generate(identity.entropy()));
        let Some(browser) = known.as_ref().or(new.as_ref()) else {
            return self.problem(SamlProblemKind::Unavailable, None, "browser").await;
        };
        let device = Device::default();
        match identity.begin_sign_on(&Visitor::new(browser, &device), origin).await {
            Ok(attempt) => {
                let path = self.idp.0.base.path(&format!("/flow/{}", attempt.id()));
                let mut response = Redirect::to(&path).into_response();
                if let Some(cookie) = new.and_then(|token| cookies.set(Cookie::Browser, token.expose())) {
                    response.headers_mut().append(SET_COOKIE, cookie);
                }
                response
            }
            Err(SignOnError::Replayed) => self.problem(SamlProblemKind::Over, None, "request_replayed").await,
            Err(SignOnError::Over) => self.problem(SamlProblemKind::Over, None, "sign_on_over").await,
            Err(SignOnError::Store(error)) => self.unavailable(&error),
            Err(unknown) => self.unavailable(&unknown),
        }
    }

    async fn logout(
        &self,
        read: impl FnOnce() -> Result<ReceivedLogout, ReadError> + Send + 'static,
    ) -> Response {
        let received = match self.read(read).await {
            Ok(received) => received,
            Err(response) => return response,
        };
        match self.idp.receive_logout(received).await {
            Ok(LogoutNext::Redirect(url)) => Redirect::to(&url).into_response(),
            Ok(LogoutNext::Page(id)) => {
                Redirect::to(&self.idp.0.base.path(&format!("/logout/{id}"))).into_response()
            }
            Ok(LogoutNext::Done) => self.presenter.signed_out(),
            Err(LogoutError::UnknownServiceProvider) => {
                self.problem(SamlProblemKind::UnknownService, None, "unknown_service_provider").await
            }
            Err(LogoutError::Rejected(party, rejection)) => {
                self.problem(SamlProblemKind::BadMessage, Some(party), rejection.reason()).await
            }
            Err(LogoutError::Over) => self.problem(SamlProblemKind::Over, None, "logout_over").await,
            Err(error @ (LogoutError::Write(_) | LogoutError::Keys(_) | LogoutError::Store(_))) => {
                self.unavailable(&error)
            }
        }
    }

    async fn unreadable(&self, error: ReadError) -> Response {
        tracing::info!(%error, "SAML message not read");
        let kind = if error.is_too_large() { SamlProblemKind::TooLarge } else { SamlProblemKind::BadMessage };
        self.problem(kind, None, "unreadable").await
    }

    /// A page with a reference that is in the audit trail, next to the check that failed.
    async fn problem(&self, kind: SamlProblemKind, party: Option<RelyingPartyId>, check: &str) -> Response {
        let reference = crate::saml::web::presenter::reference(self.idp.0.identity.entropy());
        self.note(party, check, Some(&reference)).await;
        self.presenter.problem(&SamlProblem { kind, reference, retry: None, said: None })
    }

    async fn note(&self, party: Option<RelyingPartyId>, check: &str, reference: Option<&str>) {
        tracing::info!(check, reference, "SAML request refused");
        if let Err(error) = self.idp.0.identity.note_refused_request(party, check, reference).await {
            tracing::error!(%error, "the audit trail could not be written");
        }
    }

    fn unavailable(&self, error: &dyn std::error::Error) -> Response {
        let reference = crate::saml::web::presenter::reference(self.idp.0.identity.entropy());
        tracing::error!(error = %error, source = ?error.source(), reference, "SAML endpoint failed");
        self.presenter.problem(&SamlProblem {
            kind: SamlProblemKind::Unavailable,
            reference,
            retry: None,
            said: None,
        })
    }
}
