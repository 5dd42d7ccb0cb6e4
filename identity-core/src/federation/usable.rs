//! By which connections somebody can sign in.

use crate::authority::Identity;
use crate::domain::{Connection, ConnectionFilter, ConnectionState};
use crate::ids::{ConnectionId, OrganizationId, UserId};
use crate::store::{StoreError, Versioned};
use crate::values::FoldedText;

impl Identity {
    /// The connections for everybody, and those of some organisations, in the order in which they are offered: preferred ones
    /// first, then by name.
    pub(crate) async fn connections_for(
        &self,
        organizations: impl IntoIterator<Item = OrganizationId>,
    ) -> Result<Vec<Versioned<Connection>>, StoreError> {
        let mut found = Vec::new();
        for organization in std::iter::once(None).chain(organizations.into_iter().map(Some)) {
            let filter = ConnectionFilter { organization: Some(organization) };
            found.extend(self.all(self.store.connections(), &filter).await?);
        }
        found.sort_by_cached_key(|one| {
            (!one.rules.preferred, FoldedText::sort_key(one.name.as_ref()), one.id)
        });
        Ok(found)
    }

    /// Whether a person, if there is one, can sign in by a connection: everybody whom it is for by one that is enabled, and by one
    /// on trial those who manage it.
    pub(crate) async fn can_come_by(
        &self,
        connection: &Connection,
        person: Option<UserId>,
    ) -> Result<bool, StoreError> {
        match (connection.state, person) {
            (ConnectionState::Enabled, _) => Ok(true),
            (ConnectionState::Trial, Some(person)) => self.tries_connection(connection, person).await,
            (ConnectionState::Trial, None) | (ConnectionState::Disabled, _) => Ok(false),
        }
    }

    async fn tries_connection(&self, connection: &Connection, person: UserId) -> Result<bool, StoreError> {
        let place = match connection.organization {
            Some(organization) => Some(organization),
            None => self.operator().await?.map(|operator| operator.id),
        };
        match place {
            Some(place) => self.keeps_connections(person, place).await,
            None => Ok(false),
        }
    }

    /// A connection, as it stands now.
    pub(crate) async fn connection_by_id(
        &self,
        id: ConnectionId,
    ) -> Result<Option<Versioned<Connection>>, StoreError> {
        self.store.connections().get(id).await
    }
}
