//! For whom a token of a provider is (OpenID Connect Core, section 2).

use crate::openid::jws::Claims;
use crate::openid_client::failure::SignInFailure;
use serde_json::Value;

/// Checks that a token is for this client. One that is for others too must have been asked for by it.
pub(crate) fn check(claims: &Claims, client_id: &str) -> Result<(), SignInFailure> {
    let audiences = audiences(claims).ok_or(SignInFailure::Audience)?;
    let asked_by = match claims.get("azp") {
        Some(azp) => Some(azp.as_str().ok_or(SignInFailure::Audience)?),
        None => None,
    };
    let is_ours = audiences.contains(&client_id) && asked_by.is_none_or(|azp| azp == client_id);
    let is_alone = audiences.iter().all(|audience| *audience == client_id);
    if is_ours && (is_alone || asked_by.is_some()) { Ok(()) } else { Err(SignInFailure::Audience) }
}

fn audiences(claims: &Claims) -> Option<Vec<&str>> {
    match claims.get("aud")? {
        Value::String(audience) => Some(vec![audience]),
        Value::Array(audiences) => audiences.iter().map(Value::as_str).collect(),
        _ => None,
    }
}
