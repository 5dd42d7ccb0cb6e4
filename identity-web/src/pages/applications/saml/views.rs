//! Views of what an application is told by SAML.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use serde::Serialize;

/// What an application is told by SAML.
#[derive(Debug, Clone, Serialize)]
pub struct SamlApplication {
    /// The page's own path, where its form posts.
    pub action: String,
    /// The name of the application.
    pub name: String,
    /// Its entity id.
    pub entity_id: String,
    /// Whether the configuration declares it, so that nothing can be changed here.
    pub is_declared: bool,
    /// What should be looked at.
    pub warnings: Vec<PageText>,
    /// The attributes that it is told.
    pub attributes: Vec<SamlAttributeRow>,
    /// Where an attribute is added.
    pub add_path: String,
    /// Formats of names.
    pub name_formats: Vec<Choice>,
    /// What can be signed.
    pub signed: Vec<Choice>,
    /// Maps of attributes that can be taken.
    pub presets: Vec<Choice>,
    /// Whether its metadata has a key for encryption.
    pub can_encrypt: bool,
    /// Whether its metadata has a certificate to verify requests with.
    pub can_verify_requests: bool,
    /// What holds now, in words, where nothing can be changed.
    pub facts: Vec<(PageText, PageText)>,
    /// The settings.
    pub form: FormState,
}

/// An attribute that an application is told.
#[derive(Debug, Clone, Serialize)]
pub struct SamlAttributeRow {
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub friendly_name: Option<String>,
    /// How the name is to be understood.
    pub name_format: PageText,
    /// What it is made from.
    pub source: PageText,
    /// Whether several values are written as one.
    pub in_one: bool,
    /// When it is told at all.
    pub condition: Option<PageText>,
    /// Where the form posts that removes it; absent where nothing can be changed.
    pub remove_action: Option<String>,
}

/// Adds an attribute to what an application is told.
#[derive(Debug, Clone, Serialize)]
pub struct AddSamlAttribute {
    /// Where the form posts.
    pub action: String,
    /// The page of the application.
    pub back: String,
    /// The name of the application.
    pub name: String,
    /// What an attribute can be made from.
    pub sources: Vec<Choice>,
    /// How its name can be understood.
    pub name_formats: Vec<Choice>,
    /// How several values can be written.
    pub values: Vec<Choice>,
    /// When it can be told.
    pub conditions: Vec<Choice>,
    /// The attribute.
    pub form: FormState,
}

views! {
    SamlApplication => "saml_application.html",
    AddSamlAttribute => "saml_attribute.html",
}
