//! What the metadata of an identity provider is to core, which knows no XML.

use crate::saml::bindings::binding::Binding;
use crate::saml::metadata::entity::{BoundEndpoint, IdentityProviderMetadata};
use crate::saml::metadata::metadata_error::MetadataError;
use identity_core::federation::ProviderMetadata;
use identity_core::values::EntityId;

impl IdentityProviderMetadata {
    /// The metadata as it is stored of a connection. Requests go by HTTP-Redirect, which the provider has to take.
    pub fn connected(&self) -> Result<ProviderMetadata, MetadataError> {
        let entity_id = EntityId::parse(&self.entity_id).map_err(|_| MetadataError::EntityId)?;
        let by_redirect = |services: &[BoundEndpoint]| {
            let found = services.iter().find(|service| service.binding == Binding::Redirect);
            found.map(|service| service.location.as_str().to_owned())
        };
        let sign_on = by_redirect(&self.sign_on_services);
        let sign_on = sign_on.ok_or(MetadataError::NoEndpoint("SingleSignOnService"))?;
        let certificates = self.certificates.iter().map(|found| found.der().to_vec());
        let mut metadata = ProviderMetadata::new(entity_id, sign_on, certificates);
        metadata.logout_url = by_redirect(&self.logout_services);
        metadata.valid_until = self.valid_until;
        Ok(metadata)
    }
}
