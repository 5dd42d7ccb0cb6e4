//! Seeing the applications.

use super::found::Found;
use super::registration::{ApplicationKind, Opening, Registration};
use super::saml_registration::SamlMetadata;
use crate::Timestamp;
use crate::applications::saml_settings::SamlSettings;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{ApiClient, ApiClientFilter, RelyingPartyFilter, Service, ServiceFilter};
use crate::ids::{ApplicationId, OrganizationId, RelyingPartyId};
use crate::policy::Permission;
use crate::store::Versioned;
use crate::values::{ClientId, DisplayName, EntityId, FoldedText, ServiceKey, UserAttributes};
use std::collections::BTreeMap;

/// An application, as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApplicationDetails {
    /// Its id.
    pub id: ApplicationId,
    /// How it is connected.
    pub kind: ApplicationKind,
    /// What people call it.
    pub name: DisplayName,
    /// Its `client_id`; none for one that speaks SAML.
    pub client_id: Option<ClientId>,
    /// Its SAML entity id; none for one that does not speak SAML.
    pub entity_id: Option<EntityId>,
    /// The service that it is the door to.
    pub service: Option<ServiceKey>,
    /// Whether the configuration of the deployment declares it, so that it is changed there.
    pub declared: bool,
    /// Whether people sign in to it and it gets tokens.
    pub enabled: bool,
    /// Who may use it.
    pub opening: Opening,
    /// What is registered of it; none for one that speaks SAML.
    pub registration: Option<Registration>,
    /// What is registered of its metadata; none for one that speaks no SAML.
    pub metadata: Option<SamlMetadata>,
    /// How it is told by SAML; none for one that does not speak it.
    pub saml: Option<SamlSettings>,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl ApplicationDetails {
    pub(super) fn of(found: &Found, declared: &UserAttributes) -> Option<Self> {
        let client = found.client.as_ref();
        let (id, name, created_at) = match (&found.party, client) {
            (Some(party), _) => (party.id.into(), &party.name, party.created_at),
            (None, Some(client)) => (client.id.into(), &client.name, client.created_at),
            (None, None) => return None,
        };
        let id: uuid::Uuid = id;
        Some(Self {
            id: id.into(),
            kind: found.kind(),
            name: name.clone(),
            client_id: client.map(|client| client.client_id.clone()),
            entity_id: found.party.as_ref().and_then(|party| party.entity_id.clone()),
            service: found.service.as_ref().map(|service| service.key.clone()),
            declared: found.is_declared(),
            enabled: found.is_enabled(),
            opening: found.opening(),
            registration: found.registration(),
            metadata: found.party.as_ref().and_then(|party| SamlMetadata::of(party)),
            saml: found.party.as_ref().and_then(|party| SamlSettings::of(party, declared)),
            created_at,
        })
    }
}

impl Identity {
    /// The organisation at which the right to manage applications is held: the operator's.
    pub(super) async fn applications_at(&self) -> Result<OrganizationId, AccessError> {
        Ok(self.operator().await?.ok_or(AccessError::NotFound)?.id)
    }

    /// What a caller hears of an application that is not there.
    pub(super) async fn no_application(&self, caller: &Caller) -> Result<AccessError, AccessError> {
        Ok(self.not_found_refusal(caller, Permission::ApplicationManage).await?)
    }

    /// Whether the caller manages applications, for a menu.
    pub async fn manages_applications(&self, caller: &Caller) -> Result<bool, AccessError> {
        let operator = self.applications_at().await?;
        Ok(self.facts(caller, &[operator]).await?.allows(Permission::ApplicationManage, operator))
    }

    /// All applications and programs, by name, for those who manage them (`application.manage` at the operator).
    pub async fn applications(&self, caller: &Caller) -> Result<Vec<ApplicationDetails>, AccessError> {
        let operator = self.applications_at().await?;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        let services = self.all(self.store.services(), &ServiceFilter::default()).await?;
        let services: BTreeMap<_, Service> =
            services.into_iter().map(|service| (service.id, service.record)).collect();
        let (programs, clients) = self.clients_by_application().await?;
        let parties = self.all(self.store.relying_parties(), &RelyingPartyFilter::default()).await?;
        let of_parties = parties.into_iter().map(|party| Found {
            client: clients.get(&party.id).cloned(),
            service: services.get(&party.service).cloned(),
            party: Some(party),
        });
        let programs =
            programs.into_iter().map(|client| Found { party: None, client: Some(client), service: None });
        let (found, declared) = (of_parties.chain(programs), &self.settings().user_attributes);
        let mut all: Vec<_> = found.filter_map(|found| ApplicationDetails::of(&found, declared)).collect();
        all.sort_by_cached_key(|one| (FoldedText::sort_key(one.name.as_ref()), one.id));
        Ok(all)
    }

    /// The programs, and the clients of applications; of each application its first.
    async fn clients_by_application(
        &self,
    ) -> Result<(Vec<Versioned<ApiClient>>, BTreeMap<RelyingPartyId, Versioned<ApiClient>>), AccessError>
    {
        let all = self.all(self.store.api_clients(), &ApiClientFilter::default()).await?;
        let (mut programs, mut clients) = (Vec::new(), BTreeMap::new());
        for client in all {
            match client.application() {
                Some(application) => {
                    clients.entry(application).or_insert(client);
                }
                None => programs.push(client),
            }
        }
        Ok((programs, clients))
    }

    /// One application or program, for those who manage them.
    pub async fn application(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<ApplicationDetails, AccessError> {
        let operator = self.applications_at().await?;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        let (found, declared) = (self.find_application(id).await?, &self.settings().user_attributes);
        match found.and_then(|found| ApplicationDetails::of(&found, declared)) {
            Some(found) => Ok(found),
            None => Err(self.no_application(caller).await?),
        }
    }

    /// The services that an application can be the door to, for those who manage applications.
    pub async fn application_services(&self, caller: &Caller) -> Result<Vec<Service>, AccessError> {
        let operator = self.applications_at().await?;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        let all = self.all(self.store.services(), &ServiceFilter::default()).await?;
        Ok(all.into_iter().map(|service| service.record).filter(|service| service.enabled).collect())
    }
}
