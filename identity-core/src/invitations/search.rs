//! Which invitations are looked for.

use crate::Timestamp;
use crate::domain::{InvitationFilter, InvitationState};
use crate::ids::OrganizationId;
use crate::store::OrderBy;
use crate::values::FoldedText;

/// How an invitation stands, as people look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// Exhaustive: whoever offers the choice has words for each.
pub enum InvitationStatus {
    /// It can be accepted.
    Open,
    /// It was not answered in time.
    Expired,
    /// It was accepted.
    Accepted,
    /// It was revoked.
    Revoked,
}

impl InvitationStatus {
    /// Every status there is.
    pub const ALL: [Self; 4] = [Self::Open, Self::Expired, Self::Accepted, Self::Revoked];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Expired => "expired",
            Self::Accepted => "accepted",
            Self::Revoked => "revoked",
        }
    }
}

/// Which invitations to an organisation are looked for; what is left out does not limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct InvitationSearch {
    /// What the name or the address contains, whatever its case and accents.
    pub text: Option<String>,
    /// How they stand.
    pub status: Option<InvitationStatus>,
    /// By what they are sorted: by when they were made, or by e-mail address.
    pub order: OrderBy,
}

impl InvitationSearch {
    /// A search for a text, among invitations that stand so.
    pub fn new(text: impl Into<String>, status: Option<InvitationStatus>) -> Self {
        Self { text: Some(text.into()), status, ..Self::default() }
    }

    /// Sorts them in this order, in place of the one by when they were made.
    #[must_use]
    pub fn order(self, order: OrderBy) -> Self {
        Self { order, ..self }
    }

    pub(super) fn filter(&self, organization: OrganizationId, now: Timestamp) -> InvitationFilter {
        let (state, expired) = match self.status {
            None => (None, None),
            Some(InvitationStatus::Open) => (Some(InvitationState::Pending), Some((false, now))),
            Some(InvitationStatus::Expired) => (Some(InvitationState::Pending), Some((true, now))),
            Some(InvitationStatus::Accepted) => (Some(InvitationState::Accepted), None),
            Some(InvitationStatus::Revoked) => (Some(InvitationState::Revoked), None),
        };
        let search = self.text.as_deref().map(FoldedText::of).filter(|part| !part.is_empty());
        InvitationFilter { organization: Some(organization), state, email: None, search, expired }
    }
}
