//! The SAML metadata of an identity provider: given, read and replaced.

use super::failure::refused_metadata;
use crate::forms::Form;
use crate::forms::federation::connections::REPLACE_PROVIDER_METADATA;
use crate::language::in_english;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::{Content, Declared};
use crate::rest::http::call::Call;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakenProvider};
use crate::saml::web::metadata_words::{Finding, left_out_of_provider, warnings_of_provider};
use axum::Json;
use axum::response::IntoResponse;
use identity_core::Timestamp;
use identity_core::federation::ProviderMetadata;
use identity_core::ids::{ConnectionId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Metadata of a SAML identity provider: itself, or the address that it is fetched from.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProviderMetadataCall {
    /// The metadata, XML.
    pub(super) metadata: Option<String>,
    /// The address that it is fetched from, instead: `https`, in the public internet.
    pub(super) metadata_address: Option<String>,
    /// Which provider is meant, where the metadata describes several.
    pub(super) entity_id: Option<String>,
}

impl Declared for ProviderMetadataCall {
    const FORM: &'static Form = &REPLACE_PROVIDER_METADATA;
}

impl ProviderMetadataCall {
    pub(super) const fn is_empty(&self) -> bool {
        self.metadata.is_none() && self.metadata_address.is_none() && self.entity_id.is_none()
    }

    /// Reads the metadata, and fetches it where its address is given, for those who may set up connections: nobody else sends this
    /// server to an address.
    pub(super) async fn take(
        self,
        call: &Call,
        organization: Option<OrganizationId>,
    ) -> Result<TakenProvider, Problem> {
        let identity = call.identity();
        identity.may_register_connections(&call.caller, organization).await?;
        let (source, field) = match (self.metadata, self.metadata_address) {
            (Some(text), None) => (Source::Document(text.into_bytes()), "metadata"),
            (None, Some(address)) => (Source::Address(address), "metadata_address"),
            _ => return Err(Problem::said_of_field("metadata", "rest-application-metadata-one")),
        };
        let reader = MetadataReader::new(&identity.settings().base_url).map_err(Problem::internal)?;
        let taken = reader.take_provider(source, self.entity_id, identity.clock().now()).await;
        taken.map_err(|error| refused_metadata(field, &error))
    }
}

/// Puts newer metadata in the place of that of a connection by SAML. It has to be about the same provider.
#[utoipa::path(
    post, path = "/api/v1/connections/{id}/metadata", tag = "connections", operation_id = "replaceProviderMetadata",
    params(("id" = Uuid, Path)), request_body = ProviderMetadataCall,
    responses((status = 200, description = "What was read", body = ReadProviderMetadata), Problems)
)]
pub(crate) async fn replace(
    call: Call,
    Id(id): Id<ConnectionId>,
    Content(given): Content<ProviderMetadataCall>,
) -> Answer {
    call.without_condition()?;
    let found = call.identity().connection(&call.caller, id).await?;
    let taken = given.take(&call, found.connection.organization).await?;
    call.identity().replace_provider_metadata(&call.caller, id, &taken.metadata).await?;
    Ok(Json(ReadProviderMetadata::from(taken)).into_response())
}

/// Something to know about the metadata of a provider.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProviderFinding {
    /// A stable code.
    code: &'static str,
    /// The same in a sentence.
    text: String,
}

impl From<Finding> for ProviderFinding {
    fn from(finding: Finding) -> Self {
        Self { code: finding.code, text: in_english(&finding.text) }
    }
}

/// What of metadata is not used, and what somebody should look at.
pub(super) fn findings(taken: &TakenProvider) -> [Vec<ProviderFinding>; 2] {
    let all = [left_out_of_provider(taken), warnings_of_provider(taken)];
    all.map(|found| found.into_iter().map(ProviderFinding::from).collect())
}

/// Metadata of a provider that was read and stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadProviderMetadata {
    /// What of it is stored.
    metadata: ProviderMetadataState,
    /// What of it is not used.
    left_out: Vec<ProviderFinding>,
    /// What somebody should look at.
    warnings: Vec<ProviderFinding>,
}

impl From<TakenProvider> for ReadProviderMetadata {
    fn from(taken: TakenProvider) -> Self {
        let [left_out, warnings] = findings(&taken);
        Self { metadata: taken.metadata.into(), left_out, warnings }
    }
}

/// What is stored of the metadata of a SAML identity provider.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProviderMetadataState {
    entity_id: String,
    /// Where requests go.
    sign_on_url: String,
    /// Where logout messages go.
    logout_url: Option<String>,
    /// The signing certificates, PEM without its armour.
    certificates: Vec<String>,
    /// Until when the metadata may be used.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Timestamp>,
    /// The address that it was fetched from.
    address: Option<String>,
}

impl From<ProviderMetadata> for ProviderMetadataState {
    fn from(metadata: ProviderMetadata) -> Self {
        use base64::Engine as _;
        let encode = |der: &Vec<u8>| base64::engine::general_purpose::STANDARD.encode(der);
        Self {
            entity_id: metadata.entity_id.to_string(),
            sign_on_url: metadata.sign_on_url,
            logout_url: metadata.logout_url,
            certificates: metadata.certificates.iter().map(encode).collect(),
            valid_until: metadata.valid_until,
            address: metadata.address,
        }
    }
}
