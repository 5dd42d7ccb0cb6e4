use super::attribute_map::{AttributeEntry, AttributeMap, AttributeNameFormat};
use super::attribute_preset::AttributePreset;
use super::attribute_source::AttributeSource;
use crate::domain::octets;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is signed of an answer with an assertion (SAML 2.0 profiles, section 4.1.4.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedParts {
    /// The assertion, and the response around it.
    #[default]
    Both,
    /// The assertion only.
    Assertion,
    /// The response only, which covers the assertion in it.
    Response,
}

impl SignedParts {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Both, Self::Assertion, Self::Response];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Assertion => "assertion",
            Self::Response => "response",
        }
    }

    /// Whether the assertion has a signature of its own.
    pub const fn has_assertion(self) -> bool {
        !matches!(self, Self::Response)
    }
}

/// An attribute that an application asks for in its metadata (SAML 2.0 metadata, section 2.4.4.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RequestedAttribute {
    /// Its name.
    pub name: String,
    /// How the name is to be understood; none if the metadata leaves it open.
    #[serde(default)]
    pub name_format: Option<AttributeNameFormat>,
    /// Its name for people.
    #[serde(default)]
    pub friendly_name: Option<String>,
    /// Whether the application does not work without it.
    #[serde(default)]
    pub required: bool,
}

/// How an application is told by SAML of a person, beyond where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamlOptions {
    /// What it is told, and under which names; none for the [preset](AttributePreset::Smartplan) of this product.
    #[serde(default)]
    pub attributes: Option<AttributeMap>,
    /// What is signed.
    #[serde(default)]
    pub signed: SignedParts,
    /// Whether its metadata wants each assertion signed (`WantAssertionsSigned`).
    #[serde(default)]
    pub wants_assertions_signed: bool,
    /// Whether assertions are encrypted for it.
    #[serde(default)]
    pub encrypt_assertions: bool,
    /// The certificates whose keys assertions are encrypted with, DER; the first one is used.
    #[serde(default, with = "octets::list")]
    pub encryption_certificates: Vec<Vec<u8>>,
    /// The attributes that its metadata asks for.
    #[serde(default)]
    pub requested_attributes: Vec<RequestedAttribute>,
}

impl SamlOptions {
    /// What it is told.
    pub fn attributes(&self) -> Cow<'_, AttributeMap> {
        match &self.attributes {
            Some(map) => Cow::Borrowed(map),
            None => Cow::Owned(AttributePreset::default().map()),
        }
    }

    /// What is signed: what was chosen, and never less than the metadata wants.
    pub const fn signed(&self) -> SignedParts {
        if self.wants_assertions_signed && !self.signed.has_assertion() {
            return SignedParts::Both;
        }
        self.signed
    }

    /// Whether it may know the e-mail address of everybody.
    pub fn releases_email(&self) -> bool {
        let is_always_told =
            |entry: &AttributeEntry| entry.source == AttributeSource::Email && entry.condition.is_none();
        self.attributes().entries().iter().any(is_always_told)
    }

    /// The attributes that its metadata requires and that it is not told, or not always.
    pub fn unmet_attributes(&self) -> Vec<&RequestedAttribute> {
        let map = self.attributes();
        let required = self.requested_attributes.iter().filter(|wanted| wanted.required);
        let is_met = |wanted: &&RequestedAttribute| {
            let format = |told| wanted.name_format.is_none_or(|format| format == told);
            map.entries().iter().any(|entry| {
                entry.name == wanted.name && format(entry.name_format) && entry.condition.is_none()
            })
        };
        required.filter(|wanted| !is_met(wanted)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttributeCondition, AttributeEntry};

    fn wanted(name: &str, required: bool) -> RequestedAttribute {
        RequestedAttribute { name: name.to_owned(), name_format: None, friendly_name: None, required }
    }

    #[test]
    fn what_is_required_is_compared_with_what_is_told() {
        let options = SamlOptions {
            requested_attributes: vec![wanted("email", true), wanted("mail", true), wanted("sn", false)],
            ..SamlOptions::default()
        };
        let unmet: Vec<_> = options.unmet_attributes().iter().map(|wanted| wanted.name.as_str()).collect();
        assert_eq!(unmet, ["mail"]);
        let sometimes = AttributeEntry {
            condition: Some(AttributeCondition::ByMandate),
            ..AttributeEntry::new(AttributeSource::Email, "mail")
        };
        let by_uri =
            RequestedAttribute { name_format: Some(AttributeNameFormat::Uri), ..wanted("mail", true) };
        for (entry, request, met) in [
            (AttributeEntry::new(AttributeSource::Email, "mail"), wanted("mail", true), true),
            (AttributeEntry::new(AttributeSource::Email, "mail"), by_uri, false),
            (sometimes, wanted("mail", true), false),
        ] {
            let options = SamlOptions {
                attributes: Some(AttributeMap::new(vec![entry]).unwrap()),
                requested_attributes: vec![request],
                ..SamlOptions::default()
            };
            assert_eq!(options.unmet_attributes().is_empty(), met);
        }
    }

    #[test]
    fn never_less_is_signed_than_the_metadata_wants() {
        for signed in SignedParts::ALL {
            let options = SamlOptions { signed, ..SamlOptions::default() };
            assert_eq!(options.signed(), signed);
            let wants = SamlOptions { wants_assertions_signed: true, ..options };
            assert!(wants.signed().has_assertion());
        }
    }
}
