//! Views of the pages for a forgotten password.

use crate::page::views::form::FormState;
use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// Asks for the name of the account.
#[derive(Debug, Clone, Serialize)]
pub struct Recover {
    /// Where the form posts.
    pub action: String,
    /// Where to go afterwards on this server, already checked to be local.
    pub return_to: Option<String>,
    /// Whether too many links were asked for from this network.
    pub too_many: bool,
    /// `identifier`.
    pub form: FormState,
}

/// Asks for the code of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct FirstUse {
    /// Where the form posts.
    pub action: String,
    /// Whether too many wrong codes came from this network.
    pub too_many: bool,
    /// `code`.
    pub form: FormState,
}

/// Says what to do next. It is the same for every name that was entered.
#[derive(Debug, Clone, Serialize)]
pub struct RecoverSent {
    /// Where to ask once more.
    pub again_path: String,
}

/// Asks for the new password.
#[derive(Debug, Clone, Serialize)]
pub struct RecoverPassword {
    /// Where the form posts.
    pub action: String,
    /// The address of the account, or else the user name.
    pub sign_in_name: String,
    /// Whether it is the first password of the account.
    pub is_first: bool,
    /// The fewest characters of a password.
    pub shortest_password: usize,
    /// From when the link no longer works.
    pub expires_at: Timestamp,
    /// `new_password`.
    pub form: FormState,
}

/// Says that a link does not work.
#[derive(Debug, Clone, Serialize)]
pub struct RecoverClosed {
    /// Whether its time is over; otherwise it was used, or is not complete.
    pub expired: bool,
    /// Where to ask for a new one.
    pub again_path: String,
}

views! {
    FirstUse => "first_use.html",
    Recover => "recover.html",
    RecoverClosed => "recover_closed.html",
    RecoverPassword => "recover_password.html",
    RecoverSent => "recover_sent.html",
}
