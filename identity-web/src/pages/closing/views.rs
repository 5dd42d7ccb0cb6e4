//! Views of the pages on which accounts are closed and erased.

use crate::language::PageText;
use crate::page::views::form::FormState;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::Timestamp;
use serde::Serialize;

/// Says what closing one's account does, and asks.
#[derive(Debug, Clone, Serialize)]
pub struct CloseAccount {
    /// Where the form posts.
    pub action: String,
    /// The page to go back to.
    pub back_path: String,
    /// When the account would be erased.
    pub erase_at: Timestamp,
    /// In how many days that is.
    pub days: u64,
    /// The organisations that need another administrator first; while there is one, the account cannot be closed.
    pub alone_at: Vec<AloneAt>,
    /// The names of the organisations that the person would leave.
    pub leaves: Vec<String>,
    /// The mandates that would end.
    pub mandates: Vec<EndingMandate>,
}

/// An organisation that nobody else administers.
#[derive(Debug, Clone, Serialize)]
pub struct AloneAt {
    /// Its name.
    pub name: String,
    /// Its people.
    pub path: String,
}

/// A mandate that ends with an account.
#[derive(Debug, Clone, Serialize)]
pub struct EndingMandate {
    /// What it is, in words.
    pub text: PageText,
    /// Its page.
    pub path: String,
}

/// Says that an account was closed.
#[derive(Debug, Clone, Serialize)]
pub struct AccountClosed {
    /// How many days somebody has to change their mind.
    pub days: u64,
    /// Where they sign in to do so.
    pub sign_in_path: String,
}

/// Asks before somebody's account is erased.
#[derive(Debug, Clone, Serialize)]
pub struct EraseUser {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The person.
    pub name: String,
    /// Where the form posts.
    pub action: String,
    /// The page of the person.
    pub back_path: String,
    /// `name` and `reason`.
    pub form: FormState,
}

views! {
    AccountClosed => "account_closed.html",
    CloseAccount => "close_account.html",
    EraseUser => "erase_user.html",
}
