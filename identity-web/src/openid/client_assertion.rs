//! How a client proves with a key of its own who it is (`private_key_jwt`: OpenID Connect Core, section 9; RFC 7523).

use crate::openid::encoding::decode;
use crate::openid::jws::{Claims, Expected, JwsError, Unverified};
use crate::openid::keys::key_set::KeySet;
use crate::openid::times::{self, LEEWAY, TimeError};
use identity_core::Timestamp;
use identity_core::domain::TokenAlgorithm;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// The value of `client_assertion_type` (RFC 7523, section 2.2).
pub(crate) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The longest that an assertion is good; its `jti` is remembered so long.
const LONGEST: Duration = Duration::from_mins(5);

/// The most octets of a `jti`.
const LONGEST_JTI: usize = 128;

/// What makes an assertion good for one use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientAssertion {
    /// Its name, which the client uses once.
    pub(crate) jti: String,
    /// Until when it has to be remembered.
    pub(crate) expires_at: Timestamp,
}

/// Why an assertion proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ClientAssertionError {
    /// It is no token, or not signed with a key of the client.
    #[error(transparent)]
    Token(#[from] JwsError),
    /// It is not good now.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// It is good for longer than five minutes.
    #[error("the assertion is good for longer than five minutes")]
    TooLong,
    /// It is not by the client about the client.
    #[error("iss and sub of the assertion must be the client_id")]
    Client,
    /// It is not for us, or for others too.
    #[error("aud of the assertion must be the issuer alone")]
    Audience,
    /// It cannot be told from others.
    #[error("the assertion must have a jti of 1 to 128 characters")]
    Name,
}

/// The client that an assertion is about, as it says itself: enough to look for its keys, and for nothing else.
pub(crate) fn claimed_client(assertion: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Claimed {
        sub: String,
    }
    let payload = assertion.split('.').nth(1).filter(|payload| payload.len() <= 16 * 1024)?;
    serde_json::from_slice::<Claimed>(&decode(payload)?).ok().map(|claimed| claimed.sub)
}

/// Checks an assertion of a client. `audiences` are the issuer and the address that it was sent to. Whoever calls refuses one
/// whose `jti` the client used before.
pub(crate) fn check(
    assertion: &str,
    client_id: &str,
    keys: &KeySet,
    audiences: &[&str],
    now: Timestamp,
) -> Result<ClientAssertion, ClientAssertionError> {
    let expected =
        Expected { types: &["", "JWT", "client-authentication+jwt"], algorithms: &TokenAlgorithm::ALL };
    let claims = Unverified::read(assertion, expected)?.verify(keys)?;
    let text = |name| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(client_id) || text("sub") != Some(client_id) {
        return Err(ClientAssertionError::Client);
    }
    if !only_audience(&claims).is_some_and(|audience| audiences.contains(&audience)) {
        return Err(ClientAssertionError::Audience);
    }
    let expires_at = times::check(&claims, now)?;
    if expires_at > now.plus(LONGEST).plus(LEEWAY) {
        return Err(ClientAssertionError::TooLong);
    }
    let jti = text("jti").filter(|jti| (1..=LONGEST_JTI).contains(&jti.len()));
    let jti = jti.ok_or(ClientAssertionError::Name)?.to_owned();
    // It is taken for as long as clocks may differ.
    Ok(ClientAssertion { jti, expires_at: expires_at.plus(LEEWAY) })
}

/// An assertion for several could be used by each of them at the others.
fn only_audience(claims: &Claims) -> Option<&str> {
    match claims.get("aud")? {
        Value::String(audience) => Some(audience),
        Value::Array(audiences) => match audiences.as_slice() {
            [Value::String(audience)] => Some(audience),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::jws::write;
    use crate::openid::keys::token_key::{TokenKey, samples};
    use serde_json::json;

    const ISSUER: &str = "https://my.example.com";
    const TOKEN: &str = "https://my.example.com/oauth2/token";
    const NOW: i64 = 1_800_000_000;

    fn assertion(key: &TokenKey, changes: &Value) -> String {
        let mut claims = json!({"iss": "app", "sub": "app", "aud": ISSUER, "exp": NOW + 300, "jti": "one"});
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        write(key, "JWT", &claims).unwrap()
    }

    fn checked(key: &TokenKey, token: &str) -> Result<ClientAssertion, ClientAssertionError> {
        let keys = KeySet::of([key.public().clone()]);
        check(token, "app", &keys, &[ISSUER, TOKEN], Timestamp::from_unix_seconds(NOW))
    }

    #[test]
    fn an_assertion_of_the_client_is_taken() {
        for algorithm in TokenAlgorithm::ALL {
            let key = samples::key(algorithm);
            let taken = checked(&key, &assertion(&key, &json!({}))).unwrap();
            assert_eq!((taken.jti.as_str(), taken.expires_at.unix_seconds()), ("one", NOW + 360));
            for aud in [json!([ISSUER]), json!(TOKEN)] {
                assert!(checked(&key, &assertion(&key, &json!({"aud": aud}))).is_ok());
            }
        }
    }

    #[test]
    fn o_10_what_is_not_by_the_client_for_us_and_for_once_is_refused() {
        use ClientAssertionError::{Audience, Client, Name, Time, TooLong};
        let key = samples::key(TokenAlgorithm::Es256);
        for (changes, error) in [
            (json!({"iss": "other"}), Client),
            (json!({"sub": "other"}), Client),
            (json!({"iss": null}), Client),
            (json!({"aud": "https://my.example.com/"}), Audience),
            (json!({"aud": "https://other.example"}), Audience),
            (json!({"aud": [ISSUER, "https://other.example"]}), Audience),
            (json!({"aud": [ISSUER, TOKEN]}), Audience),
            (json!({"aud": []}), Audience),
            (json!({"aud": null}), Audience),
            (json!({"exp": NOW - 60}), Time(TimeError::Expired)),
            (json!({"exp": null}), Time(TimeError::NotATime)),
            (json!({"exp": NOW + 361}), TooLong),
            (json!({"nbf": NOW + 61}), Time(TimeError::NotYet)),
            (json!({"iat": NOW + 61}), Time(TimeError::NotYet)),
            (json!({"jti": ""}), Name),
            (json!({"jti": "a".repeat(129)}), Name),
            (json!({"jti": 1}), Name),
        ] {
            assert_eq!(checked(&key, &assertion(&key, &changes)), Err(error), "{changes}");
        }
        let foreign = samples::key(TokenAlgorithm::Es256);
        let unknown = ClientAssertionError::Token(JwsError::UnknownKey);
        assert_eq!(checked(&key, &assertion(&foreign, &json!({}))), Err(unknown));
        let access_token = write(&key, "at+jwt", &json!({})).unwrap();
        assert_eq!(checked(&key, &access_token), Err(ClientAssertionError::Token(JwsError::Type)));
    }

    #[test]
    fn the_client_is_looked_for_by_what_the_assertion_says() {
        let key = samples::key(TokenAlgorithm::Es256);
        assert_eq!(claimed_client(&assertion(&key, &json!({}))).as_deref(), Some("app"));
        for token in ["", "a", "a.b.c", "a.e30.c", &format!("a.{}.c", "A".repeat(20_000))] {
            assert_eq!(claimed_client(token), None);
        }
    }
}
