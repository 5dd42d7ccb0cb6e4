//! Checking a registration before it is stored.

use super::registration::{Registration, SignOnRegistration};
use super::registration_error::RegistrationError;
use super::uris::{OfUri, UriFault, check_for_browsers, check_for_server, check_leads_out};
use crate::domain::ClientAuthentication;
use url::Url;

/// The most addresses of one kind.
const MOST_URIS: usize = 20;

/// The most scopes.
const MOST_SCOPES: usize = 100;

/// The most octets of a JWK set.
const MOST_OCTETS_OF_KEYS: usize = 16 * 1024;

/// Refuses what could not work, or would let somebody else take the answers.
pub(crate) fn check(registration: &Registration, base_url: &Url) -> Result<(), RegistrationError> {
    let Registration { authentication, keys, scopes, sign_on, .. } = registration;
    if let Some(scope) = scopes.iter().find(|scope| scope.is_standard()) {
        return Err(RegistrationError::StandardScope(scope.clone()));
    }
    if scopes.len() > MOST_SCOPES {
        return Err(RegistrationError::TooManyScopes { most: MOST_SCOPES });
    }
    let octets = keys.as_ref().map_or(0, String::len);
    let needs_keys = *authentication == ClientAuthentication::PrivateKeyJwt;
    if octets > MOST_OCTETS_OF_KEYS || (needs_keys && octets == 0) {
        return Err(RegistrationError::NoKeys);
    }
    let in_own_name = sign_on.as_ref().is_none_or(|sign_on| sign_on.client_credentials);
    if in_own_name && *authentication == ClientAuthentication::None {
        return Err(RegistrationError::PublicClient);
    }
    sign_on.as_ref().map_or(Ok(()), |sign_on| check_addresses(sign_on, base_url))
}

fn check_addresses(sign_on: &SignOnRegistration, base_url: &Url) -> Result<(), RegistrationError> {
    let of_browsers =
        [(OfUri::Redirect, &sign_on.redirect_uris), (OfUri::PostLogout, &sign_on.post_logout_redirect_uris)];
    for (of, uris) in of_browsers {
        if uris.len() > MOST_URIS {
            return Err(RegistrationError::TooManyUris { of, most: MOST_URIS });
        }
        for uri in uris {
            let wrong = |fault| RegistrationError::Uri { of, uri: uri.clone(), fault };
            check_for_browsers(uri, sign_on.native).map_err(wrong)?;
        }
    }
    check_back_channel(sign_on, base_url, check_for_server)
}

/// Refuses what the configuration may have and an administrator may not: an interface without a sign-on of its own, and
/// addresses inside.
pub(super) fn check_asked(registration: &Registration, base_url: &Url) -> Result<(), RegistrationError> {
    check(registration, base_url)?;
    let Some(sign_on) = &registration.sign_on else {
        // Nobody signs in to it, so nobody can try it.
        return if registration.opening.is_trial() { Err(RegistrationError::OtherKind) } else { Ok(()) };
    };
    if sign_on.redirect_uris.is_empty() {
        return Err(RegistrationError::NoRedirectUri);
    }
    check_back_channel(sign_on, base_url, check_leads_out)
}

fn check_back_channel(
    sign_on: &SignOnRegistration,
    base_url: &Url,
    check: fn(&str, &Url) -> Result<(), UriFault>,
) -> Result<(), RegistrationError> {
    let Some(uri) = &sign_on.back_channel_logout_uri else { return Ok(()) };
    let of = OfUri::BackChannelLogout;
    check(uri, base_url).map_err(|fault| RegistrationError::Uri { of, uri: uri.clone(), fault })
}
