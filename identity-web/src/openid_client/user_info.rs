//! What a provider says of a person beside the ID token (OpenID Connect Core, section 5.3).

use crate::openid::claims::PROTOCOL;
use crate::openid::jws::Claims;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::{DocumentFault, ProviderHttp};
use crate::openid_client::id_token::subject;
use serde_json::Value;
use url::Url;

/// Adds to the claims of an ID token what the provider says of the same person elsewhere. What the token says stays, and
/// nothing that belongs to the protocol comes from there: that answer is not signed.
pub(crate) async fn add(
    http: &ProviderHttp,
    address: &Url,
    access_token: &str,
    claims: &mut Claims,
) -> Result<(), SignInFailure> {
    let said: Claims = http.get(address, Some(access_token)).await.map_err(|fault| match fault {
        DocumentFault::Http(fault) => fault.into(),
        DocumentFault::Unreadable => SignInFailure::UserInfo,
    })?;
    // An answer about somebody else was mixed up, or put in (section 5.3.4).
    if subject(&said)? != subject(claims)? {
        return Err(SignInFailure::Subject);
    }
    for (name, value) in said {
        if !PROTOCOL.contains(&name.as_str()) && !NOT_FROM_HERE.contains(&name.as_str()) {
            claims.entry(name).or_insert(value);
        }
    }
    Ok(())
}

/// Claims of the protocol that our own tokens do not have.
const NOT_FROM_HERE: [&str; 5] = ["azp", "nbf", "jti", "c_hash", "s_hash"];

/// A claim that is true or false; some providers write it as a text.
pub(crate) fn flag(claims: &Claims, name: &str) -> Option<bool> {
    match claims.get(name)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text == "true" => Some(true),
        Value::String(text) if text == "false" => Some(false),
        _ => None,
    }
}
