//! Organisations: the CRM's feed of them, and who may see them.

mod moving;
mod own;
mod provision;
mod provision_error;
mod queries;

pub use provision::ProvisionOrganization;
pub use provision_error::ProvisionOrganizationError;
pub use queries::OrganizationDetails;
