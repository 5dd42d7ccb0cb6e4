//! Checking a registration before it is stored.

use super::registration::{Registration, SignOnRegistration};
use super::registration_error::RegistrationError;
use super::uris::{OfUri, check_for_browsers, check_for_server};
use crate::domain::ClientAuthentication;
use url::Url;

/// The most addresses of one kind.
const MOST_URIS: usize = 20;

/// The most scopes.
const MOST_SCOPES: usize = 100;

/// The most octets of a JWK set.
const MOST_OCTETS_OF_KEYS: usize = 16 * 1024;

/// Refuses what could not work, or would let somebody else take the answers.
pub(super) fn check(registration: &Registration, base_url: &Url) -> Result<(), RegistrationError> {
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
    if sign_on.redirect_uris.is_empty() {
        return Err(RegistrationError::NoRedirectUri);
    }
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
    let back_channel = sign_on.back_channel_logout_uri.as_ref();
    back_channel.map_or(Ok(()), |uri| {
        let of = OfUri::BackChannelLogout;
        check_for_server(uri, base_url).map_err(|fault| RegistrationError::Uri {
            of,
            uri: uri.clone(),
            fault,
        })
    })
}
