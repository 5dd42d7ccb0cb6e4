//! The addresses of the pages that change a look.

use identity_core::ids::{OrganizationId, RelyingPartyId};

pub(super) fn of_organization(id: OrganizationId) -> String {
    format!("/organizations/{id}/brand")
}

pub(super) fn of_application(id: RelyingPartyId) -> String {
    format!("/applications/{id}/brand")
}
