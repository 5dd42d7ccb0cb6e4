//! The checks in their order.

use crate::openid::authorize::claims_parameter::{self, ClaimsParameter};
use crate::openid::authorize::error::{AuthorizeError, PageError, RedirectError, Refused};
use crate::openid::authorize::parameters::Parameters;
use crate::openid::authorize::redirect_uri::is_registered;
use crate::openid::authorize::request::{AuthorizeRequest, ReplyTo};
use crate::openid::authorize::values;
use crate::openid::contexts::Wanted;
use identity_core::domain::ApiClient;

/// The client that a request names.
pub(crate) fn client_id(parameters: &[(String, String)]) -> Result<&str, PageError> {
    Parameters::new(parameters).single("client_id").ok_or(PageError::NoClient)
}

/// Checks a request of a client.
pub(crate) fn check(
    parameters: &[(String, String)],
    client: &ApiClient,
) -> Result<AuthorizeRequest, Refused> {
    let asked = Parameters::new(parameters);
    let redirect_uri = trusted_redirect_uri(asked, client).map_err(Refused::Page)?;
    let mode = values::response_mode(asked);
    let to = ReplyTo {
        redirect_uri: redirect_uri.to_owned(),
        response_mode: asked.single("response_mode").and_then(|_| mode.ok()).unwrap_or_default(),
        state: asked.single("state").map(ToOwned::to_owned),
    };
    let checked = mode.and_then(|_| content(asked, client, to.clone()));
    checked.map_err(|error| Refused::Redirect(RedirectError { to, error }))
}

/// The address of the answer. Until it is known to be the client's, nothing is sent there (RFC 6749, section 4.1.2.1).
fn trusted_redirect_uri<'a>(asked: Parameters<'a>, client: &ApiClient) -> Result<&'a str, PageError> {
    if asked.single("client_id").ok_or(PageError::NoClient)? != client.client_id.as_str() {
        return Err(PageError::UnknownClient);
    }
    if !client.enabled {
        return Err(PageError::DisabledClient);
    }
    let openid = client.openid.as_ref().ok_or(PageError::NoSignIn)?;
    let redirect_uri = asked.single("redirect_uri").ok_or(PageError::NoRedirectUri)?;
    if is_registered(openid, redirect_uri) { Ok(redirect_uri) } else { Err(PageError::UnknownRedirectUri) }
}

fn content(
    asked: Parameters<'_>,
    client: &ApiClient,
    to: ReplyTo,
) -> Result<AuthorizeRequest, AuthorizeError> {
    bounds(asked)?;
    values::no_request_object(asked)?;
    values::response_type(asked)?;
    let claims = asked.get("claims").map(claims_parameter::read).transpose()?.unwrap_or_default();
    Ok(AuthorizeRequest {
        to,
        scopes: values::scopes(asked, client)?,
        code_challenge: values::code_challenge(asked)?,
        nonce: values::nonce(asked)?,
        prompt: values::prompt(asked)?,
        max_age: values::max_age(asked)?,
        login_hint: values::login_hint(asked),
        id_token_hint: asked.get("id_token_hint").map(ToOwned::to_owned),
        wanted: wanted(asked, &claims)?,
        required_subject: claims.subject,
        claims: claims.named,
        ui_locales: values::ui_locales(asked),
        resource: values::resource(asked)?,
        dpop_jkt: values::dpop_jkt(asked)?,
    })
}

fn bounds(asked: Parameters<'_>) -> Result<(), AuthorizeError> {
    if asked.is_any_too_long() {
        return Err(AuthorizeError::TooLong);
    }
    // RFC 8707 lets a request name several resources, which has an error of its own.
    if asked.is_any_repeated("resource") { Err(AuthorizeError::Repeated) } else { Ok(()) }
}

/// What `claims` asks for as `acr` goes before `acr_values`, which is no more than a wish.
fn wanted(asked: Parameters<'_>, claims: &ClaimsParameter) -> Result<Wanted, AuthorizeError> {
    let named = Wanted::of(claims.classes.iter().map(String::as_str));
    if claims.is_class_essential && named.classes.is_empty() {
        return Err(AuthorizeError::UnmetRequirements);
    }
    if !named.classes.is_empty() {
        return Ok(Wanted { is_essential: claims.is_class_essential, ..named });
    }
    Ok(Wanted::of(asked.get("acr_values").unwrap_or_default().split(' ')))
}
