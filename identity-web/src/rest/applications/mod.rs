//! The applications that people sign in to, the clients that call the interface, and what they may know of the caller.

pub(crate) mod dto;
mod failure;
pub(crate) mod handlers;
pub(crate) mod metadata;
pub(crate) mod metadata_dto;
pub(crate) mod own;
pub(crate) mod own_dto;
mod patch;
mod registration_dto;
mod saml;

pub(crate) use dto::ApplicationCall;
pub(crate) use metadata_dto::MetadataCall;
pub(crate) use patch::ApplicationPatchCall;
