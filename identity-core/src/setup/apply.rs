//! Bringing a deployment's configuration into the store.

use super::declarations::{ClientSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup};
use super::declared::Declared;
use super::setup_error::SetupError;
use crate::authority::{Act, Identity, Trace, on_fresh_facts, operator_external_id};
use crate::domain::{
    AccessTokenFormat, Action, ApiClient, ApiClientKey, ClientAuthentication, Holder, Organization,
    OrganizationClass, OrganizationPath, OrganizationState, RelyingParty, RelyingPartyFilter,
    RelyingPartyKey, Rights, Role, RoleRef, Service, ServiceKeyed, SignInPolicy, SignInRules, SignInSubject,
};
use crate::ids::OrganizationId;
use crate::store::{Entity, Record, Versioned};
use crate::values::{Attributes, DisplayName, EntityId, Scope, is_web_origin};
use std::collections::{BTreeMap, BTreeSet};

impl Identity {
    /// Applies a configuration; several nodes may do so at once.
    ///
    /// Changes nothing and fails with [`SetupError::OtherMasterKey`] where a signing key or a waiting message does not
    /// open with the configured master key, and with [`SetupError::PasswordRefused`] where somebody is to be created with a
    /// password that the policy refuses.
    pub async fn apply(&self, setup: &Setup) -> Result<(), SetupError> {
        self.check_master_key().await?;
        self.check_new_passwords(setup).await?;
        let declared = Declared::by(setup);
        if let Some(name) = &setup.operator {
            on_fresh_facts!(self.apply_operator(declared, name))?;
        }
        for service in &setup.services {
            on_fresh_facts!(self.apply_service(declared, service))?;
        }
        for role in &setup.roles {
            on_fresh_facts!(self.apply_role(declared, role))?;
        }
        for client in &setup.clients {
            on_fresh_facts!(self.apply_client(declared, client))?;
        }
        for party in &setup.relying_parties {
            on_fresh_facts!(self.apply_relying_party(declared, party))?;
        }
        for application in &setup.openid {
            on_fresh_facts!(self.apply_openid(declared, application))?;
        }
        if setup.only_these_relying_parties {
            on_fresh_facts!(self.disable_other_relying_parties(declared, setup))?;
        }
        for person in &setup.people {
            self.apply_person(declared, person).await?;
        }
        Ok(())
    }

    async fn apply_operator(&self, declared: Declared<'_>, name: &DisplayName) -> Result<(), SetupError> {
        let now = self.now();
        let mut act = Act::by_proof::<Declared<'_>>(&declared);
        let id = match self.operator().await? {
            Some(found) if found.name == *name => return Ok(()),
            Some(found) => {
                let id = found.id;
                let changed = Organization { name: name.clone(), updated_at: now, ..found.record };
                act.changes().update(changed, found.version);
                id
            }
            None => {
                let id: OrganizationId = self.new_id();
                act.changes().insert(Organization {
                    id,
                    path: OrganizationPath::root(id),
                    name: name.clone(),
                    class: OrganizationClass::Operator,
                    state: OrganizationState::Active,
                    external_id: Some(operator_external_id()),
                    business_id: None,
                    domains: Vec::new(),
                    attributes: Attributes::default(),
                    source_version: None,
                    created_at: now,
                    updated_at: now,
                });
                id
            }
        };
        Ok(self
            .commit(act.finish(self, Action::SystemConfigured, Trace::of(id).at(id).with("name", name)))
            .await?)
    }

    async fn apply_service(&self, declared: Declared<'_>, wanted: &ServiceSetup) -> Result<(), SetupError> {
        let stored = self.store.services().find(&ServiceKeyed::Key(wanted.key.clone())).await?;
        let service = Service {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            key: wanted.key.clone(),
            name: wanted.name.clone(),
            needs_contract: wanted.needs_contract,
            start_url: wanted.start_url.clone(),
            enabled: true,
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
        };
        let trace = Trace::of(service.id).with("service", &wanted.key);
        self.put(declared, stored, service, Action::SystemConfigured, trace).await
    }

    async fn apply_role(&self, declared: Declared<'_>, wanted: &RoleSetup) -> Result<(), SetupError> {
        let stored = self.store.roles().find(&RoleRef::Named(None, wanted.key.clone())).await?;
        let mut application_roles = BTreeMap::new();
        for (service, roles) in &wanted.application_roles {
            application_roles.insert(self.setup_service(service).await?, roles.clone());
        }
        let role = Role {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            owner: None,
            key: wanted.key.clone(),
            name: wanted.name.clone(),
            description: wanted.description.clone(),
            permissions: wanted.permissions.clone(),
            application_roles,
            mandate_only: wanted.mandate_only,
            enabled: true,
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
            updated_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.updated_at),
        };
        let subject = SignInSubject::Role(role.id);
        let trace = Trace::of(role.id).with("role", &wanted.key);
        self.put(declared, stored, role, Action::RoleDefined, trace).await?;
        match &wanted.sign_in {
            Some(rules) => self.apply_sign_in_policy(declared, subject, rules).await,
            None => Ok(()),
        }
    }

    async fn apply_sign_in_policy(
        &self,
        declared: Declared<'_>,
        subject: SignInSubject,
        rules: &SignInRules,
    ) -> Result<(), SetupError> {
        let stored = self.stored_policy(subject).await?;
        let rules = rules.clone();
        let policy = if let Some(stored) = &stored {
            // The deployment's configuration counts at once.
            SignInPolicy { rules, four_eyes_until: None, ..stored.record.clone() }
        } else {
            let (id, now) = (self.new_id(), self.now());
            SignInPolicy { id, subject, rules, four_eyes_until: None, created_at: now, updated_at: now }
        };
        let trace = Trace::of(policy.id).with("factors", policy.rules.factors.as_str());
        self.put(declared, stored, policy, Action::SignInPolicyChanged, trace).await
    }

    async fn apply_client(&self, declared: Declared<'_>, wanted: &ClientSetup) -> Result<(), SetupError> {
        let stored = self.store.api_clients().find(&ApiClientKey::ClientId(wanted.client_id.clone())).await?;
        let client = ApiClient {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            client_id: wanted.client_id.clone(),
            declared: true,
            secret: wanted.secret.digest(),
            name: wanted.name.clone(),
            scopes: wanted.scopes.iter().copied().map(Scope::from).collect(),
            authentication: ClientAuthentication::ClientSecret,
            keys: None,
            openid: None,
            resource: None,
            access_tokens: AccessTokenFormat::Opaque,
            enabled: stored.as_ref().is_none_or(|stored| stored.enabled),
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
        };
        let id = client.id;
        let trace = Trace::of(id).with("client_id", &wanted.client_id);
        self.put(declared, stored, client, Action::SystemConfigured, trace).await?;
        self.apply_grant(declared, Holder::Client(id), &wanted.role, Rights::Act).await
    }

    async fn apply_relying_party(
        &self,
        declared: Declared<'_>,
        wanted: &RelyingPartySetup,
    ) -> Result<(), SetupError> {
        if wanted.requests_signed && wanted.certificates.is_empty() {
            return Err(SetupError::NothingToVerifyWith(wanted.entity_id.clone()));
        }
        if wanted.saml.encrypt_assertions && wanted.saml.encryption_certificates.is_empty() {
            return Err(SetupError::NothingToEncryptWith(wanted.entity_id.clone()));
        }
        if let Some(origin) = wanted.origins.iter().find(|origin| !is_web_origin(origin)) {
            let (entity_id, origin) = (wanted.entity_id.clone(), origin.clone());
            return Err(SetupError::NotAnOrigin { entity_id, origin });
        }
        let key = RelyingPartyKey::EntityId(wanted.entity_id.clone());
        let stored = self.store.relying_parties().find(&key).await?;
        let party = RelyingParty {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            entity_id: Some(wanted.entity_id.clone()),
            declared: true,
            name: wanted.name.clone(),
            service: self.setup_service(&wanted.service).await?,
            consumers: wanted.consumers.clone(),
            logout_url: wanted.logout_url.clone(),
            logout_services: wanted.logout_services.clone(),
            name_formats: wanted.name_formats.clone(),
            origins: wanted.origins.clone(),
            factors: wanted.sign_in.factors,
            second_factors: wanted.sign_in.methods.clone(),
            remember_days: wanted.sign_in.remember_days,
            certificates: wanted.certificates.clone(),
            requests_signed: wanted.requests_signed,
            metadata: None,
            trial: false,
            saml: wanted.saml.clone(),
            enabled: wanted.enabled,
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
            updated_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.updated_at),
        };
        let trace = Trace::of(party.id).with("entity_id", &wanted.entity_id);
        self.put(declared, stored, party, Action::SystemConfigured, trace).await
    }

    /// Disables the applications that the configuration does not name any more.
    async fn disable_other_relying_parties(
        &self,
        declared: Declared<'_>,
        setup: &Setup,
    ) -> Result<(), SetupError> {
        let named: BTreeSet<_> = setup.relying_parties.iter().map(|party| &party.entity_id).collect();
        let is_named = |id: &Option<EntityId>| id.as_ref().is_some_and(|id| named.contains(id));
        for stored in self.all(self.store.relying_parties(), &RelyingPartyFilter::default()).await? {
            if stored.enabled && stored.declared && stored.entity_id.is_some() && !is_named(&stored.entity_id)
            {
                let disabled = RelyingParty { enabled: false, ..stored.record.clone() };
                let trace = Trace::of(stored.id).with("name", &stored.name).with("enabled", false);
                self.put(declared, Some(stored), disabled, Action::SystemConfigured, trace).await?;
            }
        }
        Ok(())
    }

    /// Writes a record if it is new or differs from what is there.
    pub(super) async fn put<T>(
        &self,
        declared: Declared<'_>,
        stored: Option<Versioned<T>>,
        wanted: T,
        action: Action,
        trace: Trace,
    ) -> Result<(), SetupError>
    where
        T: Entity + Into<Record>,
    {
        let mut act = Act::by_proof::<Declared<'_>>(&declared);
        match stored {
            Some(stored) if stored.record == wanted => return Ok(()),
            Some(stored) => act.changes().update(wanted, stored.version),
            None => act.changes().insert(wanted),
        };
        Ok(self.commit(act.finish(self, action, trace)).await?)
    }
}
