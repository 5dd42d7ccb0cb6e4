//! Where `OpenID` providers tell from server to server that somebody signed out there (OpenID Connect Back-Channel Logout,
//! sections 2.5 to 2.8).

use crate::device::device_of;
use crate::federation::connections::Federation;
use crate::openid_client::logout_token::LoggedOut;
use crate::rest::http::body::read_in_time;
use crate::state::WebState;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER};
use identity_core::domain::{Connection, IdentityProvider, ProviderSubject};
use identity_core::ids::ConnectionId;
use identity_core::sessions::{ProviderLogout, ProviderLogoutError};
use identity_core::store::StoreError;
use identity_core::values::EntityId;
use serde_json::json;

/// Why nothing ended.
#[derive(Debug)]
enum Refused {
    /// The message is not one, or a check failed.
    Check(&'static str),
    /// Something here does not work at the moment.
    Unavailable,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "a logout of an identity provider was not taken");
        Self::Unavailable
    }
}

/// Takes a logout token for a connection.
pub(super) async fn take(
    State(state): State<WebState>,
    Extension(federation): Extension<Federation>,
    Path(connection): Path<String>,
    request: Request,
) -> Response {
    let mut answer = match end(&state, &federation, &connection, request).await {
        Ok(ended) => {
            tracing::info!(connection, ended, "an identity provider signed somebody out");
            StatusCode::OK.into_response()
        }
        Err(Refused::Check(check)) => {
            tracing::info!(connection, check, "a logout of an identity provider was refused");
            (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_request"}))).into_response()
        }
        Err(Refused::Unavailable) => {
            ([(RETRY_AFTER, HeaderValue::from_static("30"))], StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
    };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

async fn end(
    state: &WebState,
    federation: &Federation,
    connection: &str,
    request: Request,
) -> Result<usize, Refused> {
    if !state.identity.may_ask_for_sign_on(&device_of(&request)).await? {
        return Err(Refused::Unavailable);
    }
    let body = read_in_time(request).await.map_err(|_| Refused::Check("form"))?;
    let token = token_of(&body).ok_or(Refused::Check("form"))?;
    let id = ConnectionId::parse(connection).map_err(|_| Refused::Check("connection"))?;
    let connection = state.identity.connection_heard(id).await?.ok_or(Refused::Check("connection"))?;
    let IdentityProvider::OpenId(provider) = &connection.provider else {
        return Err(Refused::Check("connection"));
    };
    let named = federation.openid_connection(&connection, provider).map_err(|_| Refused::Unavailable)?;
    let said = federation.openid_logged_out(&named, &token).await;
    let said = said.map_err(|failure| Refused::Check(failure.code()))?;
    let logout = logout(&connection, &provider.issuer, said).ok_or(Refused::Check("subject"))?;
    match state.identity.provider_signed_out(&logout).await {
        Ok(ended) => Ok(ended),
        Err(ProviderLogoutError::Store(error)) => Err(error.into()),
        Err(_) => Err(Refused::Check("replayed")),
    }
}

/// The one token of the form.
fn token_of(body: &[u8]) -> Option<String> {
    let mut tokens = form_urlencoded::parse(body).filter(|(name, _)| name == "logout_token");
    let token = tokens.next()?.1.into_owned();
    tokens.next().is_none().then_some(token)
}

/// The person has to be named: by the name of the session alone nobody is found here.
fn logout(connection: &Connection, issuer: &str, said: LoggedOut) -> Option<ProviderLogout> {
    let tenant = Some(said.issuer.as_str()).filter(|said| *said != issuer);
    let subject = ProviderSubject::name_id(said.subject.as_deref()?, None, tenant, None).ok()?;
    let once = (EntityId::parse(&said.issuer).ok()?, said.jti, said.remember_until);
    let mut logout = ProviderLogout::new(connection.id, subject, once, said.issued_at);
    logout.session_name = said.session;
    Some(logout)
}
