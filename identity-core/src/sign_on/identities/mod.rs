//! What is read for a sign-on about identities elsewhere: whose the asserted one is, and which connections a person is asked to
//! link their account with.

mod asserted;
mod choice;
mod new_linked_account;
mod offered;

pub(super) use asserted::ReadIdentity;
pub(super) use choice::Choice;
pub use choice::OfferedLink;
pub use new_linked_account::NewLinkedAccount;
