//! Closing an account, and erasing what is kept about its person.
//!
//! Whoever [closes](crate::Identity::close_account) their account is signed out everywhere, and their rights have no effect from
//! then on. For [some days](crate::Settings::closing_days) a sign-in with every proof leads to the question whether to
//! [keep](crate::sign_on::Answer::KeepAccount) it. After that the [housekeeper](crate::housekeeping::Housekeeper) erases it, as the
//! [map of personal data](crate::personal_data::personal_data) says of each kind of record. An administrator of the operator can
//! have an account [erased at once](crate::Identity::erase_user).
//!
//! The history stays. It names the person by their id, which leads to nobody then and is never given again.

mod account;
mod close;
mod close_error;
mod erase_error;
mod erasing;
mod keep;
mod order;

pub use account::AccountToClose;
pub use close_error::CloseAccountError;
pub use erase_error::EraseUserError;
pub use order::ErasureOrder;
pub(crate) use order::names;
