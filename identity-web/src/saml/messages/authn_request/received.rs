//! An authentication request as it was received (saml-core 3.4).

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::redirect::{Carries, RedirectMessage};
use crate::saml::messages::read_error::{ReadError, posted_relay_state};
use crate::saml::signatures::gate::{self, Admitted, MessageKind};

/// A request as it came. Only the claimed issuer can be asked for; the rest needs
/// [`check`](ReceivedAuthnRequest::check), which wants to know the service provider.
#[derive(Debug, Clone)]
pub struct ReceivedAuthnRequest {
    pub(super) admitted: Admitted,
    pub(super) redirect: Option<RedirectMessage>,
    pub(super) relay_state: Option<String>,
}

impl ReceivedAuthnRequest {
    /// Reads the raw query of the Redirect binding.
    pub fn from_redirect(raw_query: &str) -> Result<Self, ReadError> {
        let message = RedirectMessage::read(raw_query)?;
        if message.carries != Carries::Request {
            return Err(ReadError::WrongParameter);
        }
        let admitted = gate::admit(&message.xml, MessageKind::AuthnRequest)?;
        if admitted.is_signed() {
            return Err(ReadError::SignatureInRedirect);
        }
        let relay_state = message.relay_state.clone();
        Self { admitted, redirect: Some(message), relay_state }.with_issuer()
    }

    /// Reads the form values of the POST binding.
    pub fn from_post(saml_request: &str, relay_state: Option<&str>) -> Result<Self, ReadError> {
        let admitted = gate::admit_post(saml_request, MessageKind::AuthnRequest)?;
        let relay_state = posted_relay_state(relay_state)?;
        Self { admitted, redirect: None, relay_state }.with_issuer()
    }

    fn with_issuer(self) -> Result<Self, ReadError> {
        if self.claimed_issuer().is_empty() { Err(ReadError::NoIssuer) } else { Ok(self) }
    }

    /// Who says that they sent it; for looking up the service provider.
    pub fn claimed_issuer(&self) -> &str {
        self.admitted.claimed_issuer().unwrap_or_default()
    }

    /// Where the answer is wanted, as far as the message says it; for the log.
    pub fn claimed_consumer(&self) -> Option<String> {
        let attribute = |name| self.admitted.root.attribute(name);
        let url = attribute("AssertionConsumerServiceURL").map(str::to_owned);
        let index = || attribute("AssertionConsumerServiceIndex").map(|index| format!("index {index}"));
        url.or_else(index).map(|asked| asked.chars().take(300).collect())
    }

    /// The binding that it came by.
    pub const fn binding(&self) -> Binding {
        if self.redirect.is_some() { Binding::Redirect } else { Binding::Post }
    }

    /// The state to hand back with the response.
    pub fn relay_state(&self) -> Option<&str> {
        self.relay_state.as_deref()
    }
}
