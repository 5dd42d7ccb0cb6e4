//! Contracts: the CRM's feed of them, and who may see them.

mod details;
mod end;
mod provision;
mod queries;

pub use details::ContractDetails;
pub(crate) use details::with_services;
pub use provision::ProvisionContract;
