use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::ids::{MembershipId, OrganizationId, UserId};

/// That a person belongs to an organisation. What they may do there, grants tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who belongs.
    pub user: UserId,
    /// To what.
    pub organization: OrganizationId,
    /// Since when.
    pub created_at: Timestamp,
}

/// The unique keys of a membership: a person belongs to an organisation once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MembershipKey {
    /// This person in this organisation.
    Of(UserId, OrganizationId),
}

/// Which memberships a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MembershipFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those of this organisation.
    pub organization: Option<OrganizationId>,
}

impl Entity for Membership {
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
            && filter.organization.is_none_or(|organization| self.organization == organization)
    }
}
