//! Forms of how an application is told by SAML.

use crate::forms::{Field, Form, Kind};
use identity_core::domain::{AttributeCondition, AttributeEntry, AttributeSource};

/// The words of closed lists are short.
const LONGEST_WORD: usize = 20;

/// The members of an attribute as JSON has it.
const MEMBERS: u64 = 6;

/// What of the settings a call changes, for the form of an application.
pub(crate) const IN_REST: [Field; 6] = [
    Field::new("saml_name_formats", Kind::Key)
        .multiple()
        .rest_only()
        .optional()
        .longest(LONGEST_WORD)
        .in_rest_as("saml.name_formats"),
    word("saml_attribute_preset").in_rest_as("saml.attribute_preset"),
    Field::new("saml_attributes", Kind::Map)
        .multiple()
        .rest_only()
        .optional()
        .at_most(MEMBERS)
        .in_rest_as("saml.attributes"),
    word("saml_signed").in_rest_as("saml.signed"),
    flag("saml_encrypt_assertions").in_rest_as("saml.encrypt_assertions"),
    flag("saml_requests_signed").in_rest_as("saml.requests_signed"),
];

const fn word(name: &'static str) -> Field {
    Field::new(name, Kind::Key).rest_only().optional().longest(LONGEST_WORD)
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, Kind::Flag).rest_only().optional()
}

/// The formats of names that the application may ask for.
pub(crate) const NAME_FORMATS: Field = Field::new("name_formats", Kind::Key)
    .page_only()
    .multiple()
    .longest(LONGEST_WORD)
    .label("saml-name-formats")
    .hint("saml-name-formats-hint")
    .error("error-saml-name-formats");

/// The format that it gets when it asks for none.
pub(crate) const DEFAULT_FORMAT: Field = Field::new("default_format", Kind::Key)
    .page_only()
    .select()
    .longest(LONGEST_WORD)
    .label("saml-default-format")
    .error("error-saml-choose");

/// What is signed.
pub(crate) const SIGNED: Field = Field::new("signed", Kind::Key)
    .page_only()
    .radio()
    .longest(LONGEST_WORD)
    .label("saml-signed")
    .error("error-saml-choose");

/// Whether assertions are encrypted.
pub(crate) const ENCRYPT: Field = yes("encrypt_assertions")
    .label("saml-encrypt")
    .hint("saml-encrypt-hint")
    .error("error-saml-no-encryption-key");

/// Whether requests have to be signed.
pub(crate) const REQUESTS_SIGNED: Field = yes("requests_signed")
    .label("saml-requests")
    .hint("saml-requests-hint")
    .error("error-saml-no-certificate");

/// A map of attributes to take in place of the present one.
pub(crate) const PRESET: Field = Field::new("attribute_preset", Kind::Key)
    .page_only()
    .select()
    .optional()
    .longest(LONGEST_WORD)
    .label("saml-preset")
    .hint("saml-preset-hint")
    .error("error-saml-choose");

const fn yes(name: &'static str) -> Field {
    Field::new(name, Kind::Key).page_only().multiple().optional().longest(3)
}

/// Changes how an application is told by SAML.
pub(crate) const SAML_SETTINGS: Form =
    Form::new("saml-settings", &[NAME_FORMATS, DEFAULT_FORMAT, SIGNED, ENCRYPT, REQUESTS_SIGNED, PRESET]);

/// What an attribute is made from.
pub(crate) const SOURCE: Field = Field::new("source", Kind::Key)
    .page_only()
    .select()
    .longest(AttributeSource::MAX_CHARACTERS)
    .label("saml-source")
    .error("error-saml-choose");

/// The key of an attribute of the organisation.
pub(crate) const ORGANIZATION_KEY: Field = Field::new("organization_key", Kind::Key)
    .page_only()
    .optional()
    .longest(64)
    .label("saml-organization-key")
    .hint("saml-organization-key-hint")
    .error("error-saml-organization-key");

/// The name of an attribute.
pub(crate) const ATTRIBUTE_NAME: Field = Field::new("name", Kind::Key)
    .page_only()
    .longest(AttributeEntry::MAX_OCTETS)
    .label("saml-attribute-name")
    .hint("saml-attribute-name-hint")
    .error("error-saml-attribute-name");

/// How the name is to be understood.
pub(crate) const NAME_FORMAT: Field = Field::new("name_format", Kind::Key)
    .page_only()
    .radio()
    .longest(LONGEST_WORD)
    .label("saml-name-format")
    .error("error-saml-choose");

/// A name for people who read assertions.
pub(crate) const FRIENDLY_NAME: Field = Field::new("friendly_name", Kind::Text)
    .page_only()
    .optional()
    .longest(AttributeEntry::MAX_OCTETS)
    .label("saml-friendly-name")
    .hint("saml-friendly-name-hint")
    .error("error-saml-friendly-name");

/// How several values are written.
pub(crate) const VALUES: Field = Field::new("values", Kind::Key)
    .page_only()
    .radio()
    .longest(LONGEST_WORD)
    .label("saml-values")
    .error("error-saml-choose");

/// When the attribute is told at all.
pub(crate) const CONDITION: Field = Field::new("condition", Kind::Key)
    .page_only()
    .select()
    .optional()
    .longest(AttributeCondition::MAX_CHARACTERS)
    .label("saml-condition")
    .error("error-saml-choose");

/// The role of the condition.
pub(crate) const ROLE: Field = Field::new("role", Kind::Key)
    .page_only()
    .optional()
    .longest(63)
    .label("saml-role")
    .hint("saml-role-hint")
    .error("error-saml-role");

/// Adds an attribute to what an application is told.
pub(crate) const ADD_SAML_ATTRIBUTE: Form = Form::new(
    "add-saml-attribute",
    &[SOURCE, ORGANIZATION_KEY, ATTRIBUTE_NAME, NAME_FORMAT, FRIENDLY_NAME, VALUES, CONDITION, ROLE],
);
