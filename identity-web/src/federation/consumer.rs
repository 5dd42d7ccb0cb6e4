//! Where SAML identity providers post their responses (saml-profiles 4.1.4.3).
//!
//! The form comes from another site, so the browser leaves the cookies of this one at home (`SameSite=Lax`), and nobody would know
//! whose answer it is. So the response is put into a page of ours, which posts it once more, from here.

use crate::elsewhere::ProviderFault;
use crate::federation::back;
use crate::federation::connections::Federation;
use crate::federation::departing::Brought;
use crate::federation::saml::SamlResponse;
use crate::page::failure::PageFailure;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::post_form::PostForm;
use crate::saml::bindings::redirect::Carries;
use crate::saml::web::message_form::MessageForm;
use crate::saml::web::presenter::{Presenter as _, SamlProblem, SamlProblemKind, reference};
use crate::state::WebState;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue};

/// Where the page of ours posts the response.
pub(super) const AGAIN: &str = "/federation/saml/answer";

/// The response, from the other site.
pub(super) async fn posted(
    State(state): State<WebState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let problem = |kind| {
        let reference = reference(state.identity.entropy());
        state.problem(&SamlProblem { kind, reference, retry: None, said: None }, &headers)
    };
    let form = match MessageForm::read(body, Some(Carries::Response)) {
        Ok(form) => form,
        Err(kind) => return problem(kind),
    };
    let Ok(action) = Endpoint::parse(&state.base.absolute(AGAIN)) else {
        return problem(SamlProblemKind::Unavailable);
    };
    let mut again =
        PostForm::new(&action, Carries::Response, "", form.relay_state.as_deref(), state.identity.entropy());
    again.message = form.message;
    state.onward(&again, state.pages.brand_name(), &headers)
}

/// The response once more, with the cookies of the browser that was sent away.
pub(super) async fn again(
    visit: Visit,
    Extension(federation): Extension<Federation>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, PageFailure> {
    if !visit.state.identity.may_ask_for_sign_on(&visit.device).await? {
        return Err(PageFailure::Unavailable(None));
    }
    let form = MessageForm::read(body, Some(Carries::Response)).map_err(|_| PageFailure::BadRequest)?;
    let response = match SamlResponse::read(form.message).await {
        Ok(response) => Ok(response),
        Err(ProviderFault::Internal(error)) => return Err(PageFailure::Unavailable(Some(error))),
        Err(fault) => Err(fault),
    };
    let claimed = response.as_ref().ok().and_then(SamlResponse::claimed_request).map(ToOwned::to_owned);
    // A provider that refused the request may not say which one it was.
    let Some(request) = claimed.or(form.relay_state) else { return Err(PageFailure::SignOnOver) };
    let brought = response.map(|response| Brought::Saml(Box::new(response)));
    back::take(&visit, &federation, &request, brought).await
}

/// The metadata of this service provider.
pub(super) async fn metadata(Extension(federation): Extension<Federation>) -> Response {
    match federation.saml_metadata().await {
        Ok(document) => {
            let kind = HeaderValue::from_static("application/samlmetadata+xml");
            ([(CONTENT_TYPE, kind)], document).into_response()
        }
        Err(error) => {
            tracing::warn!(%error, "the metadata of the service provider cannot be written");
            http::StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
