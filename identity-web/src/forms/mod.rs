//! Every form, declared once: its fields with their kind, bounds, texts, and where they appear.
//!
//! The page that shows a form, the reading of what a browser posts, the check of a JSON body and the `OpenAPI`
//! description are made from the same declaration. A declaration stands in the file of its capability; it says
//! what a value looks like, and core decides what it means.

pub(crate) mod applications;
pub(crate) mod audit;
pub(crate) mod authenticators;
pub(crate) mod brands;
pub(crate) mod contacts;
pub(crate) mod contracts;
pub(crate) mod federation;
mod field;
mod form;
pub(crate) mod invitations;
mod kind;
pub(crate) mod mandates;
pub(crate) mod members;
pub(crate) mod organizations;
pub(crate) mod passwords;
pub(crate) mod people;
mod rest;
pub(crate) mod roles;
pub(crate) mod sessions;
pub(crate) mod sign_on;

pub use field::Field;
pub use form::Form;
pub use kind::{Control, Kind};
pub(crate) use rest::{BodyError, Fault};
