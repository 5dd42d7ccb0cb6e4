//! Bringing declared connections into the store.

use super::connection_setup::{ConnectionSetup, ConnectionsSetup, OpenIdProviderSetup, ProviderSetup};
use super::connection_setup_error::ConnectionSetupError;
use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{
    Action, Actor, Connection, ConnectionFilter, ConnectionRules, ConnectionState, DomainProof,
    IdentityProvider, OpenIdProvider, OrganizationKey, SignInDomain, SignInDomainFilter,
};
use crate::ids::{OrganizationId, UserId};
use crate::secrets::Sealed;
use crate::store::{StoreError, Versioned};
use crate::values::DisplayName;
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// A connection that whoever runs the program declares in its configuration.
#[derive(Debug, Clone, Copy)]
struct DeclaredConnection<'a>(PhantomData<&'a ConnectionsSetup>);

impl<'a> DeclaredConnection<'a> {
    /// A connection of a configuration, which the program was handed to apply.
    const fn by(_setup: &'a ConnectionsSetup) -> Self {
        Self(PhantomData)
    }
}

impl Proof for DeclaredConnection<'_> {
    const IS_CONFIGURATION: bool = true;

    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// Applies the declared connections; several nodes may do so at once. Gives the names of those whose organisation the CRM has
    /// not fed yet: they wait, and are there once they are applied again afterwards.
    ///
    /// Changes nothing and fails where one of them cannot be used.
    pub async fn apply_connections(
        &self,
        setup: &ConnectionsSetup,
    ) -> Result<Vec<DisplayName>, ConnectionSetupError> {
        let declared = DeclaredConnection::by(setup);
        self.check_declared(setup).await?;
        let mut waiting = Vec::new();
        for wanted in &setup.connections {
            if !on_fresh_facts!(self.apply_connection(declared, wanted))? {
                waiting.push(wanted.name.clone());
            }
        }
        if setup.only_these {
            on_fresh_facts!(self.disable_undeclared(declared, setup))?;
        }
        Ok(waiting)
    }

    async fn check_declared(&self, setup: &ConnectionsSetup) -> Result<(), ConnectionSetupError> {
        let mut seen = BTreeSet::new();
        for wanted in &setup.connections {
            if !seen.insert(wanted.id()) {
                return Err(ConnectionSetupError::Twice(wanted.name.clone()));
            }
            let rules = &wanted.rules;
            if rules.least_level.as_ref().is_some_and(|least| !rules.levels.contains(least)) {
                return Err(ConnectionSetupError::NoSuchLevel(wanted.name.clone()));
            }
            if rules.only_from.is_some() && wanted.break_glass.is_empty() {
                return Err(ConnectionSetupError::NobodyLeft(wanted.name.clone()));
            }
            self.break_glass(wanted).await?;
        }
        Ok(())
    }

    /// Who may keep their password.
    async fn break_glass(&self, wanted: &ConnectionSetup) -> Result<BTreeSet<UserId>, ConnectionSetupError> {
        let mut people = wanted.rules.break_glass.clone();
        for email in &wanted.break_glass {
            let found = self.user_by_email(email).await?;
            let (connection, email) = (wanted.name.clone(), email.clone());
            people.insert(found.ok_or(ConnectionSetupError::NoAccount { connection, email })?.id);
        }
        Ok(people)
    }

    /// Whether the organisation is there that the connection is for; if so, the connection is as it is declared.
    async fn apply_connection(
        &self,
        declared: DeclaredConnection<'_>,
        wanted: &ConnectionSetup,
    ) -> Result<bool, ConnectionSetupError> {
        let organization = match &wanted.organization {
            Some(id) => {
                let key = OrganizationKey::External(id.clone());
                let Some(found) = self.store.organizations().find(&key).await? else { return Ok(false) };
                Some(found.id)
            }
            None => None,
        };
        let stored = self.store.connections().get(wanted.id()).await?;
        let connection = self.declared_connection(wanted, organization, stored.as_ref()).await?;
        let mut act = Act::by_proof::<DeclaredConnection<'_>>(&declared);
        let differs = match stored {
            Some(stored) if stored.record == connection => false,
            Some(stored) => {
                let changed = Connection { updated_at: self.now(), ..connection };
                act.changes().update(changed, stored.version);
                true
            }
            None => {
                act.changes().insert(connection);
                true
            }
        };
        if self.change_domains(&mut act, wanted).await? || differs {
            let trace = Trace::of(wanted.id()).with("name", &wanted.name);
            let trace = match organization {
                Some(organization) => trace.at(organization),
                None => trace,
            };
            self.commit(act.finish(self, Action::SystemConfigured, trace)).await?;
        }
        Ok(true)
    }

    /// The connection as it is to be; equal to the stored one where nothing is to change.
    async fn declared_connection(
        &self,
        wanted: &ConnectionSetup,
        organization: Option<OrganizationId>,
        stored: Option<&Versioned<Connection>>,
    ) -> Result<Connection, ConnectionSetupError> {
        let break_glass = self.break_glass(wanted).await?;
        let now = self.now();
        let provider = match &wanted.provider {
            ProviderSetup::Saml(provider) => IdentityProvider::Saml(provider.clone()),
            ProviderSetup::OpenId(provider) => {
                let known = stored.and_then(|stored| match &stored.provider {
                    IdentityProvider::OpenId(known) => Some(known),
                    IdentityProvider::Saml(_) => None,
                });
                IdentityProvider::OpenId(self.declared_openid(provider, known))
            }
        };
        Ok(Connection {
            id: wanted.id(),
            name: wanted.name.clone(),
            organization,
            provider,
            state: wanted.state,
            rules: ConnectionRules { break_glass, ..wanted.rules.clone() },
            metadata: None,
            tested_at: stored.and_then(|stored| stored.tested_at),
            created_at: stored.map_or(now, |stored| stored.created_at),
            updated_at: stored.map_or(now, |stored| stored.updated_at),
        })
    }

    fn declared_openid(
        &self,
        wanted: &OpenIdProviderSetup,
        known: Option<&OpenIdProvider>,
    ) -> OpenIdProvider {
        OpenIdProvider {
            issuer: wanted.issuer.clone(),
            client_id: wanted.client_id.clone(),
            client_secret: self.declared_secret(wanted, known),
            scopes: wanted.scopes.clone(),
            algorithms: wanted.algorithms.clone(),
            tenants: wanted.tenants.clone(),
        }
    }

    /// The secret, sealed; what is stored already if it is the same, since each seal looks different.
    fn declared_secret(
        &self,
        wanted: &OpenIdProviderSetup,
        known: Option<&OpenIdProvider>,
    ) -> Option<Sealed> {
        let secret = wanted.client_secret.as_ref()?;
        let opened = known.and_then(|known| self.provider_secret(known).ok().flatten());
        let is_same = opened.is_some_and(|opened| opened.expose() == secret.expose());
        let stored = known.and_then(|known| known.client_secret.clone()).filter(|_| is_same);
        stored.or_else(|| Some(self.sealed_provider_secret(&wanted.issuer, secret)))
    }

    /// Adds and removes the domains that lead to the connection; gives whether there was something to do.
    async fn change_domains(&self, act: &mut Act, wanted: &ConnectionSetup) -> Result<bool, StoreError> {
        let (connection, now) = (wanted.id(), self.now());
        let filter = SignInDomainFilter { domain: None, connection: Some(connection) };
        let stored = self.all(self.store.sign_in_domains(), &filter).await?;
        let mut changed = false;
        for domain in &wanted.domains {
            let known = stored.iter().find(|stored| stored.domain == *domain);
            let proof = Some(DomainProof::Configuration);
            match known {
                Some(known) if known.proof.is_some() => continue,
                Some(known) => {
                    let proved =
                        SignInDomain { proof, challenge: None, proved_at: Some(now), ..known.record.clone() };
                    act.changes().update(proved, known.version)
                }
                None => act.changes().insert(SignInDomain {
                    id: self.new_id(),
                    domain: domain.clone(),
                    connection,
                    proof,
                    challenge: None,
                    proved_at: Some(now),
                    created_at: now,
                }),
            };
            changed = true;
        }
        for domain in stored.iter().filter(|stored| !wanted.domains.contains(&stored.domain)) {
            act.changes().remove(domain.id, domain.version);
            changed = true;
        }
        Ok(changed)
    }

    /// Disables the declared connections that the configuration no longer names.
    async fn disable_undeclared(
        &self,
        declared: DeclaredConnection<'_>,
        setup: &ConnectionsSetup,
    ) -> Result<(), ConnectionSetupError> {
        let named: BTreeSet<_> = setup.connections.iter().map(ConnectionSetup::id).collect();
        for stored in self.all(self.store.connections(), &ConnectionFilter::default()).await? {
            let is_gone = ConnectionSetup::is_declared(stored.id) && !named.contains(&stored.id);
            if !is_gone || stored.state == ConnectionState::Disabled {
                continue;
            }
            let trace = Trace::of(stored.id).with("name", &stored.name).with("enabled", false);
            let (version, state) = (stored.version, ConnectionState::Disabled);
            let disabled = Connection { state, updated_at: self.now(), ..stored.record };
            let mut act = Act::by_proof::<DeclaredConnection<'_>>(&declared);
            act.changes().update(disabled, version);
            self.commit(act.finish(self, Action::SystemConfigured, trace)).await?;
        }
        Ok(())
    }
}
