use crate::ids::{ApiClientId, OrganizationId, UserId};
use serde::{Deserialize, Serialize};

/// Who holds a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Holder {
    /// A person.
    User(UserId),
    /// An organisation.
    Organization(OrganizationId),
    /// A client that calls the REST interface.
    Client(ApiClientId),
}

impl Holder {
    /// The person, if it is one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            Self::Organization(_) | Self::Client(_) => None,
        }
    }

    /// The organisation, if it is one.
    pub const fn organization(self) -> Option<OrganizationId> {
        match self {
            Self::Organization(id) => Some(id),
            Self::User(_) | Self::Client(_) => None,
        }
    }

    /// The client, if it is one.
    pub const fn client(self) -> Option<ApiClientId> {
        match self {
            Self::Client(id) => Some(id),
            Self::User(_) | Self::Organization(_) => None,
        }
    }
}
