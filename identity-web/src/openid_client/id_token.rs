//! What makes an ID token the answer to one sign-in (OpenID Connect Core, section 3.1.3.7).

use crate::openid::encoding::encode;
use crate::openid::jws::{Claims, Expected};
use crate::openid::times::{self, LEEWAY};
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::audience;
use crate::openid_client::departure::Departure;
use crate::openid_client::discovery::ANY_TENANT;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::registration::Registration;
use identity_core::Timestamp;
use ring::digest::digest;
use serde_json::Value;

/// The values of `typ` of an ID token. An access token (`at+jwt`) and a logout token (`logout+jwt`) are none.
const TYPES: [&str; 2] = ["", "JWT"];

/// The most octets of a subject (section 2).
const LONGEST_SUBJECT: usize = 255;

/// What kind of token is taken from a provider that signs by these algorithms.
pub(crate) const fn expected(algorithms: &[ProviderAlgorithm]) -> Expected<'_, ProviderAlgorithm> {
    Expected { types: &TYPES, algorithms }
}

/// What a token whose signature is genuine has to answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// Our client, and the provider.
    pub(crate) registration: &'a Registration,
    /// The departure that it answers.
    pub(crate) departure: &'a Departure,
    /// The access token that came with it.
    pub(crate) access_token: &'a str,
    /// What it is signed by.
    pub(crate) algorithm: ProviderAlgorithm,
    /// The time.
    pub(crate) now: Timestamp,
}

/// Checks the claims of a token, and gives when the person signed in, if it says so.
pub(crate) fn check(claims: &Claims, asked: Asked<'_>) -> Result<Option<Timestamp>, SignInFailure> {
    let text = |name| claims.get(name).and_then(Value::as_str);
    check_issuer(claims, asked.registration)?;
    audience::check(claims, &asked.registration.client_id)?;
    check_times(claims, asked)?;
    if text("nonce") != Some(asked.departure.nonce.expose()) {
        return Err(SignInFailure::Nonce);
    }
    subject(claims)?;
    if let Some(hash) = claims.get("at_hash")
        && hash.as_str() != Some(&access_token_hash(asked.access_token, asked.algorithm))
    {
        return Err(SignInFailure::AccessTokenHash);
    }
    check_freshness(claims, asked)
}

/// The issuer is compared to the letter. One for several tenants stands for the issuer of the tenant that the token names.
pub(crate) fn check_issuer(claims: &Claims, registration: &Registration) -> Result<(), SignInFailure> {
    let text = |name| claims.get(name).and_then(Value::as_str);
    let tenant = text("tid");
    let expected = match tenant {
        Some(tenant) => registration.issuer.replace(ANY_TENANT, tenant),
        None => registration.issuer.clone(),
    };
    let is_let_in = |tenant: &str| registration.tenants.contains(tenant);
    if text("iss") != Some(expected.as_str()) {
        Err(SignInFailure::Issuer)
    } else if registration.tenants.is_empty() || tenant.is_some_and(is_let_in) {
        Ok(())
    } else {
        Err(SignInFailure::Tenant)
    }
}

/// Who the token is about.
pub(crate) fn subject(claims: &Claims) -> Result<&str, SignInFailure> {
    let fits = |subject: &&str| (1..=LONGEST_SUBJECT).contains(&subject.len());
    claims.get("sub").and_then(Value::as_str).filter(fits).ok_or(SignInFailure::Subject)
}

fn check_times(claims: &Claims, asked: Asked<'_>) -> Result<(), SignInFailure> {
    times::check(claims, asked.now)?;
    // One from before the departure answers something else.
    let issued_at = times::time(claims, "iat")?.ok_or(SignInFailure::Expired)?;
    if issued_at.plus(LEEWAY) < asked.departure.at { Err(SignInFailure::Expired) } else { Ok(()) }
}

/// Section 3.1.3.7, rules 12 and 13: a provider that was asked for an age has to say when the person signed in.
fn check_freshness(claims: &Claims, asked: Asked<'_>) -> Result<Option<Timestamp>, SignInFailure> {
    let demands = &asked.departure.demands;
    let signed_in_at = times::time(claims, "auth_time").map_err(|_| SignInFailure::NotFresh)?;
    if !demands.fresh && demands.max_age.is_none() {
        return Ok(signed_in_at);
    }
    let Some(at) = signed_in_at else {
        return if demands.may_be_silent { Ok(None) } else { Err(SignInFailure::NotFresh) };
    };
    let is_new = !demands.fresh || at.plus(LEEWAY) >= asked.departure.at;
    let is_recent = demands.max_age.is_none_or(|age| at.plus(age).plus(LEEWAY) >= asked.now);
    let has_been = at <= asked.now.plus(LEEWAY);
    if is_new && is_recent && has_been { Ok(signed_in_at) } else { Err(SignInFailure::NotFresh) }
}

/// `at_hash`: the first half of the digest (section 3.1.3.6).
pub(crate) fn access_token_hash(access_token: &str, algorithm: ProviderAlgorithm) -> String {
    let digest = digest(algorithm.digest(), access_token.as_bytes());
    let octets = digest.as_ref();
    encode(octets.iter().copied().take(octets.len() / 2).collect::<Vec<_>>())
}
