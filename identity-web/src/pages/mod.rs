//! The pages: templates, texts, look, forms and cookies; all work with scripts off.

mod account;
mod acting_for;
mod around;
mod assets;
mod brand;
mod catalogue;
pub mod cookies;
pub mod csrf;
mod dev;
mod device_words;
mod failure;
mod flow;
pub mod forms;
mod frame;
mod functions;
mod give_mandate;
pub mod headers;
mod home;
mod invitations;
mod invite;
mod manage;
mod mandate_form;
mod mandates;
mod mandates_of;
mod organizations;
mod people;
mod render;
mod return_to;
mod router;
mod sign_in;
mod sign_out;
pub mod views;
mod visit;
mod who_can;

#[cfg(test)]
mod attack_tests;
#[cfg(test)]
mod mandate_tests;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod story_tests;
#[cfg(test)]
mod world;

pub use assets::Assets;
pub use brand::{Brand, BrandError, Colours, Help};
pub use catalogue::{CatalogueError, Message};
pub(crate) use dev::{Development, router as development_router};
pub(crate) use failure::Failure;
pub use render::{FailedTemplate, Pages, PagesError};
pub use return_to::safe_return_to;
#[cfg(test)]
pub(crate) use router::PAGES;
pub(crate) use router::{router, with_not_found};
pub(crate) use visit::sign_in_then;
