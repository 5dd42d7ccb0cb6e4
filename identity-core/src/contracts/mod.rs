//! Contracts: the CRM's feed of them, and who may see them.

mod details;
mod end;
mod end_error;
mod patch;
mod provision;
mod provision_error;
mod queries;
mod services;
mod update;

pub use details::ContractDetails;
pub(crate) use details::with_services;
pub use end::EndContract;
pub use end_error::EndContractError;
pub use patch::PatchContract;
pub use provision::ProvisionContract;
pub use provision_error::ProvisionContractError;
