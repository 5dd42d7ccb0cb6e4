use crate::domain::{AttributeSource, NameFormat, RelyingParty, RequestedAttribute};
use crate::values::UserAttributes;

/// Something that works, and perhaps not as it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SamlWarning {
    /// The metadata of the application requires an attribute that it is not told, or not always.
    RequiredAttribute(RequestedAttribute),
    /// An attribute of people is told that the deployment does not declare, so that nobody has it.
    UndeclaredAttribute(String),
    /// The application is told e-mail addresses as names, which may belong to somebody else one day.
    EmailAsName,
}

impl SamlWarning {
    /// Its stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RequiredAttribute(_) => "required_attribute",
            Self::UndeclaredAttribute(_) => "undeclared_attribute",
            Self::EmailAsName => "email_as_name",
        }
    }

    /// The name of the attribute that it is about, if it is about one.
    pub fn attribute(&self) -> Option<&str> {
        match self {
            Self::RequiredAttribute(wanted) => Some(&wanted.name),
            Self::UndeclaredAttribute(key) => Some(key),
            Self::EmailAsName => None,
        }
    }
}

/// What should be looked at in the SAML settings of an application.
pub fn saml_warnings(party: &RelyingParty, declared: &UserAttributes) -> Vec<SamlWarning> {
    let unmet = party.saml.unmet_attributes().into_iter().cloned().map(SamlWarning::RequiredAttribute);
    let map = party.saml.attributes();
    let undeclared = map.entries().iter().filter_map(|entry| match &entry.source {
        AttributeSource::Person(key) if !declared.is_declared(key) => Some(key.clone()),
        _ => None,
    });
    let by_email = party.name_formats().first() == Some(&NameFormat::Email);
    unmet
        .chain(undeclared.map(SamlWarning::UndeclaredAttribute))
        .chain(by_email.then_some(SamlWarning::EmailAsName))
        .collect()
}
