//! Views of the pages of mandates.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::listing::ListLinks;
use crate::page::views::outcome::Switch;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::roles::views::RoleWords;
use identity_core::Timestamp;
use serde::Serialize;

/// A mandate in words, with the actions open to the person who sees it.
#[derive(Debug, Clone, Serialize)]
pub struct MandateRow {
    /// Its own page.
    pub path: String,
    /// The organisation that the receiver acts for.
    pub organization: String,
    /// Its role.
    pub role: RoleWords,
    /// The giver.
    pub giver: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The receiver.
    pub receiver: String,
    /// Who answers for it, where the receiver is a program.
    pub owner: Option<String>,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// The start; absent if it started with acceptance.
    pub from: Option<Timestamp>,
    /// The end; absent without one.
    pub until: Option<Timestamp>,
    /// The reason, as the giver wrote it.
    pub reason: Option<String>,
    /// How many times it can be passed on, in words.
    pub max_delegation_depth: PageText,
    /// The state, in words.
    pub state: PageText,
    /// `good`, `warn` or nothing: how the state is coloured.
    pub tone: &'static str,
    /// Why it has no effect now, if it has none.
    pub why: Option<PageText>,
    /// Whether it has ended, so that what is said of it lies in the past.
    pub is_over: bool,
    /// The action of the form that accepts it.
    pub accept_action: Option<String>,
    /// The action of the form that declines it.
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
    /// Those offered to organisations whose mandates the person manages: the organisation, how many, and where to answer.
    pub to_organizations: Vec<(String, usize, String)>,
    /// Those waiting for the person's answer.
    pub offered: Vec<MandateRow>,
    /// Those that the person received.
    pub held: Vec<MandateRow>,
    /// Those that the person gave, and those passed on from them.
    pub given: Vec<MandateRow>,
    /// Those that have ended.
    pub over: Vec<MandateRow>,
    /// The organisations for which the person can give mandates: name and path of the form.
    pub give: Vec<(String, String)>,
}

/// A grant above or below a mandate.
#[derive(Debug, Clone, Serialize)]
pub struct ChainRow {
    /// The holder and the role.
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
    /// The grants that it is derived from, the root grant first.
    pub above: Vec<ChainRow>,
    /// The grants derived from it, which end with it.
    pub below: Vec<ChainRow>,
}

/// A mandate offered in an invitation.
#[derive(Debug, Clone, Serialize)]
pub struct InvitedRow {
    /// The address.
    pub email: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// The end of the mandate.
    pub until: Option<Timestamp>,
    /// The end of the time to accept.
    pub expires_at: Timestamp,
    /// The state, in words.
    pub state: PageText,
    /// `warn`, `bad` or nothing: how the state is coloured.
    pub tone: &'static str,
    /// The page that asks before the invitation is cancelled; absent when the person who looks may not.
    pub cancel_path: Option<String>,
}

/// The mandates of an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationMandates {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Those offered in invitations.
    pub invited: Vec<InvitedRow>,
    /// One page of the mandates to act for it, newest first.
    pub given: Vec<MandateRow>,
    /// The mandates by which it acts for others.
    pub received: Vec<MandateRow>,
    /// The form that gives one.
    pub give_path: Option<String>,
    /// Its states, its sizes, and the pages beside it.
    pub list: ListLinks,
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
    /// Colleagues who can answer for a program, behind the giver; empty when there are none.
    pub owners: Vec<Choice>,
    /// Whether the receiver can be invited by e-mail.
    pub by_email: bool,
    /// Roles to choose from.
    pub roles: Vec<Choice>,
    /// Services to choose from.
    pub services: Vec<Choice>,
    /// The services that the giver can and cannot give rights for.
    pub limits: Option<PageText>,
    /// The latest possible end: the end of the parent grant.
    pub latest: Option<Timestamp>,
    /// The choices for how many times it can be passed on.
    pub max_delegation_depth: Vec<Choice>,
    /// `colleague`, `email`, `given_name`, `family_name`, `organization`, `client`, `owner`, `role`, `services`, `from`, `until`,
    /// `max_delegation_depth`, `reason`.
    pub form: FormState,
}

views! {
    GiveMandate => "mandate_give.html",
    MandatePage => "mandate.html",
    Mandates => "mandates.html",
    OrganizationMandates => "organization_mandates.html",
}
