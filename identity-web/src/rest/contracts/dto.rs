//! The JSON of contracts.

use crate::forms::Form;
use crate::forms::contracts::PROVISION_CONTRACT;
use crate::rest::http::body::Declared;
use crate::rest::http::names::Names;
use crate::rest::http::outcome::Outcome;
use identity_core::contracts::ProvisionContract;
use identity_core::store::Version;
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
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// The version of the record in the CRM. A call with an older version than the last one is ignored.
    source_version: Option<u64>,
}

impl Declared for ContractCall {
    const FORM: &'static Form = &PROVISION_CONTRACT;
}

impl ContractCall {
    pub(crate) fn into_core(self, external_id: ExternalId, expected: Option<Version>) -> ProvisionContract {
        let mut wanted =
            ProvisionContract::new(external_id, self.organization, self.services, self.starts_at);
        wanted.ends_at = self.ends_at;
        wanted.source_version = self.source_version;
        wanted.expected = expected;
        wanted
    }
}

/// A contract.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contract {
    id: Uuid,
    /// The id in the CRM.
    #[schema(value_type = String)]
    external_id: ExternalId,
    /// The id of the organisation that has the contract.
    organization_id: Uuid,
    /// The keys of its services.
    #[schema(value_type = Vec<String>)]
    services: Vec<ServiceKey>,
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    source_version: Option<u64>,
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
            organization_id: record.organization.into(),
            services: names.services(&record.services),
            starts_at: record.period.starts_at,
            ends_at: record.period.ends_at,
            source_version: record.source_version,
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
        let message = outcome.message(record.source_version);
        Self { outcome, message, contract: Contract::new(record, names) }
    }
}
