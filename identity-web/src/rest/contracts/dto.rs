//! The JSON of contracts.

use crate::forms::Form;
use crate::forms::contracts::{PATCH_CONTRACT, PROVISION_CONTRACT};
use crate::language::{PageText, in_english};
use crate::rest::http::body::Declared;
use crate::rest::http::names::Names;
use crate::rest::http::outcome::Outcome;
use crate::rest::http::patch::{Removable, end, kept, removable_end};
use identity_core::contracts::{PatchContract, ProvisionContract};
use identity_core::provisioning::FeedVersion;
use identity_core::store::Expected;
use identity_core::values::{ExternalId, ServiceKey};
use identity_core::{Timestamp, domain};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A contract as the CRM sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractCall {
    /// The id of the organisation in the CRM.
    #[schema(value_type = String, example = "CRM-1001")]
    organization: ExternalId,
    /// The keys of the services that the contract covers.
    #[schema(value_type = Vec<String>, example = json!(["smartplan-application"]))]
    services: BTreeSet<ServiceKey>,
    /// The start of the contract.
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    /// The end of the contract (exclusive); if left out, no end.
    #[serde(default, deserialize_with = "end")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// The version of the record in the CRM. A call with an older version than the last one is ignored.
    source_version: Option<u64>,
}

impl Declared for ContractCall {
    const FORM: &'static Form = &PROVISION_CONTRACT;
}

impl ContractCall {
    pub(crate) fn into_core(self, external_id: ExternalId, expected: Option<Expected>) -> ProvisionContract {
        let mut wanted =
            ProvisionContract::new(external_id, self.organization, self.services, self.starts_at);
        wanted.ends_at = self.ends_at;
        wanted.version = FeedVersion::new(self.source_version, expected);
        wanted
    }
}

/// The changes to a contract (RFC 7396): fields left out stay as they are, `null` removes a value.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractPatchCall {
    /// The id of the organisation in the CRM.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = String, required = false, example = "CRM-1001")]
    organization: Option<ExternalId>,
    /// The keys of the services that the contract covers.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = Vec<String>, required = false, example = json!(["smartplan-application"]))]
    services: Option<BTreeSet<ServiceKey>>,
    /// The start of the contract.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = String, required = false, format = DateTime)]
    starts_at: Option<Timestamp>,
    /// The end of the contract (exclusive); `null` for no end.
    #[serde(default, deserialize_with = "removable_end")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Removable<Timestamp>,
    /// The version of the record in the CRM. A call with an older version than the last one is ignored.
    source_version: Option<u64>,
}

impl Declared for ContractPatchCall {
    const FORM: &'static Form = &PATCH_CONTRACT;
}

impl ContractPatchCall {
    pub(crate) fn into_core(self, external_id: ExternalId, expected: Option<Expected>) -> PatchContract {
        let mut patch = PatchContract::new(external_id);
        patch.organization = self.organization;
        patch.services = self.services;
        patch.starts_at = self.starts_at;
        patch.ends_at = self.ends_at;
        patch.version = FeedVersion::new(self.source_version, expected);
        patch
    }
}

/// A contract.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contract {
    id: Uuid,
    /// The id in the CRM.
    #[schema(value_type = String)]
    external_id: ExternalId,
    /// The id of the organisation that has the contract. Of a contract that ended before the CRM told of it, `null`.
    organization_id: Option<Uuid>,
    /// The keys of its services.
    #[schema(value_type = Vec<String>)]
    services: Vec<ServiceKey>,
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    source_version: Option<u64>,
    /// The time when the CRM ended it. Calls that are older than that do not open it again.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl Contract {
    pub(crate) fn new(record: &domain::Contract, names: &Names) -> Self {
        Self {
            id: record.id.into(),
            external_id: record.external_id.clone(),
            organization_id: Some(record.organization.into()).filter(|_| !record.is_unknown()),
            services: names.services(&record.services),
            starts_at: record.period.starts_at,
            ends_at: record.period.ends_at,
            source_version: record.source_version,
            ended_at: record.ended_at,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

/// The contract after the call, with what the call did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProvisionedContract {
    outcome: Outcome,
    /// The reason, if the call was ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(flatten)]
    contract: Contract,
}

impl ProvisionedContract {
    pub(crate) fn new(outcome: Outcome, record: &domain::Contract, names: &Names) -> Self {
        let has_ended = outcome == Outcome::Ignored && record.ended_at.is_some();
        let stays_ended = has_ended.then(|| in_english(&PageText::new("rest-stays-ended")));
        let message = stays_ended.or_else(|| outcome.message(record.source_version));
        Self { outcome, message, contract: Contract::new(record, names) }
    }
}
