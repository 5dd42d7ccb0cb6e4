//! The JSON of people.

mod linked;
mod member;
mod new_member;
mod own_data;
mod password_link;
mod user;

pub(crate) use linked::LinkedIdentity;
pub(crate) use member::Member;
pub(crate) use new_member::MemberCall;
pub(crate) use own_data::OwnData;
pub(crate) use password_link::{Delivery, PasswordLink, PasswordLinkCall};
pub(crate) use user::{User, UserPatchCall};
