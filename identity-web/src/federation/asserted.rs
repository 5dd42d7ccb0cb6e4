//! What a provider says of a person, by the names that the connection has for it.

use identity_core::domain::AssertedNames;
use identity_core::federation::ProviderAnswer;
use identity_core::values::{EmailAddress, FamilyName, PersonName};
use std::collections::BTreeMap;

/// All that was said, by name.
pub(super) type Attributes = BTreeMap<String, Vec<String>>;

/// The most values that are kept.
const MOST_VALUES: usize = 100;

/// The most octets of a value that is kept, and of a name.
const MOST_OCTETS: usize = 1000;

/// The usual names of the e-mail address: OpenID Connect, LDAP, its object identifier (RFC 4524), and Microsoft's.
const EMAIL: [&str; 5] = [
    "email",
    "mail",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "emailAddress",
];

/// The usual names of the first name.
const GIVEN_NAME: [&str; 5] = [
    "given_name",
    "givenName",
    "urn:oid:2.5.4.42",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    "firstName",
];

/// The usual names of the last name.
const FAMILY_NAME: [&str; 6] = [
    "family_name",
    "sn",
    "urn:oid:2.5.4.4",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    "surname",
    "lastName",
];

/// What people call themselves where nothing better was said: for the label alone, never to find an account.
const LABEL: [&str; 4] = ["preferred_username", "name", "displayName", "urn:oid:2.16.840.1.113730.3.1.241"];

/// Adds what was said to an answer. What is no address or no name is left out: the person can type it.
pub(super) fn fill(answer: &mut ProviderAnswer, said: Attributes, names: &AssertedNames) {
    let first = |own: Option<&String>, usual: &[&str]| {
        let value = match own {
            Some(name) => said.get(name),
            None => usual.iter().find_map(|name| said.get(*name)),
        };
        value.and_then(|values| values.first()).map(|value| value.trim().to_owned())
    };
    answer.email = first(names.email.as_ref(), &EMAIL).and_then(|address| EmailAddress::parse(&address).ok());
    answer.given_name =
        first(names.given_name.as_ref(), &GIVEN_NAME).and_then(|name| PersonName::parse(&name).ok());
    answer.family_name =
        first(names.family_name.as_ref(), &FAMILY_NAME).and_then(|name| FamilyName::parse(&name).ok());
    answer.level = names.level.as_ref().and_then(|name| first(Some(name), &[]));
    let label = answer.email.as_ref().map(ToString::to_string).or_else(|| first(None, &LABEL));
    answer.label = label.filter(|label| !label.is_empty() && label.len() <= MOST_OCTETS);
    answer.attributes = bounded(said);
}

/// As much of it as is kept.
fn bounded(said: Attributes) -> Attributes {
    let mut left = MOST_VALUES;
    let mut kept = Attributes::new();
    for (name, values) in said.into_iter().filter(|(name, _)| name.len() <= MOST_OCTETS) {
        let values: Vec<_> =
            values.into_iter().filter(|value| value.len() <= MOST_OCTETS).take(left).collect();
        left -= values.len();
        if !values.is_empty() {
            kept.insert(name, values);
        }
    }
    kept
}
