//! Authentication requests (saml-core 3.4): read and checked as identity provider, written as service provider.

mod check;
mod write;

pub use check::{
    AssertionConsumerService, AuthnRequestRejection, IdentityProviderEndpoint, RegisteredServiceProvider,
    ValidatedAuthnRequest,
};
pub use write::{AuthnRequestContent, build_post, build_redirect};

use super::Binding;
use super::codec::CodecError;
use super::gate::{self, Admitted, GateError, MessageKind};
use super::namespace::{ASSERTION, PROTOCOL};
use super::redirect::{Carries, RedirectError, RedirectMessage};
use super::text::{is_id, parse_date_time};
use super::tree::{Element, TreeError};
use identity_core::Timestamp;

/// A request as it came. Only the claimed issuer can be asked for; the rest needs
/// [`check`](ReceivedAuthnRequest::check), which wants to know the service provider.
#[derive(Debug, Clone)]
pub struct ReceivedAuthnRequest {
    admitted: Admitted,
    redirect: Option<RedirectMessage>,
    relay_state: Option<String>,
}

/// Why a request cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The query of the Redirect binding is not one.
    #[error(transparent)]
    Redirect(#[from] RedirectError),
    /// The message did not pass the gate.
    #[error(transparent)]
    Gate(#[from] GateError),
    /// The other kind of parameter than this endpoint takes.
    #[error("a request is expected here, not a response")]
    WrongParameter,
    /// A message in a query carries its signature in the query (saml-bindings 3.4.4.1).
    #[error("a message in a query must not hold an XML signature")]
    SignatureInRedirect,
    /// No issuer.
    #[error("the message names no issuer")]
    NoIssuer,
}

impl ReadError {
    /// Whether the message was larger than any honest one.
    pub const fn is_too_large(&self) -> bool {
        matches!(
            self,
            Self::Gate(GateError::Codec(CodecError::TooLarge) | GateError::Tree(TreeError::TooLarge))
                | Self::Redirect(RedirectError::TooLong | RedirectError::Codec(CodecError::TooLarge))
        )
    }
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
        let relay_state = relay_state.filter(|state| state.len() <= 80).map(str::to_owned);
        Self { admitted, redirect: None, relay_state }.with_issuer()
    }

    fn with_issuer(self) -> Result<Self, ReadError> {
        if self.claimed_issuer().is_empty() { Err(ReadError::NoIssuer) } else { Ok(self) }
    }

    /// Who says that they sent it; for looking up the service provider.
    pub fn claimed_issuer(&self) -> &str {
        self.admitted.claimed_issuer().unwrap_or_default()
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

/// How requested classes compare with the one that is used (saml-core 3.3.2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// One of the classes.
    Exact,
    /// At least as strong as one of them.
    Minimum,
    /// As strong as possible, but not stronger than one of them.
    Maximum,
    /// Stronger than any of them.
    Better,
}

/// `RequestedAuthnContext` (saml-core 3.3.2.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedAuthnContext {
    /// How to compare.
    pub comparison: Comparison,
    /// The classes, in order of preference.
    pub classes: Vec<String>,
}

impl RequestedAuthnContext {
    /// Whether a class of the ladder, which goes from weakest to strongest, answers the request.
    pub fn is_met_by(&self, class: &str, ladder: &[&str]) -> bool {
        let rank = |wanted: &str| ladder.iter().position(|step| *step == wanted);
        let requested = || self.classes.iter().filter_map(|wanted| rank(wanted));
        if self.comparison == Comparison::Exact {
            return self.classes.iter().any(|wanted| wanted == class);
        }
        let Some(own) = rank(class) else { return false };
        match self.comparison {
            Comparison::Exact => false,
            Comparison::Minimum => requested().any(|wanted| own >= wanted),
            Comparison::Maximum => requested().any(|wanted| own <= wanted),
            // A class that is not on the ladder cannot be known to be weaker.
            Comparison::Better => {
                requested().count() == self.classes.len() && requested().all(|wanted| own > wanted)
            }
        }
    }
}

/// How the request names the place for the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RequestedConsumer {
    Default,
    Url(String),
    Index(u16),
}

/// The request's content, read from the element that its signature covered, or from the whole when it came
/// unsigned or by Redirect.
#[derive(Debug, Clone)]
struct Parsed {
    id: String,
    issuer: String,
    issue_instant: Timestamp,
    destination: Option<String>,
    consumer: RequestedConsumer,
    protocol_binding: Option<String>,
    name_id_format: Option<String>,
    sp_name_qualifier: Option<String>,
    requested_context: Option<RequestedAuthnContext>,
    force_authn: bool,
    is_passive: bool,
    names_subject: bool,
}

impl Parsed {
    fn read(root: &Element) -> Option<Self> {
        if root.attribute("Version") != Some("2.0") {
            return None;
        }
        let consumer = match (
            root.attribute("AssertionConsumerServiceURL"),
            root.attribute("AssertionConsumerServiceIndex"),
        ) {
            (None, None) => RequestedConsumer::Default,
            (Some(url), None) => RequestedConsumer::Url(url.to_owned()),
            (None, Some(index)) => RequestedConsumer::Index(index.parse().ok()?),
            // saml-core 3.4.1: mutually exclusive.
            (Some(_), Some(_)) => return None,
        };
        let policy = root.first(PROTOCOL, "NameIDPolicy");
        let policy = |name| policy.and_then(|policy| policy.attribute(name)).map(str::to_owned);
        let requested_context = match root.first(PROTOCOL, "RequestedAuthnContext") {
            None => None,
            Some(element) => Some(read_context(element)?),
        };
        Some(Self {
            id: root.attribute("ID").filter(|id| is_id(id))?.to_owned(),
            issuer: root.only(ASSERTION, "Issuer")?.trimmed().to_owned(),
            issue_instant: parse_date_time(root.attribute("IssueInstant")?)?,
            destination: root.attribute("Destination").map(str::to_owned),
            consumer,
            protocol_binding: root.attribute("ProtocolBinding").map(str::to_owned),
            name_id_format: policy("Format"),
            sp_name_qualifier: policy("SPNameQualifier"),
            requested_context,
            force_authn: boolean(root.attribute("ForceAuthn"))?,
            is_passive: boolean(root.attribute("IsPassive"))?,
            names_subject: root.first(ASSERTION, "Subject").is_some(),
        })
    }
}

fn read_context(element: &Element) -> Option<RequestedAuthnContext> {
    let comparison = match element.attribute("Comparison") {
        None | Some("exact") => Comparison::Exact,
        Some("minimum") => Comparison::Minimum,
        Some("maximum") => Comparison::Maximum,
        Some("better") => Comparison::Better,
        Some(_) => return None,
    };
    let classes: Vec<String> =
        element.all(ASSERTION, "AuthnContextClassRef").map(|class| class.trimmed().to_owned()).collect();
    // Declarations (AuthnContextDeclRef) cannot be met; without a class nothing is left to compare.
    Some(RequestedAuthnContext { comparison, classes })
}

/// `xs:boolean` with its default of false.
fn boolean(value: Option<&str>) -> Option<bool> {
    match value {
        None | Some("false" | "0") => Some(false),
        Some("true" | "1") => Some(true),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_follow_the_ladder() {
        let ladder = ["low", "mid", "high"];
        let ask = |comparison, classes: &[&str]| RequestedAuthnContext {
            comparison,
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        };
        let met = |request: RequestedAuthnContext| -> Vec<&str> {
            ladder.into_iter().filter(|class| request.is_met_by(class, &ladder)).collect()
        };
        assert_eq!(met(ask(Comparison::Exact, &["mid"])), ["mid"]);
        assert_eq!(met(ask(Comparison::Minimum, &["mid"])), ["mid", "high"]);
        assert_eq!(met(ask(Comparison::Maximum, &["mid"])), ["low", "mid"]);
        assert_eq!(met(ask(Comparison::Better, &["mid"])), ["high"]);
        assert!(met(ask(Comparison::Minimum, &["unknown"])).is_empty());
        assert!(met(ask(Comparison::Better, &["low", "unknown"])).is_empty());
        assert!(met(ask(Comparison::Exact, &[])).is_empty());
    }
}
