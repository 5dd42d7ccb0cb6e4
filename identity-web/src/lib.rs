//! Pages, REST and SAML 2.0 for [`identity_core`], as an axum router.

pub mod base_url;
mod current_user;
pub mod delivery;
mod health;
mod identity_web;
pub mod pages;
mod reference;
mod require;
pub mod rest;
pub mod saml;
mod sso;
mod state;

pub use base_url::{BaseUrl, BaseUrlError};
pub use current_user::{CurrentUser, CurrentUserRejection};
pub use identity_web::{IdentityWeb, IdentityWebBuilder, IdentityWebError};
pub use reference::Reference;
pub use require::{Guarded, Require, require};
