//! Organisations: the CRM's feed of them, and who may see them.

mod moving;
mod own;
mod patch;
mod placement;
mod provision;
mod provision_error;
mod queries;
mod update;

pub use patch::PatchOrganization;
pub use placement::Placement;
pub use provision::ProvisionOrganization;
pub use provision_error::ProvisionOrganizationError;
pub use queries::{OrganizationDetails, OrganizationSearch};
