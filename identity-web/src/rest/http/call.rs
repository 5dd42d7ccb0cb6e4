//! Who calls: by bearer token, or by the session cookie with protection against forged requests.

use crate::current_user::session_tokens;
use crate::device::device;
use crate::language::PageText;
use crate::reference::Reference;
use crate::rest::http::conditional::{if_match, if_none_match, one_header};
use crate::rest::http::names::{NamedIds, Names};
use crate::rest::http::parameters::{NoParameters, Parameters, Query};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use axum::extract::FromRequestParts;
use http::header::{self, HeaderMap, HeaderName};
use http::request::Parts;
use identity_core::domain::Session;
use identity_core::secrets::SecretToken;
use identity_core::store::{Expected, Versioned};
use identity_core::{Caller, Identity};

/// What the form tokens of the interface are made for.
const CSRF_PURPOSE: &str = "/api";

const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// An authenticated call with its parameters and what its `If-Match` names.
#[derive(Debug)]
pub(crate) struct Call<P = NoParameters> {
    state: WebState,
    pub(crate) caller: Caller,
    pub(crate) parameters: P,
    pub(crate) if_match: Option<Expected>,
    pub(crate) if_none_match: Option<String>,
    cookie: Option<CookieSession>,
}

/// The session of a call that came with the cookie.
#[derive(Debug)]
pub(crate) struct CookieSession {
    token: SecretToken,
    pub(crate) session: Versioned<Session>,
}

impl<P> Call<P> {
    pub(crate) fn identity(&self) -> &Identity {
        &self.state.identity
    }

    pub(crate) fn session(&self) -> Option<&Versioned<Session>> {
        self.cookie.as_ref().map(|cookie| &cookie.session)
    }

    /// The value that a change with the session cookie must have in `X-CSRF-Token`. It is bound to the session and
    /// ends with it.
    pub(crate) fn csrf_token(&self) -> Option<String> {
        let cookie = self.cookie.as_ref()?;
        Some(self.state.csrf.token(cookie.token.expose(), CSRF_PURPOSE))
    }

    /// The names of these records, for showing them instead of ids.
    pub(crate) async fn names(&self, ids: &NamedIds) -> Result<Names, Problem> {
        let (roles, services) = self.identity().names(&ids.roles, &ids.services).await?;
        let contracts = self.identity().contract_names(&ids.contracts).await?;
        Ok(Names { roles, services, contracts })
    }

    /// The absolute address of a resource, for `Location`.
    pub(crate) fn path(&self, path: &str) -> String {
        self.state.base.path(path)
    }

    /// Refuses a condition on a resource that has no versions.
    pub(crate) fn without_condition(&self) -> Result<(), Problem> {
        if self.if_match.is_none() {
            Ok(())
        } else {
            Err(Problem::invalid_request("rest-if-match-unversioned"))
        }
    }

    /// Refuses clients.
    pub(crate) fn by_a_person(&self) -> Result<(), Problem> {
        let refused = || Problem::said(ProblemKind::PeopleOnly, &PageText::new("rest-people-only"));
        self.caller.user().map(|_| ()).ok_or_else(refused)
    }
}

impl<P: Parameters> FromRequestParts<WebState> for Call<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let reference = Reference::of(parts, state.identity.entropy());
        let (caller, cookie) = match bearer(&parts.headers)? {
            Some(token) => (by_token(state, parts, &token, &reference).await?, None),
            None => by_cookie(state, parts, &reference).await?,
        };
        let query = Query::parse(parts.uri.query().unwrap_or_default())?;
        Ok(Self {
            parameters: P::read(query, parts, state)?,
            if_match: if_match(parts)?,
            if_none_match: if_none_match(parts)?,
            state: state.clone(),
            caller,
            cookie,
        })
    }
}

/// The bearer token of the `Authorization` header (RFC 6750 section 2.1). A header that is there is never
/// passed over in favour of a cookie.
fn bearer(headers: &HeaderMap) -> Result<Option<SecretToken>, Problem> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(one_header(&header::AUTHORIZATION));
    }
    let shown = value.to_str().ok().and_then(|text| text.split_once(' '));
    let token = shown.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token);
    let token = token.and_then(|token| SecretToken::parse(token.trim_matches(' ')).ok());
    token.map(Some).ok_or_else(invalid_token)
}

fn invalid_token() -> Problem {
    Problem::said(ProblemKind::InvalidToken, &PageText::new("rest-invalid-token"))
}

async fn by_token(
    state: &WebState,
    parts: &Parts,
    token: &SecretToken,
    reference: &Reference,
) -> Result<Caller, Problem> {
    let caller = state.identity.access_token(token).await?.ok_or_else(invalid_token)?;
    Ok(state.identity.request(caller, reference.as_str(), device(parts)))
}

async fn by_cookie(
    state: &WebState,
    parts: &Parts,
    reference: &Reference,
) -> Result<(Caller, Option<CookieSession>), Problem> {
    let unauthenticated =
        || Problem::said(ProblemKind::Unauthenticated, &PageText::new("rest-unauthenticated"));
    let mut found = None;
    for token in session_tokens(&parts.headers, state) {
        let current = state.identity.session_in_request(&token, reference.as_str(), device(parts)).await?;
        found = current.map(|current| (token, current));
        if found.is_some() {
            break;
        }
    }
    let (token, current) = found.ok_or_else(unauthenticated)?;
    if !parts.method.is_safe() {
        from_our_pages(state, &parts.headers, &token)?;
    }
    Ok((current.caller, Some(CookieSession { token, session: current.session })))
}

/// Browsers send the cookie with forged requests of other sites too. So a change also needs the
/// token that [`GET /api/v1/me`](crate::rest::sessions::me) gives to the own origin only, and a header that says
/// where the request comes from.
fn from_our_pages(state: &WebState, headers: &HeaderMap, session: &SecretToken) -> Result<(), Problem> {
    let shown = headers.get(CSRF_HEADER).map(|value| value.to_str().unwrap_or_default()).unwrap_or_default();
    if is_same_origin(state, headers) && state.csrf.verify(session.expose(), CSRF_PURPOSE, shown) {
        return Ok(());
    }
    Err(Problem::said(ProblemKind::ForgedRequest, &PageText::new("rest-forged")))
}

/// Whether a header of the browser says that a page of this site sends the request, and none says otherwise.
pub(crate) fn is_same_origin(state: &WebState, headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let origin = text(&header::ORIGIN).map(|origin| origin == state.base.origin());
    let site = text(&HeaderName::from_static("sec-fetch-site")).map(|site| site == "same-origin");
    let told = [origin, site].into_iter().flatten();
    (origin.is_some() || site.is_some()) && told.into_iter().all(|same| same)
}
