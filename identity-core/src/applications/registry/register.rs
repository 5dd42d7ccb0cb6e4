//! Registering an application.

use super::registration::{Registration, SignOnRegistration};
use super::registration_error::RegistrationError;
use super::valid::check_asked;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{
    AccessTokenFormat, Action, ApiClient, LogoutService, OpenIdClient, RelyingParty, ServiceKeyed,
};
use crate::ids::{ApiClientId, ApplicationId, OrganizationId, RelyingPartyId, ServiceId};
use crate::policy::Permission;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::values::{ClientId, ServiceKey};

/// An application that was registered.
#[derive(Debug)]
#[non_exhaustive]
pub struct Registered {
    /// Its id.
    pub id: ApplicationId,
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Its `client_secret`, which is shown this once; none for one that proves otherwise who it is, or not at all.
    pub secret: Option<SecretToken>,
}

impl Identity {
    /// Registers an application that people sign in to by `OpenID` Connect, or a program. Needs `application.manage` at the
    /// operator's organisation and a fresh proof of whoever is signed in: an organisation's administrators register none.
    pub async fn register_application(
        &self,
        caller: &Caller,
        wanted: &Registration,
    ) -> Result<Registered, RegistrationError> {
        on_fresh_facts!(async {
            let (act, _) = self.begin_application_act(caller).await?;
            check_asked(wanted, &self.settings().base_url)?;
            self.try_register(caller, act, wanted).await
        })
    }

    /// Whether the caller may register applications now: for what is done before one is registered, such as fetching its
    /// metadata.
    pub async fn may_register_applications(&self, caller: &Caller) -> Result<(), RegistrationError> {
        let operator = self.applications_at().await?;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        if self.must_prove_again(caller).await.map_err(AccessError::from)? {
            return Err(RegistrationError::ProveAgain);
        }
        Ok(())
    }

    /// Begins an act on an application, if the caller may manage applications and has just proved who they are.
    pub(super) async fn begin_application_act(
        &self,
        caller: &Caller,
    ) -> Result<(Act, OrganizationId), RegistrationError> {
        let operator = self.applications_at().await?;
        let (act, _) = self.authorize(caller, Permission::ApplicationManage, operator).await?;
        if self.must_prove_again(caller).await.map_err(AccessError::from)? {
            return Err(RegistrationError::ProveAgain);
        }
        Ok((act, operator))
    }

    async fn try_register(
        &self,
        caller: &Caller,
        mut act: Act,
        wanted: &Registration,
    ) -> Result<Registered, RegistrationError> {
        let now = self.instant(caller);
        let id: ApiClientId = self.new_id();
        let client_id = ClientId::parse(&id.to_string()).map_err(|error| StoreError::Failed(error.into()))?;
        let secret = SecretToken::generate(self.entropy());
        let mut openid = None;
        if let Some(sign_on) = &wanted.sign_on {
            let service = self.registered_service(&sign_on.service).await?;
            let named = RelyingParty::without_saml(self.new_id(), wanted.name.clone(), service, now);
            let (enabled, trial) = (wanted.opening.is_enabled(), wanted.opening.is_trial());
            let logout_services = told_of_logouts(sign_on);
            let party = RelyingParty { logout_services, trial, enabled, ..named };
            openid = Some(openid_client(party.id, sign_on));
            act.changes().insert(party);
        }
        let application = openid.as_ref().map(|openid| openid.application);
        let client = ApiClient {
            id,
            client_id: client_id.clone(),
            declared: false,
            secret: secret.digest(),
            authentication: wanted.authentication,
            keys: wanted.keys.clone(),
            name: wanted.name.clone(),
            scopes: wanted.scopes.clone(),
            openid,
            resource: None,
            access_tokens: AccessTokenFormat::Opaque,
            enabled: wanted.opening.is_enabled(),
            created_at: now,
        };
        let trace = trace_of(&client, self.applications_at().await?);
        act.changes().insert(client);
        self.commit(act.finish(self, Action::ApplicationRegistered, trace)).await?;
        let id: uuid::Uuid = application.map_or_else(|| id.into(), RelyingPartyId::into);
        let secret = wanted.authentication.has_secret().then_some(secret);
        Ok(Registered { id: id.into(), client_id, secret })
    }

    /// The service that an application is to be the door to.
    pub(super) async fn registered_service(&self, key: &ServiceKey) -> Result<ServiceId, RegistrationError> {
        let found = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
        found.map(|found| found.id).ok_or_else(|| RegistrationError::UnknownService(key.clone()))
    }
}

/// What the audit trail tells of an application: its name and where answers may go.
pub(super) fn trace_of(client: &ApiClient, operator: OrganizationId) -> Trace {
    let trace = match client.application() {
        Some(application) => Trace::of(application),
        None => Trace::of(client.id),
    };
    let trace = trace.at(operator).with("name", &client.name).with("client_id", &client.client_id);
    match &client.openid {
        Some(openid) => trace.with("redirect_uris", openid.redirect_uris.join(" ")),
        None => trace,
    }
}

/// Where an application is told of sign-outs from server to server.
pub(super) fn told_of_logouts(sign_on: &SignOnRegistration) -> Vec<LogoutService> {
    sign_on.back_channel_logout_uri.iter().map(|url| LogoutService::of_tokens(url)).collect()
}

/// The part of a client by which people sign in.
pub(super) fn openid_client(application: RelyingPartyId, sign_on: &SignOnRegistration) -> OpenIdClient {
    OpenIdClient {
        application,
        redirect_uris: sign_on.redirect_uris.clone(),
        post_logout_redirect_uris: sign_on.post_logout_redirect_uris.clone(),
        native: sign_on.native,
        id_token_algorithm: sign_on.id_token_algorithm,
        first_party: sign_on.first_party,
        refresh_tokens: sign_on.refresh_tokens,
        client_credentials: sign_on.client_credentials,
        pushed_requests_only: sign_on.pushed_requests_only,
    }
}
