//! The organisation that runs the service: the root of the tree.

use super::identity::Identity;
use crate::domain::{Organization, OrganizationKey};
use crate::store::{StoreError, Versioned};
use crate::values::ExternalId;

impl Identity {
    /// The organisation that runs the service: the root of the tree.
    pub(crate) async fn operator(&self) -> Result<Option<Versioned<Organization>>, StoreError> {
        let key = OrganizationKey::External(operator_external_id());
        self.store.organizations().find(&key).await
    }
}

/// The name under which the operator's organisation is found; not a name that a CRM can use.
#[allow(clippy::expect_used, reason = "a literal that a test reads")]
pub(crate) fn operator_external_id() -> ExternalId {
    ExternalId::parse("urn:identity:operator").expect("a valid literal")
}
