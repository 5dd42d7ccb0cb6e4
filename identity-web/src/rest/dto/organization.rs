use identity_core::Timestamp;
use identity_core::domain::{self, OrganizationClass, OrganizationState};
use identity_core::store::Version;
use identity_core::use_cases::{self, ProvisionOrganization, Provisioned};
use identity_core::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An organisation as the CRM tells it.
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
    /// The CRM's id of the organisation that it belongs to; left out, it lies directly below the operator.
    #[schema(value_type = Option<String>)]
    parent: Option<ExternalId>,
    /// Mail domains that are its own.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    domains: Vec<DomainName>,
    /// What else the CRM tells: up to 64 named texts.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    attributes: Attributes,
    /// The version of the CRM's record; older ones than the one that is here are ignored.
    source_version: Option<u64>,
}

/// The classes that the CRM can give.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CustomerClass {
    Enterprise,
    Sme,
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
        ProvisionOrganization {
            external_id,
            name: self.name,
            class,
            business_id: self.business_id,
            parent: self.parent,
            domains: self.domains,
            attributes: self.attributes,
            source_version: self.source_version,
            expected,
        }
    }
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Organization {
    id: Uuid,
    /// The CRM's id.
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
    /// The organisation that it belongs to.
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

/// What a provisioning call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It was like that already.
    Unchanged,
    /// The call carried an older `source_version` and nothing was done.
    Ignored,
    /// The contract ended.
    Ended,
}

impl From<use_cases::Outcome> for Outcome {
    fn from(outcome: use_cases::Outcome) -> Self {
        match outcome {
            use_cases::Outcome::Created => Self::Created,
            use_cases::Outcome::Updated => Self::Updated,
            use_cases::Outcome::Unchanged => Self::Unchanged,
            use_cases::Outcome::Outdated => Self::Ignored,
        }
    }
}

impl Outcome {
    /// What to know about it, if there is anything.
    pub(super) fn message(self, here: Option<u64>) -> Option<String> {
        let here = here.map(|version| format!(" {version}")).unwrap_or_default();
        let words = format!("Nothing was changed: source_version{here} is here already, a newer one.");
        (self == Self::Ignored).then_some(words)
    }
}

/// An organisation as it now stands, with what the call did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProvisionedOrganization {
    pub(crate) outcome: Outcome,
    /// Why nothing was done, when the call was ignored.
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
