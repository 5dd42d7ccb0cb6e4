//! Applications: the clients that get tokens, service providers, signing keys.

mod clients;
mod keys;
mod own;
mod registry;
mod relying_parties;
mod saml_settings;
mod token_error;
mod tokens;
mod trial;
mod verified_client;

#[doc(hidden)]
pub use clients::OwnToken;
pub use keys::{KeyChange, PublishedKey, RotationError};
#[doc(hidden)]
pub use keys::{KeyError, KeyMaterial, SigningKeys};
pub use own::OwnApplication;
pub use registry::{
    ApplicationDetails, ApplicationKind, ApplicationPatch, NewSecret, OfUri, Opening, Registered,
    Registration, RegistrationError, SamlMetadata, SamlRegistration, SignOnAttempt, SignOnPatch,
    SignOnRegistration, UriFault,
};
pub(crate) use registry::{check_for_browsers, check_for_server, check_leads_out, check_registration};
pub use saml_settings::{
    InvalidWrittenAttribute, SamlPatch, SamlSettings, SamlSettingsError, SamlWarning, WrittenAttribute,
    saml_warnings, written_map,
};
pub use token_error::TokenError;
#[doc(hidden)]
pub use tokens::{AboutPerson, ActingBy, CodeRedemption, PersonTokens, Refresh, TokenInfo};
pub use tokens::{ActingClient, IssuedToken};
#[doc(hidden)]
pub use verified_client::{ClientCredentials, ClientProof, VerifiedClient};
