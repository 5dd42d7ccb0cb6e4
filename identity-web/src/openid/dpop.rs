//! Demonstrating proof of possession (`DPoP`, RFC 9449): whoever uses a token shows that it has the key that the token is
//! bound to.

use crate::openid::encoding::sha256;
use crate::openid::jws::{Expected, JwsError, Unverified};
use crate::openid::keys::jwk::{self, JwkProblem};
use crate::openid::times::{self, LEEWAY, TimeError};
use identity_core::Timestamp;
use identity_core::domain::TokenAlgorithm;
use serde_json::Value;
use url::Url;

/// The most octets of a `jti`.
const LONGEST_JTI: usize = 128;

/// The request that a proof came with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProvedRequest<'a> {
    /// Its method.
    pub(crate) method: &'a str,
    /// Its address, made from the base URL.
    pub(crate) url: &'a str,
    /// The access token in it, if it has one.
    pub(crate) access_token: Option<&'a str>,
}

/// What a proof shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DpopProof {
    /// The thumbprint of the key (`jkt`).
    pub(crate) thumbprint: String,
    /// The proof's name, which is used once with this key.
    pub(crate) jti: String,
    /// Until when it has to be remembered.
    pub(crate) expires_at: Timestamp,
}

/// Why a proof shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DpopError {
    /// It is no signed proof.
    #[error(transparent)]
    Token(#[from] JwsError),
    /// It holds no key.
    #[error("the proof has no jwk")]
    NoKey,
    /// It holds a key that is not taken.
    #[error(transparent)]
    Key(#[from] JwkProblem),
    /// It is for another method.
    #[error("htm of the proof is not the method of the request")]
    Method,
    /// It is for another address.
    #[error("htu of the proof is not the address of the request")]
    Url,
    /// It is too old, or from the future.
    #[error("iat of the proof must be within a minute")]
    Age,
    /// It cannot be told from others.
    #[error("the proof must have a jti of 1 to 128 characters")]
    Name,
    /// It is for another access token.
    #[error("ath of the proof is not the digest of the access token")]
    AccessToken,
}

impl From<TimeError> for DpopError {
    fn from(_: TimeError) -> Self {
        Self::Age
    }
}

/// Checks a proof (RFC 9449, section 4.3). Whoever calls refuses one whose `jti` was used with the key before.
pub(crate) fn check(proof: &str, request: ProvedRequest<'_>, now: Timestamp) -> Result<DpopProof, DpopError> {
    let expected = Expected { types: &["dpop+jwt"], algorithms: &TokenAlgorithm::ALL };
    let unverified = Unverified::read(proof, expected)?;
    let key = jwk::read(unverified.own_key().ok_or(DpopError::NoKey)?)?;
    let claims = unverified.verify_with(&key)?;
    let text = |name| claims.get(name).and_then(Value::as_str);
    if text("htm") != Some(request.method) {
        return Err(DpopError::Method);
    }
    let is_ours = |htu| matches!((bare(htu), bare(request.url)), (Some(one), Some(other)) if one == other);
    if !text("htu").is_some_and(is_ours) {
        return Err(DpopError::Url);
    }
    let issued_at = times::time(&claims, "iat")?.ok_or(DpopError::Age)?;
    if issued_at > now.plus(LEEWAY) || issued_at.plus(LEEWAY) < now {
        return Err(DpopError::Age);
    }
    if request.access_token.is_some_and(|token| text("ath") != Some(sha256(token).as_str())) {
        return Err(DpopError::AccessToken);
    }
    let jti = text("jti").filter(|jti| (1..=LONGEST_JTI).contains(&jti.len()));
    let jti = jti.ok_or(DpopError::Name)?.to_owned();
    Ok(DpopProof { thumbprint: key.thumbprint(), jti, expires_at: issued_at.plus(LEEWAY) })
}

/// An address without query and fragment, as browsers write it.
fn bare(url: &str) -> Option<Url> {
    let mut url = Url::parse(url).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::encoding::encode;
    use crate::openid::keys::token_key::{TokenKey, samples};
    use serde_json::json;

    const URL: &str = "https://my.example.com/oauth2/token";
    const NOW: i64 = 1_800_000_000;
    const REQUEST: ProvedRequest<'_> = ProvedRequest { method: "POST", url: URL, access_token: None };

    fn merged(mut value: Value, changes: &Value) -> Value {
        for (name, change) in changes.as_object().unwrap() {
            value[name] = change.clone();
        }
        value
    }

    fn proof(key: &TokenKey, header: &Value, claims: &Value) -> String {
        let alg = key.algorithm().as_str();
        let header = merged(json!({"typ": "dpop+jwt", "alg": alg, "jwk": jwk::write(key.public())}), header);
        let claims = merged(json!({"htm": "POST", "htu": URL, "iat": NOW, "jti": "one"}), claims);
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = encode(key.sign(signed.as_bytes()).unwrap());
        format!("{signed}.{signature}")
    }

    fn checked(proof: &str, request: ProvedRequest<'_>) -> Result<DpopProof, DpopError> {
        check(proof, request, Timestamp::from_unix_seconds(NOW))
    }

    #[test]
    fn a_proof_shows_the_thumbprint_of_its_key() {
        for algorithm in TokenAlgorithm::ALL {
            let key = samples::key(algorithm);
            let shown = checked(&proof(&key, &json!({}), &json!({})), REQUEST).unwrap();
            assert_eq!((shown.thumbprint.as_str(), shown.jti.as_str()), (key.kid(), "one"));
            assert_eq!(shown.expires_at.unix_seconds(), NOW + 60);
        }
    }

    #[test]
    fn a_proof_is_for_one_request() {
        use DpopError::{Age, Method, Name, Url};
        let key = samples::key(TokenAlgorithm::Es256);
        let with = |claims: Value| checked(&proof(&key, &json!({}), &claims), REQUEST);
        for claims in [
            json!({"htu": "https://my.example.com/oauth2/token?a=b#c"}),
            json!({"htu": "HTTPS://MY.example.com:443/oauth2/token"}),
            json!({"iat": NOW - 60}),
            json!({"iat": NOW + 60}),
        ] {
            assert!(with(claims.clone()).is_ok(), "{claims}");
        }
        for (claims, error) in [
            (json!({"htm": "GET"}), Method),
            (json!({"htm": "post"}), Method),
            (json!({"htm": null}), Method),
            (json!({"htu": "https://my.example.com/oauth2/par"}), Url),
            (json!({"htu": "https://other.example/oauth2/token"}), Url),
            (json!({"htu": "http://my.example.com/oauth2/token"}), Url),
            (json!({"htu": "/oauth2/token"}), Url),
            (json!({"htu": null}), Url),
            (json!({"iat": NOW - 61}), Age),
            (json!({"iat": NOW + 61}), Age),
            (json!({"iat": null}), Age),
            (json!({"jti": ""}), Name),
            (json!({"jti": "a".repeat(129)}), Name),
        ] {
            assert_eq!(with(claims.clone()), Err(error), "{claims}");
        }
    }

    #[test]
    fn a_proof_is_for_one_access_token() {
        let key = samples::key(TokenAlgorithm::Es256);
        let request = ProvedRequest { access_token: Some("token"), ..REQUEST };
        let with = |claims: Value| checked(&proof(&key, &json!({}), &claims), request);
        assert!(with(json!({"ath": sha256("token")})).is_ok());
        assert_eq!(with(json!({"ath": sha256("other")})), Err(DpopError::AccessToken));
        assert_eq!(with(json!({})), Err(DpopError::AccessToken));
    }

    #[test]
    fn a_proof_is_signed_with_the_public_key_that_it_holds() {
        let (key, other) = (samples::key(TokenAlgorithm::Es256), samples::key(TokenAlgorithm::Es256));
        let with = |header: Value| checked(&proof(&key, &header, &json!({})), REQUEST);
        let foreign = with(json!({"jwk": jwk::write(other.public())}));
        assert_eq!(foreign, Err(DpopError::Token(JwsError::Signature)));
        let private = merged(jwk::write(key.public()), &json!({"d": "AA"}));
        assert_eq!(with(json!({"jwk": private})), Err(DpopError::Key(JwkProblem::Secret)));
        assert_eq!(with(json!({"jwk": null})), Err(DpopError::NoKey));
        assert_eq!(with(json!({"typ": "JWT"})), Err(DpopError::Token(JwsError::Type)));
        assert_eq!(with(json!({"alg": "none"})), Err(DpopError::Token(JwsError::Algorithm)));
        assert_eq!(with(json!({"alg": "RS256"})), Err(DpopError::Token(JwsError::Algorithm)));
    }
}
