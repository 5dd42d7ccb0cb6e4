//! Metadata of the two roles (saml-metadata-2.0-os).
//!
//! Reading takes what sign-on and logout need and nothing else; it treats the file as hostile, since people
//! upload it and servers fetch it. Writing follows the order of the schema.

mod addresses;
mod connected;
mod entities;
pub(crate) mod entity;
pub(crate) mod keys;
mod left_out;
pub(crate) mod metadata_error;
pub(crate) mod read;
mod registered;
mod requested;
pub(crate) mod write;

pub use entity::{BoundEndpoint, IdentityProviderMetadata, ServiceProviderMetadata};
pub use keys::{KeyLeftOut, KeyReport};
pub use left_out::LeftOut;
pub use metadata_error::MetadataError;
#[doc(hidden)]
pub use read::verify_signature;
pub use read::{
    look_at_identity_provider, look_at_service_provider, read_identity_provider, read_service_provider,
    read_service_provider_named,
};
#[doc(hidden)]
pub use write::{
    IdentityProviderContent, ServiceProviderContent, write_identity_provider, write_service_provider,
};
