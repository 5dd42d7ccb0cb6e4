//! Forms of organisations.

use crate::forms::{Field, Form, Kind};
use identity_core::values::{Attributes, BusinessId, DisplayName, ExternalId, Reason};

/// The longest domain name (RFC 1035 section 2.3.4).
const DOMAIN_NAME: usize = 253;

/// An organisation as the CRM sends it.
pub(crate) const PROVISION_ORGANIZATION: Form = Form::new(
    "provision-organization",
    &[
        Field::new("name", Kind::Text).rest_only().longest(DisplayName::MAX_CHARACTERS),
        Field::new("class", Kind::Key).rest_only().longest(20),
        Field::new("business_id", Kind::Text).rest_only().optional().longest(BusinessId::MAX_CHARACTERS),
        Field::new("parent", Kind::Key).rest_only().optional().longest(ExternalId::MAX_CHARACTERS),
        Field::new("domains", Kind::Key).multiple().rest_only().optional().longest(DOMAIN_NAME),
        Field::new("attributes", Kind::Map).rest_only().optional().at_most(Attributes::MAX_ENTRIES as u64),
        SOURCE_VERSION,
    ],
);

/// Changes to an organisation, as the CRM sends them.
pub(crate) const PATCH_ORGANIZATION: Form =
    Form::new("patch-organization", PROVISION_ORGANIZATION.fields()).patch();

/// The version of a record in the register that it comes from.
pub(crate) const SOURCE_VERSION: Field = Field::new("source_version", Kind::Number).rest_only().optional();

/// The reason for which an organisation is suspended.
pub(crate) const REASON: Field = Field::new("reason", Kind::Text)
    .characters(1, Reason::MAX_CHARACTERS)
    .autocomplete("off")
    .label("suspend-reason")
    .hint("suspend-reason-hint")
    .error("error-reason");

/// Suspends an organisation.
pub(crate) const SUSPEND_ORGANIZATION: Form = Form::new("suspend-organization", &[REASON]);
