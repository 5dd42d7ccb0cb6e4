//! Views of the applications, for those who manage them.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::listing::ListLinks;
use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// The applications and programs.
#[derive(Debug, Clone, Serialize)]
pub struct RegisteredApplications {
    /// What was searched for.
    pub query: String,
    /// The links round the list.
    pub list: ListLinks,
    /// The applications, by name.
    pub rows: Vec<RegisteredRow>,
}

/// An application in the list.
#[derive(Debug, Clone, Serialize)]
pub struct RegisteredRow {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: String,
    /// How it is connected.
    pub kind: PageText,
    /// The service that it is the door to.
    pub service: Option<String>,
    /// Who may use it.
    pub state: ApplicationState,
    /// Whether the configuration declares it.
    pub declared: bool,
}

/// Who may use an application.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationState {
    /// Its words.
    pub text: PageText,
    /// Its colour; empty for none.
    pub tone: &'static str,
}

/// The kinds of applications to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct ChooseApplicationKind {
    /// The kinds that this deployment has.
    pub kinds: Vec<ApplicationKindLink>,
}

/// A kind of applications.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationKindLink {
    /// Its words.
    pub label: PageText,
    /// When it is the right one.
    pub hint: PageText,
    /// The page that registers one.
    pub path: String,
}

/// The form of an application, new or registered.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationForm {
    /// The heading.
    pub title: PageText,
    /// What it is about, in a sentence.
    pub lead: PageText,
    /// Where the form posts.
    pub action: String,
    /// Where to go without doing it.
    pub back_path: String,
    /// The words of the button.
    pub button: PageText,
    /// The choices of its fields.
    pub choices: ApplicationChoices,
    /// What was filled in.
    pub form: FormState,
}

/// What is chosen from in the form of an application.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ApplicationChoices {
    /// The services.
    pub services: Vec<Choice>,
    /// The ways to prove who it is.
    pub authentication: Vec<Choice>,
    /// The algorithms of ID tokens.
    pub algorithms: Vec<Choice>,
    /// What else it may.
    pub options: Vec<Choice>,
    /// Who may use it.
    pub openings: Vec<Choice>,
}

/// Asks for the metadata of an application.
#[derive(Debug, Clone, Serialize)]
pub struct GiveMetadata {
    /// The name of the application; absent for a new one.
    pub name: Option<String>,
    /// Where the form posts.
    pub action: String,
    /// Where to go without doing it.
    pub back_path: String,
    /// The entities to choose from, where the metadata describes several.
    pub entities: Vec<Choice>,
    /// What was filled in.
    pub form: FormState,
}

/// Shows what was read of metadata, before it is saved.
#[derive(Debug, Clone, Serialize)]
pub struct MetadataPreview {
    /// The name of the application; absent for a new one.
    pub name: Option<String>,
    /// Where the form posts.
    pub action: String,
    /// Where other metadata is given.
    pub back_path: String,
    /// What was read.
    pub read: MetadataWords,
    /// What somebody should look at.
    pub warnings: Vec<PageText>,
    /// What of it is not used.
    pub left_out: Vec<PageText>,
    /// The choices of a new application.
    pub choices: ApplicationChoices,
    /// What was filled in.
    pub form: FormState,
}

/// What is registered of metadata.
#[derive(Debug, Clone, Serialize)]
pub struct MetadataWords {
    /// The entity id.
    pub entity_id: String,
    /// Where responses are taken.
    pub consumers: Vec<String>,
    /// Where logout messages are taken, with the way of each.
    pub logout: Vec<(PageText, String)>,
    /// Its signing certificates.
    pub keys: Vec<KeyRow>,
    /// The formats of names, the preferred ones first.
    pub name_formats: Vec<PageText>,
    /// Whether its requests have to be signed.
    pub requests_signed: bool,
    /// Until when the metadata may be used.
    pub valid_until: Option<Timestamp>,
    /// Whether that is over.
    pub expired: bool,
    /// The address that it was fetched from.
    pub address: Option<String>,
}

/// A signing certificate.
#[derive(Debug, Clone, Serialize)]
pub struct KeyRow {
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of it in hexadecimal.
    pub fingerprint: String,
    /// When its period ends.
    pub ends_at: Option<Timestamp>,
    /// Whether that is over.
    pub expired: bool,
}

/// A secret, shown once.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationSecret {
    /// The name of the application.
    pub name: String,
    /// Whether it was registered just now.
    pub is_new: bool,
    /// Its `client_id`.
    pub client_id: String,
    /// Its `client_secret`.
    pub secret: String,
    /// The page of the application.
    pub path: String,
}

/// An application.
#[derive(Debug, Clone, Serialize)]
pub struct RegisteredApplication {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: String,
    /// How it is connected.
    pub kind: PageText,
    /// Who may use it.
    pub state: ApplicationState,
    /// Whether the configuration declares it, so that it is changed there.
    pub declared: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// What is registered, each with its words.
    pub facts: Vec<FactRow>,
    /// What is registered of its metadata; absent for one that speaks no SAML.
    pub metadata: Option<MetadataWords>,
    /// What it is set up with.
    pub own: Vec<OwnValueRow>,
    /// Its last sign-ons.
    pub attempts: Vec<AttemptRow>,
    /// Further pages of it.
    pub links: Vec<ApplicationLink>,
    /// Whether it has a secret that can be made anew.
    pub has_secret: bool,
    /// What can be done about who may use it: the page that asks, and the words.
    pub openings: Vec<ApplicationLink>,
}

/// Something that is registered.
#[derive(Debug, Clone, Serialize)]
pub struct FactRow {
    /// What it is.
    pub label: PageText,
    /// As it was written; several for a list.
    pub values: Vec<String>,
    /// In words, where it is none of what was written.
    pub words: Vec<PageText>,
}

/// A value that an application is set up with.
#[derive(Debug, Clone, Serialize)]
pub struct OwnValueRow {
    /// What it is.
    pub label: PageText,
    /// The value.
    pub value: String,
    /// Whether it has several lines.
    pub long: bool,
}

/// A sign-on to an application.
#[derive(Debug, Clone, Serialize)]
pub struct AttemptRow {
    /// When it was.
    pub at: Timestamp,
    /// What failed and what to do; absent where nothing failed.
    pub failed: Option<PageText>,
    /// The check that failed, by its stable name.
    pub code: Option<String>,
    /// The reference that the answer and the log show.
    pub reference: Option<String>,
}

/// A further page of an application.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationLink {
    /// Its words.
    pub label: PageText,
    /// Its path.
    pub path: String,
}

views! {
    ApplicationForm => "application_form.html",
    ApplicationSecret => "application_secret.html",
    ChooseApplicationKind => "application_new.html",
    GiveMetadata => "application_metadata.html",
    MetadataPreview => "application_preview.html",
    RegisteredApplication => "application.html",
    RegisteredApplications => "applications.html",
}
