//! What the metadata of a service provider is to core, which knows no XML.

use crate::delivery::remote::is_loopback;
use crate::saml::bindings::binding::Binding;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::entity::{BoundEndpoint, ServiceProviderMetadata};
use crate::saml::metadata::left_out::{LeftOut, shown};
use crate::saml::metadata::metadata_error::MetadataError;
use identity_core::applications::SamlMetadata;
use identity_core::domain::{AssertionConsumerService, LogoutBinding, LogoutService, NameFormat};
use identity_core::values::EntityId;
use url::Url;

impl ServiceProviderMetadata {
    /// The metadata as it is registered. An address for messages from server to server that leads to the machine of this
    /// server is left out and named, unless everything runs on one.
    pub fn registered(&self, base_url: &Url) -> Result<(SamlMetadata, Vec<LeftOut>), MetadataError> {
        let entity_id = EntityId::parse(&self.entity_id).map_err(|_| MetadataError::EntityId)?;
        let consumers = self.consumer_services.iter().map(|consumer| AssertionConsumerService {
            url: consumer.location.as_str().to_owned(),
            index: consumer.index,
            is_default: consumer.is_default,
        });
        let mut metadata = SamlMetadata::new(entity_id, consumers);
        let mut left_out = self.left_out.clone();
        for service in &self.logout_services {
            if service.binding == Binding::Soap && !may_be_called(service, base_url) {
                left_out.push(LeftOut::OwnMachine(shown(service.location.as_str())));
            } else {
                metadata.logout_services.push(logout_service(service));
            }
        }
        metadata.name_formats = name_formats(&self.name_id_formats);
        metadata.certificates = self.certificates.iter().map(|found| found.der().to_vec()).collect();
        metadata.requests_signed = self.signs_requests;
        metadata.wants_assertions_signed = self.wants_assertions_signed;
        metadata.encryption_certificates =
            self.encryption_certificates.iter().map(|found| found.der().to_vec()).collect();
        metadata.requested_attributes.clone_from(&self.requested_attributes);
        metadata.valid_until = self.valid_until;
        Ok((metadata, left_out))
    }
}

fn logout_service(found: &BoundEndpoint) -> LogoutService {
    LogoutService {
        binding: match found.binding {
            Binding::Redirect => LogoutBinding::Redirect,
            Binding::Post => LogoutBinding::Post,
            Binding::Soap => LogoutBinding::Soap,
        },
        url: found.location.as_str().to_owned(),
        response_url: found.response_location.as_ref().map(|location| location.as_str().to_owned()),
    }
}

/// Whether this server may be told to call an address: its own machine is open to it only where everything runs on one.
fn may_be_called(service: &BoundEndpoint, base_url: &Url) -> bool {
    let is_local = |url: &Url| url.host_str().is_some_and(is_loopback);
    let leads_inside = |text: &str| Url::parse(text).is_ok_and(|url| is_local(&url));
    let addresses = [Some(&service.location), service.response_location.as_ref()];
    is_local(base_url) || !addresses.into_iter().flatten().any(|address| leads_inside(address.as_str()))
}

/// All formats, those first that the metadata names.
fn name_formats(named: &[NameIdFormat]) -> Vec<NameFormat> {
    let named = named.iter().filter_map(|format| match format {
        NameIdFormat::Persistent => Some(NameFormat::Persistent),
        NameIdFormat::Transient => Some(NameFormat::Transient),
        NameIdFormat::EmailAddress => Some(NameFormat::Email),
        NameIdFormat::Unspecified => None,
    });
    let mut formats: Vec<NameFormat> = Vec::new();
    for format in named.chain(NameFormat::ALL) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}
