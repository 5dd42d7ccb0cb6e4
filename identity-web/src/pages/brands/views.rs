//! The views of brands.

use crate::page::views::form::FormState;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use serde::Serialize;

/// Changes how pages and mails look.
#[derive(Debug, Clone, Serialize)]
pub struct EditBrand {
    /// Where the form posts; what else can be done is below it.
    pub action: String,
    /// The organisation; absent on the page of an application.
    pub organization: Option<OrganizationHead>,
    /// Whose look it is.
    pub name: String,
    /// `deployment`, `organization` or `application`.
    pub of: &'static str,
    /// Where the look of the whole deployment is changed; absent there.
    pub back: Option<String>,
    /// The path of the logo that is shown or drafted.
    pub logo: Option<String>,
    /// What was wrong with the file that was sent.
    pub logo_error: Option<crate::language::PageText>,
    /// Whether something is prepared that is not published.
    pub is_draft: bool,
    /// The languages that have a line of welcome on the page, by the name of the field.
    pub welcomes: Vec<&'static str>,
    /// The applications that have a look of their own.
    pub applications: Vec<BrandLink>,
    /// The fields of the look.
    pub form: FormState,
}

/// An application and the page of its look.
#[derive(Debug, Clone, Serialize)]
pub struct BrandLink {
    /// The name of the application.
    pub name: String,
    /// The path of the page.
    pub path: String,
}

views! {
    EditBrand => "brand.html",
}
