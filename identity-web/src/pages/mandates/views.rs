//! Views of the pages of mandates.

use crate::page::catalogue::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::outcome::Switch;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::roles::views::RoleWords;
use identity_core::Timestamp;
use serde::Serialize;

/// A mandate in words, with what the person who looks can do about it.
#[derive(Debug, Clone, Serialize)]
pub struct MandateRow {
    /// Its own page.
    pub path: String,
    /// The organisation for which its receiver acts.
    pub organization: String,
    /// Its role.
    pub role: RoleWords,
    /// Who gave it.
    pub giver: String,
    /// Who got it.
    pub receiver: String,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// From when; absent when it began with its acceptance.
    pub from: Option<Timestamp>,
    /// Until when; absent for no end.
    pub until: Option<Timestamp>,
    /// Why, in the giver's words.
    pub reason: Option<String>,
    /// How often it may be passed on, in words.
    pub max_delegation_depth: PageText,
    /// How it stands, in words.
    pub state: PageText,
    /// `good`, `warn` or nothing: how the state is coloured.
    pub tone: &'static str,
    /// Why it gives nothing now, when it does not.
    pub why: Option<PageText>,
    /// Where the form posts that accepts it.
    pub accept_action: Option<String>,
    /// Where the form posts that declines it.
    pub decline_action: Option<String>,
    /// The button that acts for its organisation.
    pub switch: Option<Switch>,
    /// Whether the session acts for its organisation now.
    pub acting: bool,
    /// The page that passes it on.
    pub pass_on_path: Option<String>,
    /// The page that asks before it is ended.
    pub end_path: Option<String>,
    /// The words of that link.
    pub end_label: PageText,
}

/// The mandates of a person.
#[derive(Debug, Clone, Serialize)]
pub struct Mandates {
    /// Those that wait for the person's answer.
    pub offered: Vec<MandateRow>,
    /// Those that the person holds.
    pub held: Vec<MandateRow>,
    /// Those that hang on what the person holds.
    pub given: Vec<MandateRow>,
    /// Those that are over.
    pub over: Vec<MandateRow>,
    /// The organisations for which the person can give mandates: name and path of the form.
    pub give: Vec<(String, String)>,
}

/// A grant above or below a mandate.
#[derive(Debug, Clone, Serialize)]
pub struct ChainRow {
    /// Who holds it and as what.
    pub words: PageText,
    /// Its page, when it is a mandate.
    pub path: Option<String>,
}

/// One mandate with its chain.
#[derive(Debug, Clone, Serialize)]
pub struct MandatePage {
    /// The mandate.
    pub mandate: MandateRow,
    /// The list that it belongs to.
    pub back_path: String,
    /// Where its role comes from, the first hand first.
    pub above: Vec<ChainRow>,
    /// What ends with it.
    pub below: Vec<ChainRow>,
}

/// A mandate that waits in an invitation.
#[derive(Debug, Clone, Serialize)]
pub struct InvitedRow {
    /// The address.
    pub email: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// Until when it would hold.
    pub until: Option<Timestamp>,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// The page that asks before the invitation is cancelled; absent when the person who looks may not.
    pub cancel_path: Option<String>,
}

/// The mandates of an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationMandates {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Those that wait in invitations.
    pub invited: Vec<InvitedRow>,
    /// One page of those that let others act for it, newest first.
    pub given: Vec<MandateRow>,
    /// Those by which it acts for others.
    pub received: Vec<MandateRow>,
    /// The form that gives one.
    pub give_path: Option<String>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// The form that gives a mandate or passes one on.
#[derive(Debug, Clone, Serialize)]
pub struct GiveMandate {
    /// The organisation for which the receiver will act.
    pub organization: String,
    /// Whether it is passed on.
    pub passing_on: bool,
    /// Where to go without giving one.
    pub back_path: String,
    /// Where the form posts.
    pub action: String,
    /// Colleagues to choose from, behind an empty choice; empty when there are none.
    pub colleagues: Vec<Choice>,
    /// Whether somebody can be invited by e-mail.
    pub by_email: bool,
    /// Roles to choose from.
    pub roles: Vec<Choice>,
    /// Services to choose from.
    pub services: Vec<Choice>,
    /// What the giver can pass on and what not.
    pub limits: Option<PageText>,
    /// The latest end, when what it hangs on ends.
    pub latest: Option<Timestamp>,
    /// How often it may be passed on.
    pub max_delegation_depth: Vec<Choice>,
    /// `colleague`, `email`, `given_name`, `family_name`, `organization`, `role`, `services`, `from`, `until`,
    /// `max_delegation_depth`, `reason`.
    pub form: FormState,
}

views! {
    GiveMandate => "mandate_give.html",
    MandatePage => "mandate.html",
    Mandates => "mandates.html",
    OrganizationMandates => "organization_mandates.html",
}
