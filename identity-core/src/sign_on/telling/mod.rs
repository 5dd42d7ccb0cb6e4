//! What an application is told at the end of a sign-on, and by which names.

mod application;
mod authorized;
mod participation;

pub(super) use application::Question;
