//! The applications that people sign in to, the clients that call the interface, and what they may know of the caller.

pub(crate) mod dto;
mod failure;
pub(crate) mod handlers;
pub(crate) mod own;
mod patch;
mod saml;

pub(crate) use dto::ApplicationCall;
pub(crate) use patch::ApplicationPatchCall;
