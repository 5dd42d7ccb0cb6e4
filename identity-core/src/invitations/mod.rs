//! Invitations: sending, accepting and revoking them.

mod accept;
mod accept_error;
mod invite;
mod invite_error;
mod limits;
mod link;
mod mail;
mod manage;
mod offer;
mod opened;
mod promise;
mod queries;
mod resend;
mod revoke;

pub use accept::NewAccount;
pub use accept_error::AcceptError;
pub use invite::Invite;
pub use invite_error::InviteError;
#[doc(hidden)]
pub use link::InvitationNotice;
pub use offer::InvitationOffer;
pub use queries::InvitationDetails;
