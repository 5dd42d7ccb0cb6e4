//! The messages of SAML, read and written.

pub mod authn_request;
pub(crate) mod claimed;
mod encrypted;
pub mod logout;
pub(crate) mod name_format;
pub mod name_id;
pub(crate) mod read_error;
pub mod response;
pub(crate) mod soap;
pub mod status;
pub mod validate;

pub use read_error::ReadError;
