//! The JSON of organisations.

use crate::forms::Form;
use crate::forms::organizations::{PATCH_ORGANIZATION, PROVISION_ORGANIZATION, SUSPEND_ORGANIZATION};
use crate::language::{Argument, ListStyle, PageText, in_english};
use crate::rest::http::body::Declared;
use crate::rest::http::outcome::Outcome;
use crate::rest::http::patch::{Removable, kept, removable};
use identity_core::Timestamp;
use identity_core::domain::{self, OrganizationClass, OrganizationState};
use identity_core::organizations::{PatchOrganization, Placement, ProvisionOrganization};
use identity_core::provisioning::{Consequence, FeedVersion, Provisioned};
use identity_core::store::Expected;
use identity_core::values::{
    Attributes, AttributesPatch, BusinessId, DisplayName, DomainName, ExternalId, Reason,
};
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
    /// The id in the CRM of the parent organisation, or `null` for the operator. An organisation that lies elsewhere moves
    /// there, with everything below it. If left out, it stays where it is; a new one begins below the operator.
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    parent: Removable<ExternalId>,
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
        expected: Option<Expected>,
    ) -> ProvisionOrganization {
        let mut wanted = ProvisionOrganization::new(external_id, self.name, self.class.into())
            .domains(self.domains)
            .attributes(self.attributes);
        wanted.business_id = self.business_id;
        wanted.placement = placement(self.parent);
        wanted.version = FeedVersion::new(self.source_version, expected);
        wanted
    }
}

impl From<CustomerClass> for OrganizationClass {
    fn from(class: CustomerClass) -> Self {
        match class {
            CustomerClass::Enterprise => Self::Enterprise,
            CustomerClass::Sme => Self::Sme,
        }
    }
}

fn placement(parent: Removable<ExternalId>) -> Placement {
    match parent {
        None => Placement::Unsaid,
        Some(None) => Placement::Top,
        Some(Some(id)) => Placement::Below(id),
    }
}

/// The changes to an organisation (RFC 7396): fields left out stay as they are, `null` removes a value.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationPatchCall {
    /// Its name, 1 to 200 characters.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = String, required = false, example = "City Group, Inc.")]
    name: Option<DisplayName>,
    /// What kind of customer it is.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = CustomerClass, required = false)]
    class: Option<CustomerClass>,
    /// Its number in the business register.
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>, example = "1234567-8")]
    business_id: Removable<BusinessId>,
    /// The id in the CRM of the parent organisation, or `null` for the operator. It moves there, with everything below it.
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    parent: Removable<ExternalId>,
    /// The mail domains of the organisation; they take the place of those before.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = Vec<String>, required = false)]
    domains: Option<Vec<DomainName>>,
    /// Sets the named texts; `null` removes one.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = std::collections::BTreeMap<String, Option<String>>, required = false)]
    attributes: Option<AttributesPatch>,
    /// The version of the record in the CRM. A call with an older version than the last one is ignored.
    source_version: Option<u64>,
}

impl Declared for OrganizationPatchCall {
    const FORM: &'static Form = &PATCH_ORGANIZATION;
}

impl OrganizationPatchCall {
    pub(crate) fn into_core(self, external_id: ExternalId, expected: Option<Expected>) -> PatchOrganization {
        let mut patch = PatchOrganization::new(external_id);
        patch.name = self.name;
        patch.class = self.class.map(OrganizationClass::from);
        patch.business_id = self.business_id;
        patch.placement = placement(self.parent);
        patch.domains = self.domains;
        patch.attributes = self.attributes.unwrap_or_default();
        patch.version = FeedVersion::new(self.source_version, expected);
        patch
    }
}

/// Why an organisation is suspended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SuspendCall {
    /// The reason, on one line, which its administrators read.
    #[schema(value_type = String, example = "The bills of May and June are unpaid.")]
    pub(crate) reason: Reason,
}

impl Declared for SuspendCall {
    const FORM: &'static Form = &SUSPEND_ORGANIZATION;
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
    /// The reason, if the call was ignored; what the call moved or emptied, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Whether the organisation lies elsewhere now, with everything below it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    /// The fields that had a value before the call, and were left out or empty in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    emptied: Vec<&'static str>,
    #[serde(flatten)]
    organization: Organization,
}

impl From<Provisioned<domain::Organization>> for ProvisionedOrganization {
    fn from(provisioned: Provisioned<domain::Organization>) -> Self {
        let outcome = Outcome::from(provisioned.outcome);
        let moved = provisioned.consequences.contains(&Consequence::Moved);
        let emptied: Vec<_> = provisioned.consequences.iter().filter_map(emptied).collect();
        let message = outcome.message(provisioned.record.source_version);
        let message = message.or_else(|| consequences(moved, &emptied));
        Self { outcome, message, moved, emptied, organization: provisioned.record.record.into() }
    }
}

const fn emptied(consequence: &Consequence) -> Option<&'static str> {
    match consequence {
        Consequence::Emptied(field) => Some(field),
        _ => None,
    }
}

/// What a call did beside setting what it names, in words.
fn consequences(moved: bool, emptied: &[&str]) -> Option<String> {
    let fields = Argument::List(ListStyle::And, emptied.iter().map(|&field| field.to_owned()).collect());
    let moved = moved.then(|| PageText::new("rest-moved"));
    let emptied = (!emptied.is_empty()).then(|| PageText::new("rest-emptied").with("fields", fields));
    let said: Vec<_> = [moved, emptied].into_iter().flatten().map(|text| in_english(&text)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}
