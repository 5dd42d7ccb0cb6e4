//! Bringing the applications by OpenID Connect into the store.

use super::declared::Declared;
use super::openid::OpenIdSetup;
use super::setup_error::SetupError;
use crate::applications::check_registration;
use crate::authority::{Identity, Trace};
use crate::domain::{Action, ApiClient, ApiClientKey, LogoutService, OpenIdClient, RelyingParty};
use crate::ids::RelyingPartyId;
use crate::secrets::SecretToken;
use crate::store::Versioned;

impl Identity {
    pub(super) async fn apply_openid(
        &self,
        declared: Declared<'_>,
        wanted: &OpenIdSetup,
    ) -> Result<(), SetupError> {
        let refused = |why| SetupError::ApplicationRefused { client_id: wanted.client_id.clone(), why };
        check_registration(&wanted.registration(), &self.settings().base_url).map_err(refused)?;
        let key = ApiClientKey::ClientId(wanted.client_id.clone());
        let stored = self.store.api_clients().find(&key).await?;
        let application = stored.as_ref().and_then(|stored| stored.application());
        let application = self.apply_openid_application(declared, wanted, application).await?;
        let client = ApiClient {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            client_id: wanted.client_id.clone(),
            declared: true,
            secret: match (&wanted.secret, &stored) {
                (Some(secret), _) => secret.digest(),
                (None, Some(stored)) => stored.secret,
                (None, None) => SecretToken::generate(self.entropy()).digest(),
            },
            authentication: wanted.authentication(),
            keys: wanted.keys.clone(),
            name: wanted.name.clone(),
            scopes: wanted.scopes.clone(),
            openid: Some(OpenIdClient {
                application,
                redirect_uris: wanted.redirect_uris.clone(),
                post_logout_redirect_uris: wanted.post_logout_redirect_uris.clone(),
                native: wanted.native,
                id_token_algorithm: wanted.id_token_algorithm,
                first_party: true,
                refresh_tokens: wanted.refresh_tokens,
                client_credentials: wanted.client_credentials,
                pushed_requests_only: false,
            }),
            resource: wanted.resource.clone(),
            access_tokens: wanted.access_tokens,
            enabled: stored.as_ref().is_none_or(|stored| stored.enabled),
            created_at: stored.as_ref().map_or_else(|| self.now(), |stored| stored.created_at),
        };
        let trace = Trace::of(client.id).with("client_id", &wanted.client_id);
        self.put(declared, stored, client, Action::SystemConfigured, trace).await
    }

    /// The application that the client is for.
    async fn apply_openid_application(
        &self,
        declared: Declared<'_>,
        wanted: &OpenIdSetup,
        known: Option<RelyingPartyId>,
    ) -> Result<RelyingPartyId, SetupError> {
        let stored: Option<Versioned<RelyingParty>> = match known {
            Some(id) => self.store.relying_parties().get(id).await?,
            None => None,
        };
        let (now, service) = (self.now(), self.setup_service(&wanted.service).await?);
        let fresh = || RelyingParty::without_saml(self.new_id(), wanted.name.clone(), service, now);
        let party = RelyingParty {
            declared: true,
            name: wanted.name.clone(),
            service,
            logout_services: wanted
                .back_channel_logout_uri
                .iter()
                .map(|url| LogoutService::of_tokens(url))
                .collect(),
            factors: wanted.sign_in.factors,
            second_factors: wanted.sign_in.methods.clone(),
            remember_days: wanted.sign_in.remember_days,
            ..stored.as_ref().map_or_else(fresh, |stored| stored.record.clone())
        };
        let id = party.id;
        let trace = Trace::of(id).with("client_id", &wanted.client_id);
        self.put(declared, stored, party, Action::SystemConfigured, trace).await?;
        Ok(id)
    }
}
