//! What several messages tell.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// Why somebody gets no link for a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoRecovery {
    /// They have no password; they sign in by other means.
    NoPassword,
    /// Their account is locked or disabled.
    Closed,
}

/// A role that was given to or taken from somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RoleChange {
    /// The name of the organisation.
    pub organization: String,
    /// The name of the role.
    pub role: String,
    /// Whether the role was given; else it was revoked.
    pub given: bool,
    /// The name of the person or client that gave or revoked it.
    pub by: String,
}

impl RoleChange {
    /// A role that was given, or else revoked, at an organisation by somebody.
    pub fn new(
        organization: impl Into<String>,
        role: impl Into<String>,
        given: bool,
        by: impl Into<String>,
    ) -> Self {
        Self { organization: organization.into(), role: role.into(), given, by: by.into() }
    }

    /// Whether it is about the same role as another change.
    pub(crate) fn is_about(&self, other: &Self) -> bool {
        self.organization == other.organization && self.role == other.role
    }
}

/// The terms on which an invitation offers a mandate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OfferedTerms {
    /// The names of the services to which it is limited; empty if it is limited to none.
    pub services: Vec<String>,
    /// The end of the mandate, if it has one.
    pub until: Option<Timestamp>,
    /// The reason, in the giver's words.
    pub reason: Option<String>,
}

/// What happened to a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MandateNews {
    /// It is offered to the one who is told.
    Offered,
    /// It is offered to an organisation whose mandates the one who is told manages.
    OfferedToOrganization,
    /// It is offered to a client for which the one who is told is to answer.
    OfferedToClient,
    /// Its receiver accepted it.
    Accepted,
    /// Its receiver declined it.
    Declined,
    /// It ends soon.
    EndsSoon,
    /// It has ended, or was ended.
    Ended,
}
