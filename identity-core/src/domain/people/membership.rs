use super::user::{User, UserState};
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::order::OrderBy;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{MembershipId, OrganizationId, UserId};
use crate::values::FoldedText;
use serde::{Deserialize, Serialize};

/// That a person belongs to an organisation. What they may do there, grants tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who belongs.
    pub user: UserId,
    /// To what.
    pub organization: OrganizationId,
    /// The person's [sort key](User::sort_key), so that the people of an organisation are read in the order of their
    /// names. It changes with the person's name, in the same commit.
    pub name: FoldedText,
    /// The person's [search text](User::search_text). It changes with the person's name, address and user name, in the
    /// same commit.
    pub search: FoldedText,
    /// The person's main e-mail address to [sort](User::email_key) by. It changes with the address, in the same commit.
    #[serde(default)]
    pub email: FoldedText,
    /// Whether the person can sign in, so that the people of an organisation are listed by it. It changes with the person's
    /// state, in the same commit.
    #[serde(default)]
    pub state: UserState,
    /// Since when.
    pub created_at: Timestamp,
}

impl Membership {
    /// The membership of a person in an organisation.
    pub fn new(id: MembershipId, user: &User, organization: OrganizationId, created_at: Timestamp) -> Self {
        Self {
            id,
            user: user.id,
            organization,
            name: user.sort_key(),
            search: user.search_text(),
            email: user.email_key(),
            state: user.state,
            created_at,
        }
    }

    /// The membership with the keys of its person as they are now.
    #[must_use]
    pub fn refreshed(self, user: &User) -> Self {
        let (name, search, email) = (user.sort_key(), user.search_text(), user.email_key());
        Self { name, search, email, state: user.state, ..self }
    }
}

/// The unique keys of a membership: a person belongs to an organisation once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipKey {
    /// This person in this organisation.
    Of(UserId, OrganizationId),
}

impl UniqueKey for MembershipKey {}

/// Which memberships a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MembershipFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those of one of these people; `None` does not limit.
    pub users: Option<Vec<UserId>>,
    /// Only those of this organisation.
    pub organization: Option<OrganizationId>,
    /// Only those of people whose [search text](User::search_text) contains this.
    pub search: Option<FoldedText>,
    /// Only those of people in this state.
    pub state: Option<UserState>,
}

impl Entity for Membership {
    const KIND: RecordKind = RecordKind::Membership;
    const ORDERS: &'static [OrderBy] = &[OrderBy::Id, OrderBy::Name, OrderBy::Email];

    type Id = MembershipId;
    type Key = MembershipKey;
    type Filter = MembershipFilter;

    fn id(&self) -> MembershipId {
        self.id
    }

    fn keys(&self) -> Vec<MembershipKey> {
        vec![MembershipKey::Of(self.user, self.organization)]
    }

    fn matches(&self, filter: &MembershipFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.users.as_ref().is_none_or(|users| users.contains(&self.user))
            && filter.organization.is_none_or(|organization| self.organization == organization)
            && filter.search.as_ref().is_none_or(|part| self.search.contains(part))
            && filter.state.is_none_or(|state| self.state == state)
    }

    fn order_key(&self, by: OrderBy) -> Option<FoldedText> {
        match by {
            OrderBy::Name => Some(self.name.clone()),
            OrderBy::Email => Some(self.email.clone()),
            OrderBy::Id | OrderBy::ExternalId => None,
        }
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user), Mark::new("organization", self.organization)]
    }

    fn narrow(filter: &MembershipFilter) -> Option<Vec<Mark>> {
        let user = filter.user.map(|user| Mark::new("user", user));
        let organization = filter.organization.map(|organization| Mark::new("organization", organization));
        user.or(organization).map(|mark| vec![mark])
    }
}
