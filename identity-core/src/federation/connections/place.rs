//! Where a connection is managed: at its organisation, or at the operator if it is for everybody.

use super::error::ConnectionError;
use crate::authority::{AccessError, Act, Caller, Identity};
use crate::domain::Connection;
use crate::ids::{ConnectionId, OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// The organisation at which the right to manage a connection is held.
    pub(in crate::federation) async fn connections_at(
        &self,
        organization: Option<OrganizationId>,
    ) -> Result<OrganizationId, AccessError> {
        match organization {
            Some(organization) => Ok(organization),
            None => Ok(self.operator().await?.ok_or(AccessError::NotFound)?.id),
        }
    }

    /// A connection that the caller manages, and where it is managed.
    pub(in crate::federation) async fn managed_connection(
        &self,
        caller: &Caller,
        id: ConnectionId,
    ) -> Result<(Versioned<Connection>, OrganizationId), AccessError> {
        let Some(found) = self.store.connections().get(id).await? else {
            return Err(self.not_found_refusal(caller, Permission::ConnectionManage).await?);
        };
        let place = self.connections_at(found.organization).await?;
        self.may_look(caller, Permission::ConnectionManage, place).await?;
        Ok((found, place))
    }

    /// Begins an act on the connections of a place, if the caller may manage them and has just proved who they are.
    pub(in crate::federation) async fn begin_connection_act(
        &self,
        caller: &Caller,
        place: OrganizationId,
    ) -> Result<Act, ConnectionError> {
        let (act, _) = self.authorize(caller, Permission::ConnectionManage, place).await?;
        if self.must_prove_again(caller).await? { Err(ConnectionError::ProveAgain) } else { Ok(act) }
    }

    /// Whether the caller may set up connections there now: for what is done before one is set up, such as fetching its metadata.
    pub async fn may_register_connections(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<(), ConnectionError> {
        let place = self.connections_at(organization).await?;
        self.may_look(caller, Permission::ConnectionManage, place).await?;
        if self.must_prove_again(caller).await? { Err(ConnectionError::ProveAgain) } else { Ok(()) }
    }

    /// Whether the caller manages the connections of an organisation, or those for everybody, for a menu.
    pub async fn manages_connections(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<bool, AccessError> {
        let place = self.connections_at(organization).await?;
        Ok(self.facts(caller, &[place]).await?.allows(Permission::ConnectionManage, place))
    }

    /// Whether a person manages connections at a place, and so may try one and sees what became of sign-ins.
    pub(crate) async fn keeps_connections(
        &self,
        person: UserId,
        place: OrganizationId,
    ) -> Result<bool, StoreError> {
        let found = self.facts_of_user(person, &[place]).await?;
        Ok(found.is_some_and(|known| known.allows(Permission::ConnectionManage, place)))
    }
}
