//! How a sign-on ends.

use crate::Timestamp;
use crate::authority::NamedDeny;
use crate::domain::{AuthenticationMethod, RelyingParty, SamlOrigin};
use crate::ids::OrganizationId;
use std::collections::{BTreeMap, BTreeSet};

/// How a sign-on ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Back to a page of this application.
    Page {
        /// The local path.
        return_to: String,
    },
    /// The person can use the application for several organisations and has to choose one.
    ChooseOrganization(Vec<(OrganizationId, String)>),
    /// The application is told who the person is.
    Assertion(Box<AssertionContent>),
    /// The application is told that it cannot be.
    Refusal(Box<Refusal>),
}

/// What an application is told of a person (SAML 2.0 core, section 2).
#[derive(Debug, Clone, PartialEq)]
pub struct AssertionContent {
    /// Who is told.
    pub relying_party: RelyingParty,
    /// The request that this answers.
    pub request: SamlOrigin,
    /// The name under which this application knows the person.
    pub name_id: String,
    /// The name under which this application knows the session.
    pub session_index: String,
    /// When the person proved who they are.
    pub authenticated_at: Timestamp,
    /// How.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// When the session ends at the latest.
    pub session_expires_at: Timestamp,
    /// The attributes of the outward contract, each with its values.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// Why an application is told nothing of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Who is told so.
    pub relying_party: RelyingParty,
    /// The request that this answers.
    pub request: SamlOrigin,
    /// What is missing.
    pub reason: RefusalReason,
}

/// What an application's request lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalReason {
    /// Nobody is signed in and nothing may be asked (`NoPassive`).
    NotPassive,
    /// The policy does not let the person use the application (`RequestDenied`).
    NoAccess(NamedDeny),
}

impl RefusalReason {
    /// The stable code: `not-passive`, or that of the [`DenyReason`](crate::policy::DenyReason).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPassive => "not-passive",
            Self::NoAccess(denied) => denied.reason.code(),
        }
    }
}
