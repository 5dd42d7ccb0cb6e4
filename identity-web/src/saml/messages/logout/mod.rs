//! Single logout (saml-core 3.7, saml-profiles 4.4): requests and responses, read and written by our own hand.
//! A logout ends sessions, so nothing unsigned is ever obeyed.

pub(crate) mod received;
pub(crate) mod write;

pub use received::{
    LogoutEndpoint, LogoutPeer, LogoutRejection, LogoutRequest, LogoutResponse, ReceivedLogout,
};
pub use write::{
    LogoutRequestContent, LogoutResponseContent, SignedMessage, logout_request, logout_response,
};
