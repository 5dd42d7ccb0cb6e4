//! Names of subjects (saml-core 2.2.2 and 8.3).

use crate::saml::xml::namespace::ASSERTION;
use crate::saml::xml::tree::Element;
use crate::saml::xml::writer::{Prefix, Writer, present};

/// How a subject is named (saml-core 8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameIdFormat {
    /// 8.3.7: an opaque pseudonym for one person at one service provider, the same at each visit.
    Persistent,
    /// 8.3.8: an opaque name for one session.
    Transient,
    /// 8.3.2: an e-mail address.
    EmailAddress,
    /// 8.3.1: whatever the two sides agreed.
    Unspecified,
}

impl NameIdFormat {
    const ALL: [Self; 4] = [Self::Persistent, Self::Transient, Self::EmailAddress, Self::Unspecified];

    /// The identifier in messages and metadata.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Persistent => "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            Self::Transient => "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
            Self::EmailAddress => "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            Self::Unspecified => "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
        }
    }

    /// The format of an identifier, when it is one of these. Products write the two formats of SAML 1.1 as if they were of
    /// SAML 2.0, too.
    pub fn from_uri(uri: &str) -> Option<Self> {
        match uri {
            "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress" => Some(Self::EmailAddress),
            "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified" => Some(Self::Unspecified),
            uri => Self::ALL.into_iter().find(|format| format.uri() == uri),
        }
    }
}

/// A subject's name with the qualifiers that make it unique.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NameId {
    /// The name itself.
    pub value: String,
    /// The format's identifier, as it came; a missing one means unspecified.
    pub format: Option<String>,
    /// The identity provider that made the name.
    pub name_qualifier: Option<String>,
    /// The service provider that the name was made for.
    pub sp_name_qualifier: Option<String>,
}

impl NameId {
    /// A pseudonym of the identity provider for one service provider.
    pub fn persistent(value: &str, identity_provider: &str, service_provider: &str) -> Self {
        Self {
            value: value.to_owned(),
            format: Some(NameIdFormat::Persistent.uri().to_owned()),
            name_qualifier: Some(identity_provider.to_owned()),
            sp_name_qualifier: Some(service_provider.to_owned()),
        }
    }

    /// A name in one of the other formats, which need no qualifiers.
    pub fn new(value: &str, format: NameIdFormat) -> Self {
        let format = Some(format.uri().to_owned());
        Self { value: value.to_owned(), format, name_qualifier: None, sp_name_qualifier: None }
    }

    /// The format, when it is a known one.
    pub fn known_format(&self) -> Option<NameIdFormat> {
        self.format.as_deref().map_or(Some(NameIdFormat::Unspecified), NameIdFormat::from_uri)
    }

    /// Whether both name the same subject, where a qualifier that one side left out stands for its default
    /// (saml-core 8.3.7: the identity provider and the service provider at hand).
    pub fn names_same(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.value == other.value
            && self.known_format() == other.known_format()
            && same(&self.name_qualifier, &other.name_qualifier)
            && same(&self.sp_name_qualifier, &other.sp_name_qualifier)
    }

    pub(crate) fn read(parent: &Element) -> Option<Self> {
        let element = parent.only(ASSERTION, "NameID")?;
        let value = element.trimmed();
        if value.is_empty() || value.len() > 1024 || !element.children.is_empty() {
            return None;
        }
        let attribute = |name| element.attribute(name).filter(|value| !value.is_empty()).map(str::to_owned);
        Some(Self {
            value: value.to_owned(),
            format: attribute("Format"),
            name_qualifier: attribute("NameQualifier"),
            sp_name_qualifier: attribute("SPNameQualifier"),
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        let attributes = present(&[
            ("Format", self.format.as_deref()),
            ("NameQualifier", self.name_qualifier.as_deref()),
            ("SPNameQualifier", self.sp_name_qualifier.as_deref()),
        ]);
        writer.text(Prefix::Saml, "NameID", &attributes, &self.value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualifiers_count_when_both_sides_give_them() {
        let full = NameId::persistent("p1", "https://idp", "https://sp");
        let mut other = full.clone();
        assert!(full.names_same(&other));
        other.sp_name_qualifier = None;
        assert!(full.names_same(&other));
        other.sp_name_qualifier = Some("https://other".to_owned());
        assert!(!full.names_same(&other));
        assert!(!full.names_same(&NameId::new("p1", NameIdFormat::Transient)));
    }
}
