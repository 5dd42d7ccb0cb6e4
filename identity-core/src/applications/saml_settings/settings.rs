use super::warnings::{SamlWarning, saml_warnings};
use crate::domain::{
    AttributeMap, AttributePreset, NameFormat, RelyingParty, RequestedAttribute, SignedParts,
};
use crate::ids::ApplicationId;
use crate::values::{DisplayName, EntityId, UserAttributes};

/// How an application is told by SAML, as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting or a fact of its own")]
pub struct SamlSettings {
    /// The application.
    pub id: ApplicationId,
    /// What people call it.
    pub name: DisplayName,
    /// Its entity id.
    pub entity_id: EntityId,
    /// Whether the configuration of the deployment declares it, so that it is changed there.
    pub declared: bool,
    /// The formats of names that were chosen; empty for all that its attributes let it have.
    pub name_formats: Vec<NameFormat>,
    /// The formats that it may ask for.
    pub allowed_name_formats: Vec<NameFormat>,
    /// What it is told.
    pub attributes: AttributeMap,
    /// The preset that this is, if it is one.
    pub preset: Option<AttributePreset>,
    /// What is signed.
    pub signed: SignedParts,
    /// Whether its metadata wants each assertion signed.
    pub wants_assertions_signed: bool,
    /// Whether assertions are encrypted for it.
    pub encrypt_assertions: bool,
    /// Whether its metadata has a key for that.
    pub can_encrypt: bool,
    /// Whether a request without a valid signature is refused.
    pub requests_signed: bool,
    /// Whether its metadata has a certificate to verify requests with.
    pub can_verify_requests: bool,
    /// The attributes that its metadata asks for.
    pub requested_attributes: Vec<RequestedAttribute>,
    /// What should be looked at.
    pub warnings: Vec<SamlWarning>,
}

impl SamlSettings {
    /// Of an application that speaks SAML.
    pub(in crate::applications) fn of(party: &RelyingParty, declared: &UserAttributes) -> Option<Self> {
        let (id, saml) = (party.id.as_uuid(), &party.saml);
        let attributes = saml.attributes().into_owned();
        Some(Self {
            id: id.into(),
            name: party.name.clone(),
            entity_id: party.entity_id.clone()?,
            declared: party.declared,
            name_formats: party.name_formats.clone(),
            allowed_name_formats: party.name_formats().to_vec(),
            preset: AttributePreset::of(&attributes),
            attributes,
            signed: saml.signed(),
            wants_assertions_signed: saml.wants_assertions_signed,
            encrypt_assertions: saml.encrypt_assertions,
            can_encrypt: !saml.encryption_certificates.is_empty(),
            requests_signed: party.requests_signed,
            can_verify_requests: !party.certificates.is_empty(),
            requested_attributes: saml.requested_attributes.clone(),
            warnings: saml_warnings(party, declared),
        })
    }
}
