//! Federation: sign-in by identity providers elsewhere, and what an application that is itself a SAML service provider remembers.

mod connections;
mod declared;
mod domains;
mod login;
mod provider_answer;
mod service_sessions;

pub use connections::{
    ConnectionAttempt, ConnectionDetails, ConnectionError, ConnectionKeeper, ConnectionPatch, NewConnection,
    NewOpenIdProvider, NewProvider, NewSamlProvider, OfProvider, OpenIdPatch, ProviderMetadata, RuleFault,
    RulesPatch,
};
pub use declared::{
    ConnectionSetup, ConnectionSetupError, ConnectionsSetup, OpenIdProviderSetup, ProviderSetup,
};
pub use domains::{DomainLinkError, DomainMailbox, NewSignInDomain, OpenDomainLink, SignInDomainError};
pub use login::{Asserted, TakeError};
pub use provider_answer::{Departure, ProviderAnswer, Returned};
