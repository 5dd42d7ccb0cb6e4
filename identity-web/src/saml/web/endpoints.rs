//! What the endpoints of both roles are called with: their provider, and the pages in the language of the request.

use crate::saml::bindings::post_form::PostForm;
use crate::saml::web::presenter::{Presenter, SamlProblem, SamlProblemKind};
use axum::extract::FromRequestParts;
use axum::response::Response;
use http::HeaderMap;
use http::header::{HeaderValue, RETRY_AFTER};
use http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

/// What all requests share.
#[derive(Debug, Clone)]
pub(crate) struct Served<P> {
    pub(crate) provider: P,
    pub(crate) presenter: Arc<dyn Presenter>,
}

/// What one request is answered with.
#[derive(Debug, Clone)]
pub(crate) struct Endpoints<P> {
    pub(crate) provider: P,
    pub(crate) pages: Answering,
}

/// The pages, for the request that is answered.
#[derive(Debug, Clone)]
pub(crate) struct Answering {
    presenter: Arc<dyn Presenter>,
    asked: HeaderMap,
}

impl<P: Clone + Send + Sync> FromRequestParts<Served<P>> for Endpoints<P> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &Served<P>) -> Result<Self, Infallible> {
        let pages = Answering { presenter: Arc::clone(&served.presenter), asked: parts.headers.clone() };
        Ok(Self { provider: served.provider.clone(), pages })
    }
}

impl Answering {
    /// The page of a problem. One that passes by itself says when to try again, whoever made the page.
    pub(crate) fn problem(&self, problem: &SamlProblem) -> Response {
        let mut page = self.presenter.problem(problem, &self.asked);
        if problem.kind == SamlProblemKind::Unavailable {
            page.headers_mut().entry(RETRY_AFTER).or_insert(HeaderValue::from_static("30"));
        }
        page
    }

    pub(crate) fn onward(&self, form: &PostForm, service: &str) -> Response {
        self.presenter.onward(form, service, &self.asked)
    }

    pub(crate) fn signed_out(&self) -> Response {
        self.presenter.signed_out(&self.asked)
    }
}
