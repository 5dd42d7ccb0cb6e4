//! The identity provider on the web: requests in, answers out. What a request means for a person is decided in
//! [`identity_core`]; here messages are checked, handed over, and the answers are written.

pub(crate) mod answer;
pub(crate) mod back_channel;
pub(crate) mod branded;
pub(crate) mod contexts;
pub(crate) mod endpoints;
pub(crate) mod handlers;
pub(crate) mod logout;
pub(crate) mod logout_handlers;
pub(crate) mod logout_messages;
pub(crate) mod origins;
pub(crate) mod provider;
pub(crate) mod reply;
pub(crate) mod resume;

pub use crate::saml::web::MetadataFailure;
#[doc(hidden)]
pub use answer::AnswerError;
pub use handlers::router;
#[doc(hidden)]
pub use logout_messages::LogoutMessageError;
pub use provider::SamlIdentityProvider;
#[doc(hidden)]
pub use provider::SsoError;
