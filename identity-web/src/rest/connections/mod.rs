//! The connections to identity providers elsewhere, and the mail domains whose people they sign in.

pub(crate) mod domains;
pub(crate) mod dto;
mod failure;
pub(crate) mod handlers;
pub(crate) mod metadata;
mod patch;
pub(crate) mod rules;

pub(crate) use domains::SignInDomainCall;
pub(crate) use dto::ConnectionCall;
pub(crate) use metadata::ProviderMetadataCall;
pub(crate) use patch::ConnectionPatchCall;
