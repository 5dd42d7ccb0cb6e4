//! Organisations: the CRM's feed of them, and who may see them.

mod moving;
mod own;
mod provision;
mod queries;

pub use provision::ProvisionOrganization;
pub use queries::OrganizationDetails;
