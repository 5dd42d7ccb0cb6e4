//! A client for the tests of this room.

use identity_core::domain::{
    AccessTokenFormat, ApiClient, ClientAuthentication, OpenIdClient, TokenAlgorithm,
};
use identity_core::ids::{ApiClientId, RelyingPartyId};
use identity_core::secrets::SecretToken;
use identity_core::values::{ClientId, DisplayName, Scope};
use identity_core::{SeededEntropy, Timestamp};
use uuid::Uuid;

pub(crate) const REDIRECT_URI: &str = "https://app.example.com/cb?x=1";

pub(crate) fn openid_client() -> OpenIdClient {
    OpenIdClient {
        application: RelyingPartyId::from_uuid(Uuid::from_u128(2)),
        redirect_uris: vec![REDIRECT_URI.to_owned()],
        post_logout_redirect_uris: Vec::new(),
        native: false,
        id_token_algorithm: TokenAlgorithm::Rs256,
        first_party: false,
        refresh_tokens: true,
        client_credentials: false,
        pushed_requests_only: false,
    }
}

pub(crate) fn client() -> ApiClient {
    ApiClient {
        id: ApiClientId::from_uuid(Uuid::from_u128(1)),
        client_id: ClientId::parse("app").unwrap(),
        declared: true,
        secret: SecretToken::generate(&SeededEntropy::new(1)).digest(),
        authentication: ClientAuthentication::ClientSecret,
        keys: None,
        name: DisplayName::parse("App").unwrap(),
        scopes: [Scope::parse("orders").unwrap()].into(),
        openid: Some(openid_client()),
        resource: None,
        access_tokens: AccessTokenFormat::Opaque,
        enabled: true,
        created_at: Timestamp::from_unix_seconds(0),
    }
}
