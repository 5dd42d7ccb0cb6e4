//! Pages, REST and SAML 2.0 for [`identity_core`], as an axum router.

pub mod base_url;
pub mod pages;
pub mod saml;

pub use base_url::{BaseUrl, BaseUrlError};
