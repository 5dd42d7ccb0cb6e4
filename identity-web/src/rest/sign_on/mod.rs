//! Sign-on as JSON, for front ends that draw their own pages: the steps of the pages, one call each.

mod answers;
mod begin;
mod describe;
pub(crate) mod dto;
mod failure;
mod flow;
mod front;
pub(crate) mod handlers;
mod linking;
pub(crate) mod policy;
mod policy_dto;
mod prompts;
mod shown;
mod take;

#[doc(hidden)]
pub use flow::STEPS;
pub(crate) use policy_dto::SignInPolicyCall;
