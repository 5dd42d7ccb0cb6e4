//! How pages and mails look: for the whole deployment, for an organisation, for an application.

mod brand_error;
mod change;
mod shown;

pub use brand_error::{AccentOf, BrandError};
pub use change::{BrandChange, BrandDetails, BrandOf, BrandedApplication};
pub use shown::ShownBrand;
