//! Views of the start page and of the applications that know a person.

use crate::language::PageText;
use crate::page::views::outcome::Switch;
use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// The landing page.
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// The person's given name.
    pub given_name: String,
    /// Applications that the person may open, by the organisation acted for.
    pub groups: Vec<ApplicationGroup>,
    /// Why there is none, as far as it applies to the person; absent where `closed` says it.
    pub no_applications: Option<PageText>,
    /// Services that the person has a role for, and that are closed now.
    pub closed: Vec<ClosedTile>,
    /// Organisations whose people the person may see.
    pub organizations: Vec<OrganizationLink>,
    /// Whether mandates are a matter for the person.
    pub mandates: bool,
    /// How many mandates wait for the person's answer.
    pub mandates_offered: usize,
    /// How many requests wait that the person can approve.
    pub approvals: usize,
    /// The mandates that wait for the person's answer in the name of an organisation.
    pub offers: Vec<OfferTile>,
}

/// Mandates that were offered to an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct OfferTile {
    /// Its name.
    pub organization: String,
    /// The page where they are answered.
    pub path: String,
    /// How many there are.
    pub count: usize,
}

/// A service that somebody has a role for and cannot open now.
#[derive(Debug, Clone, Serialize)]
pub struct ClosedTile {
    /// Its name.
    pub service: String,
    /// The organisation for which it is closed.
    pub organization: String,
    /// Why.
    pub why: PageText,
    /// Whom to ask.
    pub ask: PageText,
}

/// The applications that a person may open for an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicationGroup {
    /// The organisation.
    pub organization: String,
    /// Whether its name stands above them: where there are several.
    pub headed: bool,
    /// The applications.
    pub applications: Vec<Application>,
}

/// An application that takes part in single sign-on.
#[derive(Debug, Clone, Serialize)]
pub struct Application {
    /// Its name.
    pub name: String,
    /// Its own address, where it opens for the organisation at once.
    pub url: String,
    /// The form that acts for the organisation first; absent when the person does so already.
    pub switch: Option<Switch>,
}

/// A link to an organisation's page.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationLink {
    /// Its name.
    pub name: String,
    /// Its page below the mount point.
    pub path: String,
}

/// The applications that know the person.
#[derive(Debug, Clone, Serialize)]
pub struct OwnApplications {
    /// The applications, by name.
    pub rows: Vec<KnownApplication>,
}

/// An application that knows the person.
#[derive(Debug, Clone, Serialize)]
pub struct KnownApplication {
    /// Its name.
    pub name: String,
    /// What it may know of the person and do for them.
    pub may: Vec<PageText>,
    /// Whether the person was asked and agreed.
    pub consented: bool,
    /// Since when it has known the person.
    pub since: Timestamp,
    /// Where the form posts that takes it back.
    pub withdraw_action: String,
}

views! {
    Home => "home.html",
    OwnApplications => "own_applications.html",
}
