//! Applications: the clients that get tokens, service providers, signing keys.

mod clients;
mod keys;
mod own;
mod registry;
mod relying_parties;
mod token_error;
mod tokens;
mod verified_client;

#[doc(hidden)]
pub use clients::OwnToken;
#[doc(hidden)]
pub use keys::{KeyError, KeyMaterial};
pub use own::OwnApplication;
pub use registry::{
    ApplicationDetails, ApplicationKind, ApplicationPatch, NewSecret, OfUri, Registered, Registration,
    RegistrationError, SignOnAttempt, SignOnPatch, SignOnRegistration, UriFault,
};
pub use token_error::TokenError;
#[doc(hidden)]
pub use tokens::{AboutPerson, ActingBy, CodeRedemption, PersonTokens, Refresh, TokenInfo};
pub use tokens::{ActingClient, IssuedToken};
#[doc(hidden)]
pub use verified_client::{ClientCredentials, ClientProof, VerifiedClient};
