//! What a provider says of itself (OpenID Connect Discovery, section 4).

use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::{DocumentFault, ProviderHttp};
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, ProviderMetadata};
use serde::{Deserialize, Serialize};
use url::Url;

/// Where a provider describes itself, below its issuer.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// The document as the types of `openidconnect` have it.
type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// A member of another specification (RFC 9207).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Further {
    #[serde(default)]
    authorization_response_iss_parameter_supported: Option<bool>,
}

impl AdditionalProviderMetadata for Further {}

/// How our client shows its secret to the token endpoint (OpenID Connect Core, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientAuthentication {
    /// In a header (`client_secret_basic`), as every provider takes it that does not say otherwise.
    Basic,
    /// In the form (`client_secret_post`), for providers that take it there alone.
    Post,
}

/// A provider whose document was read and may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Discovered {
    /// Its name, character for character the configured one.
    pub(crate) issuer: String,
    /// Where people are sent.
    pub(crate) authorization: Url,
    /// Where codes are redeemed.
    pub(crate) token: Url,
    /// Where more is said of a person.
    pub(crate) user_info: Option<Url>,
    /// Where its keys are.
    pub(crate) keys: Url,
    /// How the token endpoint wants to see our secret.
    pub(crate) authentication: ClientAuthentication,
    /// The allowed algorithms by which it signs.
    pub(crate) algorithms: Vec<ProviderAlgorithm>,
    /// Whether its answers name it (RFC 9207); then an answer without a name is not its own.
    pub(crate) names_itself: bool,
}

/// What stands in the issuer of a provider that signs in the people of several tenants; each has an issuer of its own.
pub(super) const ANY_TENANT: &str = "{tenantid}";

/// The address of the document of an issuer. The issuer is an address by `https` without a query and a fragment.
pub(crate) fn document_address(http: &ProviderHttp, issuer: &str) -> Result<Url, SignInFailure> {
    // Where such a provider keeps the document that is good for all tenants with an organisation.
    let issuer = &issuer.replace(ANY_TENANT, "organizations");
    let url = http.address(issuer)?;
    if url.query().is_some() || issuer.trim() != issuer {
        return Err(SignInFailure::Address);
    }
    // A slash at the end belongs to the issuer, and not to the address (section 4.1).
    Ok(http.address(&format!("{}{WELL_KNOWN}", issuer.strip_suffix('/').unwrap_or(issuer)))?)
}

/// Fetches the document of an issuer, and checks that it is that of this issuer and that all that it names may be used.
pub(crate) async fn discover(
    http: &ProviderHttp,
    issuer: &str,
    allowed: &[ProviderAlgorithm],
) -> Result<Discovered, SignInFailure> {
    let address = document_address(http, issuer)?;
    let metadata: Metadata = http.get(&address, None).await.map_err(|fault| match fault {
        DocumentFault::Http(fault) => fault.into(),
        DocumentFault::Unreadable => SignInFailure::Discovery,
    })?;
    read(http, &metadata, issuer, allowed)
}

fn read(
    http: &ProviderHttp,
    metadata: &Metadata,
    issuer: &str,
    allowed: &[ProviderAlgorithm],
) -> Result<Discovered, SignInFailure> {
    // The text and not the address: `https://a` and `https://a/` are two issuers.
    if metadata.issuer().as_str() != issuer {
        return Err(SignInFailure::Issuer);
    }
    let offered = metadata.id_token_signing_alg_values_supported();
    let offered: Vec<_> = offered.iter().filter_map(ProviderAlgorithm::named).collect();
    let algorithms: Vec<_> = allowed.iter().copied().filter(|one| offered.contains(one)).collect();
    if algorithms.is_empty() {
        return Err(SignInFailure::Algorithm);
    }
    let token = metadata.token_endpoint().ok_or(SignInFailure::Discovery)?;
    let further = metadata.additional_metadata();
    let optional = |text: Option<&str>| text.map(|text| http.address(text)).transpose();
    Ok(Discovered {
        issuer: issuer.to_owned(),
        authorization: http.address(metadata.authorization_endpoint().as_str())?,
        token: http.address(token.as_str())?,
        user_info: optional(metadata.userinfo_endpoint().map(|url| url.as_str()))?,
        keys: http.address(metadata.jwks_uri().as_str())?,
        authentication: authentication(metadata),
        algorithms,
        names_itself: further.authorization_response_iss_parameter_supported == Some(true),
    })
}

fn authentication(metadata: &Metadata) -> ClientAuthentication {
    let takes = |method: &CoreClientAuthMethod| {
        metadata.token_endpoint_auth_methods_supported().is_some_and(|all| all.contains(method))
    };
    let only_in_form =
        takes(&CoreClientAuthMethod::ClientSecretPost) && !takes(&CoreClientAuthMethod::ClientSecretBasic);
    if only_in_form { ClientAuthentication::Post } else { ClientAuthentication::Basic }
}
