//! Bringing a deployment's configuration into the store.

use super::authority::{Act, Proof, Trace};
use super::provision_organization::operator_external_id;
use super::retry::{FromStore, on_fresh_facts};
use crate::Identity;
use crate::domain::{
    Action, Actor, ApiClient, ApiClientKey, AssertionConsumerService, Credential, CredentialSecret, Grant,
    GrantFilter, GrantPath, GrantScope, Holder, Membership, Organization, OrganizationClass,
    OrganizationPath, OrganizationState, Period, RelyingParty, RelyingPartyKey, Rights, Role, RoleRef,
    Service, ServiceKeyed, User, UserKey, UserState,
};
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::policy::Permission;
use crate::secrets::{Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{
    Attributes, ClientId, DisplayName, EmailAddress, EntityId, PersonName, RoleKey, ServiceKey, Username,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a deployment declares: who runs it, its services, roles, programs, applications, first people.
///
/// Applying it again changes only what differs. What is no longer named stays as it is.
#[derive(Debug, Default)]
pub struct Setup {
    /// The organisation that runs the service.
    pub operator: Option<DisplayName>,
    /// The services.
    pub services: Vec<ServiceSetup>,
    /// The roles of the deployment.
    pub roles: Vec<RoleSetup>,
    /// The programs that call the REST interface.
    pub clients: Vec<ClientSetup>,
    /// The applications behind single sign-on.
    pub relying_parties: Vec<RelyingPartySetup>,
    /// The operator's first people.
    pub people: Vec<PersonSetup>,
}

/// A service.
#[derive(Debug, Clone)]
pub struct ServiceSetup {
    /// Its name in configuration and REST.
    pub key: ServiceKey,
    /// What people call it.
    pub name: DisplayName,
    /// Whether an organisation needs a contract for it.
    pub needs_contract: bool,
    /// Where a person starts using it.
    pub start_url: Option<String>,
}

/// A role of the deployment.
#[derive(Debug, Clone)]
pub struct RoleSetup {
    /// Its name in configuration and REST.
    pub key: RoleKey,
    /// What people call it.
    pub name: DisplayName,
    /// What somebody with it can do.
    pub description: String,
    /// The administrative acts it allows.
    pub permissions: BTreeSet<Permission>,
    /// The roles that services receive.
    pub application_roles: BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    /// Whether it is held by mandate only, such as a representative's; see [`Role::by_mandate`].
    pub by_mandate: bool,
}

/// A program that calls the REST interface, with its rights over all organisations.
#[derive(Debug)]
pub struct ClientSetup {
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Its `client_secret`.
    pub secret: SecretToken,
    /// What people call it.
    pub name: DisplayName,
    /// The scopes it may ask for.
    pub scopes: BTreeSet<Permission>,
    /// The role that it has at the operator and everything below it.
    pub role: RoleKey,
}

/// An application behind single sign-on.
#[derive(Debug, Clone)]
pub struct RelyingPartySetup {
    /// Its SAML entity id.
    pub entity_id: EntityId,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceKey,
    /// Where it takes responses.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages.
    pub logout_url: Option<String>,
    /// Its signing certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Whether its requests have to be signed.
    pub requests_signed: bool,
}

/// Somebody of the operator.
#[derive(Debug)]
pub struct PersonSetup {
    /// Address.
    pub email: EmailAddress,
    /// Name for signing in.
    pub username: Option<Username>,
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// First password.
    pub password: Secret,
    /// The roles at the operator and everything below it.
    pub roles: Vec<(RoleKey, Rights)>,
}

/// Why a configuration was not applied.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// It names something that it does not define.
    #[error("the configuration names the {kind} {name}, which it does not define")]
    Undefined {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Password(#[from] crate::secrets::HashError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FromStore for SetupError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl Identity {
    /// Applies a configuration; several nodes may do so at once.
    pub async fn apply(&self, setup: &Setup) -> Result<(), SetupError> {
        if let Some(name) = &setup.operator {
            on_fresh_facts!(self.apply_operator(name))?;
        }
        for service in &setup.services {
            on_fresh_facts!(self.apply_service(service))?;
        }
        for role in &setup.roles {
            on_fresh_facts!(self.apply_role(role))?;
        }
        for client in &setup.clients {
            on_fresh_facts!(self.apply_client(client))?;
        }
        for party in &setup.relying_parties {
            on_fresh_facts!(self.apply_relying_party(party))?;
        }
        for person in &setup.people {
            self.apply_person(person).await?;
        }
        Ok(())
    }

    async fn apply_operator(&self, name: &DisplayName) -> Result<(), SetupError> {
        let now = self.now();
        let mut act = Act::by_proof(Proof::Configuration, Actor::System);
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

    async fn apply_service(&self, wanted: &ServiceSetup) -> Result<(), SetupError> {
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
        self.put(stored, service, Action::SystemConfigured, trace).await
    }

    async fn apply_role(&self, wanted: &RoleSetup) -> Result<(), SetupError> {
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
            by_mandate: wanted.by_mandate,
            enabled: true,
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
            updated_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.updated_at),
        };
        let trace = Trace::of(role.id).with("role", &wanted.key);
        self.put(stored, role, Action::RoleDefined, trace).await
    }

    async fn apply_client(&self, wanted: &ClientSetup) -> Result<(), SetupError> {
        let stored = self.store.api_clients().find(&ApiClientKey::ClientId(wanted.client_id.clone())).await?;
        let client = ApiClient {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            client_id: wanted.client_id.clone(),
            secret: wanted.secret.digest(),
            name: wanted.name.clone(),
            scopes: wanted.scopes.clone(),
            enabled: stored.as_ref().is_none_or(|stored| stored.enabled),
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
        };
        let id = client.id;
        let trace = Trace::of(id).with("client_id", &wanted.client_id);
        self.put(stored, client, Action::SystemConfigured, trace).await?;
        self.apply_grant(Holder::Client(id), &wanted.role, Rights::Act).await
    }

    async fn apply_relying_party(&self, wanted: &RelyingPartySetup) -> Result<(), SetupError> {
        let key = RelyingPartyKey::EntityId(wanted.entity_id.clone());
        let stored = self.store.relying_parties().find(&key).await?;
        let party = RelyingParty {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            entity_id: wanted.entity_id.clone(),
            name: wanted.name.clone(),
            service: self.setup_service(&wanted.service).await?,
            consumers: wanted.consumers.clone(),
            logout_url: wanted.logout_url.clone(),
            certificates: wanted.certificates.clone(),
            requests_signed: wanted.requests_signed,
            enabled: stored.as_ref().is_none_or(|stored| stored.enabled),
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
            updated_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.updated_at),
        };
        let trace = Trace::of(party.id).with("entity_id", &wanted.entity_id);
        self.put(stored, party, Action::SystemConfigured, trace).await
    }

    async fn apply_person(&self, wanted: &PersonSetup) -> Result<(), SetupError> {
        let key = UserKey::Email(wanted.email.canonical());
        let user = match self.store.users().find(&key).await? {
            Some(found) => found.id,
            None => self.create_person(wanted, &key).await?,
        };
        for (role, rights) in &wanted.roles {
            on_fresh_facts!(self.apply_grant(Holder::User(user), role, *rights))?;
        }
        Ok(())
    }

    /// Creates one of the operator's people; when another node was faster, takes that one.
    async fn create_person(
        &self,
        wanted: &PersonSetup,
        key: &UserKey,
    ) -> Result<crate::ids::UserId, SetupError> {
        let now = self.now();
        let organization = self.setup_operator().await?;
        let hash = self.context.hasher.hash(wanted.password.clone()).await?;
        let user = User {
            id: self.new_id(),
            username: wanted.username.clone(),
            email: wanted.email.clone(),
            email_verified_at: Some(now),
            phone: None,
            given_name: wanted.given_name.clone(),
            family_name: wanted.family_name.clone(),
            locale: None,
            attributes: Attributes::default(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        };
        let id = user.id;
        let secret = CredentialSecret::Password(hash);
        let mut act = Act::by_proof(Proof::Configuration, Actor::System);
        act.changes()
            .insert(user)
            .insert(Credential { id: self.new_id(), user: id, secret, created_at: now, changed_at: now })
            .insert(Membership { id: self.new_id(), user: id, organization, created_at: now });
        let trace = Trace::of(id).at(organization).with("email", &wanted.email);
        match self.commit(act.finish(self, Action::SystemConfigured, trace)).await {
            Ok(()) => Ok(id),
            Err(StoreError::AlreadyExists { .. }) => {
                let found = self.store.users().find(key).await?;
                let lost = || SetupError::Undefined { kind: "person", name: wanted.email.to_string() };
                found.map(|found| found.id).ok_or_else(lost)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives a holder a role at the operator and everything below it, once.
    async fn apply_grant(&self, holder: Holder, role: &RoleKey, rights: Rights) -> Result<(), SetupError> {
        let organization = self.setup_operator().await?;
        let role = self.setup_role(role).await?;
        let filter = GrantFilter {
            holders: Some(vec![holder]),
            organizations: Some(vec![organization]),
            ..GrantFilter::default()
        };
        let held = self.all(self.store.grants(), &filter).await?;
        if held.iter().any(|grant| grant.role == role && grant.rights == rights) {
            return Ok(());
        }
        let id = self.new_id();
        let grant = Grant {
            id,
            path: GrantPath::root(id),
            mandate: None,
            holder,
            role,
            organization,
            scope: GrantScope::Subtree,
            rights,
            services: None,
            contracts: None,
            period: Period::ALWAYS,
            given_by: Actor::System,
            created_at: self.now(),
            revoked_at: None,
        };
        let trace = Trace::of(grant.id).at(organization);
        let mut act = Act::by_proof(Proof::Configuration, Actor::System);
        act.changes().insert(grant);
        Ok(self.commit(act.finish(self, Action::GrantGiven, trace)).await?)
    }

    /// Writes a record if it is new or differs from what is there.
    async fn put<T>(
        &self,
        stored: Option<Versioned<T>>,
        wanted: T,
        action: Action,
        trace: Trace,
    ) -> Result<(), SetupError>
    where
        T: crate::store::Entity + Into<crate::store::Record>,
    {
        let mut act = Act::by_proof(Proof::Configuration, Actor::System);
        match stored {
            Some(stored) if stored.record == wanted => return Ok(()),
            Some(stored) => act.changes().update(wanted, stored.version),
            None => act.changes().insert(wanted),
        };
        Ok(self.commit(act.finish(self, action, trace)).await?)
    }

    async fn setup_operator(&self) -> Result<OrganizationId, SetupError> {
        let undefined = || SetupError::Undefined { kind: "operator", name: "organisation".to_owned() };
        self.operator().await?.map(|found| found.id).ok_or_else(undefined)
    }

    async fn setup_service(&self, key: &ServiceKey) -> Result<ServiceId, SetupError> {
        let found = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
        found
            .map(|found| found.id)
            .ok_or_else(|| SetupError::Undefined { kind: "service", name: key.to_string() })
    }

    async fn setup_role(&self, key: &RoleKey) -> Result<RoleId, SetupError> {
        let found = self.store.roles().find(&RoleRef::Named(None, key.clone())).await?;
        found
            .map(|found| found.id)
            .ok_or_else(|| SetupError::Undefined { kind: "role", name: key.to_string() })
    }
}
