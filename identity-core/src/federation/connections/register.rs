//! Setting up a connection.

use super::error::ConnectionError;
use super::registration::{NewConnection, NewOpenIdProvider, NewProvider};
use super::valid::{check_metadata, check_openid, check_rules, check_subject};
use crate::Timestamp;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, Connection, ConnectionFilter, ConnectionState, IdentityProvider, MetadataOrigin, OpenIdProvider,
};
use crate::ids::{ConnectionId, OrganizationId};

impl Identity {
    /// Sets up a connection, which begins on trial: only those who manage connections there sign in by it. Needs
    /// `connection.manage` at the organisation, or at the operator for one for everybody, and a fresh proof.
    pub async fn register_connection(
        &self,
        caller: &Caller,
        wanted: &NewConnection,
    ) -> Result<ConnectionId, ConnectionError> {
        on_fresh_facts!(async {
            let place = self.connections_at(wanted.organization).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            let now = self.instant(caller);
            let (provider, metadata) = self.new_provider(&wanted.provider, now)?;
            check_rules(&wanted.rules).map_err(ConnectionError::Rule)?;
            self.not_connected_yet(wanted.organization, &provider).await?;
            let connection = Connection {
                id: self.new_id(),
                name: wanted.name.clone(),
                organization: wanted.organization,
                provider,
                state: ConnectionState::Trial,
                rules: wanted.rules.clone(),
                metadata,
                tested_at: None,
                created_at: now,
                updated_at: now,
            };
            self.keep_a_way_in(None, &connection, place).await?;
            let (id, trace) = (connection.id, trace_of(&connection, place));
            act.changes().insert(connection);
            self.commit(act.finish(self, Action::ConnectionRegistered, trace)).await?;
            Ok(id)
        })
    }

    fn new_provider(
        &self,
        wanted: &NewProvider,
        now: Timestamp,
    ) -> Result<(IdentityProvider, Option<MetadataOrigin>), ConnectionError> {
        match wanted {
            NewProvider::Saml(saml) => {
                check_metadata(&saml.metadata)?;
                check_subject(&saml.subject)?;
                let origin = saml.metadata.origin(now);
                Ok((IdentityProvider::Saml(saml.metadata.provider(saml.subject.clone())), Some(origin)))
            }
            NewProvider::OpenId(openid) => {
                check_openid(openid, &self.settings().base_url)?;
                Ok((IdentityProvider::OpenId(self.openid_provider(openid)), None))
            }
        }
    }

    fn openid_provider(&self, wanted: &NewOpenIdProvider) -> OpenIdProvider {
        let secret = wanted.client_secret.as_ref();
        OpenIdProvider {
            issuer: wanted.issuer.clone(),
            client_id: wanted.client_id.clone(),
            client_secret: secret.map(|secret| self.sealed_provider_secret(&wanted.issuer, secret)),
            scopes: wanted.scopes.clone(),
            algorithms: wanted.algorithms.clone(),
            tenants: wanted.tenants.clone(),
        }
    }

    /// Refuses the same provider twice at one place: people would see two buttons that do the same.
    async fn not_connected_yet(
        &self,
        organization: Option<OrganizationId>,
        provider: &IdentityProvider,
    ) -> Result<(), ConnectionError> {
        let filter = ConnectionFilter { organization: Some(organization) };
        let all = self.all(self.store.connections(), &filter).await?;
        let same = |one: &Connection| match (&one.provider, provider) {
            (IdentityProvider::Saml(one), IdentityProvider::Saml(other)) => one.entity_id == other.entity_id,
            (IdentityProvider::OpenId(one), IdentityProvider::OpenId(other)) => {
                one.issuer == other.issuer && one.client_id == other.client_id
            }
            _ => false,
        };
        if all.iter().any(|one| same(one)) { Err(ConnectionError::AlreadyConnected) } else { Ok(()) }
    }
}

/// What the audit trail tells of a connection.
pub(super) fn trace_of(connection: &Connection, place: OrganizationId) -> Trace {
    Trace::of(connection.id)
        .at(place)
        .with("name", &connection.name)
        .with("protocol", connection.provider.protocol())
        .with("issuer", connection.provider.issuer())
}
