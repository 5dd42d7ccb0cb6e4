//! Registering and changing an application that speaks SAML.

use super::patch::ApplicationPatch;
use super::registration_error::RegistrationError;
use super::saml_registration::{SamlMetadata, SamlRegistration};
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, RelyingParty, RelyingPartyKey};
use crate::ids::{ApplicationId, OrganizationId, RelyingPartyId};
use crate::store::Versioned;
use crate::values::EntityId;
use sha2::{Digest as _, Sha256};

impl Identity {
    /// Registers an application that people sign in to by SAML 2.0. Needs what
    /// [registering](Self::register_application) one by `OpenID` Connect needs.
    pub async fn register_saml_application(
        &self,
        caller: &Caller,
        wanted: &SamlRegistration,
    ) -> Result<ApplicationId, RegistrationError> {
        on_fresh_facts!(async {
            let (mut act, operator) = self.begin_application_act(caller).await?;
            let metadata = &wanted.metadata;
            metadata.check(&self.settings().base_url)?;
            self.untaken(&metadata.entity_id).await?;
            let (id, now): (RelyingPartyId, _) = (self.new_id(), self.instant(caller));
            let service = self.registered_service(&wanted.service).await?;
            let mut party = RelyingParty::without_saml(id, wanted.name.clone(), service, now);
            metadata.put_into(&mut party, now);
            party.name_formats.clone_from(&metadata.name_formats);
            party.requests_signed = metadata.requests_signed;
            (party.enabled, party.trial) = (wanted.opening.is_enabled(), wanted.opening.is_trial());
            let trace = trace_of_saml(&party, operator);
            act.changes().insert(party);
            self.commit(act.finish(self, Action::ApplicationRegistered, trace)).await?;
            Ok(ApplicationId::from_uuid(id.as_uuid()))
        })
    }

    /// Puts newer metadata in the place of that of an application. It has to be about the same entity. Which formats of names
    /// the application gets stays as it is, and so does that its requests have to be signed.
    pub async fn replace_saml_metadata(
        &self,
        caller: &Caller,
        id: ApplicationId,
        metadata: &SamlMetadata,
    ) -> Result<(), RegistrationError> {
        on_fresh_facts!(async {
            let (mut act, operator) = self.begin_application_act(caller).await?;
            let found = self.undeclared(caller, id).await?;
            let party = found.party.ok_or(RegistrationError::NotSaml)?;
            let registered = party.entity_id.clone().ok_or(RegistrationError::NotSaml)?;
            if registered != metadata.entity_id {
                let given = metadata.entity_id.clone();
                return Err(RegistrationError::OtherEntity { registered, given });
            }
            let signed = SamlMetadata {
                requests_signed: metadata.requests_signed || party.requests_signed,
                ..metadata.clone()
            };
            signed.check(&self.settings().base_url)?;
            if party.saml.encrypt_assertions && signed.encryption_certificates.is_empty() {
                return Err(RegistrationError::NoEncryptionKey);
            }
            let now = self.instant(caller);
            let mut changed = RelyingParty { updated_at: now, ..party.record };
            signed.put_into(&mut changed, now);
            changed.requests_signed = signed.requests_signed;
            let trace = trace_of_saml(&changed, operator).with("metadata", "replaced");
            let trace = trace.with("certificates", digests(&changed.certificates));
            let trace = trace.with("encryption_certificates", digests(&changed.saml.encryption_certificates));
            act.changes().update(changed, party.version);
            self.commit(act.finish(self, Action::ApplicationChanged, trace)).await?;
            Ok(())
        })
    }

    /// Changes the name and the service of an application, and whether it may be used.
    pub(super) async fn change_saml(
        &self,
        caller: &Caller,
        mut act: Act,
        (party, mut registration): (Versioned<RelyingParty>, SamlRegistration),
        patch: &ApplicationPatch,
    ) -> Result<(), RegistrationError> {
        patch.apply_to_saml(&mut registration)?;
        let (enabled, trial) = (registration.opening.is_enabled(), registration.opening.is_trial());
        let before = party.service;
        let changed = RelyingParty {
            name: registration.name,
            service: self.registered_service(&registration.service).await?,
            enabled,
            trial,
            updated_at: self.instant(caller),
            ..party.record
        };
        let trace = trace_of_saml(&changed, self.applications_at().await?).with("enabled", enabled);
        let trace = if trial { trace.with("trial", trial) } else { trace };
        let is_moved = changed.service != before;
        let trace = if is_moved { trace.with("service", registration.service.as_str()) } else { trace };
        act.changes().update(changed, party.version);
        self.commit(act.finish(self, Action::ApplicationChanged, trace)).await?;
        Ok(())
    }

    async fn untaken(&self, entity_id: &EntityId) -> Result<(), RegistrationError> {
        let key = RelyingPartyKey::EntityId(entity_id.clone());
        match self.store.relying_parties().find(&key).await? {
            Some(_) => Err(RegistrationError::EntityIdTaken(entity_id.clone())),
            None => Ok(()),
        }
    }
}

/// What the audit trail tells of an application: its names and where answers may go.
pub(super) fn trace_of_saml(party: &RelyingParty, operator: OrganizationId) -> Trace {
    let consumers: Vec<_> = party.consumers.iter().map(|consumer| consumer.url.as_str()).collect();
    Trace::of(party.id)
        .at(operator)
        .with("name", &party.name)
        .with("entity_id", party.saml_entity_id())
        .with("consumers", consumers.join(" "))
}

/// The SHA-256 digests of certificates, of each the first 16 digits.
fn digests(certificates: &[Vec<u8>]) -> String {
    certificates.iter().map(|der| digest(der)).collect::<Vec<_>>().join(" ")
}

fn digest(der: &[u8]) -> String {
    let begin =
        Sha256::digest(der).iter().take(8).fold(0, |begin: u64, octet| begin << 8 | u64::from(*octet));
    format!("{begin:016x}")
}
