//! Views of the pages of a sign-on about an identity elsewhere.

use crate::language::PageText;
use crate::page::views::form::FormState;
use crate::page::views::view::views;
use serde::Serialize;

/// The button of an identity provider elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionButton {
    /// Where it posts.
    pub action: String,
    /// The connection, where the address does not say it.
    pub connection: Option<String>,
    /// The name of the connection.
    pub name: String,
    /// What signing in by it is good for; absent where nothing is said.
    pub benefit: Option<String>,
    /// Whether it stands before the form for name and password.
    pub preferred: bool,
}

/// A button of a step.
#[derive(Debug, Clone, Serialize)]
pub struct StepButton {
    /// Nothing but the step.
    pub form: FormState,
    /// Its words.
    pub label: PageText,
}

/// A question about an identity elsewhere that is answered with a button.
#[derive(Debug, Clone, Serialize)]
pub struct LinkQuestion {
    /// Where the buttons post.
    pub action: String,
    /// The question.
    pub title: PageText,
    /// What it is about, and what the answers mean.
    pub texts: Vec<PageText>,
    /// What the connection says of itself, in the reader's language.
    pub benefit: Option<String>,
    /// What is to be linked, or is in the way, as name and value.
    pub facts: Vec<(PageText, String)>,
    /// Why the last request to the provider came to nothing.
    pub failure: Option<PageText>,
    /// The button that leads to the provider, with its words.
    pub leave: Option<LeaveButton>,
    /// The buttons, the one that most people press first.
    pub buttons: Vec<StepButton>,
}

/// The button that leads to an identity provider in the middle of a sign-on.
#[derive(Debug, Clone, Serialize)]
pub struct LeaveButton {
    /// Where it posts.
    pub action: String,
    /// Its words.
    pub label: PageText,
}

/// Asks somebody who signed in elsewhere whether they have an account here.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectOrCreate {
    /// Where the forms post.
    pub action: String,
    /// The name of the connection.
    pub name: String,
    /// What the person calls the identity; absent if the provider did not say.
    pub label: Option<String>,
    /// The address that counts as proved; absent if none does.
    pub email: Option<String>,
    /// Whether they can have a new account.
    pub may_create: bool,
    /// Nothing but the step, for those who have an account.
    pub connect: FormState,
    /// Nothing but the step, for those who sign in in another way.
    pub other_way: FormState,
    /// `given_name` and `family_name`.
    pub form: FormState,
}

views! {
    ConnectOrCreate => "connect_or_create.html",
    LinkQuestion => "link_question.html",
}
