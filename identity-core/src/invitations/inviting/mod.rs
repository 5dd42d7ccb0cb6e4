//! Inviting somebody, and what is wrong with an invitation that is not complete yet.

mod faults;
mod invite;
mod invite_error;

pub use faults::InviteDraft;
pub use invite::Invite;
pub use invite_error::InviteError;
