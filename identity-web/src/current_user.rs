//! Who is signed in, for the handlers of the host application and for our own.

use crate::device::device;
use crate::page::cookies::Cookie;
use crate::reference::Reference;
use crate::state::WebState;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::response::{IntoResponse, Response};
use http::header::{HeaderMap, HeaderValue, LOCATION};
use http::request::Parts;
use http::{Method, StatusCode, Uri};
use identity_core::domain::User;
use identity_core::policy::Permission;
use identity_core::secrets::SecretToken;
use identity_core::sessions::Current;
use identity_core::store::StoreError;
use identity_core::{AccessError, Caller, Identity};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The signed-in person, as they stand at this request.
///
/// As an argument of a handler it lets only signed-in people in: others are sent to the sign-in page and come
/// back afterwards (`GET`), or get 401 (everything else). `Option<CurrentUser>` lets everybody in.
///
/// ```
/// # use identity_web::CurrentUser;
/// async fn hello(user: CurrentUser) -> String {
///     format!("Hello {}", user.given_name)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct CurrentUser {
    current: Arc<Current>,
    identity: Identity,
}

impl CurrentUser {
    /// For calling use cases in this person's name.
    pub fn caller(&self) -> &Caller {
        &self.current.caller
    }

    /// Whether this person has a permission where they act: at the organisation acted for, or at any of
    /// theirs while none is chosen.
    ///
    /// ```
    /// use identity_core::policy::Permission;
    /// use identity_web::CurrentUser;
    ///
    /// async fn menu(user: CurrentUser) -> Result<&'static str, identity_core::AccessError> {
    ///     Ok(if user.may(Permission::MemberManage).await? { "Home, People" } else { "Home" })
    /// }
    /// # let _ = menu;
    /// ```
    pub async fn may(&self, permission: Permission) -> Result<bool, AccessError> {
        self.identity.may(self.caller(), permission).await
    }

    /// The live session with its person.
    pub fn session(&self) -> &Current {
        &self.current
    }
}

impl std::ops::Deref for CurrentUser {
    type Target = User;

    fn deref(&self) -> &User {
        &self.current.user
    }
}

/// Why a handler did not get its person.
#[derive(Debug)]
#[non_exhaustive]
pub enum CurrentUserRejection {
    /// There is no session; holds the address of the sign-in page for requests that can be repeated.
    SignedOut(Option<HeaderValue>),
    /// The store did not answer.
    Store(StoreError),
    /// The route is outside of [`IdentityWeb::around`](crate::IdentityWeb::around).
    NotMounted,
}

impl IntoResponse for CurrentUserRejection {
    fn into_response(self) -> Response {
        match self {
            Self::SignedOut(Some(location)) => {
                (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
            }
            Self::SignedOut(None) => StatusCode::UNAUTHORIZED.into_response(),
            Self::Store(error) => {
                tracing::error!(%error, source = ?std::error::Error::source(&error), "session not read");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
            Self::NotMounted => {
                tracing::error!("CurrentUser needs its route inside of IdentityWeb::around");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CurrentUser {
    type Rejection = CurrentUserRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let found = <Self as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await?;
        found.ok_or_else(|| CurrentUserRejection::SignedOut(way_in(parts)))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for CurrentUser {
    type Rejection = CurrentUserRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        let state = parts.extensions.get::<WebState>().cloned().ok_or(CurrentUserRejection::NotMounted)?;
        let current = current_session(parts, &state).await.map_err(CurrentUserRejection::Store)?;
        let identity = state.identity.clone();
        Ok(current.map(|current| Self { current: Arc::new(current), identity }))
    }
}

fn way_in(parts: &Parts) -> Option<HeaderValue> {
    let state = parts.extensions.get::<WebState>()?;
    let repeatable = matches!(parts.method, Method::GET | Method::HEAD);
    let path = state.base.path(&crate::page::return_to::sign_in_then(asked_path(parts)));
    repeatable.then(|| HeaderValue::from_str(&path).ok()).flatten()
}

/// The address that a browser asked for, before a router took the mount point off.
#[derive(Debug, Clone)]
pub(crate) struct AskedUri(pub(crate) Uri);

/// Path and query as the browser has them, as far as they are known.
pub(crate) fn asked_path(parts: &Parts) -> &str {
    let asked = parts.extensions.get::<AskedUri>().map_or(&parts.uri, |asked| &asked.0);
    asked.path_and_query().map_or("/", |path| path.as_str())
}

/// The session of a request, once it was looked up. A copy of the request shares it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SessionOfRequest(Arc<OnceCell<Option<Current>>>);

/// The session of the request's cookie, looked up once per request. Its caller is that of the request, so that all who
/// answer it decide by the same instant and by facts that are read once.
pub(crate) async fn current_session(
    parts: &mut Parts,
    state: &WebState,
) -> Result<Option<Current>, StoreError> {
    let looked_up = parts.extensions.get_or_insert_default::<SessionOfRequest>().clone();
    let reference = Reference::of(parts, state.identity.entropy());
    let look_up = async {
        for token in session_tokens(&parts.headers, state) {
            let found = state.identity.session_in_request(&token, reference.as_str(), device(parts)).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    };
    looked_up.0.get_or_try_init(|| look_up).await.cloned()
}

/// The token in the session cookie, whether its session is alive or not.
pub(crate) fn session_token(headers: &HeaderMap, state: &WebState) -> Option<SecretToken> {
    session_tokens(headers, state).next()
}

/// The tokens in session cookies: of several, one is that of a live session.
pub(crate) fn session_tokens(
    headers: &HeaderMap,
    state: &WebState,
) -> impl Iterator<Item = SecretToken> + Send {
    state.cookies.read_all(headers, Cookie::Session).filter_map(|text| SecretToken::parse(text).ok())
}
