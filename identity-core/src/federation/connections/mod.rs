//! The connections to identity providers that administrators see, set up, change and remove.

mod attempts;
mod change;
mod details;
mod error;
mod keepers;
mod metadata;
mod opening;
mod patch;
mod place;
mod register;
mod registration;
mod remove;
mod secret;
mod valid;

pub use attempts::ConnectionAttempt;
pub use details::{ConnectionDetails, ConnectionKeeper};
pub use error::{ConnectionError, OfProvider, RuleFault};
pub use patch::{ConnectionPatch, OpenIdPatch, RulesPatch};
pub use registration::{NewConnection, NewOpenIdProvider, NewProvider, NewSamlProvider, ProviderMetadata};
