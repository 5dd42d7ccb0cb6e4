//! The pages, one folder for each capability.

mod applications;
mod approvals;
mod audit;
pub(crate) mod authenticators;
mod brands;
mod check;
mod closing;
mod connections;
mod contacts;
mod delivery;
mod forms;
pub(crate) mod invitations;
mod linked_accounts;
mod mandates;
mod organizations;
mod people;
mod personal_data;
mod programs;
pub(crate) mod recovery;
mod roles;
mod router;
mod sessions;
pub(crate) mod sign_on;
pub mod views;

pub use check::{FailedTemplate, Preview};
pub(crate) use delivery::inbox::Development;
pub(crate) use delivery::sms::address_fault;
#[doc(hidden)]
pub use forms::FORMS;
#[doc(hidden)]
pub use router::PAGES;
pub(crate) use router::{development_router, router, with_not_found};
