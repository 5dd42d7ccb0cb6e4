use super::permission_set::PermissionSet;
use crate::Timestamp;
use crate::domain::{Holder, Permission};
use crate::ids::{ApiClientId, OrganizationId, UserId};

/// Who wants to do something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The person or client.
    pub holder: Holder,
    /// What the token of a client may be used for; `None` does not narrow.
    pub scopes: Option<PermissionSet>,
    /// The organisation that the person chose to act for; by a mandate of another one they then do nothing.
    pub acting_for: Option<OrganizationId>,
    /// The moment.
    pub at: Timestamp,
}

impl Subject {
    /// Somebody with all that they hold, who has not chosen whom to act for.
    pub const fn holder(holder: Holder, at: Timestamp) -> Self {
        Self { holder, scopes: None, acting_for: None, at }
    }

    /// A person.
    pub const fn user(user: UserId, at: Timestamp) -> Self {
        Self::holder(Holder::User(user), at)
    }

    /// A client with an access token of these scopes.
    pub const fn client(client: ApiClientId, scopes: PermissionSet, at: Timestamp) -> Self {
        Self { scopes: Some(scopes), ..Self::holder(Holder::Client(client), at) }
    }

    /// An organisation, of which the answers say what it could pass on.
    pub const fn organization(organization: OrganizationId, at: Timestamp) -> Self {
        Self::holder(Holder::Organization(organization), at)
    }

    /// The same subject acting for an organisation.
    #[must_use]
    pub const fn acting_for(self, organization: Option<OrganizationId>) -> Self {
        Self { acting_for: organization, ..self }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub subject: Subject,
    /// The act.
    pub permission: Permission,
    /// The organisation that it touches.
    pub organization: OrganizationId,
}
