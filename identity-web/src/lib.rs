//! Pages, REST and SAML 2.0 for [`identity_core`], as an axum router.
//!
//! | module or type | what it is |
//! |---|---|
//! | [`IdentityWeb`] | the router, put together: pages, REST, and what you add to it |
//! | [`CurrentUser`], [`require`] | who is signed in, for your own handlers; a guard for your own routes |
//! | [`page`] | what all pages are made of: templates that a deployer can override, the brand, forms, cookies, headers |
//! | [`pages`] | the pages themselves, and the data that each template finds |
//! | [`rest`] | the REST interface and the tokens for clients |
//! | [`saml`] | SAML 2.0: identity provider, and service provider for an application of your own |
//! | [`Federation`] | sign-in by identity providers elsewhere |
//! | [`WebAuthn`] | passkeys, for [`IdentityBuilder::passkeys`](identity_core::IdentityBuilder::passkeys) |
//! | [`delivery`] | mail by SMTP, text messages by an HTTP gateway, the inbox of a development machine |
//! | [`BaseUrl`] | the one address that every link, cookie and endpoint is made from |
//!
//! A handler takes the request apart, calls use cases of core, and maps their answers; a change is one use case. Rules are in
//! core, so that what holds on a page holds for a client of REST too.
//!
//! # Example
//!
//! ```
//! use axum::{Router, routing::get};
//! use identity_core::policy::Permission;
//! use identity_core::secrets::MasterKey;
//! use identity_core::store::MemoryStore;
//! use identity_core::{Identity, OsEntropy, Settings};
//! use identity_web::{CurrentUser, IdentityWeb, require};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let settings = Settings::new("https://my.example.com/identity".parse()?);
//! let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy)).build()?;
//! let routes = Router::new()
//!     .route("/", get(async |user: Option<CurrentUser>| user.map_or("Hello", |_| "Welcome back")))
//!     .route("/name", get(async |user: CurrentUser| user.full_name()))
//!     .route("/reports", get(async || "figures").layer(require(Permission::AuditView)));
//! let app: Router = IdentityWeb::builder(identity).build()?.around(routes);
//! # let _ = app;
//! # Ok(())
//! # }
//! ```
//!
//! The base URL's path is where the pages are mounted: here `/identity/login`, `/identity/account` and so on.
//!
//! To be a SAML identity provider as well, hand [`saml::idp::SamlIdentityProvider`] to the builder. To send mail,
//! hand the transports of [`delivery`] to [`IdentityWebBuilder::transports`]: the
//! [`Housekeeper`](identity_core::housekeeping::Housekeeper), which runs as long as the router lives, sends what the
//! outbox holds.

mod authenticators;
mod background;
pub mod base_url;
mod breached_passwords;
mod current_user;
pub mod delivery;
mod device;
mod elsewhere;
mod exports;
mod federation;
#[doc(hidden)]
pub mod forms;
mod health;
mod host_header;
mod html;
mod identity_web;
pub mod language;
pub(crate) mod openid;
mod openid_client;
mod openid_provider;
pub mod page;
pub mod pages;
mod panics;
mod reference;
mod refreshed;
mod require;
pub mod rest;
pub mod saml;
mod slow_body;
mod sso;
mod state;
mod visit;

pub use authenticators::{WebAuthn, WebAuthnError};
pub use base_url::{BaseUrl, BaseUrlError};
pub use breached_passwords::{BreachedPasswordsApi, BreachedPasswordsConfig, InvalidBreachedPasswordsConfig};
pub use current_user::{CurrentUser, CurrentUserRejection};
pub use federation::{Federation, FederationError};
pub use identity_web::{IdentityWeb, IdentityWebBuilder, IdentityWebError};
pub use openid_provider::{OpenIdKeyRotationError, OpenIdProvider, OpenIdProviderError};
pub use reference::Reference;
pub use require::{Guarded, Require, require};
