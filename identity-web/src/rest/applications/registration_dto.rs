//! The JSON of what is registered of an application.

use identity_core::applications::{Registration, SignOnRegistration};
use identity_core::domain::{ClientAuthentication, TokenAlgorithm};
use identity_core::values::Scope;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is registered of an application.
#[derive(Debug, Serialize, ToSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own in the registration of a client"
)]
pub(super) struct RegistrationState {
    #[schema(value_type = String)]
    authentication: ClientAuthentication,
    /// Its public keys, a JWK set.
    #[schema(value_type = Option<Object>)]
    keys: Option<Value>,
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Scope>,
    redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<String>,
    back_channel_logout_uri: Option<String>,
    native: bool,
    #[schema(value_type = Option<String>)]
    id_token_algorithm: Option<TokenAlgorithm>,
    first_party: bool,
    refresh_tokens: bool,
    client_credentials: bool,
    pushed_requests_only: bool,
}

impl From<Registration> for RegistrationState {
    fn from(registration: Registration) -> Self {
        let Registration { authentication, keys, scopes, sign_on, .. } = registration;
        let of = sign_on.as_ref();
        let flag = |read: fn(&SignOnRegistration) -> bool| of.is_some_and(read);
        Self {
            authentication,
            keys: keys.and_then(|keys| serde_json::from_str(&keys).ok()),
            scopes,
            redirect_uris: of.map(|of| of.redirect_uris.clone()).unwrap_or_default(),
            post_logout_redirect_uris: of.map(|of| of.post_logout_redirect_uris.clone()).unwrap_or_default(),
            back_channel_logout_uri: of.and_then(|of| of.back_channel_logout_uri.clone()),
            native: flag(|of| of.native),
            id_token_algorithm: of.map(|of| of.id_token_algorithm),
            first_party: flag(|of| of.first_party),
            refresh_tokens: flag(|of| of.refresh_tokens),
            // A program has no other way to tokens.
            client_credentials: of.is_none_or(|of| of.client_credentials),
            pushed_requests_only: flag(|of| of.pushed_requests_only),
        }
    }
}
