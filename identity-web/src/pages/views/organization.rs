//! Pages of an organisation: people, invitations, contracts, and the staff's list of organisations.

use super::entry::RoleWords;
use super::form::{Choice, FormState};
use super::mandate::AbilityRow;
use crate::pages::catalogue::Message;
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
    pub class: Message,
    /// Said when it is not active.
    pub state: Option<Message>,
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
}

/// The table of people.
#[derive(Debug, Clone, Serialize)]
pub struct People {
    /// The organisation.
    pub organization: OrganizationHead,
    /// One page of people.
    pub rows: Vec<PersonRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// A person in the table.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    /// The whole name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The person's page.
    pub path: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// Said when the account is not active.
    pub state: Option<Message>,
    /// Whether this is the person who looks.
    pub is_self: bool,
}

/// One person of the organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The whole name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The user name, when there is one.
    pub username: Option<String>,
    /// Said when the account is not active.
    pub state: Option<Message>,
    /// What the person who looks may do to the account.
    pub acts: Vec<Act>,
    /// Why the person who looks can do nothing to the account, when that is so.
    pub no_acts_because: Option<Message>,
    /// What the person can do here, and through what; empty when the one who looks may not see it.
    pub abilities: Vec<AbilityRow>,
    /// Whether there is a part about that.
    pub shows_abilities: bool,
    /// The form that gives the person a mandate; absent when the one who looks may not.
    pub mandate_path: Option<String>,
    /// The roles held here.
    pub grants: Vec<GrantRow>,
    /// What the person who looks may give; absent when nothing.
    pub give: Option<GrantForm>,
    /// `role` and `services`.
    pub form: FormState,
}

/// A link to a page that does something.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// Its words.
    pub label: Message,
    /// Its path below the mount point.
    pub path: String,
}

/// The page that edits a person's data.
#[derive(Debug, Clone, Serialize)]
pub struct PersonEdit {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The whole name.
    pub name: String,
    /// Where the form posts.
    pub action: String,
    /// The person's page.
    pub back_path: String,
    /// `given_name`, `family_name`, `username`.
    pub form: FormState,
}

/// A role that a person holds.
#[derive(Debug, Clone, Serialize)]
pub struct GrantRow {
    /// The role.
    pub role: RoleWords,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// The organisation it is inherited from, when it was given further up.
    pub inherited_from: Option<String>,
    /// Until when it holds; absent for no end.
    pub ends_at: Option<Timestamp>,
    /// The page that asks before the role is taken away; absent when the person who looks may not.
    pub revoke_path: Option<String>,
    /// Why it cannot be taken away, when that is worth saying.
    pub kept_because: Option<Message>,
    /// The page of the mandate that it is.
    pub mandate_path: Option<String>,
    /// Whether its receiver has not answered it.
    pub unanswered: bool,
}

/// What can be given.
#[derive(Debug, Clone, Serialize)]
pub struct GrantForm {
    /// Where the form posts.
    pub action: String,
    /// Roles that may be given.
    pub roles: Vec<Choice>,
    /// Services that a role can be limited to.
    pub services: Vec<Choice>,
}

/// The table of invitations.
#[derive(Debug, Clone, Serialize)]
pub struct Invitations {
    /// The organisation.
    pub organization: OrganizationHead,
    /// One page of invitations, newest first.
    pub rows: Vec<InvitationRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// How far the mail of an invitation came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Delivery {
    /// Waiting to be sent.
    Queued,
    /// Handed to the mail server.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// Given up.
    Failed {
        /// What the mail server said.
        reason: String,
    },
}

/// An invitation in the table.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationRow {
    /// Whose it is; it makes the ids on the page.
    pub id: String,
    /// The address.
    pub email: String,
    /// The name given by the inviter; may be empty.
    pub name: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// Who invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// `open`, `accepted`, `expired` or `cancelled` in words.
    pub state: Message,
    /// How far the mail came; absent once the invitation is closed.
    pub delivery: Option<Delivery>,
    /// Where the form posts that sends the mail again.
    pub resend_action: Option<String>,
    /// The address to pass on; it holds no secret.
    pub link: Option<String>,
    /// The page that asks before it is cancelled.
    pub cancel_path: Option<String>,
}

/// The page that invites.
#[derive(Debug, Clone, Serialize)]
pub struct Invite {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Where the form posts.
    pub action: String,
    /// Roles that may be given.
    pub roles: Vec<Choice>,
    /// Services that the roles can be limited to.
    pub services: Vec<Choice>,
    /// How long it can be accepted.
    pub expiries: Vec<Choice>,
    /// Whether some of the roles are held by mandate only, so that there is a part about mandates.
    pub mandates: bool,
    /// `email`, `given_name`, `family_name`, `roles`, `services`, `until`, `reason`, `expires_in`.
    pub form: FormState,
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
}

/// A contract; the CRM owns it, so nothing here changes it.
#[derive(Debug, Clone, Serialize)]
pub struct ContractRow {
    /// Its number in the CRM.
    pub external_id: String,
    /// The services it gives.
    pub services: Vec<String>,
    /// From when; absent for always.
    pub starts_at: Option<Timestamp>,
    /// Until when; absent for no end.
    pub ends_at: Option<Timestamp>,
    /// `in force`, `not yet` or `ended` in words.
    pub state: Message,
}

/// The staff's list of organisations.
#[derive(Debug, Clone, Serialize)]
pub struct Organizations {
    /// What was searched for; empty for all.
    pub query: String,
    /// One page of organisations.
    pub rows: Vec<OrganizationRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// An organisation in the list.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub path: String,
    /// `enterprise` or `sme` in words.
    pub class: Message,
    /// Its id in the CRM, when it came from there.
    pub external_id: Option<String>,
    /// Said when it is not active.
    pub state: Option<Message>,
}
