//! Invitations: sending, accepting and revoking them.

mod accept;
mod accept_error;
mod accept_with_address;
mod first_administrator;
mod inviting;
mod limits;
mod link;
mod mail;
mod mail_again_error;
mod manage;
mod offer;
mod open_error;
mod opened;
mod promise;
mod queries;
mod resend;
mod resend_error;
mod revoke;
mod revoke_error;
mod search;

pub use accept::NewAccount;
pub use accept_error::{AcceptAsError, AcceptError, AccountFault};
pub use first_administrator::{FirstAdministrator, FirstAdministratorError, FirstAdministratorLink};
pub use inviting::{Invite, InviteDraft, InviteError};
pub(crate) use limits::{LimitError, says_limit};
#[doc(hidden)]
pub use link::InvitationNotice;
#[doc(hidden)]
pub use mail_again_error::MailAgainError;
pub use offer::InvitationOffer;
pub use open_error::OpenInvitationError;
pub use queries::InvitationDetails;
pub use resend_error::ResendInvitationError;
pub use revoke_error::RevokeInvitationError;
pub use search::{InvitationSearch, InvitationStatus};
