//! Views of the pages of organisations.

use crate::language::PageText;
use crate::page::views::form::FormState;
use crate::page::views::listing::ListLinks;
use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// The organisation that a page is about, and which of its pages the person may open.
#[derive(Debug, Clone, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "one for each page that somebody may or may not open")]
pub struct OrganizationHead {
    /// Its name.
    pub name: String,
    /// Its page below the mount point, `/organizations/{id}`.
    pub path: String,
    /// `enterprise` or `sme` in words.
    pub class: PageText,
    /// The state, if it is not active.
    pub state: Option<PageText>,
    /// Whether this person may see the people.
    pub sees_people: bool,
    /// Whether there is a list of invitations for this person.
    pub sees_invitations: bool,
    /// Whether this person may invite.
    pub may_invite: bool,
    /// Whether this person may see its mandates.
    pub sees_mandates: bool,
    /// Whether this person may see who can do what.
    pub sees_grants: bool,
    /// Whether this person may say how its people sign in.
    pub sets_sign_in: bool,
    /// Whether this person manages the identity providers that sign its people in.
    pub sets_connections: bool,
    /// Whether this person may see the history.
    pub sees_history: bool,
}

/// What is known of the organisation, with its contracts.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationDetails {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The business id, when known.
    pub business_id: Option<String>,
    /// The id in the system that owns the data, when it came from there.
    pub external_id: Option<String>,
    /// E-mail domains.
    pub domains: Vec<String>,
    /// Whether this person may see contracts.
    pub sees_contracts: bool,
    /// Contracts.
    pub contracts: Vec<ContractRow>,
    /// What suspends the organisation, or resumes it, for those who may.
    pub state_act: Option<StateAct>,
}

/// What the page of an organisation says of suspending or resuming it, with the link that does it.
#[derive(Debug, Clone, Serialize)]
pub struct StateAct {
    /// What it would do.
    pub text: PageText,
    /// The words of the link.
    pub label: PageText,
    /// Where the link leads.
    pub path: String,
}

/// Asks before an organisation is suspended, with the reason to write.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationSuspend {
    /// The organisation.
    pub organization: OrganizationHead,
    /// What will happen.
    pub effects: Vec<PageText>,
    /// Where the form posts.
    pub action: String,
    /// Back without doing anything.
    pub back_path: String,
    /// `reason`.
    pub form: FormState,
}

/// A contract; only the CRM changes it.
#[derive(Debug, Clone, Serialize)]
pub struct ContractRow {
    /// Its number in the CRM.
    pub external_id: String,
    /// The services it gives.
    pub services: Vec<String>,
    /// From when; absent for always.
    pub starts_at: Option<Timestamp>,
    /// The end; absent without one.
    pub ends_at: Option<Timestamp>,
    /// `in force`, `not yet` or `ended` in words.
    pub state: PageText,
    /// `good`, `warn` or nothing: how the state is coloured.
    pub tone: &'static str,
}

/// The staff's list of organisations.
#[derive(Debug, Clone, Serialize)]
pub struct Organizations {
    /// What was searched for; empty for all.
    pub query: String,
    /// One page of organisations.
    pub rows: Vec<OrganizationRow>,
    /// Its orders, its sizes, and the pages beside it.
    pub list: ListLinks,
}

/// An organisation in the list.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub path: String,
    /// `enterprise` or `sme` in words.
    pub class: PageText,
    /// Its id in the CRM, when it came from there.
    pub external_id: Option<String>,
    /// The state, if it is not active.
    pub state: Option<PageText>,
}

views! {
    OrganizationDetails => "organization_details.html",
    OrganizationSuspend => "organization_suspend.html",
    Organizations => "organizations.html",
}
