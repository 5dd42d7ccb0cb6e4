//! Why a sign-on does not go on.

use crate::policy::DenyReason;
use crate::ports::HostRefusal;

/// Why a sign-on does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalReason {
    /// The person would have to prove who they are, which the request forbids to ask.
    NotPassive,
    /// The person would have to be asked something else, which the request forbids.
    InteractionNeeded,
    /// The person would have to be asked whether the application may know and do what it asks for, which the request forbids.
    ConsentNeeded,
    /// Somebody else proved who they are than whom the application means.
    AnotherPerson,
    /// The person did not agree to what the application asks for.
    ConsentDeclined,
    /// The application is tried by those who manage applications, and is not open to others yet.
    OnTrial,
    /// The policy does not let the person use the application.
    NoAccess(DenyReason),
    /// A further proof is needed, and the person has none set up.
    NoFurtherProof,
    /// The application knows people by their e-mail address, and nobody has proved that this person's is theirs.
    EmailNotProved,
    /// The host lets no session open, see [`SessionHook`](crate::ports::SessionHook).
    Host(HostRefusal),
}

impl RefusalReason {
    /// The stable code: `not-passive`, `interaction-needed`, `consent-needed`, `another-person`, `consent-declined`, `on-trial`,
    /// `no-further-proof`, `email-not-proved`, that of the [`DenyReason`], or that of the host.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPassive => "not-passive",
            Self::InteractionNeeded => "interaction-needed",
            Self::ConsentNeeded => "consent-needed",
            Self::AnotherPerson => "another-person",
            Self::ConsentDeclined => "consent-declined",
            Self::OnTrial => "on-trial",
            Self::NoAccess(reason) => reason.code(),
            Self::NoFurtherProof => "no-further-proof",
            Self::EmailNotProved => "email-not-proved",
            Self::Host(refusal) => refusal.code(),
        }
    }
}
