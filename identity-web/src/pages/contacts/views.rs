//! Views of the pages about how people are reached.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::authenticators::words::SentCode;
use identity_core::Timestamp;
use serde::Serialize;

/// Asks for another e-mail address or telephone number.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeContact {
    /// The heading.
    pub title: PageText,
    /// `email` or `number`, the name of the field.
    pub field: &'static str,
    /// The present one; absent when there is none.
    pub present: Option<String>,
    /// Whether the present one is proved.
    pub is_proved: bool,
    /// Why it cannot be changed here; absent when it can.
    pub refused: Option<PageText>,
    /// Where the form posts.
    pub action: String,
    /// Where the number is removed; absent when there is none to remove.
    pub remove_path: Option<String>,
    /// The page to go back to.
    pub back_path: String,
    /// The field.
    pub form: FormState,
}

/// The own e-mail addresses, and the form for another one.
#[derive(Debug, Clone, Serialize)]
pub struct OwnEmails {
    /// The addresses, the main one first.
    pub rows: Vec<EmailRow>,
    /// Why they cannot be changed here; absent when they can.
    pub refused: Option<PageText>,
    /// Where the form posts.
    pub action: String,
    /// The page to go back to.
    pub back_path: String,
    /// What another address can be for.
    pub uses: Vec<Choice>,
    /// `email` and `use`.
    pub form: FormState,
}

/// One of the own e-mail addresses.
#[derive(Debug, Clone, Serialize)]
pub struct EmailRow {
    /// The address.
    pub email: String,
    /// Whether it is the main one.
    pub is_main: bool,
    /// Whether it was proved.
    pub is_proved: bool,
    /// Where the form posts that makes it the main one; absent for the main one.
    pub main_action: Option<String>,
    /// Where it is removed; absent for the main one.
    pub remove_path: Option<String>,
}

/// Asks for the code that proves the new address or number.
#[derive(Debug, Clone, Serialize)]
pub struct ProveContact {
    /// The heading.
    pub title: PageText,
    /// The new one.
    pub contact: String,
    /// Whether it is an address that is added to the others.
    pub adds_email: bool,
    /// Whether a link came with the code, as in a mail.
    pub has_link: bool,
    /// The code that was sent; absent when none is good any more.
    pub sent: Option<SentCode>,
    /// Where the form posts.
    pub action: String,
    /// Where the form posts that sends another code.
    pub send_action: String,
    /// Where the form posts that gives the change up.
    pub cancel_action: String,
    /// `code`.
    pub form: FormState,
}

/// Asks whether a link is to do what it is good for.
#[derive(Debug, Clone, Serialize)]
pub struct UseContactLink {
    /// The heading.
    pub title: PageText,
    /// What will happen.
    pub effects: Vec<PageText>,
    /// The words of the button.
    pub button: PageText,
    /// Where the form posts.
    pub action: String,
    /// From when the link no longer works.
    pub expires_at: Timestamp,
}

/// Says why a link does nothing.
#[derive(Debug, Clone, Serialize)]
pub struct ContactLinkClosed {
    /// The heading.
    pub title: PageText,
    /// Why, and what to do.
    pub text: PageText,
    /// Where to go on.
    pub onward_path: String,
}

views! {
    ChangeContact => "contact.html",
    ContactLinkClosed => "contact_closed.html",
    OwnEmails => "emails.html",
    ProveContact => "contact_proof.html",
    UseContactLink => "contact_link.html",
}
