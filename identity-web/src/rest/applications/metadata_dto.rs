//! The JSON of the SAML metadata of an application.

use crate::forms::Form;
use crate::forms::applications::REPLACE_METADATA;
use crate::language::in_english;
use crate::rest::http::body::Declared;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::saml::metadata::MetadataError;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakeError, Taken};
use crate::saml::web::metadata_words::{Finding, left_out, refused, warnings};
use identity_core::applications::SamlMetadata;
use identity_core::domain::{AssertionConsumerService, LogoutBinding, LogoutService};
use identity_core::{Identity, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Newer metadata of an application: itself, or the address that it is fetched from.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetadataCall {
    /// The metadata, XML.
    pub(super) metadata: Option<String>,
    /// The address that it is fetched from, instead: `https`, in the public internet.
    pub(super) metadata_address: Option<String>,
    /// Which entity is meant, where the metadata describes several.
    pub(super) entity_id: Option<String>,
}

impl Declared for MetadataCall {
    const FORM: &'static Form = &REPLACE_METADATA;
}

impl MetadataCall {
    pub(super) const fn is_empty(&self) -> bool {
        self.metadata.is_none() && self.metadata_address.is_none() && self.entity_id.is_none()
    }

    /// Reads the metadata, and fetches it where its address is given.
    pub(super) async fn take(self, identity: &Identity) -> Result<Taken, Problem> {
        let (source, field) = match (self.metadata, self.metadata_address) {
            (Some(text), None) => (Source::Document(text.into_bytes()), "metadata"),
            (None, Some(address)) => (Source::Address(address), "metadata_address"),
            _ => return Err(Problem::said_of_field("metadata", "rest-application-metadata-one")),
        };
        let reader = MetadataReader::new(&identity.settings().base_url).map_err(Problem::internal)?;
        let taken = reader.take(source, self.entity_id, identity.clock().now()).await;
        taken.map_err(|error| match &error {
            TakeError::Busy(_) => Problem::said(ProblemKind::Unavailable, &refused(&error)),
            TakeError::Metadata(MetadataError::Several(_) | MetadataError::NotDescribed(_)) => {
                Problem::field("entity_id", in_english(&refused(&error)))
            }
            _ => Problem::field(field, in_english(&refused(&error))),
        })
    }
}

/// Something to know about metadata.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MetadataFinding {
    /// A stable code.
    code: &'static str,
    /// The same in a sentence.
    text: String,
}

impl From<Finding> for MetadataFinding {
    fn from(finding: Finding) -> Self {
        Self { code: finding.code, text: in_english(&finding.text) }
    }
}

/// What of metadata is not used, and what somebody should look at.
pub(super) fn findings(taken: &Taken) -> [Vec<MetadataFinding>; 2] {
    [left_out(taken), warnings(taken)].map(|all| all.into_iter().map(MetadataFinding::from).collect())
}

/// Metadata that was read and registered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadMetadata {
    /// What of it is registered.
    metadata: MetadataState,
    /// What of it is not used.
    left_out: Vec<MetadataFinding>,
    /// What somebody should look at.
    warnings: Vec<MetadataFinding>,
}

impl From<Taken> for ReadMetadata {
    fn from(taken: Taken) -> Self {
        let [left_out, warnings] = findings(&taken);
        Self { metadata: taken.metadata.into(), left_out, warnings }
    }
}

/// What is registered of SAML metadata.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MetadataState {
    entity_id: String,
    /// Where responses are taken by HTTP-POST.
    consumers: Vec<Consumer>,
    /// Where logout messages are taken.
    logout: Vec<Logout>,
    /// The signing certificates, PEM without its armour.
    certificates: Vec<String>,
    /// Whether requests have to be signed.
    requests_signed: bool,
    /// Until when the metadata may be used.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Timestamp>,
    /// The address that it was fetched from.
    address: Option<String>,
}

/// Where responses are taken.
#[derive(Debug, Serialize, ToSchema)]
struct Consumer {
    url: String,
    index: u16,
    is_default: bool,
}

/// Where logout messages are taken.
#[derive(Debug, Serialize, ToSchema)]
struct Logout {
    /// `redirect`, `post` or `soap`.
    binding: &'static str,
    url: String,
    response_url: Option<String>,
}

impl From<SamlMetadata> for MetadataState {
    fn from(metadata: SamlMetadata) -> Self {
        use base64::Engine as _;
        let encode = |der: &Vec<u8>| base64::engine::general_purpose::STANDARD.encode(der);
        Self {
            entity_id: metadata.entity_id.to_string(),
            consumers: metadata.consumers.into_iter().map(Consumer::from).collect(),
            logout: metadata.logout_services.into_iter().map(Logout::from).collect(),
            certificates: metadata.certificates.iter().map(encode).collect(),
            requests_signed: metadata.requests_signed,
            valid_until: metadata.valid_until,
            address: metadata.address,
        }
    }
}

impl From<AssertionConsumerService> for Consumer {
    fn from(AssertionConsumerService { url, index, is_default }: AssertionConsumerService) -> Self {
        Self { url, index, is_default }
    }
}

impl From<LogoutService> for Logout {
    fn from(LogoutService { binding, url, response_url }: LogoutService) -> Self {
        Self { binding: binding_name(binding), url, response_url }
    }
}

/// The stable name of a way to take logout messages.
const fn binding_name(binding: LogoutBinding) -> &'static str {
    match binding {
        LogoutBinding::Redirect => "redirect",
        LogoutBinding::Post => "post",
        LogoutBinding::Soap => "soap",
        LogoutBinding::LogoutToken => "logout_token",
    }
}
