//! Views that every capability shows: a question before an act, a problem, a message carried on.

use crate::language::PageText;
use crate::page::views::view::views;
use serde::Serialize;

/// A button that acts for another organisation from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// Where its form posts.
    pub action: String,
    /// The id of the organisation.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// The address to go to afterwards; absent for the organisation's page.
    pub return_to: Option<String>,
}

/// A message to another service, carried by the browser (SAML 2.0 Bindings 3.5, HTTP POST).
#[derive(Debug, Clone, Serialize)]
pub struct Onward {
    /// The service.
    pub service: String,
    /// Its registered address.
    pub url: String,
    /// The hidden fields.
    pub fields: Vec<(String, String)>,
    /// Whether the form goes on by itself where scripts run.
    pub at_once: bool,
    /// The origins that the browser may be led to.
    pub origins: Vec<String>,
}

/// Something went wrong.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemPage {
    /// What happened, as a heading.
    pub title: PageText,
    /// What happened, in a sentence.
    pub text: PageText,
    /// What to do now.
    pub advice: PageText,
    /// The id that is in the log.
    pub reference: String,
    /// Where to go on.
    pub back_path: String,
    /// The words of that link.
    pub back_label: PageText,
    /// The button that makes the page possible, when it is only a matter of whom the person acts for.
    pub switch: Option<Switch>,
}

/// Asks before something that is hard to undo.
#[derive(Debug, Clone, Serialize)]
pub struct Confirm {
    /// The question, naming the object.
    pub title: PageText,
    /// What will happen.
    pub effects: Vec<PageText>,
    /// Where the form posts.
    pub action: String,
    /// The words of the button.
    pub button: PageText,
    /// Where to go without doing it.
    pub back_path: String,
}

views! {
    Confirm => "confirm.html",
    Onward => "onward.html",
    ProblemPage => "problem.html",
}
