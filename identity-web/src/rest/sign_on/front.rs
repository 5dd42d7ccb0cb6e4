//! The front end that calls: a page of this site in one browser.

use crate::language::PageText;
use crate::page::cookies::Cookie;
use crate::page::headers::in_language;
use crate::rest::http::call::is_same_origin;
use crate::rest::http::parameters::{NoParameters, Parameters, Query};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::sign_on::flow::Flow;
use crate::state::WebState;
use crate::visit::browser::{Browser, with_cookie};
use crate::visit::visitor::Visit;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use identity_core::secrets::SecretToken;

/// A call of a front end. A flow is bound to the browser by the cookie that binds the pages' too, so a call that is no `GET`
/// has to come from a page of this site.
#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) visit: Visit,
    /// Whether only the headers are asked for.
    pub(crate) head: bool,
    /// The recovery codes that the flow has in this answer alone.
    pub(crate) recovery_codes: Vec<String>,
    cookies: Vec<HeaderValue>,
}

impl FromRequestParts<WebState> for Front {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        if parts.headers.contains_key(AUTHORIZATION) {
            return Err(Problem::said(ProblemKind::PeopleOnly, &PageText::new("rest-people-only")));
        }
        if !parts.method.is_safe() && !is_same_origin(state, &parts.headers) {
            return Err(Problem::said(ProblemKind::ForgedRequest, &PageText::new("rest-flow-forged")));
        }
        NoParameters::read(Query::parse(parts.uri.query().unwrap_or_default())?, parts, state)?;
        let known = state.cookies.read(&parts.headers, Cookie::Browser);
        let known = known.and_then(|text| SecretToken::parse(text).ok());
        let begins = known.is_none() && !parts.method.is_safe();
        let browser = known.unwrap_or_else(|| SecretToken::generate(state.identity.entropy()));
        let cookie = state.cookies.set(Cookie::Browser, browser.expose()).filter(|_| begins);
        parts.extensions.insert(Browser(browser));
        let visit = Visit::from_request_parts(parts, state).await?;
        let (head, cookies) = (parts.method == Method::HEAD, cookie.into_iter().collect());
        Ok(Self { visit, head, recovery_codes: Vec::new(), cookies })
    }
}

impl Front {
    /// Sends a cookie with the answer.
    pub(crate) fn set(&mut self, cookie: Cookie, value: &SecretToken) {
        self.cookies.extend(self.visit.state.cookies.set(cookie, value.expose()));
    }

    /// Takes a cookie away with the answer.
    pub(crate) fn clear(&mut self, cookie: Cookie) {
        self.cookies.extend(self.visit.state.cookies.clear(cookie));
    }

    /// The answer, in the reader's language and with its cookies.
    pub(crate) fn answer(self, status: StatusCode, flow: Flow) -> Response {
        let flow = Flow { recovery_codes: self.recovery_codes, ..flow };
        let answer = in_language(&self.visit.language, (status, Json(flow)).into_response());
        self.cookies.into_iter().fold(answer, |answer, cookie| with_cookie(answer, Some(cookie)))
    }
}
