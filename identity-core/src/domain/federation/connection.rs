use super::connection_rules::ConnectionRules;
use super::provider::IdentityProvider;
use crate::Timestamp;
use crate::domain::applications::MetadataOrigin;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::NoKey;
use crate::ids::{ConnectionId, OrganizationId};
use crate::values::DisplayName;
use serde::{Deserialize, Serialize};

/// Whether people can sign in by a connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// Only those who manage connections can, to try it.
    #[default]
    Trial,
    /// Everybody whom it is for can.
    Enabled,
    /// Nobody can.
    Disabled,
}

impl ConnectionState {
    /// Every state there is.
    pub const ALL: [Self; 3] = [Self::Trial, Self::Enabled, Self::Disabled];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
        }
    }
}

/// An identity provider elsewhere that signs people in here: that of a company, or one for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// What people call it: "City Group", "Google".
    pub name: DisplayName,
    /// The organisation whose people it signs in; none for everybody's.
    pub organization: Option<OrganizationId>,
    /// The identity provider.
    pub provider: IdentityProvider,
    /// Whether people can sign in by it.
    pub state: ConnectionState,
    /// What becomes of those who come by it.
    pub rules: ConnectionRules,
    /// Where its SAML metadata came from; none for `OpenID` Connect.
    pub metadata: Option<MetadataOrigin>,
    /// When somebody last signed in by it to try it.
    pub tested_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Which connections a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConnectionFilter {
    /// Only those of this organisation, or with `Some(None)` only those for everybody.
    pub organization: Option<Option<OrganizationId>>,
}

impl Entity for Connection {
    const KIND: RecordKind = RecordKind::Connection;

    type Id = ConnectionId;
    type Key = NoKey;
    type Filter = ConnectionFilter;

    fn id(&self) -> ConnectionId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &ConnectionFilter) -> bool {
        filter.organization.is_none_or(|organization| self.organization == organization)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![organization_mark(self.organization)]
    }

    fn narrow(filter: &ConnectionFilter) -> Option<Vec<Mark>> {
        filter.organization.map(|organization| vec![organization_mark(organization)])
    }
}

fn organization_mark(organization: Option<OrganizationId>) -> Mark {
    match organization {
        Some(organization) => Mark::new("organization", organization),
        None => Mark::new("organization", "none"),
    }
}
