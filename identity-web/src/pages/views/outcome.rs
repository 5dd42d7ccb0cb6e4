//! Pages at the end of something: signed out, refused, gone wrong, asked to confirm.

use super::form::{Choice, FormState};
use super::mandate::Switch;
use crate::pages::catalogue::Message;
use serde::Serialize;

/// Asks before signing out.
#[derive(Debug, Clone, Serialize)]
pub struct SignOut {
    /// Where the form posts.
    pub action: String,
    /// The services that will be closed too.
    pub services: Vec<String>,
}

/// Shown on the way to the next service that is told of a sign-out.
#[derive(Debug, Clone, Serialize)]
pub struct SigningOut {
    /// The service.
    pub service: String,
    /// The address to go to.
    pub url: String,
}

/// Asks for which organisation the person acts.
#[derive(Debug, Clone, Serialize)]
pub struct ChooseOrganization {
    /// Where the form posts.
    pub action: String,
    /// The service that is opened; absent when the choice is made for itself.
    pub service: Option<String>,
    /// The organisations to choose from.
    pub organizations: Vec<Choice>,
    /// `organization`.
    pub form: FormState,
}

/// Says what was signed out.
#[derive(Debug, Clone, Serialize)]
pub struct SignedOut {
    /// The services that took part.
    pub services: Vec<ServiceSignOut>,
    /// Where to sign in again.
    pub sign_in_path: String,
}

/// How signing out of one service went.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceSignOut {
    /// The service.
    pub name: String,
    /// Whether it answered that the session is closed.
    pub closed: bool,
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
}

/// Says why a service cannot be opened.
#[derive(Debug, Clone, Serialize)]
pub struct SsoRefused {
    /// The service.
    pub service: String,
    /// What the reason is.
    pub reason: Message,
    /// Who can change it.
    pub contact: Message,
    /// The way back, carrying the refusal to the service; absent when there is nowhere safe to go.
    pub back: Option<Onward>,
    /// The id that is in the log.
    pub reference: String,
    /// Facts for support, as name and value.
    pub details: Vec<(String, String)>,
}

/// Something went wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// What happened, as a heading.
    pub title: Message,
    /// What happened, in a sentence.
    pub text: Message,
    /// What to do now.
    pub advice: Message,
    /// The id that is in the log.
    pub reference: String,
    /// Where to go on.
    pub back_path: String,
    /// The words of that link.
    pub back_label: Message,
    /// The button that makes the page possible, when it is only a matter of whom the person acts for.
    pub switch: Option<Switch>,
}

/// Asks before something that is hard to undo.
#[derive(Debug, Clone, Serialize)]
pub struct Confirm {
    /// The question, naming the object.
    pub title: Message,
    /// What will happen.
    pub effects: Vec<Message>,
    /// Where the form posts.
    pub action: String,
    /// The words of the button.
    pub button: Message,
    /// Where to go without doing it.
    pub back_path: String,
}
