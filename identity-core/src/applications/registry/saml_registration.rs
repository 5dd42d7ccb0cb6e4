//! What is registered of an application that speaks SAML.

use super::registration::Opening;
use super::registration_error::RegistrationError;
use super::uris::{OfUri, UriFault, check_for_browsers, check_for_server, check_leads_out};
use crate::Timestamp;
use crate::domain::{
    AssertionConsumerService, LogoutBinding, LogoutService, MetadataOrigin, NameFormat, RelyingParty,
    RequestedAttribute, octets,
};
use crate::values::{DisplayName, EntityId, ServiceKey};
use serde::{Deserialize, Serialize};
use url::Url;

/// The most addresses of one kind.
const MOST_ADDRESSES: usize = 50;

/// The most certificates: each is tried on every message.
const MOST_CERTIFICATES: usize = 8;

/// The most octets of a certificate.
const LARGEST_CERTIFICATE: usize = 8 * 1024;

/// An application that people sign in to by SAML 2.0, as administrators register it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SamlRegistration {
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to: whoever has a role for the service may sign in.
    pub service: ServiceKey,
    /// What its metadata says.
    pub metadata: SamlMetadata,
    /// Whether it may be used.
    pub opening: Opening,
}

/// What the metadata of a service provider says (SAML 2.0 metadata, section 2.4.4), as far as it is needed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SamlMetadata {
    /// The entity id.
    pub entity_id: EntityId,
    /// Where it takes responses by HTTP-POST, at least one.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages.
    #[serde(default)]
    pub logout_services: Vec<LogoutService>,
    /// The formats of names that it may ask for, those first that the metadata names; empty for all.
    #[serde(default)]
    pub name_formats: Vec<NameFormat>,
    /// Its signing certificates, DER.
    #[serde(default, with = "octets::list")]
    pub certificates: Vec<Vec<u8>>,
    /// Whether it signs its requests, so that others are refused.
    #[serde(default)]
    pub requests_signed: bool,
    /// Whether it wants each assertion signed (`WantAssertionsSigned`).
    #[serde(default)]
    pub wants_assertions_signed: bool,
    /// The certificates whose keys assertions can be encrypted with, DER.
    #[serde(default, with = "octets::list")]
    pub encryption_certificates: Vec<Vec<u8>>,
    /// The attributes that it asks for.
    #[serde(default)]
    pub requested_attributes: Vec<RequestedAttribute>,
    /// Until when the metadata may be used, if it says so.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
    /// The address that the metadata was fetched from; none for a file.
    #[serde(default)]
    pub address: Option<String>,
}

impl SamlRegistration {
    /// An application that is open to everybody with a role for the service.
    pub fn new(name: DisplayName, service: ServiceKey, metadata: SamlMetadata) -> Self {
        Self { name, service, metadata, opening: Opening::Everybody }
    }

    /// Sets whether it may be used.
    #[must_use]
    pub fn opening(self, opening: Opening) -> Self {
        Self { opening, ..self }
    }
}

impl SamlMetadata {
    /// Metadata without logout, keys and formats of names.
    pub fn new(entity_id: EntityId, consumers: impl IntoIterator<Item = AssertionConsumerService>) -> Self {
        Self {
            entity_id,
            consumers: consumers.into_iter().collect(),
            logout_services: Vec::new(),
            name_formats: Vec::new(),
            certificates: Vec::new(),
            requests_signed: false,
            wants_assertions_signed: false,
            encryption_certificates: Vec::new(),
            requested_attributes: Vec::new(),
            valid_until: None,
            address: None,
        }
    }

    /// What is stored of an application; none for one that speaks no SAML.
    pub(super) fn of(party: &RelyingParty) -> Option<Self> {
        let origin = party.metadata.as_ref();
        Some(Self {
            entity_id: party.entity_id.clone()?,
            consumers: party.consumers.clone(),
            logout_services: LogoutBinding::ALL
                .into_iter()
                .filter_map(|by| party.logout_service(by))
                .collect(),
            name_formats: party.name_formats.clone(),
            certificates: party.certificates.clone(),
            requests_signed: party.requests_signed,
            wants_assertions_signed: party.saml.wants_assertions_signed,
            encryption_certificates: party.saml.encryption_certificates.clone(),
            requested_attributes: party.saml.requested_attributes.clone(),
            valid_until: origin.and_then(|origin| origin.valid_until),
            address: origin.and_then(|origin| origin.address.clone()),
        })
    }

    /// Puts it into the record of an application.
    pub(super) fn put_into(&self, party: &mut RelyingParty, now: Timestamp) {
        party.entity_id = Some(self.entity_id.clone());
        party.consumers.clone_from(&self.consumers);
        party.logout_url = None;
        party.logout_services.clone_from(&self.logout_services);
        party.certificates.clone_from(&self.certificates);
        party.saml.wants_assertions_signed = self.wants_assertions_signed;
        party.saml.encryption_certificates.clone_from(&self.encryption_certificates);
        party.saml.requested_attributes.clone_from(&self.requested_attributes);
        party.metadata = Some(MetadataOrigin {
            address: self.address.clone(),
            valid_until: self.valid_until,
            read_at: now,
        });
    }

    /// Refuses what could not work, or would let this server be sent to its own machine.
    pub(super) fn check(&self, base_url: &Url) -> Result<(), RegistrationError> {
        if self.consumers.is_empty() {
            return Err(RegistrationError::NoConsumer);
        }
        for (of, count) in
            [(OfUri::Consumer, self.consumers.len()), (OfUri::Logout, self.logout_services.len())]
        {
            if count > MOST_ADDRESSES {
                return Err(RegistrationError::TooManyUris { of, most: MOST_ADDRESSES });
            }
        }
        let too_large = |certificate: &Vec<u8>| certificate.len() > LARGEST_CERTIFICATE;
        let all = || self.certificates.iter().chain(&self.encryption_certificates);
        let most = self.certificates.len().max(self.encryption_certificates.len());
        if most > MOST_CERTIFICATES || all().any(too_large) {
            return Err(RegistrationError::TooManyKeys { most: MOST_CERTIFICATES });
        }
        if self.requests_signed && self.certificates.is_empty() {
            return Err(RegistrationError::NothingToVerifyWith);
        }
        if self.logout_services.iter().any(|service| service.binding == LogoutBinding::LogoutToken) {
            return Err(RegistrationError::OtherKind);
        }
        self.check_addresses(base_url)
    }

    fn check_addresses(&self, base_url: &Url) -> Result<(), RegistrationError> {
        let wrong =
            |of, uri: &str, fault: UriFault| RegistrationError::Uri { of, uri: uri.to_owned(), fault };
        for consumer in &self.consumers {
            check_for_browsers(&consumer.url, false)
                .map_err(|fault| wrong(OfUri::Consumer, &consumer.url, fault))?;
        }
        for service in &self.logout_services {
            for url in std::iter::once(&service.url).chain(&service.response_url) {
                let checked = match service.binding {
                    LogoutBinding::Redirect | LogoutBinding::Post => check_for_browsers(url, false),
                    LogoutBinding::Soap | LogoutBinding::LogoutToken => {
                        check_for_server(url, base_url).and_then(|()| check_leads_out(url, base_url))
                    }
                };
                checked.map_err(|fault| wrong(OfUri::Logout, url, fault))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> SamlMetadata {
        let url = "https://app.example.com/acs".to_owned();
        let consumer = AssertionConsumerService { url, index: 0, is_default: true };
        SamlMetadata::new("https://app.example.com/saml".parse().unwrap(), [consumer])
    }

    fn check(metadata: &SamlMetadata, base: &str) -> Result<(), RegistrationError> {
        metadata.check(&Url::parse(base).unwrap())
    }

    #[test]
    fn f_55_metadata_that_could_never_work_is_refused() {
        const BASE: &str = "https://my.example.com";
        assert!(check(&metadata(), BASE).is_ok());
        let none = SamlMetadata { consumers: Vec::new(), ..metadata() };
        assert!(matches!(check(&none, BASE), Err(RegistrationError::NoConsumer)));
        let unsigned = SamlMetadata { requests_signed: true, ..metadata() };
        assert!(matches!(check(&unsigned, BASE), Err(RegistrationError::NothingToVerifyWith)));
        let many = SamlMetadata { certificates: vec![vec![0]; 9], ..metadata() };
        assert!(matches!(check(&many, BASE), Err(RegistrationError::TooManyKeys { .. })));
        let mut plain = metadata();
        plain.consumers[0].url = "http://app.example.com/acs".to_owned();
        assert!(matches!(check(&plain, BASE), Err(RegistrationError::Uri { of: OfUri::Consumer, .. })));
    }

    #[test]
    fn v_05_this_server_is_not_sent_to_its_own_machine() {
        let mut metadata = metadata();
        let url = "http://127.0.0.1:9200/slo".to_owned();
        metadata.logout_services =
            vec![LogoutService { binding: LogoutBinding::Soap, url, response_url: None }];
        let refused = check(&metadata, "https://my.example.com");
        assert!(matches!(refused, Err(RegistrationError::Uri { of: OfUri::Logout, .. })));
        assert!(check(&metadata, "http://my.example.localhost:8080").is_ok());
    }

    #[test]
    fn what_was_read_is_written_down_and_read_again() {
        let mut all = metadata();
        all.certificates = vec![vec![1, 2, 3]];
        all.valid_until = Some(Timestamp::from_unix_seconds(1_800_000_000));
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<SamlMetadata>(&text).unwrap(), all);
    }
}
