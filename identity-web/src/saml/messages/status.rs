//! Status codes and the status of a failure (saml-core 3.2.2).

use crate::saml::xml::writer::{Prefix, Writer};

/// Status codes (saml-core 3.2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusCode {
    /// Top level: it worked.
    Success,
    /// Top level: the request was wrong.
    Requester,
    /// Top level: the request was fine, but could not be fulfilled.
    Responder,
    /// Second level: the person could not be authenticated.
    AuthnFailed,
    /// Second level: the name format is not available.
    InvalidNameIdPolicy,
    /// Second level: the authentication context cannot be met.
    NoAuthnContext,
    /// Second level: a sign-in needs interaction with the person, which the request forbids.
    NoPassive,
    /// Second level: not every participant could be logged out.
    PartialLogout,
    /// Second level: understood and refused.
    RequestDenied,
    /// Second level: something in the request is not supported.
    RequestUnsupported,
    /// Second level: the subject is not known here.
    UnknownPrincipal,
}

impl StatusCode {
    const ALL: [Self; 11] = [
        Self::Success,
        Self::Requester,
        Self::Responder,
        Self::AuthnFailed,
        Self::InvalidNameIdPolicy,
        Self::NoAuthnContext,
        Self::NoPassive,
        Self::PartialLogout,
        Self::RequestDenied,
        Self::RequestUnsupported,
        Self::UnknownPrincipal,
    ];

    /// The identifier in messages.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Success => "urn:oasis:names:tc:SAML:2.0:status:Success",
            Self::Requester => "urn:oasis:names:tc:SAML:2.0:status:Requester",
            Self::Responder => "urn:oasis:names:tc:SAML:2.0:status:Responder",
            Self::AuthnFailed => "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed",
            Self::InvalidNameIdPolicy => "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy",
            Self::NoAuthnContext => "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext",
            Self::NoPassive => "urn:oasis:names:tc:SAML:2.0:status:NoPassive",
            Self::PartialLogout => "urn:oasis:names:tc:SAML:2.0:status:PartialLogout",
            Self::RequestDenied => "urn:oasis:names:tc:SAML:2.0:status:RequestDenied",
            Self::RequestUnsupported => "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported",
            Self::UnknownPrincipal => "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal",
        }
    }

    /// The code of an identifier, when it is one of these.
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.uri() == uri)
    }
}

/// A failure that is sent to the service provider, so that the person can go on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusFailure {
    /// Whose fault: [`StatusCode::Requester`] or [`StatusCode::Responder`].
    pub top: StatusCode,
    /// What happened.
    pub second: StatusCode,
    /// For the people who run the service provider; no personal data.
    pub message: Option<String>,
}

impl StatusFailure {
    /// A failure with the top-level code that belongs to the second-level one.
    pub fn new(second: StatusCode, message: &str) -> Self {
        let top = match second {
            StatusCode::InvalidNameIdPolicy | StatusCode::RequestUnsupported => StatusCode::Requester,
            _ => StatusCode::Responder,
        };
        Self { top, second, message: Some(message.to_owned()) }
    }
}

pub(crate) fn write_failure(writer: &mut Writer, failure: &StatusFailure) {
    writer.open(Prefix::Samlp, "Status", &[]);
    writer.open(Prefix::Samlp, "StatusCode", &[("Value", failure.top.uri())]);
    writer.empty(Prefix::Samlp, "StatusCode", &[("Value", failure.second.uri())]);
    writer.close();
    if let Some(message) = &failure.message {
        writer.text(Prefix::Samlp, "StatusMessage", &[], message);
    }
    writer.close();
}
