//! By which connections somebody can sign in.

use crate::authority::Identity;
use crate::domain::{Connection, ConnectionFilter, ConnectionState, Grant, Holder, OrganizationState};
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
    /// on trial those who manage it. Nobody can by that of an organisation which is suspended.
    pub(crate) async fn can_come_by(
        &self,
        connection: &Connection,
        person: Option<UserId>,
    ) -> Result<bool, StoreError> {
        if let Some(organization) = connection.organization {
            let place = self.store.organizations().get(organization).await?;
            if place.is_none_or(|place| place.state != OrganizationState::Active) {
                return Ok(false);
            }
        }
        match (connection.state, person) {
            (ConnectionState::Enabled, _) => Ok(true),
            (ConnectionState::Trial, Some(person)) => self.tries_connection(connection, person).await,
            (ConnectionState::Trial, None) | (ConnectionState::Disabled, _) => Ok(false),
        }
    }

    /// Whether a connection may say who a person is: one for everybody, or one of an organisation to which, with what lies below it,
    /// all belongs that they belong to and hold. Else whoever runs the provider of one organisation could act for another, and
    /// would go on to when the person has left. What others delegated to the person they delegated to who signs in like this.
    pub(crate) async fn is_for(&self, connection: &Connection, person: UserId) -> Result<bool, StoreError> {
        let Some(organization) = connection.organization else { return Ok(true) };
        let Some((_, known)) = self.facts_at_places(person, &[]).await? else { return Ok(false) };
        let operator = self.operator().await?.map(|operator| operator.id);
        // The operator stands above all customers, whose people are not its own.
        let is_within = |place: OrganizationId| {
            place == organization
                || (operator != Some(organization) && known.lineage(place).contains(&organization))
        };
        let own = |grant: &Grant| {
            let held = grant.holder == Holder::User(person) && !grant.has_ended(self.now());
            held && grant.mandate.is_none()
        };
        let holds = known.grants.values().filter(|grant| own(grant));
        let held_within = holds.map(|grant| grant.organization).all(is_within);
        let belongs = !known.member_of.is_empty() && known.member_of.iter().copied().all(is_within);
        Ok(belongs && held_within)
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
