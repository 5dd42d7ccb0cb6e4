use crate::ids::RelyingPartyId;
use serde::{Deserialize, Serialize};

/// How a client proves at the token endpoint who it is (`OpenID` Connect Core, section 9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// Its secret, in the header or in the form.
    #[default]
    ClientSecret,
    /// Its secret, in the header only.
    ClientSecretBasic,
    /// Its secret, in the form only.
    ClientSecretPost,
    /// A JWT that it signs with its own key (RFC 7523).
    PrivateKeyJwt,
    /// Not at all: a public client, which can keep no secret (RFC 6749, section 2.1).
    None,
}

impl ClientAuthentication {
    /// Its name in `token_endpoint_auth_method`; the secret by either way goes by the name of the first.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecret | Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }

    /// Whether it is by a secret.
    pub const fn has_secret(self) -> bool {
        match self {
            Self::ClientSecret | Self::ClientSecretBasic | Self::ClientSecretPost => true,
            Self::PrivateKeyJwt | Self::None => false,
        }
    }
}

/// The algorithm by which ID tokens are signed (RFC 7518, section 3.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TokenAlgorithm {
    /// RSA with 2048 bits, which every client knows.
    #[default]
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256, which costs a thirtieth to sign.
    #[serde(rename = "ES256")]
    Es256,
}

impl TokenAlgorithm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    /// Its name in `alg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// In which form there are access tokens for a resource.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// A random text that only introspection explains, and that can be ended at once.
    #[default]
    Opaque,
    /// A signed JWT (RFC 9068), which resources read by themselves and which is good until it expires.
    Jwt,
}

/// The part of a client by which people sign in to an application (`OpenID` Connect Core).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own in the registration of a client"
)]
pub struct OpenIdClient {
    /// The application.
    pub application: RelyingPartyId,
    /// Where the answer may go; compared octet for octet (RFC 9700, section 2.1).
    pub redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that the application asked for.
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<String>,
    /// Whether it runs on people's own devices, where a redirect to a loopback address may have any port (RFC 8252,
    /// section 7.3).
    #[serde(default)]
    pub native: bool,
    /// The algorithm of its ID tokens.
    #[serde(default)]
    pub id_token_algorithm: TokenAlgorithm,
    /// Whether it belongs to the deployment itself, so that nobody is asked whether it may know them.
    #[serde(default)]
    pub first_party: bool,
    /// Whether it gets refresh tokens.
    #[serde(default)]
    pub refresh_tokens: bool,
    /// Whether it also gets tokens in its own name, by client credentials.
    #[serde(default)]
    pub client_credentials: bool,
    /// Whether its requests have to be pushed (RFC 9126).
    #[serde(default)]
    pub pushed_requests_only: bool,
}
