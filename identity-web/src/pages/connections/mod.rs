//! The connections to identity providers elsewhere, for those who manage them.

pub(crate) mod acts;
mod attempts;
mod choices;
pub(crate) mod choose;
pub(crate) mod domain_link;
pub(crate) mod domains;
pub(crate) mod edit;
mod facts;
pub(crate) mod list;
pub(crate) mod metadata;
pub(crate) mod only;
mod place;
mod preview;
mod refusals;
pub(crate) mod register;
pub(crate) mod rules;
pub(crate) mod samples;
pub(crate) mod show;
pub(crate) mod views;
