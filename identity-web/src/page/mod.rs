//! What all pages are made of: templates, texts, look, forms, cookies and headers. It knows no single page.
//!
//! All pages work with scripts off.

pub(crate) mod assets;
pub(crate) mod brand;
pub(crate) mod brand_files;
pub mod cookies;
#[doc(hidden)]
pub mod csrf;
pub(crate) mod dates;
pub(crate) mod device_words;
pub(crate) mod failure;
#[doc(hidden)]
pub mod forms;
pub(crate) mod functions;
#[doc(hidden)]
pub mod headers;
mod help;
pub(crate) mod names;
pub(crate) mod password_words;
pub(crate) mod qr_code;
pub(crate) mod rendering;
pub(crate) mod return_to;
pub(crate) mod samples;
pub mod views;

#[doc(hidden)]
pub use crate::language::PageText;
pub use assets::Assets;
pub use brand::{Brand, BrandError, Colours};
pub use help::Help;
pub use rendering::{Pages, PagesError};
#[doc(hidden)]
pub use return_to::safe_return_to;
