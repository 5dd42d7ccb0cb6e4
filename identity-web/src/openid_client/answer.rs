//! What a browser brings back from a provider (OpenID Connect Core, sections 3.1.2.5 and 3.1.2.6; RFC 9207).

use crate::openid_client::discovery::Discovered;
use crate::openid_client::failure::SignInFailure;
use identity_core::secrets::Secret;
use std::collections::BTreeMap;

/// The most octets of an answer that are read.
const MOST_OCTETS: usize = 16 * 1024;

/// An answer that was taken apart and is not believed yet.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Which departure it belongs to.
    pub(crate) state: Secret,
    /// Who it says that it comes from.
    issuer: Option<String>,
    outcome: Result<Secret, SignInFailure>,
}

impl Answer {
    /// Reads the query, or the form where the answer is posted. A parameter that is there twice makes it unreadable.
    pub(crate) fn read(query: &str) -> Result<Self, SignInFailure> {
        if query.len() > MOST_OCTETS {
            return Err(SignInFailure::Callback);
        }
        let mut all = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if all.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(SignInFailure::Callback);
            }
        }
        let state = all.remove("state").filter(|state| !state.is_empty()).ok_or(SignInFailure::Callback)?;
        let outcome = match (all.remove("code"), all.remove("error")) {
            (Some(code), None) if !code.is_empty() => Ok(Secret::new(code)),
            (None, Some(error)) => Err(failure_of(&error)),
            _ => return Err(SignInFailure::Callback),
        };
        Ok(Self { state: Secret::new(state), issuer: all.remove("iss"), outcome })
    }

    /// The code, if the answer is from the provider that the browser was sent to and is no error. An answer that another
    /// provider was tricked into is refused (mix-up, RFC 9207, section 2.4), also if it is an error.
    pub(crate) fn code(&self, provider: &Discovered) -> Result<&Secret, SignInFailure> {
        match &self.issuer {
            Some(issuer) if *issuer != provider.issuer => return Err(SignInFailure::Issuer),
            None if provider.names_itself => return Err(SignInFailure::Issuer),
            _ => {}
        }
        self.outcome.as_ref().map_err(|failure| *failure)
    }
}

/// The error codes of RFC 6749, section 4.1.2.1, and of OpenID Connect Core, section 3.1.2.6.
fn failure_of(error: &str) -> SignInFailure {
    match error {
        "access_denied" => SignInFailure::Cancelled,
        "login_required" | "interaction_required" | "account_selection_required" | "consent_required" => {
            SignInFailure::LoginRequired
        }
        "server_error" | "temporarily_unavailable" => SignInFailure::Unavailable,
        _ => SignInFailure::ProviderError,
    }
}
