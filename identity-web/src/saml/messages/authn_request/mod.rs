//! Authentication requests (saml-core 3.4): read and checked as identity provider, written as service provider.

pub(crate) mod check;
pub(crate) mod context;
pub(crate) mod parsed;
pub(crate) mod received;
pub(crate) mod write;

pub use super::read_error::ReadError;
pub use check::{
    AssertionConsumerService, AuthnRequestRejection, IdentityProviderEndpoint, RegisteredServiceProvider,
    ValidatedAuthnRequest,
};
pub use context::{Comparison, RequestedAuthnContext};
pub use received::ReceivedAuthnRequest;
pub use write::{AuthnRequestContent, build_post, build_redirect};
