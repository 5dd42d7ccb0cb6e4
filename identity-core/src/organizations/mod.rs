//! Organisations: the CRM's feed of them, who may see them, and suspending one.

mod moving;
mod own;
mod patch;
mod placement;
mod provision;
mod provision_error;
mod queries;
mod suspend;
mod suspend_error;
mod update;

pub use patch::PatchOrganization;
pub use placement::Placement;
pub use provision::ProvisionOrganization;
pub use provision_error::ProvisionOrganizationError;
pub use queries::{OrganizationDetails, OrganizationSearch};
pub use suspend_error::SuspendOrganizationError;
