//! Seeing the connections.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Connection, ConnectionFilter, LinkedIdentityFilter, SignInDomain, SignInDomainFilter};
use crate::ids::{ConnectionId, OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::Versioned;
use crate::values::{DisplayName, FoldedText};

/// Linked accounts are counted up to this.
const MOST_COUNTED: u64 = 10_000;

/// A connection, as those who manage it see it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ConnectionDetails {
    /// The connection. The secret in it is sealed.
    pub connection: Versioned<Connection>,
    /// The name of the organisation whose people it signs in; none for everybody's.
    pub organization: Option<DisplayName>,
    /// How many accounts are linked with it, up to 10,000.
    pub linked: u64,
    /// The mail domains whose people it signs in.
    pub domains: Vec<SignInDomain>,
}

/// Somebody who manages connections, from whom it is chosen who keeps a password.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionKeeper {
    /// Who it is.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Whether they have a password.
    pub has_password: bool,
}

impl Identity {
    /// The connections of an organisation, or those for everybody, by name, for those who manage them (`connection.manage`).
    pub async fn connections(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<Vec<Versioned<Connection>>, AccessError> {
        let place = self.connections_at(organization).await?;
        self.may_look(caller, Permission::ConnectionManage, place).await?;
        let filter = ConnectionFilter { organization: Some(organization) };
        let mut all = self.all(self.store.connections(), &filter).await?;
        all.sort_by_cached_key(|one| (FoldedText::sort_key(one.name.as_ref()), one.id));
        Ok(all)
    }

    /// One connection, for those who manage it.
    pub async fn connection(
        &self,
        caller: &Caller,
        id: ConnectionId,
    ) -> Result<ConnectionDetails, AccessError> {
        let (connection, _) = self.managed_connection(caller, id).await?;
        let organization = match connection.organization {
            Some(id) => self.store.organizations().get(id).await?.map(|found| found.record.name),
            None => None,
        };
        let linked = LinkedIdentityFilter { connection: Some(id), ..LinkedIdentityFilter::default() };
        let linked = self.store.linked_identities().count(&linked, MOST_COUNTED).await?;
        let domains = SignInDomainFilter { connection: Some(id), ..SignInDomainFilter::default() };
        let domains = self.all(self.store.sign_in_domains(), &domains).await?;
        let mut domains: Vec<_> = domains.into_iter().map(|found| found.record).collect();
        domains.sort_by(|one, other| one.domain.cmp(&other.domain));
        Ok(ConnectionDetails { connection, organization, linked, domains })
    }
}
