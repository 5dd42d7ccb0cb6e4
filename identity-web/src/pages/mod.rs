//! The pages: templates, texts, look, forms and cookies; all work with scripts off.

mod assets;
mod brand;
mod catalogue;
pub mod cookies;
pub mod csrf;
pub mod forms;
mod functions;
pub mod headers;
mod render;
mod return_to;
pub mod views;

#[cfg(test)]
mod page_tests;

pub use assets::Assets;
pub use brand::{Brand, BrandError, Colours, Help};
pub use catalogue::{CatalogueError, Message};
pub use render::{FailedTemplate, Pages, PagesError};
pub use return_to::safe_return_to;
