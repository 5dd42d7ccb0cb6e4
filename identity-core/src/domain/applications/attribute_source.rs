//! What the attributes of an assertion are made from.

use crate::values::{Attributes, RoleKey};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an attribute of an assertion is made from: the closed list of what is told of a person to an application.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AttributeSource {
    /// The name under which this application knows the person at every visit, and no other does.
    Uid,
    /// The id of the person here, the same for every application.
    UserId,
    /// The name for this application as the attribute `pairwise-id` has it, with a scope (SAML 2.0 Subject Identifier
    /// Attributes, section 3.4).
    PairwiseId,
    /// The id of the person as the attribute `subject-id` has it, with a scope (section 3.3).
    SubjectId,
    /// First name.
    GivenName,
    /// Last name; none for a person who has one name only.
    FamilyName,
    /// First and last name.
    FullName,
    /// The main e-mail address, if it was proved.
    Email,
    /// The telephone number, if it was proved.
    Phone,
    /// The language, as a tag of BCP 47.
    Locale,
    /// The id of the organisation acted for.
    OrganizationId,
    /// Its name.
    OrganizationName,
    /// Its business id.
    BusinessId,
    /// The application's roles that the person has at that organisation.
    Roles,
    /// The id of the mandate by which the person acts.
    Mandate,
    /// A declared attribute of the person.
    Person(String),
    /// An attribute of the organisation acted for.
    Organization(String),
}

/// A text that is no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is nothing called {0} that an attribute could be made from")]
pub struct UnknownAttributeSource(pub String);

impl AttributeSource {
    /// Every source that is no attribute of a record.
    pub const FIXED: [Self; 15] = [
        Self::Uid,
        Self::UserId,
        Self::PairwiseId,
        Self::SubjectId,
        Self::GivenName,
        Self::FamilyName,
        Self::FullName,
        Self::Email,
        Self::Phone,
        Self::Locale,
        Self::OrganizationId,
        Self::OrganizationName,
        Self::BusinessId,
        Self::Roles,
        Self::Mandate,
    ];

    const PERSON: &'static str = "person.";
    const ORGANIZATION: &'static str = "organization.";

    /// The most characters that a source has as text.
    pub const MAX_CHARACTERS: usize = 64 + Self::ORGANIZATION.len();

    /// Reads its stable name: a word, `person.KEY` or `organization.KEY`.
    pub fn parse(text: &str) -> Result<Self, UnknownAttributeSource> {
        let unknown = || UnknownAttributeSource(text.chars().take(Self::MAX_CHARACTERS).collect());
        let key = |key: &str| {
            let named = Attributes::from_pairs([(key, "")]);
            named.map(|_| key.to_owned()).map_err(|_| unknown())
        };
        if let Some(rest) = text.strip_prefix(Self::PERSON) {
            return Ok(Self::Person(key(rest)?));
        }
        if let Some(rest) = text.strip_prefix(Self::ORGANIZATION) {
            return Ok(Self::Organization(key(rest)?));
        }
        Self::FIXED.into_iter().find(|source| source.word() == text).ok_or_else(unknown)
    }

    /// Its stable word, without the key of an attribute.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Uid => "uid",
            Self::UserId => "user_id",
            Self::PairwiseId => "pairwise_id",
            Self::SubjectId => "subject_id",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Locale => "locale",
            Self::OrganizationId => "organization_id",
            Self::OrganizationName => "organization_name",
            Self::BusinessId => "business_id",
            Self::Roles => "roles",
            Self::Mandate => "mandate",
            Self::Person(_) => "person",
            Self::Organization(_) => "organization",
        }
    }

    /// The key of the attribute that it is, if it is one.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Person(key) | Self::Organization(key) => Some(key),
            _ => None,
        }
    }

    /// Whether the record of the organisation is needed for it.
    pub const fn is_of_organization(&self) -> bool {
        matches!(self, Self::BusinessId | Self::Organization(_))
    }
}

impl fmt::Display for AttributeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(key) => write!(f, "{}{key}", Self::PERSON),
            Self::Organization(key) => write!(f, "{}{key}", Self::ORGANIZATION),
            fixed => f.write_str(fixed.word()),
        }
    }
}

impl TryFrom<String> for AttributeSource {
    type Error = UnknownAttributeSource;

    fn try_from(text: String) -> Result<Self, UnknownAttributeSource> {
        Self::parse(&text)
    }
}

impl From<AttributeSource> for String {
    fn from(source: AttributeSource) -> Self {
        source.to_string()
    }
}

/// When an attribute is told at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AttributeCondition {
    /// The person has this role of the application at the organisation acted for.
    Role(RoleKey),
    /// The person acts by a mandate.
    ByMandate,
    /// The person acts by a right of their own.
    OwnRight,
}

/// A text that is no condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a condition is role:KEY, by_mandate or own_right, not {0}")]
pub struct UnknownAttributeCondition(pub String);

impl AttributeCondition {
    const ROLE: &'static str = "role:";

    /// The most characters that a condition has as text.
    pub const MAX_CHARACTERS: usize = 80;

    /// Reads its stable name: `role:KEY`, `by_mandate` or `own_right`.
    pub fn parse(text: &str) -> Result<Self, UnknownAttributeCondition> {
        let unknown = || UnknownAttributeCondition(text.chars().take(Self::MAX_CHARACTERS).collect());
        match (text, text.strip_prefix(Self::ROLE)) {
            (_, Some(role)) => RoleKey::parse(role).map(Self::Role).map_err(|_| unknown()),
            ("by_mandate", None) => Ok(Self::ByMandate),
            ("own_right", None) => Ok(Self::OwnRight),
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for AttributeCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => write!(f, "{}{role}", Self::ROLE),
            Self::ByMandate => f.write_str("by_mandate"),
            Self::OwnRight => f.write_str("own_right"),
        }
    }
}

impl TryFrom<String> for AttributeCondition {
    type Error = UnknownAttributeCondition;

    fn try_from(text: String) -> Result<Self, UnknownAttributeCondition> {
        Self::parse(&text)
    }
}

impl From<AttributeCondition> for String {
    fn from(condition: AttributeCondition) -> Self {
        condition.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_conditions_are_read_as_they_are_written() {
        for source in AttributeSource::FIXED {
            assert_eq!(AttributeSource::parse(&source.to_string()), Ok(source));
        }
        for text in ["person.department", "organization.cost-centre"] {
            assert_eq!(AttributeSource::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "person", "person.", "person.a b", "organization.", "Email", "password", "secret"] {
            assert!(AttributeSource::parse(text).is_err(), "{text}");
        }
        for text in ["role:reader", "by_mandate", "own_right"] {
            assert_eq!(AttributeCondition::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "role:", "role:A B", "mandate"] {
            assert!(AttributeCondition::parse(text).is_err(), "{text}");
        }
        assert!(AttributeSource::parse(&"x".repeat(100_000)).unwrap_err().0.len() < 100);
    }
}
