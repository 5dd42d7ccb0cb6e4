//! Consuming a response as service provider (saml-profiles 4.1.4.3), one named reason for each check that fails.

pub(crate) mod assertion;
pub(crate) mod expected;
pub(crate) mod received;
pub(crate) mod rejection;
pub(crate) mod validated;

pub use expected::{PendingRequest, ServiceProviderEndpoint, TrustedIdentityProvider};
pub use received::ReceivedResponse;
pub use rejection::Rejection;
pub use validated::ValidatedAssertion;
