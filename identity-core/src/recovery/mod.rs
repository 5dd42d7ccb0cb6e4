//! Recovery: a new password for somebody who forgot theirs, by a link in a mail, and the first password for somebody whose
//! account an administrator made, by a link in a mail or on paper.
//!
//! [`Identity::ask_for_recovery`](crate::Identity::ask_for_recovery) mails the link and answers the same for every name that
//! is entered. The link is looked at with [`Identity::open_recovery`](crate::Identity::open_recovery), as often as one
//! wants, and used once: as [`Answer::NewPassword`](crate::sign_on::Answer::NewPassword) of a sign-on that begins at
//! [`Origin::Recovery`](crate::domain::Origin::Recovery), which asks for a second factor where one is needed.

mod ask;
mod ask_error;
mod first_use_code;
mod first_use_error;
mod mail;
mod open_error;
mod opened;
mod reset;
mod reset_error;

pub use ask::RecoveryRequest;
pub use ask_error::AskRecoveryError;
pub use first_use_error::FirstUseError;
pub(crate) use mail::PasswordLink;
pub use open_error::OpenRecoveryError;
pub use opened::OpenRecovery;
pub use reset_error::ResetError;
