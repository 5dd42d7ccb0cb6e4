//! The JSON of people.

mod member;
mod user;

pub(crate) use member::Member;
pub(crate) use user::{User, UserPatchCall};
