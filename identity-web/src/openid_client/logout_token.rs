//! What a provider sends from server to server when somebody signs out (OpenID Connect Back-Channel Logout, section 2.4).

use crate::openid::jws::{Claims, Expected, Unverified};
use crate::openid::times;
use crate::openid_client::audience;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::id_token;
use crate::openid_client::known_keys::KeysOf;
use crate::openid_client::redeem::Redeeming;
use crate::openid_client::registration::Registration;
use identity_core::Timestamp;
use serde_json::Value;

/// The event that the token is about.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The values of `typ`: providers that are older than the final specification write the common one, or none.
const TYPES: [&str; 3] = ["", "JWT", "logout+jwt"];

/// The most octets of a `jti` and of a `sid`.
const LONGEST_NAME: usize = 255;

/// Whose sessions end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoggedOut {
    /// The name of the provider.
    pub(crate) issuer: String,
    /// The person, if they are named.
    pub(crate) subject: Option<String>,
    /// The session there, if it is named; otherwise all of the person end.
    pub(crate) session: Option<String>,
    /// The name of the token, which is taken once.
    pub(crate) jti: String,
    /// Until when the name has to be remembered.
    pub(crate) remember_until: Timestamp,
    /// When it was written.
    pub(crate) issued_at: Timestamp,
}

impl Redeeming<'_> {
    /// Checks a logout token of the provider (section 2.6). Whoever calls refuses one whose `jti` was taken before.
    pub(crate) async fn logged_out(self, token: &str, now: Timestamp) -> Result<LoggedOut, SignInFailure> {
        let expected = Expected { types: &TYPES, algorithms: &self.provider.algorithms };
        let token = Unverified::read(token, expected)?;
        let of = KeysOf { connection: self.connection, address: &self.provider.keys };
        let claims = self.keys.verify(self.http, of, &token, now).await?;
        check(&claims, self.registration, now)
    }
}

fn check(claims: &Claims, registration: &Registration, now: Timestamp) -> Result<LoggedOut, SignInFailure> {
    id_token::check_issuer(claims, registration)?;
    let issuer = claims.get("iss").and_then(Value::as_str).ok_or(SignInFailure::Issuer)?;
    audience::check(claims, &registration.client_id)?;
    let expires_at = times::check(claims, now)?;
    let issued_at = times::time(claims, "iat")?.ok_or(SignInFailure::Expired)?;
    let is_logout = claims.get("events").and_then(|events| events.get(EVENT)).is_some_and(Value::is_object);
    // An ID token has a nonce, and is not taken for a logout.
    if !is_logout || claims.contains_key("nonce") {
        return Err(SignInFailure::LogoutToken);
    }
    let subject = claims.get("sub").map(|_| id_token::subject(claims)).transpose()?;
    let session = name(claims, "sid")?;
    if subject.is_none() && session.is_none() {
        return Err(SignInFailure::LogoutToken);
    }
    let jti = name(claims, "jti")?.ok_or(SignInFailure::LogoutToken)?;
    Ok(LoggedOut {
        issuer: issuer.to_owned(),
        subject: subject.map(ToOwned::to_owned),
        session,
        jti,
        remember_until: expires_at.plus(times::LEEWAY),
        issued_at,
    })
}

fn name(claims: &Claims, name: &str) -> Result<Option<String>, SignInFailure> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    let fits = |text: &&str| (1..=LONGEST_NAME).contains(&text.len());
    value.as_str().filter(fits).map(|text| Some(text.to_owned())).ok_or(SignInFailure::LogoutToken)
}
