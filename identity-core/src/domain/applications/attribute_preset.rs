use super::attribute_map::{AttributeEntry, AttributeMap, AttributeNameFormat};
use super::attribute_source::AttributeSource;
use serde::{Deserialize, Serialize};

/// A map of attributes that is ready to be taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributePreset {
    /// The plain names of this product; what an application is told that has no map of its own.
    #[default]
    Smartplan,
    /// The names that Shibboleth, research and education know: inetOrgPerson (RFC 2798) and eduMember by their OIDs, and
    /// `pairwise-id`.
    Oids,
    /// The claims that products of Microsoft know.
    Claims,
}

/// Source, name and friendly name.
type Line = (AttributeSource, &'static str, &'static str);

const SMARTPLAN: [Line; 8] = [
    (AttributeSource::Email, "email", ""),
    (AttributeSource::FamilyName, "family_name", ""),
    (AttributeSource::GivenName, "given_name", ""),
    (AttributeSource::Mandate, "mandate", ""),
    (AttributeSource::OrganizationId, "organization_id", ""),
    (AttributeSource::OrganizationName, "organization_name", ""),
    (AttributeSource::Roles, "roles", ""),
    (AttributeSource::Uid, "uid", ""),
];

const OIDS: [Line; 8] = [
    (AttributeSource::Email, "urn:oid:0.9.2342.19200300.100.1.3", "mail"),
    (AttributeSource::GivenName, "urn:oid:2.5.4.42", "givenName"),
    (AttributeSource::FamilyName, "urn:oid:2.5.4.4", "sn"),
    (AttributeSource::FullName, "urn:oid:2.16.840.1.113730.3.1.241", "displayName"),
    (AttributeSource::Uid, "urn:oid:0.9.2342.19200300.100.1.1", "uid"),
    (AttributeSource::PairwiseId, "urn:oasis:names:tc:SAML:attribute:pairwise-id", "pairwise-id"),
    (AttributeSource::OrganizationName, "urn:oid:2.5.4.10", "o"),
    (AttributeSource::Roles, "urn:oid:1.3.6.1.4.1.5923.1.5.1.1", "isMemberOf"),
];

const CLAIMS: [Line; 6] = [
    (AttributeSource::Uid, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", ""),
    (AttributeSource::FullName, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", ""),
    (AttributeSource::GivenName, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", ""),
    (AttributeSource::FamilyName, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", ""),
    (AttributeSource::Email, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", ""),
    (AttributeSource::Roles, "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", ""),
];

impl AttributePreset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Smartplan, Self::Oids, Self::Claims];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smartplan => "smartplan",
            Self::Oids => "oids",
            Self::Claims => "claims",
        }
    }

    /// The preset of this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == text)
    }

    /// The preset that a map is, if it is one.
    pub fn of(map: &AttributeMap) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.map() == *map)
    }

    /// Its map.
    pub fn map(self) -> AttributeMap {
        let (lines, name_format): (&[Line], _) = match self {
            Self::Smartplan => (&SMARTPLAN, AttributeNameFormat::Basic),
            Self::Oids => (&OIDS, AttributeNameFormat::Uri),
            // As those products write it themselves.
            Self::Claims => (&CLAIMS, AttributeNameFormat::Unspecified),
        };
        let entry = |(source, name, friendly): &Line| AttributeEntry {
            name_format,
            friendly_name: (!friendly.is_empty()).then(|| (*friendly).to_owned()),
            ..AttributeEntry::new(source.clone(), *name)
        };
        AttributeMap::fixed(lines.iter().map(entry).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_map_like_any_other_and_is_known_again() {
        for preset in AttributePreset::ALL {
            let map = preset.map();
            assert_eq!(AttributeMap::new(map.entries().to_vec()).unwrap(), map);
            assert_eq!(AttributePreset::of(&map), Some(preset));
            assert_eq!(AttributePreset::parse(preset.as_str()), Some(preset));
        }
        let own = AttributeMap::new(vec![AttributeEntry::new(AttributeSource::Email, "mail")]).unwrap();
        assert_eq!(AttributePreset::of(&own), None);
    }
}
