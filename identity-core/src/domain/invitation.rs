use super::entity::Entity;
use super::mark::Mark;
use super::order::OrderBy;
use super::record_id::RecordKind;
use super::roles::{MandateTerms, Rights};
use super::unique_key::UniqueKey;
use crate::Timestamp;
use crate::ids::{InvitationId, OrganizationId, RoleId, ServiceId, UserId};
use crate::secrets::TokenDigest;
use crate::values::{EmailAddress, FoldedText, Locale, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Waiting for an answer.
    Pending,
    /// Accepted; see [`Invitation::accepted_by`].
    Accepted,
    /// Revoked by somebody who may.
    Revoked,
}

/// That somebody is asked to join an organisation with certain roles.
///
/// The link in the mail carries a [`SecretToken`](crate::secrets::SecretToken) of which only the digest
/// is kept; sending again makes a new token and the earlier one is dead from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Where to.
    pub organization: OrganizationId,
    /// The address that it was sent to; accepting proves that it is theirs.
    pub email: EmailAddress,
    /// First name, as the inviter knows it.
    pub given_name: Option<PersonName>,
    /// Last name, as the inviter knows it.
    pub family_name: Option<PersonName>,
    /// The roles that acceptance gives.
    pub roles: BTreeSet<RoleId>,
    /// Only for these services; `None` = all that the roles name.
    pub services: Option<BTreeSet<ServiceId>>,
    /// On which terms the roles that are held by mandate are given.
    pub mandate: Option<MandateTerms>,
    /// The language of the mail.
    pub locale: Option<Locale>,
    /// Digest of the token in the latest mail.
    pub token: TokenDigest,
    /// What became of it.
    pub state: InvitationState,
    /// Who invites; their right to give the roles is checked again at acceptance.
    pub invited_by: UserId,
    /// Of the invitation that the deployment itself makes for its first administrator: the rights with which each role is
    /// given. Nobody invites then, and `invited_by` is the id that the new account has.
    #[serde(default)]
    pub first_administrator: Option<BTreeMap<RoleId, Rights>>,
    /// Who accepted it.
    pub accepted_by: Option<UserId>,
    /// When it was first sent.
    pub created_at: Timestamp,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// From when it can no longer be accepted.
    pub expires_at: Timestamp,
    /// When it was accepted or revoked.
    pub closed_at: Option<Timestamp>,
}

/// The unique keys of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationKey {
    /// The digest of its token.
    Token(TokenDigest),
}

impl UniqueKey for InvitationKey {}

/// Which invitations a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvitationFilter {
    /// Only those to this organisation.
    pub organization: Option<OrganizationId>,
    /// Only those in this state.
    pub state: Option<InvitationState>,
    /// Only those to this address, in its canonical spelling.
    pub email: Option<String>,
    /// Only those whose [search text](Invitation::search_text) contains this.
    pub search: Option<FoldedText>,
    /// Only those that can no longer be accepted at this instant, or, with `false`, those that still can.
    pub expired: Option<(bool, Timestamp)>,
}

impl Invitation {
    /// Who invites; `None` = the deployment, which invites its first administrator.
    pub fn inviter(&self) -> Option<UserId> {
        self.first_administrator.is_none().then_some(self.invited_by)
    }

    /// The name that the inviter gave, as far as it was given.
    pub fn name(&self) -> String {
        let names: Vec<_> =
            [&self.given_name, &self.family_name].into_iter().flatten().map(PersonName::as_str).collect();
        names.join(" ")
    }

    /// What a search looks through: the name and the address, each folded and on a line of its own. A store that searches
    /// inside the query keeps this text beside the record.
    pub fn search_text(&self) -> FoldedText {
        FoldedText::of_lines([self.name().as_str(), self.email.as_str()])
    }
}

impl Entity for Invitation {
    const KIND: RecordKind = RecordKind::Invitation;
    const ORDERS: &'static [OrderBy] = &[OrderBy::Id, OrderBy::Email];

    type Id = InvitationId;
    type Key = InvitationKey;
    type Filter = InvitationFilter;

    fn id(&self) -> InvitationId {
        self.id
    }

    fn keys(&self) -> Vec<InvitationKey> {
        vec![InvitationKey::Token(self.token)]
    }

    fn matches(&self, filter: &InvitationFilter) -> bool {
        filter.organization.is_none_or(|organization| self.organization == organization)
            && filter.state.is_none_or(|state| self.state == state)
            && filter.email.as_ref().is_none_or(|email| self.email.canonical() == *email)
            && filter.search.as_ref().is_none_or(|part| self.search_text().contains(part))
            && filter.expired.is_none_or(|(expired, now)| (self.expires_at <= now) == expired)
    }

    fn order_key(&self, by: OrderBy) -> Option<FoldedText> {
        (by == OrderBy::Email).then(|| FoldedText::sort_key(&self.email.canonical()))
    }

    fn marks(&self) -> Vec<Mark> {
        vec![
            Mark::new("organization", self.organization),
            Mark::new("email", self.email.canonical()),
            state_mark(self.state),
        ]
    }

    fn narrow(filter: &InvitationFilter) -> Option<Vec<Mark>> {
        let InvitationFilter { organization, state, email, .. } = filter;
        let email = email.as_ref().map(|email| Mark::new("email", email));
        let organization = organization.map(|organization| Mark::new("organization", organization));
        email.or(organization).or(state.map(state_mark)).map(|mark| vec![mark])
    }
}

fn state_mark(state: InvitationState) -> Mark {
    Mark::new(
        "state",
        match state {
            InvitationState::Pending => "pending",
            InvitationState::Accepted => "accepted",
            InvitationState::Revoked => "revoked",
        },
    )
}
