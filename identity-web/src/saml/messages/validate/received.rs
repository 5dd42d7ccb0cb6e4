//! A received response: its envelope and signature are checked here, its assertion in `assertion`.

use super::assertion;
use crate::saml::messages::status::StatusCode;
use crate::saml::messages::validate::expected::{ServiceProviderEndpoint, TrustedIdentityProvider};
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::messages::validate::validated::ValidatedAssertion;
use crate::saml::signatures::gate::{self, Admitted, MessageKind};
use crate::saml::signatures::shape::SignedPart;
use crate::saml::signatures::xmlsec::verify_reduced;
use crate::saml::xml::namespace::{ASSERTION, PROTOCOL};
use crate::saml::xml::text::parse_date_time;
use crate::saml::xml::tree::Element;
use std::time::Duration;

/// A response as it came. Only claims can be asked for until it is checked.
#[derive(Debug, Clone)]
pub struct ReceivedResponse(Admitted);

/// NIST and the conformance requirements speak of minutes; a larger value would be a mistake in configuration.
const MAX_SKEW: Duration = Duration::from_mins(5);

/// More of a status message than this is not shown to anybody, in characters.
const LONGEST_MESSAGE: usize = 300;

/// How old a response may be, whatever its assertion says.
const MAX_AGE: Duration = Duration::from_mins(10);

impl ReceivedResponse {
    /// Takes the form value `SAMLResponse` through the gate.
    pub fn from_post(saml_response: &str) -> Result<Self, Rejection> {
        Ok(Self(gate::admit_post(saml_response, MessageKind::Response)?))
    }

    /// Who says that they sent it; for looking up the identity provider.
    pub fn claimed_issuer(&self) -> Option<&str> {
        self.0.claimed_issuer()
    }

    /// The request that it claims to answer; for looking that up among the browser's own.
    pub fn claimed_in_response_to(&self) -> Option<&str> {
        self.0.claimed_in_response_to()
    }

    /// Checks everything against one identity provider.
    pub fn consume(
        &self,
        provider: TrustedIdentityProvider<'_>,
        here: ServiceProviderEndpoint<'_>,
    ) -> Result<ValidatedAssertion, Rejection> {
        let here = ServiceProviderEndpoint { skew: here.skew.min(MAX_SKEW), ..here };
        let envelope = &self.0.root;
        if let Err(rejection) = check_status(envelope) {
            return Err(self.with_words(rejection, provider, here));
        }
        if !self.0.is_signed() {
            return Err(Rejection::Unsigned);
        }
        let signed = verify_reduced(&self.0, provider.certificates).map_err(Rejection::Signature)?;
        // When only the assertion is signed, the envelope proves nothing; its checks can only refuse.
        let envelope = if signed.part() == SignedPart::Message { signed.root() } else { envelope };
        check_envelope(envelope, signed.part(), provider, here)?;
        let assertion = match signed.part() {
            SignedPart::Assertion => signed.root(),
            SignedPart::Message => {
                signed.root().only(ASSERTION, "Assertion").ok_or(Rejection::Malformed("Assertion"))?
            }
        };
        assertion::check(assertion, signed.part(), provider, here)
    }

    /// Adds what the identity provider says of a failure (`StatusMessage`), when its own signature covers it and
    /// it answers our request; anybody else could have put words on our page.
    fn with_words(
        &self,
        rejection: Rejection,
        provider: TrustedIdentityProvider<'_>,
        here: ServiceProviderEndpoint<'_>,
    ) -> Rejection {
        let Rejection::StatusNotSuccess { top, second, .. } = rejection else { return rejection };
        let signed =
            if self.0.is_signed() { verify_reduced(&self.0, provider.certificates).ok() } else { None };
        let said = signed.filter(|signed| {
            signed.part() == SignedPart::Message
                && check_envelope(signed.root(), SignedPart::Message, provider, here).is_ok()
        });
        let said = said.and_then(|signed| {
            let message = signed.root().only(PROTOCOL, "Status")?.only(PROTOCOL, "StatusMessage")?;
            Some(message.text.chars().take(LONGEST_MESSAGE).collect())
        });
        Rejection::StatusNotSuccess { top, second, said }
    }
}

/// A failure status is checked first, so that the person sees its reason; it never leads to a sign-in.
fn check_status(response: &Element) -> Result<(), Rejection> {
    let status = response.only(PROTOCOL, "Status").and_then(|status| status.only(PROTOCOL, "StatusCode"));
    let status = status.ok_or(Rejection::Malformed("Status"))?;
    let top = status.attribute("Value").ok_or(Rejection::Malformed("StatusCode"))?;
    if top == StatusCode::Success.uri() {
        return Ok(());
    }
    let second = status.first(PROTOCOL, "StatusCode").and_then(|second| second.attribute("Value"));
    let top = top.chars().take(100).collect();
    Err(Rejection::StatusNotSuccess { top, second: second.and_then(StatusCode::from_uri), said: None })
}

fn check_envelope(
    response: &Element,
    signed: SignedPart,
    provider: TrustedIdentityProvider<'_>,
    here: ServiceProviderEndpoint<'_>,
) -> Result<(), Rejection> {
    if response.attribute("Version") != Some("2.0") {
        return Err(Rejection::Version);
    }
    // saml-profiles 4.1.4.2: the issuer may be left out when the response itself is not signed.
    if response.first(ASSERTION, "Issuer").is_some_and(|issuer| issuer.trimmed() != provider.entity_id) {
        return Err(Rejection::ResponseIssuer);
    }
    match response.attribute("Destination") {
        Some(destination) if destination == here.consumer => {}
        // saml-bindings 3.5.5.2: only a signed message has to say where it is going.
        None if signed == SignedPart::Assertion => {}
        _ => return Err(Rejection::Destination),
    }
    let issued = response.attribute("IssueInstant").and_then(parse_date_time);
    let issued = issued.ok_or(Rejection::Malformed("IssueInstant"))?;
    if issued > here.now.plus(here.skew) || issued < here.now.minus(MAX_AGE).minus(here.skew) {
        return Err(Rejection::IssueInstant);
    }
    match (response.attribute("InResponseTo"), here.pending) {
        (Some(answered), Some(pending)) if answered == pending.id => Ok(()),
        // An answer to a request that this browser never made, or made and used, is never taken as unsolicited.
        (Some(_), _) => Err(Rejection::InResponseTo),
        (None, _) if provider.allow_unsolicited => Ok(()),
        (None, _) => Err(Rejection::Unsolicited),
    }
}
