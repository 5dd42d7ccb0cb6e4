//! The attributes that an application is told, by its map.

use super::outcome::Told;
use crate::domain::{
    AttributeCondition, AttributeEntry, AttributeNameFormat, AttributeSource, AttributeValues,
};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// An attribute as an application is told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldAttribute {
    /// Its name.
    pub name: String,
    /// How the name is to be understood.
    pub name_format: AttributeNameFormat,
    /// Its name for people who read assertions.
    pub friendly_name: Option<String>,
    /// Its values.
    pub values: Vec<String>,
}

impl Told {
    /// The attributes that the map of the application has, in its order. What the person does not have is left out. `scope` is
    /// the domain in which the ids of people are unique (SAML 2.0 Subject Identifier Attributes, section 3.3.1).
    pub fn attributes(&self, scope: &str) -> Vec<ToldAttribute> {
        let map = self.application.saml.attributes();
        let told = map.entries().iter().filter(|entry| self.holds(entry.condition.as_ref()));
        told.filter_map(|entry| self.attribute(entry, scope)).collect()
    }

    fn holds(&self, condition: Option<&AttributeCondition>) -> bool {
        match condition {
            None => true,
            Some(AttributeCondition::Role(role)) => self.roles.contains(role),
            Some(AttributeCondition::ByMandate) => self.mandate.is_some(),
            Some(AttributeCondition::OwnRight) => self.mandate.is_none(),
        }
    }

    fn attribute(&self, entry: &AttributeEntry, scope: &str) -> Option<ToldAttribute> {
        let values: Vec<String> = match &entry.source {
            // Somebody without a role has a list of roles that is empty.
            AttributeSource::Roles => self.roles.iter().map(ToString::to_string).collect(),
            single => vec![self.value(single, scope)?],
        };
        let values = match entry.values {
            AttributeValues::Many => values,
            AttributeValues::One if values.is_empty() => return None,
            AttributeValues::One => vec![values.join(";")],
        };
        Some(ToldAttribute {
            name: entry.name.clone(),
            name_format: entry.name_format,
            friendly_name: entry.friendly_name.clone(),
            values,
        })
    }

    fn value(&self, source: &AttributeSource, scope: &str) -> Option<String> {
        let (person, place) = (&self.person, self.organization_details.as_ref());
        match source {
            AttributeSource::Uid => Some(self.name.clone()),
            AttributeSource::UserId => Some(person.id.to_string()),
            AttributeSource::PairwiseId => scoped(&pairwise(&self.name), scope),
            AttributeSource::SubjectId => scoped(&person.id.to_string(), scope),
            AttributeSource::GivenName => Some(person.given_name.to_string()),
            AttributeSource::FamilyName => person.family_name.name().map(|name| name.to_string()),
            AttributeSource::FullName => Some(person.full_name.clone()),
            AttributeSource::Email => person.email.as_ref().map(ToString::to_string),
            AttributeSource::Phone => person.phone.as_ref().map(ToString::to_string),
            AttributeSource::Locale => person.locale.as_ref().map(ToString::to_string),
            AttributeSource::OrganizationId => Some(self.organization.to_string()),
            AttributeSource::OrganizationName => Some(self.organization_name.clone()),
            AttributeSource::BusinessId => place?.business_id.as_ref().map(ToString::to_string),
            AttributeSource::Roles => None,
            AttributeSource::Mandate => self.mandate.map(|mandate| mandate.to_string()),
            AttributeSource::Person(key) => person.attributes.get(key).cloned(),
            AttributeSource::Organization(key) => place?.attributes.get(key).map(str::to_owned),
        }
    }
}

/// A name for one application in the letters that a `pairwise-id` has (section 3.4.1): it is compared without case.
fn pairwise(name: &str) -> String {
    Sha256::digest(name.as_bytes()).iter().fold(String::with_capacity(64), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}

/// An id with its scope; none where the scope has other characters than a domain has.
fn scoped(id: &str, scope: &str) -> Option<String> {
    let begins = scope.starts_with(|c: char| c.is_ascii_alphanumeric());
    let fits =
        scope.len() <= 127 && scope.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    (begins && fits).then(|| format!("{id}@{scope}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_a_scope_have_the_characters_of_the_profile() {
        let id = scoped(&pairwise("a_Name-made-of-base64"), "my.example.com").unwrap();
        let (unique, scope) = id.split_once('@').unwrap();
        assert!(unique.len() <= 127 && unique.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()));
        assert_eq!(scope, "my.example.com");
        for wrong in ["", "[::1]", "a b", "a@b", "-a", &"a".repeat(128)] {
            assert_eq!(scoped("1", wrong), None, "{wrong}");
        }
    }
}
