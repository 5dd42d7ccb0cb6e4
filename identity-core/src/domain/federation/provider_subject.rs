use serde::{Deserialize, Serialize};

/// The name by which an identity provider knows a person: `sub` of `OpenID` Connect, or the whole `NameID` of SAML. It is
/// compared octet for octet.
///
/// A qualifier that says what is understood without it (the provider itself, this service provider) is left out before, so that
/// a provider that writes it once and leaves it out another time names the same person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProviderSubject {
    /// The name itself.
    pub value: String,
    /// Its `Format`, if SAML says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Its `NameQualifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_qualifier: Option<String>,
    /// Its `SPNameQualifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sp_name_qualifier: Option<String>,
}

/// A name that is no key for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidProviderSubject {
    /// There is none.
    #[error("the identity provider sent no identifier for the person")]
    Empty,
    /// Longer than any that is taken.
    #[error("the identifier of the person has at most 512 octets")]
    TooLong,
}

impl ProviderSubject {
    /// The most octets that a name has; the standards allow 256 characters (SAML 2.0 core, section 8.3.7) and 255 (`OpenID`
    /// Connect Core, section 2).
    pub const MAX_OCTETS: usize = 512;

    /// A `sub` of `OpenID` Connect, or a name that came as an attribute.
    pub fn plain(value: &str) -> Result<Self, InvalidProviderSubject> {
        Self::name_id(value, None, None, None)
    }

    /// A `NameID` of SAML.
    pub fn name_id(
        value: &str,
        format: Option<&str>,
        name_qualifier: Option<&str>,
        sp_name_qualifier: Option<&str>,
    ) -> Result<Self, InvalidProviderSubject> {
        let parts = [Some(value), format, name_qualifier, sp_name_qualifier];
        if value.trim().is_empty() {
            return Err(InvalidProviderSubject::Empty);
        }
        if parts.into_iter().flatten().any(|part| part.len() > Self::MAX_OCTETS) {
            return Err(InvalidProviderSubject::TooLong);
        }
        Ok(Self {
            value: value.to_owned(),
            format: format.map(ToOwned::to_owned),
            name_qualifier: name_qualifier.map(ToOwned::to_owned),
            sp_name_qualifier: sp_name_qualifier.map(ToOwned::to_owned),
        })
    }
}
