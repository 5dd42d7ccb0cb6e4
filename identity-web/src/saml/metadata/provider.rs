//! What a connection keeps of the metadata of an identity provider.

use crate::saml::bindings::binding::Binding;
use crate::saml::keys::certificate::Certificate;
use crate::saml::metadata::entity::{BoundEndpoint, IdentityProviderMetadata};
use crate::saml::metadata::metadata_error::MetadataError;
use identity_core::domain::{SamlProvider, SubjectSource};

impl IdentityProviderMetadata {
    /// The identity provider as a connection keeps it. Requests go by HTTP-Redirect.
    pub fn provider(&self) -> Result<SamlProvider, MetadataError> {
        let sign_on = by_redirect(&self.sign_on_services);
        let logout = by_redirect(&self.logout_services);
        Ok(SamlProvider {
            entity_id: self.entity_id.parse().map_err(|_| MetadataError::EntityId)?,
            sign_on_url: sign_on.ok_or(MetadataError::NoEndpoint("SingleSignOnService"))?,
            logout_url: logout,
            certificates: self.certificates.iter().map(Certificate::der).map(<[u8]>::to_vec).collect(),
            subject: SubjectSource::default(),
        })
    }
}

fn by_redirect(services: &[BoundEndpoint]) -> Option<String> {
    let found = services.iter().find(|service| service.binding == Binding::Redirect);
    found.map(|found| found.location.as_str().to_owned())
}
