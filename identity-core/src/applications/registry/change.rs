//! Changing, disabling and deleting an application, and giving it a new secret.

use super::changes::changes;
use super::found::Found;
use super::patch::ApplicationPatch;
use super::register::{openid_client, told_of_logouts, trace_of};
use super::registration::Registration;
use super::registration_error::RegistrationError;
use super::saml::trace_of_saml;
use super::valid::check_asked;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, ApiClient, BrandKey, BrandSubject, Holder, RelyingParty};
use crate::ids::{ApplicationId, OrganizationId};
use crate::secrets::SecretToken;
use crate::store::Versioned;
use crate::values::ClientId;

/// A client secret that was made.
#[derive(Debug)]
#[non_exhaustive]
pub struct NewSecret {
    /// The `client_id` that it belongs to.
    pub client_id: ClientId,
    /// The `client_secret`, which is shown this once.
    pub secret: SecretToken,
}

impl Identity {
    /// Changes an application that administrators registered. Disabled, nobody signs in to it and its tokens stop at once.
    /// Needs what [registering](Self::register_application) needs; of a client that holds roles, also the right to give these,
    /// unless it is disabled and nothing else.
    pub async fn change_application(
        &self,
        caller: &Caller,
        id: ApplicationId,
        patch: &ApplicationPatch,
    ) -> Result<(), RegistrationError> {
        let changed = on_fresh_facts!(async {
            let (mut act, operator) = self.begin_application_act(caller).await?;
            let found = self.undeclared(caller, id).await?;
            if let Some((party, saml)) = found.party.clone().zip(found.saml_registration()) {
                return self.change_saml(caller, act, (party, saml), patch).await;
            }
            let (client, before) = of_client(&found)?;
            let mut registration = before.clone();
            patch.apply(&mut registration)?;
            check_asked(&registration, &self.settings().base_url)?;
            // Ending what it can do takes the permission alone. Other keys for one that is disabled wait for the day on which
            // somebody enables it.
            if *patch != ApplicationPatch::enabled(false) {
                self.held_to_change_client(&mut act, caller, client.id).await?;
            }
            let opening = registration.opening;
            let trace = changes(trace_of(&client, operator), &before, &registration);
            let trace = trace.with("enabled", opening.is_enabled());
            let trace = if opening.is_trial() { trace.with("trial", true) } else { trace };
            self.write_change(caller, act, (found.party, client), &registration, trace).await
        });
        let operator = self.applications_at().await?;
        self.audit_refusal(caller, operator, changed).await
    }

    async fn write_change(
        &self,
        caller: &Caller,
        mut act: Act,
        (party, client): (Option<Versioned<RelyingParty>>, Versioned<ApiClient>),
        wanted: &Registration,
        trace: Trace,
    ) -> Result<(), RegistrationError> {
        let (enabled, trial) = (wanted.opening.is_enabled(), wanted.opening.is_trial());
        let mut openid = None;
        if let Some((party, sign_on)) = party.zip(wanted.sign_on.as_ref()) {
            openid = Some(openid_client(party.id, sign_on));
            let changed = RelyingParty {
                name: wanted.name.clone(),
                service: self.registered_service(&sign_on.service).await?,
                logout_services: told_of_logouts(sign_on),
                enabled,
                trial,
                updated_at: self.instant(caller),
                ..party.record
            };
            act.changes().update(changed, party.version);
        }
        let changed = ApiClient {
            authentication: wanted.authentication,
            keys: wanted.keys.clone(),
            name: wanted.name.clone(),
            scopes: wanted.scopes.clone(),
            openid,
            enabled,
            ..client.record
        };
        act.changes().update(changed, client.version);
        self.commit(act.finish(self, Action::ApplicationChanged, trace)).await?;
        Ok(())
    }

    /// Makes a new secret for an application; the one before it stops working at once. Needs what
    /// [changing](Self::change_application) needs.
    pub async fn make_application_secret(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<NewSecret, RegistrationError> {
        let made = on_fresh_facts!(async {
            let (mut act, operator) = self.begin_application_act(caller).await?;
            let found = self.undeclared(caller, id).await?;
            let client = found.client.ok_or(RegistrationError::NoSecret)?;
            if !client.authentication.has_secret() {
                return Err(RegistrationError::NoSecret);
            }
            self.held_to_change_client(&mut act, caller, client.id).await?;
            let secret = SecretToken::generate(self.entropy());
            let trace = trace_of(&client, operator);
            let client_id = client.client_id.clone();
            let changed = ApiClient { secret: secret.digest(), ..client.record };
            act.changes().update(changed, client.version);
            self.commit(act.finish(self, Action::ApplicationSecretMade, trace)).await?;
            Ok(NewSecret { client_id, secret })
        });
        let operator = self.applications_at().await?;
        self.audit_refusal(caller, operator, made).await
    }

    /// Deletes an application that administrators registered, with its look. What people authorised it to is worth nothing
    /// from then on. A client that holds roles is disabled, or loses them first.
    pub async fn delete_application(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<(), RegistrationError> {
        on_fresh_facts!(async {
            let (mut act, operator) = self.begin_application_act(caller).await?;
            let found = self.undeclared(caller, id).await?;
            if let Some(client) = &found.client
                && !self.grants_held_by(Holder::Client(client.id)).await?.is_empty()
            {
                return Err(RegistrationError::HoldsGrants);
            }
            let trace = trace_of_found(&found, operator);
            if let Some(party) = found.party {
                let look = BrandKey::Of(BrandSubject::Application(party.id));
                if let Some(look) = self.store.brands().find(&look).await? {
                    act.changes().remove(look.id, look.version);
                }
                act.changes().remove(party.id, party.version);
            }
            if let Some(client) = found.client {
                act.changes().remove(client.id, client.version);
            }
            self.commit(act.finish(self, Action::ApplicationDeleted, trace)).await?;
            Ok(())
        })
    }

    /// The records of an application that administrators may change.
    pub(super) async fn undeclared(
        &self,
        caller: &Caller,
        id: ApplicationId,
    ) -> Result<Found, RegistrationError> {
        let Some(found) = self.find_application(id).await? else {
            return Err(self.no_application(caller).await?.into());
        };
        if found.is_declared() { Err(RegistrationError::Declared) } else { Ok(found) }
    }
}

/// The client of an application that speaks no SAML, and what is registered of it.
fn of_client(found: &Found) -> Result<(Versioned<ApiClient>, Registration), RegistrationError> {
    found.client.clone().zip(found.registration()).ok_or(RegistrationError::OfSaml)
}

/// What the audit trail tells of an application.
fn trace_of_found(found: &Found, operator: OrganizationId) -> Trace {
    match (&found.client, &found.party) {
        (Some(client), _) => trace_of(client, operator),
        (None, Some(party)) => trace_of_saml(party, operator),
        (None, None) => Trace::of(operator).at(operator),
    }
}
