//! Consuming a response as service provider (saml-profiles 4.1.4.3), one named reason for each check that fails.

mod assertion;

use super::authn_request::RequestedAuthnContext;
use super::gate::{self, Admitted, GateError, MessageKind, SignedPart};
use super::keys::Certificate;
use super::name_id::NameId;
use super::namespace::{ASSERTION, PROTOCOL};
use super::response::{Attribute, StatusCode};
use super::text::parse_date_time;
use super::tree::Element;
use super::xmlsec::{VerifyError, verify_reduced};
use identity_core::Timestamp;
use std::time::Duration;

/// A response as it came. Only claims can be asked for until it is checked.
#[derive(Debug, Clone)]
pub struct ReceivedResponse(Admitted);

/// The identity provider that the response must come from, from pinned metadata.
#[derive(Debug, Clone, Copy)]
pub struct TrustedIdentityProvider<'a> {
    /// Its entity ID.
    pub entity_id: &'a str,
    /// The keys that it signs with; without any, nothing is believed.
    pub certificates: &'a [Certificate],
    /// Whether responses that answer no request are taken.
    pub allow_unsolicited: bool,
}

/// The request that this browser is waiting for.
#[derive(Debug, Clone, Copy)]
pub struct PendingRequest<'a> {
    /// The request's ID.
    pub id: &'a str,
    /// When it was sent; with `ForceAuthn`, the person must have authenticated since.
    pub issued_at: Timestamp,
    /// Whether `ForceAuthn` was asked.
    pub force_authn: bool,
}

/// This service provider's side of the comparison.
#[derive(Debug, Clone, Copy)]
pub struct ServiceProviderEndpoint<'a> {
    /// Entity ID of this service provider, the audience.
    pub entity_id: &'a str,
    /// The address that the response was posted to, as the metadata names it.
    pub consumer: &'a str,
    /// The request that this browser is waiting for, found by the browser's own cookie and never by what the
    /// response claims: a response to somebody else's request is somebody else's sign-in (CVE-2026-9098).
    pub pending: Option<PendingRequest<'a>>,
    /// The context that is needed, with the ladder of known classes, weakest first.
    pub required_context: Option<(&'a RequestedAuthnContext, &'a [&'a str])>,
    /// The present instant.
    pub now: Timestamp,
    /// How far clocks may differ; more than five minutes counts as five.
    pub skew: Duration,
}

/// What the identity provider said about the person. Before it is used, `(issuer, assertion_id)` must be
/// remembered until `remember_until`, in the same commit that uses it, and refused when it is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidatedAssertion {
    /// The identity provider.
    pub issuer: String,
    /// The assertion's ID, to be used once.
    pub assertion_id: String,
    /// Until when a second use could be valid.
    pub remember_until: Timestamp,
    /// The subject. An account is found by issuer, format, name and qualifiers together.
    pub name_id: NameId,
    /// The attributes with all their values.
    pub attributes: Vec<Attribute>,
    /// When the person authenticated.
    pub authn_instant: Timestamp,
    /// How.
    pub context_class: Option<String>,
    /// The session at the identity provider, for single logout.
    pub session_index: Option<String>,
    /// When the session here has to end at the latest.
    pub session_not_on_or_after: Option<Timestamp>,
    /// The request that was answered.
    pub in_response_to: Option<String>,
    /// Whether the information must not be kept for later (`OneTimeUse`, saml-core 2.5.1.5).
    pub one_time_use: bool,
    /// Which part was signed.
    pub signed: SignedPart,
}

impl ValidatedAssertion {
    /// All values of the attribute with that name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.attributes.iter().filter(move |attribute| attribute.name == name);
        named.flat_map(|attribute| attribute.values.iter().map(String::as_str))
    }
}

/// Why a response is not believed. The name says which check failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "each message says it")]
pub enum Rejection {
    #[error("the gate: {0}")]
    Gate(#[from] GateError),
    #[error("the identity provider answered with {top}{}", second.map(|code| format!(" / {}", code.uri())).unwrap_or_default())]
    StatusNotSuccess { top: String, second: Option<StatusCode>, said: Option<String> },
    #[error("a required part of the response is missing or malformed: {0}")]
    Malformed(&'static str),
    #[error("neither the response nor the assertion is signed")]
    Unsigned,
    #[error("the signature: {0}")]
    Signature(VerifyError),
    #[error("the version is not 2.0")]
    Version,
    #[error("the issuer of the response is not the identity provider")]
    ResponseIssuer,
    #[error("the issuer of the assertion is not the identity provider")]
    AssertionIssuer,
    #[error("the response was meant for another address")]
    Destination,
    #[error("the response is too old or from the future")]
    IssueInstant,
    #[error("the response answers no request of this browser")]
    InResponseTo,
    #[error("the identity provider may not start a sign-on by itself")]
    Unsolicited,
    #[error("the subject has no usable NameID")]
    NameId,
    #[error("no bearer confirmation")]
    NoBearerConfirmation,
    #[error("the confirmation is for another recipient")]
    Recipient,
    #[error("the confirmation has no NotOnOrAfter, or it has passed")]
    ConfirmationExpired,
    #[error("a bearer confirmation must not have a NotBefore")]
    ConfirmationNotBefore,
    #[error("the confirmation answers another request")]
    ConfirmationInResponseTo,
    #[error("the assertion has no conditions")]
    NoConditions,
    #[error("the assertion holds a condition that is not understood")]
    UnknownCondition,
    #[error("the assertion is not valid yet")]
    NotBefore,
    #[error("the assertion has expired")]
    NotOnOrAfter,
    #[error("the assertion is not restricted to an audience")]
    NoAudience,
    #[error("the assertion is for another audience")]
    Audience,
    #[error("the assertion says nothing about an authentication")]
    NoAuthnStatement,
    #[error("the authentication is dated in the future, or before the request that asked for a new one")]
    AuthnInstant,
    #[error("the session at the identity provider has ended")]
    SessionExpired,
    #[error("the authentication was not as strong as required")]
    AuthnContext,
}

impl Rejection {
    /// A stable name of the check that failed, for the audit trail.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Gate(GateError::Signature(_)) => "signature_shape",
            Self::Gate(GateError::AssertionCount) => "assertion_count",
            Self::Gate(GateError::DuplicateId) => "duplicate_id",
            Self::Gate(_) => "gate",
            Self::StatusNotSuccess { .. } => "status",
            Self::Malformed(_) => "malformed",
            Self::Unsigned => "unsigned",
            Self::Signature(_) => "signature",
            Self::Version => "version",
            Self::ResponseIssuer => "response_issuer",
            Self::AssertionIssuer => "assertion_issuer",
            Self::Destination => "destination",
            Self::IssueInstant => "issue_instant",
            Self::InResponseTo => "in_response_to",
            Self::Unsolicited => "unsolicited",
            Self::NameId => "name_id",
            Self::NoBearerConfirmation => "no_bearer_confirmation",
            Self::Recipient => "recipient",
            Self::ConfirmationExpired => "confirmation_expired",
            Self::ConfirmationNotBefore => "confirmation_not_before",
            Self::ConfirmationInResponseTo => "confirmation_in_response_to",
            Self::NoConditions => "no_conditions",
            Self::UnknownCondition => "unknown_condition",
            Self::NotBefore => "not_before",
            Self::NotOnOrAfter => "not_on_or_after",
            Self::NoAudience => "no_audience",
            Self::Audience => "audience",
            Self::NoAuthnStatement => "no_authn_statement",
            Self::AuthnInstant => "authn_instant",
            Self::SessionExpired => "session_expired",
            Self::AuthnContext => "authn_context",
        }
    }
}

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

/// A failure tells the person something, so it is looked at first; it signs nobody in.
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
