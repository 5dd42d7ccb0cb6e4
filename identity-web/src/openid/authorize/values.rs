//! The values of single parameters, each checked by itself.

use crate::openid::authorize::error::AuthorizeError;
use crate::openid::authorize::parameters::Parameters;
use crate::openid::authorize::request::{Prompt, ResponseMode};
use crate::openid::encoding::is_sha256;
use identity_core::domain::ApiClient;
use identity_core::values::Scope;
use std::collections::BTreeSet;
use std::time::Duration;
use url::Url;

/// The most octets of a `nonce`.
const LONGEST_NONCE: usize = 1024;

/// The most octets of a `login_hint`; a longer one is nobody's name.
const LONGEST_LOGIN_HINT: usize = 320;

/// The most octets of a `resource`, which is kept with every token.
const LONGEST_RESOURCE: usize = 1024;

/// The most languages that are looked at.
const MOST_LOCALES: usize = 10;

pub(super) fn response_mode(asked: Parameters<'_>) -> Result<ResponseMode, AuthorizeError> {
    let Some(name) = asked.get("response_mode") else { return Ok(ResponseMode::default()) };
    ResponseMode::parse(name).ok_or(AuthorizeError::ResponseMode)
}

/// Parameters that would say something else than the rest of the request: they are refused, and not ignored.
pub(super) fn no_request_object(asked: Parameters<'_>) -> Result<(), AuthorizeError> {
    let unsupported = [
        ("request", AuthorizeError::Request),
        ("request_uri", AuthorizeError::RequestUri),
        ("registration", AuthorizeError::Registration),
    ];
    unsupported
        .into_iter()
        .find(|(name, _)| asked.get(name).is_some())
        .map_or(Ok(()), |(_, error)| Err(error))
}

pub(super) fn response_type(asked: Parameters<'_>) -> Result<(), AuthorizeError> {
    match asked.get("response_type") {
        Some("code") => Ok(()),
        Some(_) => Err(AuthorizeError::ResponseType),
        None => Err(AuthorizeError::NoResponseType),
    }
}

/// The scopes that the client may have; it is not told which of them it may not (RFC 6749, section 3.3).
pub(super) fn scopes(asked: Parameters<'_>, client: &ApiClient) -> Result<BTreeSet<Scope>, AuthorizeError> {
    let named = asked.get("scope").unwrap_or_default().split(' ').filter(|name| !name.is_empty());
    let named: Vec<_> =
        named.map(Scope::parse).collect::<Result<_, _>>().map_err(|_| AuthorizeError::Scope)?;
    let scopes: BTreeSet<_> = named.into_iter().filter(|scope| client.may_have(scope)).collect();
    if scopes.is_empty() { Err(AuthorizeError::Scope) } else { Ok(scopes) }
}

pub(super) fn code_challenge(asked: Parameters<'_>) -> Result<String, AuthorizeError> {
    let challenge = asked.get("code_challenge").ok_or(AuthorizeError::NoChallenge)?;
    // One that is left out stands for `plain` (RFC 7636, section 4.3).
    if asked.get("code_challenge_method") != Some("S256") {
        return Err(AuthorizeError::ChallengeMethod);
    }
    if is_sha256(challenge) { Ok(challenge.to_owned()) } else { Err(AuthorizeError::Challenge) }
}

pub(super) fn nonce(asked: Parameters<'_>) -> Result<Option<String>, AuthorizeError> {
    match asked.get("nonce") {
        Some(nonce) if nonce.len() > LONGEST_NONCE => Err(AuthorizeError::Nonce),
        nonce => Ok(nonce.map(ToOwned::to_owned)),
    }
}

pub(super) fn prompt(asked: Parameters<'_>) -> Result<BTreeSet<Prompt>, AuthorizeError> {
    let names = asked.get("prompt").unwrap_or_default().split(' ').filter(|name| !name.is_empty());
    let prompt: Option<BTreeSet<_>> = names.map(Prompt::parse).collect();
    let fits = |prompt: &BTreeSet<_>| prompt.len() < 2 || !prompt.contains(&Prompt::None);
    prompt.filter(fits).ok_or(AuthorizeError::Prompt)
}

pub(super) fn max_age(asked: Parameters<'_>) -> Result<Option<Duration>, AuthorizeError> {
    let Some(text) = asked.get("max_age") else { return Ok(None) };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse::<u32>().ok().filter(|_| is_number).ok_or(AuthorizeError::MaxAge)?;
    Ok(Some(Duration::from_secs(seconds.into())))
}

/// It is a hint: one that no name fits is left out.
pub(super) fn login_hint(asked: Parameters<'_>) -> Option<String> {
    let fits = |hint: &&str| hint.len() <= LONGEST_LOGIN_HINT && !hint.contains(char::is_control);
    asked.get("login_hint").filter(fits).map(ToOwned::to_owned)
}

/// What looks like tags of languages (BCP 47); what does not is left out.
pub(super) fn ui_locales(asked: Parameters<'_>) -> Vec<String> {
    let is_tag = |tag: &&str| {
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let tags = asked.get("ui_locales").unwrap_or_default().split(' ').filter(is_tag);
    tags.take(MOST_LOCALES).map(ToOwned::to_owned).collect()
}

pub(super) fn resource(asked: Parameters<'_>) -> Result<Option<String>, AuthorizeError> {
    let mut named = asked.all("resource");
    let (Some(resource), None) = (named.next(), named.next()) else {
        return if asked.get("resource").is_none() { Ok(None) } else { Err(AuthorizeError::Resource) };
    };
    let fits = resource.len() <= LONGEST_RESOURCE && !resource.contains('#') && Url::parse(resource).is_ok();
    if fits { Ok(Some(resource.to_owned())) } else { Err(AuthorizeError::Resource) }
}

pub(super) fn dpop_jkt(asked: Parameters<'_>) -> Result<Option<String>, AuthorizeError> {
    let thumbprint = asked.get("dpop_jkt");
    if thumbprint.is_none_or(is_sha256) {
        Ok(thumbprint.map(ToOwned::to_owned))
    } else {
        Err(AuthorizeError::Thumbprint)
    }
}
