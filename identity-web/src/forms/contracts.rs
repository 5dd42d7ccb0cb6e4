//! Forms of contracts.

use crate::forms::organizations::SOURCE_VERSION;
use crate::forms::roles::ENDS_AT;
use crate::forms::{Field, Form, Kind};
use identity_core::values::{ExternalId, ServiceKey};

/// A contract as the CRM sends it.
pub(crate) const PROVISION_CONTRACT: Form = Form::new(
    "provision-contract",
    &[
        Field::new("organization", Kind::Key).rest_only().longest(ExternalId::MAX_CHARACTERS),
        Field::new("services", Kind::Key).multiple().rest_only().longest(ServiceKey::MAX_CHARACTERS),
        Field::new("starts_at", Kind::Date).rest_only(),
        ENDS_AT,
        SOURCE_VERSION,
    ],
);

/// Changes to a contract, as the CRM sends them.
pub(crate) const PATCH_CONTRACT: Form = Form::new("patch-contract", PROVISION_CONTRACT.fields()).patch();
