//! Seeing and changing how an application is told by SAML.

use super::error::SamlSettingsError;
use super::patch::SamlPatch;
use super::settings::SamlSettings;
use crate::authority::{AccessError, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, AttributeEntry, RelyingParty};
use crate::ids::{ApplicationId, OrganizationId, RelyingPartyId};
use crate::policy::Permission;
use crate::store::Versioned;

impl Identity {
    /// How an application is told by SAML, for those who manage applications (`application.manage` at the operator); `None` for
    /// one that does not speak it.
    pub async fn saml_settings(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<Option<SamlSettings>, AccessError> {
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?.id;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        let party = RelyingPartyId::from_uuid(id.as_uuid());
        let found = self.store.relying_parties().get(party).await?;
        Ok(found.and_then(|found| SamlSettings::of(&found, &self.settings().user_attributes)))
    }

    /// Changes how an application that administrators registered is told by SAML; it holds from the next sign-on on. Needs
    /// `application.manage` at the operator's organisation and a fresh proof of whoever is signed in.
    pub async fn change_saml_settings(
        &self,
        caller: &Caller,
        id: ApplicationId,
        patch: &SamlPatch,
    ) -> Result<(), SamlSettingsError> {
        on_fresh_facts!(async {
            let operator = self.operator().await?.ok_or(AccessError::NotFound)?.id;
            let (mut act, _) = self.authorize(caller, Permission::ApplicationManage, operator).await?;
            if self.must_prove_again(caller).await? {
                return Err(SamlSettingsError::ProveAgain);
            }
            let party = self.saml_party(caller, id).await?;
            let changed = RelyingParty { updated_at: self.instant(caller), ..patch.apply(&party)? };
            let trace = trace_of(&changed, operator);
            act.changes().update(changed, party.version);
            self.commit(act.finish(self, Action::ApplicationChanged, trace)).await?;
            Ok(())
        })
    }

    /// The record of an application that speaks SAML and that administrators may change.
    async fn saml_party(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<Versioned<RelyingParty>, SamlSettingsError> {
        let party = RelyingPartyId::from_uuid(id.as_uuid());
        let found = self.store.relying_parties().get(party).await?;
        match found {
            None => {
                let refused = self.not_found_refusal(caller, Permission::ApplicationManage).await?;
                Err(refused.into())
            }
            Some(found) if found.entity_id.is_none() => Err(SamlSettingsError::NotSaml),
            Some(found) if found.declared => Err(SamlSettingsError::Declared),
            Some(found) => Ok(found),
        }
    }
}

/// What the audit trail tells of the settings: all that hold from now on.
fn trace_of(party: &RelyingParty, operator: OrganizationId) -> Trace {
    let map = party.saml.attributes();
    let attribute = |entry: &AttributeEntry| format!("{}={}", entry.name, entry.source);
    let attributes: Vec<String> = map.entries().iter().map(attribute).collect();
    let formats: Vec<&str> = party.name_formats().iter().map(|format| format.as_str()).collect();
    Trace::of(party.id)
        .at(operator)
        .with("name", &party.name)
        .with("name_formats", formats.join(" "))
        .with("attributes", attributes.join(" "))
        .with("signed", party.saml.signed().as_str())
        .with("encrypt_assertions", party.saml.encrypt_assertions)
        .with("requests_signed", party.requests_signed)
}
