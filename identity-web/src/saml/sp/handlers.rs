//! The endpoints of a service provider: take the request apart, one call, map the answer.

use crate::device::device_of;
use crate::page::return_to::safe_return_to;
use crate::saml::bindings::redirect::Carries;
use crate::saml::messages::logout::received::ReceivedLogout;
use crate::saml::messages::logout::write::SignedMessage;
use crate::saml::messages::read_error::ReadError;
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::signatures::gate::GateError;
use crate::saml::sp::errors::ConsumeError;
use crate::saml::sp::logout::SpLogoutError;
use crate::saml::sp::protection::layers;
use crate::saml::sp::provider::{SamlServiceProvider, SignedInAtService};
use crate::saml::web::endpoints::{Endpoints, Served};
use crate::saml::web::key_ring::reading;
use crate::saml::web::message_form::{LARGEST_BODY, MessageForm};
use crate::saml::web::presenter::{Presenter, SamlProblem, SamlProblemKind, reference};
use crate::slow_body::in_time;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, RawQuery, Request, State};
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue, SET_COOKIE};
use identity_core::secrets::SecretToken;
use std::sync::Arc;

/// The endpoints of the service provider, for one request.
type SpEndpoints = Endpoints<SamlServiceProvider>;

/// The endpoints of the service provider, below the mount point: `/saml/sp/metadata`, `/saml/sp/login`
/// (`?return_to=` a local path), `/saml/sp/acs`, `/saml/sp/slo`, and `POST /saml/sp/logout`.
pub fn router<S: Clone + Send + Sync + 'static>(
    sp: SamlServiceProvider,
    presenter: Arc<dyn Presenter>,
) -> Router<S> {
    let base = sp.0.base.clone();
    let routes = Router::new()
        .route("/saml/sp/metadata", get(metadata))
        .route("/saml/sp/login", get(login))
        .route("/saml/sp/acs", post(consume))
        .route("/saml/sp/slo", get(slo_redirect).post(slo_post))
        .route("/saml/sp/logout", post(logout))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(map_request(in_time));
    let served = Served { provider: sp, presenter };
    let routes = routes.layer(from_fn_with_state(served.clone(), few_of_a_network)).with_state(served);
    layers(routes, &base)
}

/// What anybody can have done without being signed in: a row is written, a message is read, a signature is verified.
const COUNTED: [&str; 3] = ["/saml/sp/login", "/saml/sp/acs", "/saml/sp/slo"];

/// Answers 503 to a network that sends too many of those, before they are read.
async fn few_of_a_network(
    State(served): State<Served<SamlServiceProvider>>,
    endpoints: SpEndpoints,
    request: Request,
    next: Next,
) -> Response {
    if !COUNTED.iter().any(|path| request.uri().path().ends_with(path)) {
        return next.run(request).await;
    }
    match served.provider.0.identity.may_ask_for_sign_on(&device_of(&request)).await {
        Ok(true) => next.run(request).await,
        Ok(false) => endpoints.unavailable(&TooMany),
        Err(error) => endpoints.unavailable(&error),
    }
}

/// Why a request is not read.
#[derive(Debug, thiserror::Error)]
#[error("too many requests of one network in a minute")]
struct TooMany;

async fn metadata(endpoints: SpEndpoints) -> Response {
    match endpoints.provider.metadata().await {
        Ok(document) => {
            let kind = HeaderValue::from_static("application/samlmetadata+xml");
            ([(CONTENT_TYPE, kind)], document).into_response()
        }
        Err(error) => endpoints.unavailable(&error),
    }
}

async fn login(endpoints: SpEndpoints, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "return_to");
    let return_to = asked.as_ref().and_then(|(_, value)| safe_return_to(value)).unwrap_or("/");
    let (cookies, entropy) = (&endpoints.provider.0.cookies, endpoints.provider.0.identity.entropy());
    // One mark per browser, so that several tabs can be on their way at once.
    let browser = cookies.login(&headers).unwrap_or_else(|| SecretToken::generate(entropy));
    match endpoints.provider.start_login(&browser, return_to).await {
        Ok(url) => with_cookie(Redirect::to(&url).into_response(), cookies.set_login(&browser)),
        Err(error) => endpoints.unavailable(&error),
    }
}

async fn consume(
    endpoints: SpEndpoints,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match MessageForm::read(body, Some(Carries::Response)) {
        Ok(form) => form,
        Err(kind) => return endpoints.problem(kind, "form").await,
    };
    let cookies = &endpoints.provider.0.cookies;
    let (browser, previous) = (cookies.login(&headers), cookies.session(&headers));
    match endpoints.provider.consume(form.message, browser.as_ref(), previous.as_ref()).await {
        Ok(SignedInAtService { token, return_to, .. }) => {
            with_cookie(Redirect::to(&return_to).into_response(), cookies.set_session(&token))
        }
        Err(ConsumeError::Rejected(rejection)) => endpoints.rejected(&rejection).await,
        Err(ConsumeError::Replayed) => endpoints.problem(SamlProblemKind::Over, "replayed").await,
        Err(error @ (ConsumeError::Keys(_) | ConsumeError::Store(_))) => endpoints.unavailable(&error),
    }
}

async fn slo_redirect(endpoints: SpEndpoints, RawQuery(query): RawQuery) -> Response {
    endpoints.receive_logout(move || ReceivedLogout::from_redirect(&query.unwrap_or_default())).await
}

async fn slo_post(endpoints: SpEndpoints, body: Result<Bytes, BytesRejection>) -> Response {
    let form = match MessageForm::read(body, None) {
        Ok(form) => form,
        Err(kind) => return endpoints.problem(kind, "form").await,
    };
    let read = move || ReceivedLogout::from_post(form.carries, &form.message, form.relay_state.as_deref());
    endpoints.receive_logout(read).await
}

/// The `Lax` cookie is not sent with a form of another site, so another site cannot sign a person out.
async fn logout(endpoints: SpEndpoints, headers: HeaderMap) -> Response {
    let session = match endpoints.provider.signed_in(&headers).await {
        Ok(session) => session,
        Err(error) => return endpoints.unavailable(&error),
    };
    let message = match session {
        Some(session) => endpoints.provider.end(&session).await,
        None => Ok(None),
    };
    let cleared = endpoints.provider.0.cookies.clear_session();
    with_cookie(endpoints.logged_out(message).await, cleared)
}

impl SpEndpoints {
    /// Takes a message, which is read on a thread of its own: reading costs as much as the sender made it cost.
    async fn receive_logout(
        &self,
        read: impl FnOnce() -> Result<ReceivedLogout, ReadError> + Send + 'static,
    ) -> Response {
        match reading(read).await {
            Ok(Ok(received)) => self.logged_out(self.provider.receive_logout(received).await).await,
            Ok(Err(error)) => {
                tracing::info!(%error, "SAML message not read");
                self.problem(SamlProblemKind::BadMessage, "unreadable").await
            }
            Err(error) => self.unavailable(&error),
        }
    }

    async fn logged_out(&self, message: Result<Option<SignedMessage>, SpLogoutError>) -> Response {
        match message {
            Ok(Some(SignedMessage::Redirect(url))) => Redirect::to(&url).into_response(),
            Ok(Some(SignedMessage::Form(form))) => self.pages.onward(&form, form.action.origin()),
            // Nothing here sends one: messages of the service provider go through the browser.
            Ok(Some(SignedMessage::Soap(_)) | None) => self.pages.signed_out(),
            Err(SpLogoutError::Rejected(rejection)) => {
                self.problem(SamlProblemKind::BadMessage, rejection.reason()).await
            }
            Err(error) => self.unavailable(&error),
        }
    }

    async fn rejected(&self, rejection: &Rejection) -> Response {
        tracing::info!(%rejection, "SAML response rejected");
        let kind = match rejection {
            Rejection::StatusNotSuccess { .. } => SamlProblemKind::NotSignedIn,
            Rejection::InResponseTo | Rejection::Unsolicited => SamlProblemKind::Over,
            Rejection::Gate(GateError::Codec(crate::saml::xml::codec::CodecError::TooLarge)) => {
                SamlProblemKind::TooLarge
            }
            _ => SamlProblemKind::BadMessage,
        };
        let said = match rejection {
            Rejection::StatusNotSuccess { said, .. } => said.clone(),
            _ => None,
        };
        self.problem_in_words(kind, rejection.reason(), said).await
    }

    /// A page with a reference that is in the audit trail, next to the check that failed.
    async fn problem(&self, kind: SamlProblemKind, check: &str) -> Response {
        self.problem_in_words(kind, check, None).await
    }

    async fn problem_in_words(&self, kind: SamlProblemKind, check: &str, said: Option<String>) -> Response {
        let identity = &self.provider.0.identity;
        let reference = reference(identity.entropy());
        tracing::info!(check, reference, "SAML message refused");
        if let Err(error) = identity.note_refused_request(None, check, Some(&reference)).await {
            tracing::error!(%error, "the audit trail could not be written");
        }
        let retry = Some(self.provider.login_path("/"));
        self.pages.problem(&SamlProblem { kind, reference, retry, said })
    }

    fn unavailable(&self, error: &dyn std::error::Error) -> Response {
        let reference = reference(self.provider.0.identity.entropy());
        tracing::error!(error = %error, source = ?error.source(), reference, "SAML endpoint failed");
        let retry = Some(self.provider.login_path("/"));
        self.pages.problem(&SamlProblem { kind: SamlProblemKind::Unavailable, reference, retry, said: None })
    }
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
