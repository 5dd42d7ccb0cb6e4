//! Applications by OpenID Connect that a deployment declares.

use super::declared::Declared;
use super::setup_error::SetupError;
use crate::authority::{Identity, Trace};
use crate::domain::{
    AccessTokenFormat, Action, ApiClient, ApiClientKey, ClientAuthentication, LogoutBinding, LogoutService,
    OpenIdClient, RelyingParty, SignInRules, TokenAlgorithm,
};
use crate::ids::RelyingPartyId;
use crate::secrets::SecretToken;
use crate::store::Versioned;
use crate::values::{ClientId, DisplayName, Scope, ServiceKey};
use std::collections::BTreeSet;

/// An application that people sign in to by `OpenID` Connect.
///
/// It belongs to the deployment, so that nobody is asked whether it may know them.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenIdSetup {
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Its `client_secret`; none for a public client, which can keep no secret.
    pub secret: Option<SecretToken>,
    /// Its public keys, a JWK set, if it proves with a key of its own who it is.
    pub keys: Option<String>,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceKey,
    /// Where answers may go.
    pub redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that it asked for.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told of sign-outs from server to server.
    pub back_channel_logout_uri: Option<String>,
    /// Whether it runs on people's own devices.
    pub native: bool,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: TokenAlgorithm,
    /// Whether it gets refresh tokens.
    pub refresh_tokens: bool,
    /// Whether it also gets tokens in its own name.
    pub client_credentials: bool,
    /// Scopes of its own, besides those of `OpenID` Connect.
    pub scopes: BTreeSet<Scope>,
    /// The resource that it answers for.
    pub resource: Option<String>,
    /// The form of the access tokens for its resource.
    pub access_tokens: AccessTokenFormat,
    /// What it asks of whoever signs in to it.
    pub sign_in: SignInRules,
}

impl OpenIdSetup {
    /// An application with a client secret, which gets refresh tokens.
    pub fn new(client_id: ClientId, name: DisplayName, service: ServiceKey) -> Self {
        Self {
            client_id,
            secret: None,
            keys: None,
            name,
            service,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            back_channel_logout_uri: None,
            native: false,
            id_token_algorithm: TokenAlgorithm::default(),
            refresh_tokens: true,
            client_credentials: false,
            scopes: BTreeSet::new(),
            resource: None,
            access_tokens: AccessTokenFormat::default(),
            sign_in: SignInRules::default(),
        }
    }

    /// Sets its secret. Without one it is a public client.
    #[must_use]
    pub fn secret(self, secret: SecretToken) -> Self {
        Self { secret: Some(secret), ..self }
    }

    /// Sets where answers may go.
    #[must_use]
    pub fn redirect_uris(self, uris: impl IntoIterator<Item = String>) -> Self {
        Self { redirect_uris: uris.into_iter().collect(), ..self }
    }

    /// Sets where the browser may go after a sign-out that the application asked for.
    #[must_use]
    pub fn post_logout_redirect_uris(self, uris: impl IntoIterator<Item = String>) -> Self {
        Self { post_logout_redirect_uris: uris.into_iter().collect(), ..self }
    }

    /// How it proves who it is.
    fn authentication(&self) -> ClientAuthentication {
        match (&self.keys, &self.secret) {
            (Some(_), _) => ClientAuthentication::PrivateKeyJwt,
            (None, Some(_)) => ClientAuthentication::ClientSecret,
            (None, None) => ClientAuthentication::None,
        }
    }
}

impl Identity {
    pub(super) async fn apply_openid(
        &self,
        declared: Declared<'_>,
        wanted: &OpenIdSetup,
    ) -> Result<(), SetupError> {
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
        let service = |url: &String| LogoutService {
            binding: LogoutBinding::LogoutToken,
            url: url.clone(),
            response_url: None,
        };
        let now = self.now();
        let party = RelyingParty {
            id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
            entity_id: None,
            declared: true,
            name: wanted.name.clone(),
            service: self.setup_service(&wanted.service).await?,
            consumers: Vec::new(),
            logout_url: None,
            logout_services: wanted.back_channel_logout_uri.iter().map(service).collect(),
            name_formats: Vec::new(),
            origins: Vec::new(),
            factors: wanted.sign_in.factors,
            second_factors: wanted.sign_in.methods.clone(),
            remember_days: wanted.sign_in.remember_days,
            certificates: Vec::new(),
            requests_signed: false,
            enabled: stored.as_ref().is_none_or(|stored| stored.enabled),
            created_at: stored.as_ref().map_or(now, |stored| stored.created_at),
            updated_at: stored.as_ref().map_or(now, |stored| stored.updated_at),
        };
        let id = party.id;
        let trace = Trace::of(id).with("client_id", &wanted.client_id);
        self.put(declared, stored, party, Action::SystemConfigured, trace).await?;
        Ok(id)
    }
}
