//! The JSON of what an application is told by SAML.

use crate::language::{PageText, in_english};
use crate::rest::http::patch::kept;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::applications::{
    InvalidWrittenAttribute, SamlPatch, SamlSettings, SamlSettingsError, SamlWarning, WrittenAttribute,
    written_map,
};
use identity_core::domain::{
    AttributeEntry, AttributeNameFormat, AttributePreset, AttributeValues, NameFormat, RequestedAttribute,
    SignedParts,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What changes of how an application is told by SAML. What is left out stays as it is.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SamlPatchCall {
    /// The forms of names that it may ask for, the first for when it asks for none: `persistent`, `transient`, `email`. Empty
    /// for all that its attributes let it have.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Vec<String>>)]
    name_formats: Option<Vec<NameFormat>>,
    /// A ready map of attributes: `smartplan`, `oids` or `claims`.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    attribute_preset: Option<AttributePreset>,
    /// What it is told, attribute by attribute, instead of a preset: `source` and `name`, and perhaps `name_format`,
    /// `friendly_name`, `values` and `condition`.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Vec<Object>>)]
    attributes: Option<Vec<WrittenAttribute>>,
    /// What is signed: `both`, `assertion` or `response`.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    signed: Option<SignedParts>,
    /// Whether assertions are encrypted for it.
    #[serde(deserialize_with = "kept")]
    encrypt_assertions: Option<bool>,
    /// Whether a request without a valid signature is refused.
    #[serde(deserialize_with = "kept")]
    requests_signed: Option<bool>,
}

impl SamlPatchCall {
    pub(super) fn into_core(self) -> Result<SamlPatch, Problem> {
        let attributes = written_map(self.attribute_preset, self.attributes).map_err(|error| {
            let field = if matches!(error, InvalidWrittenAttribute::Both) { PRESET } else { ATTRIBUTES };
            Problem::field(field, error.to_string())
        })?;
        let mut patch = SamlPatch::default();
        patch.name_formats = self.name_formats;
        patch.attributes = attributes;
        patch.signed = self.signed;
        patch.encrypt_assertions = self.encrypt_assertions;
        patch.requests_signed = self.requests_signed;
        Ok(patch)
    }
}

const PRESET: &str = "saml.attribute_preset";
const ATTRIBUTES: &str = "saml.attributes";

impl From<SamlSettingsError> for Problem {
    fn from(error: SamlSettingsError) -> Self {
        match error {
            SamlSettingsError::Access(error) => error.into(),
            SamlSettingsError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            SamlSettingsError::Declared => {
                Self::said(ProblemKind::Declared, &PageText::new("rest-application-declared"))
            }
            SamlSettingsError::NotSaml => Self::said_of_field("saml", "rest-saml-not"),
            SamlSettingsError::RepeatedFormat => {
                Self::said_of_field("saml.name_formats", "rest-saml-format-twice")
            }
            SamlSettingsError::Attributes(error) => Self::field(ATTRIBUTES, error.to_string()),
            SamlSettingsError::AssertionSignatureWanted => {
                Self::said_of_field("saml.signed", "rest-saml-assertion-signed")
            }
            SamlSettingsError::NoEncryptionKey => {
                Self::said_of_field("saml.encrypt_assertions", "rest-saml-no-encryption-key")
            }
            SamlSettingsError::NothingToVerifyWith => {
                Self::said_of_field("saml.requests_signed", "rest-saml-no-certificate")
            }
            unknown => Self::internal(unknown),
        }
    }
}

/// How an application is told by SAML.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting or a fact of its own")]
pub(crate) struct SamlState {
    /// The forms of names that it may ask for, the first for when it asks for none.
    #[schema(value_type = Vec<String>)]
    name_formats: Vec<NameFormat>,
    /// The preset that the attributes are, if they are one.
    #[schema(value_type = Option<String>)]
    attribute_preset: Option<AttributePreset>,
    /// What it is told; nothing else is.
    attributes: Vec<SamlAttribute>,
    /// What is signed.
    #[schema(value_type = String)]
    signed: SignedParts,
    /// Whether its metadata wants each assertion signed.
    wants_assertions_signed: bool,
    /// Whether assertions are encrypted for it.
    encrypt_assertions: bool,
    /// Whether its metadata has a key for that.
    can_encrypt: bool,
    /// Whether a request without a valid signature is refused.
    requests_signed: bool,
    /// The attributes that its metadata asks for.
    requested_attributes: Vec<SamlRequestedAttribute>,
    /// What should be looked at.
    warnings: Vec<SamlSettingsWarning>,
}

/// An attribute that an application is told.
#[derive(Debug, Serialize, ToSchema)]
struct SamlAttribute {
    /// What it is made from.
    source: String,
    name: String,
    /// `basic`, `uri` or `unspecified`.
    #[schema(value_type = String)]
    name_format: AttributeNameFormat,
    friendly_name: Option<String>,
    /// `many`: each value by itself; `one`: all in one, with `;` between them.
    #[schema(value_type = String)]
    values: AttributeValues,
    /// When it is told at all: `role:KEY`, `by_mandate`, `own_right`; `null` for always.
    condition: Option<String>,
}

/// An attribute that the metadata of an application asks for.
#[derive(Debug, Serialize, ToSchema)]
struct SamlRequestedAttribute {
    name: String,
    #[schema(value_type = Option<String>)]
    name_format: Option<AttributeNameFormat>,
    friendly_name: Option<String>,
    required: bool,
}

/// Something that works, and perhaps not as it is meant.
#[derive(Debug, Serialize, ToSchema)]
struct SamlSettingsWarning {
    /// `required_attribute`, `undeclared_attribute` or `email_as_name`.
    code: &'static str,
    /// The attribute that it is about.
    attribute: Option<String>,
    /// The same in English.
    text: String,
}

impl From<AttributeEntry> for SamlAttribute {
    fn from(entry: AttributeEntry) -> Self {
        let AttributeEntry { source, name, name_format, friendly_name, values, condition } = entry;
        let condition = condition.map(|condition| condition.to_string());
        Self { source: source.to_string(), name, name_format, friendly_name, values, condition }
    }
}

impl From<RequestedAttribute> for SamlRequestedAttribute {
    fn from(wanted: RequestedAttribute) -> Self {
        let RequestedAttribute { name, name_format, friendly_name, required } = wanted;
        Self { name, name_format, friendly_name, required }
    }
}

impl From<SamlWarning> for SamlSettingsWarning {
    fn from(warning: SamlWarning) -> Self {
        let text = PageText::of_code("saml-warning", warning.code());
        let attribute = warning.attribute().map(str::to_owned);
        let text = match &attribute {
            Some(attribute) => text.with("attribute", attribute.clone()),
            None => text,
        };
        Self { code: warning.code(), attribute, text: in_english(&text) }
    }
}

impl From<SamlSettings> for SamlState {
    fn from(found: SamlSettings) -> Self {
        Self {
            name_formats: found.allowed_name_formats,
            attribute_preset: found.preset,
            attributes: found.attributes.entries().iter().cloned().map(SamlAttribute::from).collect(),
            signed: found.signed,
            wants_assertions_signed: found.wants_assertions_signed,
            encrypt_assertions: found.encrypt_assertions,
            can_encrypt: found.can_encrypt,
            requests_signed: found.requests_signed,
            requested_attributes: found
                .requested_attributes
                .into_iter()
                .map(SamlRequestedAttribute::from)
                .collect(),
            warnings: found.warnings.into_iter().map(SamlSettingsWarning::from).collect(),
        }
    }
}
