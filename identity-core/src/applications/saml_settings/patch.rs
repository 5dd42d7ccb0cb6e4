use super::error::SamlSettingsError;
use crate::domain::{
    AttributeEntry, AttributeMap, AttributeNameFormat, InvalidAttributeMap, NameFormat, RelyingParty,
    SignedParts,
};
use std::collections::BTreeSet;

/// What changes of how an application is told by SAML; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SamlPatch {
    /// The formats of names that it may ask for, the first for when it asks for none; empty for all that its attributes let
    /// it have.
    pub name_formats: Option<Vec<NameFormat>>,
    /// What it is told.
    pub attributes: Option<AttributeMap>,
    /// An attribute that it is told from now on, beside the others.
    pub add_attribute: Option<AttributeEntry>,
    /// The name and format of an attribute that it is no longer told.
    pub remove_attribute: Option<(String, AttributeNameFormat)>,
    /// What is signed.
    pub signed: Option<SignedParts>,
    /// Whether assertions are encrypted for it.
    pub encrypt_assertions: Option<bool>,
    /// Whether a request without a valid signature is refused.
    pub requests_signed: Option<bool>,
}

impl SamlPatch {
    /// The application with these changes, if it can work.
    pub(super) fn apply(&self, party: &RelyingParty) -> Result<RelyingParty, SamlSettingsError> {
        let mut changed = party.clone();
        if let Some(formats) = &self.name_formats {
            if formats.iter().collect::<BTreeSet<_>>().len() != formats.len() {
                return Err(SamlSettingsError::RepeatedFormat);
            }
            changed.name_formats.clone_from(formats);
        }
        if let Some(map) = self.attributes_from(&party.saml.attributes())? {
            changed.saml.attributes = Some(map);
            if self.name_formats.is_none() && !changed.saml.releases_email() {
                // An address is told as a name where somebody chose that, or where it is told anyway.
                changed.name_formats.retain(|format| *format != NameFormat::Email);
            }
        }
        if let Some(signed) = self.signed {
            if party.saml.wants_assertions_signed && !signed.has_assertion() {
                return Err(SamlSettingsError::AssertionSignatureWanted);
            }
            changed.saml.signed = signed;
        }
        if let Some(encrypt) = self.encrypt_assertions {
            if encrypt && party.saml.encryption_certificates.is_empty() {
                return Err(SamlSettingsError::NoEncryptionKey);
            }
            changed.saml.encrypt_assertions = encrypt;
        }
        if let Some(signed) = self.requests_signed {
            if signed && party.certificates.is_empty() {
                return Err(SamlSettingsError::NothingToVerifyWith);
            }
            changed.requests_signed = signed;
        }
        Ok(changed)
    }

    /// The attributes after this change; none if they stay as they are.
    fn attributes_from(&self, present: &AttributeMap) -> Result<Option<AttributeMap>, InvalidAttributeMap> {
        let Self { attributes, add_attribute, remove_attribute, .. } = self;
        if attributes.is_none() && add_attribute.is_none() && remove_attribute.is_none() {
            return Ok(None);
        }
        let mut entries = attributes.as_ref().unwrap_or(present).entries().to_vec();
        if let Some((name, format)) = remove_attribute {
            entries.retain(|entry| entry.name != *name || entry.name_format != *format);
        }
        entries.extend(add_attribute.clone());
        AttributeMap::new(entries).map(Some)
    }
}
