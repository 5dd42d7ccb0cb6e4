//! The seam between the pages and the protocols of identity providers elsewhere.

use async_trait::async_trait;
use identity_core::federation::Departure;
use identity_core::ids::OrganizationId;
use std::error::Error;
use std::fmt;

/// Where `OpenID` providers send people back to.
pub(crate) const OPENID_CALLBACK: &str = "/federation/oidc/callback";

/// Where the providers of one organisation send people back to. An answer is taken where the provider that was asked sends it to,
/// so that no organisation's provider passes off the answer of another one as its own (RFC 9700, section 4.4.2).
pub(crate) const OPENID_CALLBACK_OF: &str = "/federation/oidc/callback/{organization}";

/// Where the provider of a connection sends people back to: of one organisation, or of everybody.
pub(crate) fn openid_callback(organization: Option<OrganizationId>) -> String {
    organization.map_or_else(
        || OPENID_CALLBACK.to_owned(),
        |organization| OPENID_CALLBACK_OF.replace("{organization}", &organization.to_string()),
    )
}

/// Where `OpenID` providers tell of sign-outs; each connection has an address of its own.
pub(crate) const OPENID_LOGOUT: &str = "/federation/oidc/backchannel-logout/{connection}";

/// Where SAML identity providers post their responses.
pub(crate) const SAML_CONSUMER: &str = "/saml/sp/acs";

/// Where the metadata of this service provider is, which is its entity id.
pub(crate) const SAML_METADATA: &str = "/saml/sp/metadata";

/// Why a sign-in by a connection came to nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProviderFault {
    /// A check failed, or the provider did not answer; the stable code says which.
    #[error("the check {0} failed")]
    Check(&'static str),
    /// Something here does not work at the moment.
    #[error(transparent)]
    Internal(Box<dyn Error + Send + Sync>),
}

/// What sends people to identity providers elsewhere.
#[async_trait]
pub(crate) trait IdentityProviders: Send + Sync + fmt::Debug {
    /// The address to which the browser goes, with the request in it.
    async fn departure_address(&self, departure: &Departure) -> Result<String, ProviderFault>;
}
