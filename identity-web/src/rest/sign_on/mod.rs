//! What organisations and their roles ask of those who sign in.

mod dto;
pub(crate) mod policy;

pub(crate) use dto::SignInPolicyCall;
