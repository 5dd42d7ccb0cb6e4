//! The applications and clients that administrators see, register, change and delete.

mod attempts;
mod change;
mod changes;
mod details;
mod found;
mod patch;
mod register;
mod registration;
mod registration_error;
mod saml;
mod saml_registration;
mod uris;
mod valid;

pub use attempts::SignOnAttempt;
pub use change::NewSecret;
pub use details::ApplicationDetails;
pub use patch::{ApplicationPatch, SignOnPatch};
pub use register::Registered;
pub use registration::{ApplicationKind, Opening, Registration, SignOnRegistration};
pub use registration_error::RegistrationError;
pub use saml_registration::{SamlMetadata, SamlRegistration};
pub use uris::{OfUri, UriFault};
pub(crate) use uris::{check_for_browsers, check_for_server, check_leads_out};
pub(crate) use valid::check as check_registration;
