//! The addresses of the pages of applications.

use crate::page::failure::PageFailure;
use identity_core::ids::ApplicationId;

pub(super) const LIST: &str = "/applications";

pub(super) const NEW: &str = "/applications/new";

pub(super) const NEW_SAML: &str = "/applications/new/saml";

pub(super) fn of(id: ApplicationId) -> String {
    format!("{LIST}/{id}")
}

/// The application of an address.
pub(super) fn parse(id: &str) -> Result<ApplicationId, PageFailure> {
    ApplicationId::parse(id).map_err(|_| PageFailure::NotFound)
}
