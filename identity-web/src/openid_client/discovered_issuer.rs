//! Looking at what an OpenID Provider says of itself, before people are sent to it.

use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::discovery::discover;
use crate::openid_client::http::ProviderHttp;
use identity_core::Identity;
use identity_core::domain::IdentityProvider;

/// The issuer that the discovery document of a provider names, read just now; none if there is no usable document, or if it is
/// that of another issuer, and for a provider by SAML.
pub(crate) async fn discovered_issuer(identity: &Identity, provider: &IdentityProvider) -> Option<String> {
    let IdentityProvider::OpenId(provider) = provider else { return None };
    let http = ProviderHttp::new(&identity.settings().base_url).ok()?;
    match discover(&http, &provider.issuer, &ProviderAlgorithm::ALL).await {
        Ok(found) => Some(found.issuer),
        Err(failure) => {
            tracing::info!(issuer = provider.issuer, %failure, "an OpenID Provider cannot be enabled");
            None
        }
    }
}
