//! The JSON of organisations.

use crate::forms::Form;
use crate::forms::organizations::PROVISION_ORGANIZATION;
use crate::rest::http::body::Declared;
use crate::rest::http::outcome::Outcome;
use identity_core::Timestamp;
use identity_core::domain::{self, OrganizationClass, OrganizationState};
use identity_core::organizations::ProvisionOrganization;
use identity_core::provisioning::Provisioned;
use identity_core::store::Version;
use identity_core::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An organisation as the CRM sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganizationCall)]
pub(crate) struct OrganizationCall {
    /// Its name, 1 to 200 characters.
    #[schema(value_type = String, example = "City Group, Inc.")]
    name: DisplayName,
    /// What kind of customer it is.
    class: CustomerClass,
    /// Its number in the business register.
    #[schema(value_type = Option<String>, example = "1234567-8")]
    business_id: Option<BusinessId>,
    /// The id in the CRM of the parent organisation; if left out, the operator is the parent.
    #[schema(value_type = Option<String>)]
    parent: Option<ExternalId>,
    /// The mail domains of the organisation.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    domains: Vec<DomainName>,
    /// Further data of the CRM: up to 64 named texts.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    attributes: Attributes,
    /// The version of the record in the CRM. A call with an older version than the last one is ignored.
    source_version: Option<u64>,
}

/// The classes that the CRM can set.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CustomerClass {
    Enterprise,
    Sme,
}

impl Declared for OrganizationCall {
    const FORM: &'static Form = &PROVISION_ORGANIZATION;
}

impl OrganizationCall {
    pub(crate) fn into_core(
        self,
        external_id: ExternalId,
        expected: Option<Version>,
    ) -> ProvisionOrganization {
        let class = match self.class {
            CustomerClass::Enterprise => OrganizationClass::Enterprise,
            CustomerClass::Sme => OrganizationClass::Sme,
        };
        let mut wanted = ProvisionOrganization::new(external_id, self.name, class)
            .domains(self.domains)
            .attributes(self.attributes);
        wanted.business_id = self.business_id;
        wanted.parent = self.parent;
        wanted.source_version = self.source_version;
        wanted.expected = expected;
        wanted
    }
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Organization {
    id: Uuid,
    /// The id in the CRM.
    #[schema(value_type = Option<String>)]
    external_id: Option<ExternalId>,
    #[schema(value_type = String)]
    name: DisplayName,
    /// `operator`, `enterprise` or `sme`.
    #[schema(value_type = String, example = "enterprise")]
    class: OrganizationClass,
    /// `active`, `suspended` or `closed`.
    #[schema(value_type = String, example = "active")]
    state: OrganizationState,
    /// The id of the parent organisation.
    parent: Option<Uuid>,
    #[schema(value_type = Option<String>)]
    business_id: Option<BusinessId>,
    #[schema(value_type = Vec<String>)]
    domains: Vec<DomainName>,
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    attributes: Attributes,
    source_version: Option<u64>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl From<domain::Organization> for Organization {
    fn from(record: domain::Organization) -> Self {
        Self {
            id: record.id.into(),
            parent: record.parent().map(Uuid::from),
            external_id: record.crm_id().cloned(),
            name: record.name,
            class: record.class,
            state: record.state,
            business_id: record.business_id,
            domains: record.domains,
            attributes: record.attributes,
            source_version: record.source_version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

/// The organisation after the call, with what the call did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProvisionedOrganization {
    pub(crate) outcome: Outcome,
    /// The reason, if the call was ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(flatten)]
    organization: Organization,
}

impl From<Provisioned<domain::Organization>> for ProvisionedOrganization {
    fn from(provisioned: Provisioned<domain::Organization>) -> Self {
        let outcome = Outcome::from(provisioned.outcome);
        let message = outcome.message(provisioned.record.source_version);
        Self { outcome, message, organization: provisioned.record.record.into() }
    }
}
