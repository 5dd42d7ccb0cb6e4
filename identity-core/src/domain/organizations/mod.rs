//! Organisations, their contracts, and the services that these are for.

mod contract;
mod organization;
mod path;
mod service;

pub use contract::{Contract, ContractFilter, ContractKey};
pub use organization::{
    Organization, OrganizationClass, OrganizationFilter, OrganizationKey, OrganizationState,
};
pub use path::{OrganizationPath, PathTooDeep, Region};
pub use service::{Service, ServiceFilter, ServiceKeyed};
