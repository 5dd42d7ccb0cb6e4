//! Checking a provider and the rules of its connection before they are stored.

use super::error::{ConnectionError, OfProvider, RuleFault};
use super::registration::{NewOpenIdProvider, ProviderMetadata};
use crate::applications::{UriFault, check_for_browsers, check_for_server, check_leads_out};
use crate::domain::{ConnectionRules, SubjectSource};
use crate::values::Locale;
use std::collections::BTreeSet;
use url::Url;

/// The most certificates: each is tried on every message.
const MOST_CERTIFICATES: usize = 8;

/// The most octets of a certificate.
const LARGEST_CERTIFICATE: usize = 8 * 1024;

/// The most entries of a list.
const MOST_ENTRIES: usize = 20;

const LONGEST_NAME: usize = 200;

const LONGEST_CONTEXT: usize = 400;

const LONGEST_BENEFIT: usize = 300;

const LONGEST_SECRET: usize = 500;

/// Days after which somebody is asked again.
const MOST_DAYS: u16 = 365;

/// The algorithms of ID tokens that can be taken: those with a public key. None with a shared secret is one of them.
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "EdDSA"];

/// Refuses metadata by which nobody could sign in.
pub(super) fn check_metadata(metadata: &ProviderMetadata) -> Result<(), ConnectionError> {
    let count = metadata.certificates.len();
    let fits = |certificate: &Vec<u8>| !certificate.is_empty() && certificate.len() <= LARGEST_CERTIFICATE;
    if count == 0 || count > MOST_CERTIFICATES || !metadata.certificates.iter().all(fits) {
        return Err(ConnectionError::Provider(OfProvider::Certificates));
    }
    let browsers = |of, uri: &str| check_for_browsers(uri, false).map_err(|fault| wrong(of, uri, fault));
    browsers(OfProvider::SignOnUrl, &metadata.sign_on_url)?;
    metadata.logout_url.as_ref().map_or(Ok(()), |uri| browsers(OfProvider::LogoutUrl, uri))
}

/// Refuses an attribute that nothing could be called.
pub(super) fn check_subject(subject: &SubjectSource) -> Result<(), ConnectionError> {
    match subject {
        SubjectSource::Attribute(name) if !is_name(name, LONGEST_NAME) => {
            Err(ConnectionError::Provider(OfProvider::Subject))
        }
        _ => Ok(()),
    }
}

/// Refuses an `OpenID` Provider that could not work, or to which this server may not be led.
pub(super) fn check_openid(wanted: &NewOpenIdProvider, base_url: &Url) -> Result<(), ConnectionError> {
    let NewOpenIdProvider { issuer, client_id, client_secret, scopes, algorithms, tenants } = wanted;
    check_issuer(issuer, base_url)?;
    check_client_id(client_id)?;
    if let Some(secret) = client_secret {
        check_secret(secret.expose())?;
    }
    check_scopes(scopes)?;
    check_algorithms(algorithms)?;
    check_tenants(tenants)
}

/// An issuer is compared to the letter, and has no query and no fragment (Discovery, section 3).
fn check_issuer(issuer: &str, base_url: &Url) -> Result<(), ConnectionError> {
    let of = OfProvider::Issuer;
    let checked = check_for_server(issuer, base_url).and_then(|()| check_leads_out(issuer, base_url));
    checked.map_err(|fault| wrong(of, issuer, fault))?;
    if issuer.contains('?') { Err(wrong(of, issuer, UriFault::Fragment)) } else { Ok(()) }
}

pub(super) fn check_client_id(client_id: &str) -> Result<(), ConnectionError> {
    let is_good = is_token(client_id, LONGEST_NAME);
    if is_good { Ok(()) } else { Err(ConnectionError::Provider(OfProvider::ClientId)) }
}

pub(super) fn check_secret(secret: &str) -> Result<(), ConnectionError> {
    let is_good = is_token(secret, LONGEST_SECRET);
    if is_good { Ok(()) } else { Err(ConnectionError::Provider(OfProvider::ClientSecret)) }
}

pub(super) fn check_scopes(scopes: &BTreeSet<String>) -> Result<(), ConnectionError> {
    let is_good = scopes.len() <= MOST_ENTRIES && scopes.iter().all(|one| is_token(one, LONGEST_NAME));
    if is_good { Ok(()) } else { Err(ConnectionError::Provider(OfProvider::Scopes)) }
}

pub(super) fn check_algorithms(algorithms: &BTreeSet<String>) -> Result<(), ConnectionError> {
    let is_good = algorithms.iter().all(|one| ALGORITHMS.contains(&one.as_str()));
    if is_good { Ok(()) } else { Err(ConnectionError::Provider(OfProvider::Algorithms)) }
}

pub(super) fn check_tenants(tenants: &BTreeSet<String>) -> Result<(), ConnectionError> {
    let is_good = tenants.len() <= MOST_ENTRIES && tenants.iter().all(|one| is_token(one, LONGEST_NAME));
    if is_good { Ok(()) } else { Err(ConnectionError::Provider(OfProvider::Tenants)) }
}

/// Refuses rules that could not be kept.
pub(super) fn check_rules(rules: &ConnectionRules) -> Result<(), RuleFault> {
    if rules.ask_again_days > MOST_DAYS {
        return Err(RuleFault::AskAgain);
    }
    let distinct: BTreeSet<_> = rules.levels.iter().collect();
    let fits = |level: &String| is_name(level, LONGEST_NAME);
    if rules.levels.len() > MOST_ENTRIES
        || distinct.len() != rules.levels.len()
        || !rules.levels.iter().all(fits)
    {
        return Err(RuleFault::Levels);
    }
    if rules.least_level.as_ref().is_some_and(|least| !rules.levels.contains(least)) {
        return Err(RuleFault::LeastLevel);
    }
    let contexts = &rules.two_factor_contexts;
    if contexts.len() > MOST_ENTRIES || !contexts.iter().all(|one| is_token(one, LONGEST_CONTEXT)) {
        return Err(RuleFault::Contexts);
    }
    let names = &rules.names;
    let all = [&names.email, &names.given_name, &names.family_name, &names.level];
    if !all.into_iter().flatten().all(|name| is_name(name, LONGEST_NAME)) {
        return Err(RuleFault::Names);
    }
    if rules.break_glass.len() > MOST_ENTRIES {
        return Err(RuleFault::BreakGlass);
    }
    check_benefits(rules)
}

fn check_benefits(rules: &ConnectionRules) -> Result<(), RuleFault> {
    let is_good =
        |(locale, text): (&String, &String)| Locale::parse(locale).is_ok() && is_name(text, LONGEST_BENEFIT);
    let has_english = rules.benefits.is_empty() || rules.benefits.contains_key("en");
    let fits = rules.benefits.len() <= MOST_ENTRIES && rules.benefits.iter().all(is_good);
    if has_english && fits { Ok(()) } else { Err(RuleFault::Benefits) }
}

fn wrong(of: OfProvider, uri: &str, fault: UriFault) -> ConnectionError {
    ConnectionError::Address { of, uri: uri.to_owned(), fault }
}

/// Whether a text has characters that are seen, and not too many.
fn is_name(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && !text.chars().any(char::is_control)
}

/// Whether a text has ASCII characters without blanks, and not too many.
fn is_token(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_graphic())
}
