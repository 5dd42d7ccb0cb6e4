//! Federation: sign-in by identity providers elsewhere, and what an application that is itself a SAML service provider remembers.

mod connections;
mod declared;
mod domains;
mod login;
mod own_identities;
mod provider_answer;
mod service_sessions;
mod unlink_error;
mod usable;

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
pub use own_identities::{OwnIdentities, OwnIdentity};
pub use provider_answer::{Departure, ProviderAnswer, Returned};
pub use unlink_error::UnlinkError;
