//! The logout endpoint: take the request apart, one call, map the answer.

use crate::page::cookies::{Cookie, CookiePolicy};
use crate::page::headers::Framed;
use crate::saml::idp::endpoints::{IdpEndpoints, Why};
use crate::saml::idp::logout::{IdpLogoutError, LogoutNext};
use crate::saml::messages::claimed::{issuer_in_form, issuer_in_query};
use crate::saml::messages::logout::received::ReceivedLogout;
use crate::saml::messages::logout::write::SignedMessage;
use crate::saml::messages::read_error::ReadError;
use crate::saml::web::message_form::MessageForm;
use crate::saml::web::presenter::SamlProblemKind;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::extract::rejection::BytesRejection;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, SET_COOKIE};
use identity_core::sessions::BegunLogout;

/// What stands in a frame of the page that tells applications, once one of them has answered. It has no words: the page round
/// the frame says it.
const HEARD: &str =
    "<!DOCTYPE html><html lang=\"zxx\"><head><title>\u{2713}</title></head><body data-heard></body></html>";

pub(super) async fn by_redirect(
    endpoints: IdpEndpoints,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let whole = query.clone();
    let read = move || ReceivedLogout::from_redirect(&query);
    endpoints.logout(&headers, read, move || issuer_in_query(&whole)).await
}

pub(super) async fn by_post(
    endpoints: IdpEndpoints,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if is_xml(&headers) {
        return endpoints.soap_logout(body).await;
    }
    let form = match MessageForm::read(body, None) {
        Ok(form) => form,
        Err(kind) => return endpoints.refuse(Why::new(of_logout(kind), "form")).await,
    };
    let message = form.message.clone();
    let read = move || ReceivedLogout::from_post(form.carries, &form.message, form.relay_state.as_deref());
    endpoints.logout(&headers, read, move || issuer_in_form(&message)).await
}

fn is_xml(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/xml") || kind.eq_ignore_ascii_case("application/soap+xml")
}

/// What went wrong, about signing out.
const fn of_logout(kind: SamlProblemKind) -> SamlProblemKind {
    match kind {
        SamlProblemKind::BadMessage => SamlProblemKind::BadLogoutMessage,
        SamlProblemKind::Over => SamlProblemKind::LogoutOver,
        other => other,
    }
}

impl IdpEndpoints {
    async fn logout(
        &self,
        headers: &HeaderMap,
        read: impl FnOnce() -> Result<ReceivedLogout, ReadError> + Send + 'static,
        claimed: impl FnOnce() -> Option<String> + Send + 'static,
    ) -> Response {
        let received = match self.read(SamlProblemKind::BadLogoutMessage, read, claimed).await {
            Ok(received) => received,
            Err(response) => return response,
        };
        let claimed = received.claimed_issuer().to_owned();
        match self.provider.receive_logout(received).await {
            Ok(LogoutNext::Send(answer)) => match *answer {
                (SignedMessage::Redirect(url), _) => Redirect::to(&url).into_response(),
                (SignedMessage::Form(form), party) => self.pages.onward(&form, party.name.as_str()),
                (SignedMessage::Soap(_), _) => self.pages.signed_out(),
            },
            Ok(LogoutNext::Tell(begun)) => self.tell(&begun),
            Ok(LogoutNext::Heard { framed }) if framed || in_frame(headers) => {
                (Extension(Framed), Html(HEARD)).into_response()
            }
            Ok(LogoutNext::Heard { .. } | LogoutNext::Done) => self.pages.signed_out(),
            Err(error) => self.logout_refused(error, claimed).await,
        }
    }

    /// On to our own page, which tells the others, and can be seen by this browser only. Whichever way the request came:
    /// the cookie is a new one, and takes no other's place.
    fn tell(&self, begun: &BegunLogout) -> Response {
        let base = &self.provider.0.base;
        let mut response = Redirect::to(&base.path(&format!("/logout/{}", begun.id()))).into_response();
        let value = crate::page::cookies::logout_value(begun);
        if let Some(cookie) = CookiePolicy::new(base).set(Cookie::Logout, &value) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }

    async fn logout_refused(&self, error: IdpLogoutError, claimed: String) -> Response {
        match error {
            IdpLogoutError::UnknownServiceProvider => {
                let why = Why::new(SamlProblemKind::UnknownService, "unknown_service_provider");
                self.refuse(Why { claimed: Some(claimed), ..why }).await
            }
            IdpLogoutError::Rejected(party, rejection) => {
                let why = Why::new(SamlProblemKind::BadLogoutMessage, rejection.reason());
                match self.provider.0.identity.relying_party_by_id(party).await {
                    Ok(Some(party)) => self.refuse(why.by(&party.record)).await,
                    _ => self.refuse(why).await,
                }
            }
            IdpLogoutError::Over => self.refuse(Why::new(SamlProblemKind::LogoutOver, "logout_over")).await,
            IdpLogoutError::Message(_) | IdpLogoutError::Keys(_) | IdpLogoutError::Store(_) => {
                self.unavailable(&error)
            }
        }
    }

    /// From server to server nobody reads a page: a refusal is a status, with the reference in the log.
    async fn soap_logout(&self, body: Result<Bytes, BytesRejection>) -> Response {
        let kind = SamlProblemKind::BadLogoutMessage;
        let Ok(body) = body else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
        let read = move || ReceivedLogout::from_soap(&body);
        let received = match self.read(kind, read, || None).await {
            Ok(received) => received,
            Err(refused) => return refused.status().into_response(),
        };
        let claimed = received.claimed_issuer().to_owned();
        match self.provider.receive_soap_logout(received).await {
            Ok(envelope) => {
                let kind = HeaderValue::from_static("text/xml; charset=utf-8");
                ([(CONTENT_TYPE, kind)], envelope).into_response()
            }
            Err(error) => self.logout_refused(error, claimed).await.status().into_response(),
        }
    }
}

/// Whether the browser loads the answer into a frame.
fn in_frame(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|kind| kind == "iframe" || kind == "frame")
}
