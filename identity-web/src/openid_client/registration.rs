//! How we are registered at a provider.

use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::discovery::{ClientAuthentication, Discovered};
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::token_answer::TokenAnswer;
use identity_core::secrets::Secret;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse,
};
use openidconnect::{
    AuthType, AuthUrl, Client, ClientId, ClientSecret, EmptyAdditionalClaims, EndpointNotSet, EndpointSet,
    IssuerUrl, JsonWebKeySet, RedirectUrl, StandardErrorResponse, TokenUrl,
};
use std::collections::BTreeSet;

/// Our client at a provider.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    /// The issuer of the provider.
    pub(crate) issuer: String,
    /// Our name there.
    pub(crate) client_id: String,
    /// What proves that it is us; a public client has none.
    pub(crate) secret: Option<Secret>,
    /// Where people come back to.
    pub(crate) redirect_uri: String,
    /// What is asked for, beside `openid`.
    pub(crate) scopes: Vec<String>,
    /// By what it may sign.
    pub(crate) algorithms: Vec<ProviderAlgorithm>,
    /// The tenants (`tid`) whose people are let in; empty for no limit.
    pub(crate) tenants: BTreeSet<String>,
    /// Whether the provider is asked for more about a person than the ID token says.
    pub(crate) asks_user_info: bool,
}

/// Our client as `openidconnect` has it, which makes the requests.
pub(super) type WireClient = Client<
    EmptyAdditionalClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenAnswer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointNotSet,
>;

impl Registration {
    /// The client for requests to a provider that was discovered.
    pub(super) fn wire_client(&self, provider: &Discovered) -> Result<WireClient, SignInFailure> {
        // What was discovered is from the issuer of this registration, and from no other.
        if provider.issuer != self.issuer {
            return Err(SignInFailure::Issuer);
        }
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|_| SignInFailure::Address)?;
        let redirect = RedirectUrl::new(self.redirect_uri.clone()).map_err(|_| SignInFailure::Address)?;
        let client = Client::new(ClientId::new(self.client_id.clone()), issuer, JsonWebKeySet::default())
            .set_auth_uri(AuthUrl::from_url(provider.authorization.clone()))
            .set_token_uri(TokenUrl::from_url(provider.token.clone()))
            .set_redirect_uri(redirect)
            .set_auth_type(match provider.authentication {
                ClientAuthentication::Basic => AuthType::BasicAuth,
                ClientAuthentication::Post => AuthType::RequestBody,
            });
        Ok(match &self.secret {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.expose().to_owned())),
            None => client,
        })
    }
}
