//! Views of the pages of people.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::listing::ListLinks;
use crate::page::views::view::views;
use crate::pages::applications::views::ClosedTile;
use crate::pages::approvals::views::ApprovalRow;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::roles::views::{AbilityRow, RoleWords};
use identity_core::Timestamp;
use serde::Serialize;
use std::fmt;

/// The table of people.
#[derive(Debug, Clone, Serialize)]
pub struct People {
    /// The organisation.
    pub organization: OrganizationHead,
    /// One page of people.
    pub rows: Vec<PersonRow>,
    /// The form that makes an account; absent when the person who looks may not.
    pub create_path: Option<String>,
    /// What was searched for; empty for all people.
    pub query: String,
    /// Its orders, its sizes, and the pages beside it.
    pub list: ListLinks,
}

/// A person in the table.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    /// The whole name.
    pub name: String,
    /// The e-mail address, when there is one.
    pub email: Option<String>,
    /// The user name, when there is one.
    pub username: Option<String>,
    /// The person's page.
    pub path: String,
    /// The names of the roles in force.
    pub roles: Vec<String>,
    /// The names of roles without effect now.
    pub idle_roles: Vec<String>,
    /// The state, if the account is not active.
    pub state: Option<PageText>,
    /// Since when the person belongs to the organisation.
    pub since: Timestamp,
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
    /// The first letters of the name.
    pub initials: String,
    /// Since when the person belongs to the organisation.
    pub since: Timestamp,
    /// The e-mail address, when there is one.
    pub email: Option<String>,
    /// The user name, when there is one.
    pub username: Option<String>,
    /// The state, if the account is not active.
    pub state: Option<PageText>,
    /// What there is to say of a person without a password, to those who may manage the account.
    pub password: Option<PasswordLine>,
    /// What the person who looks may do to the account.
    pub acts: Vec<Act>,
    /// What waits for a second administrator.
    pub waiting: Vec<ApprovalRow>,
    /// Why the person who looks can do nothing to the account, when that is so.
    pub no_acts_because: Option<PageText>,
    /// What the person can do here, and through what; empty when the one who looks may not see it.
    pub abilities: Vec<AbilityRow>,
    /// Services that the person has a role for here, and that are closed now.
    pub closed: Vec<ClosedTile>,
    /// Whether there is a part about that.
    pub shows_abilities: bool,
    /// The page that removes the person from the organisation; absent when the one who looks may not.
    pub remove_path: Option<String>,
    /// The form that gives the person a mandate; absent when the one who looks may not.
    pub mandate_path: Option<String>,
    /// What the person did here and what is about them; absent when the one who looks may not see it.
    pub history_path: Option<String>,
    /// The roles held here.
    pub grants: Vec<GrantRow>,
    /// What the person who looks may give; absent when nothing.
    pub give: Option<GrantForm>,
    /// `role` and `services`.
    pub form: FormState,
}

/// That a person has no password yet, and the link that waits for them.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordLine {
    /// In words.
    pub text: PageText,
    /// Until when the link works, if one waits.
    pub until: Option<Timestamp>,
}

/// The page that makes an account for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct CreateMember {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Where the form posts.
    pub action: String,
    /// Roles that may be given.
    pub roles: Vec<Choice>,
    /// Services that the roles can be limited to; empty where there is nothing to limit.
    pub services: Vec<Choice>,
    /// The languages.
    pub languages: Vec<Choice>,
    /// The ways in which the link for the password reaches the person.
    pub links: Vec<Choice>,
    /// The fields of the new account.
    pub form: FormState,
}

/// A letter with the link for a first password, to be printed. It is shown once.
#[derive(Clone, Serialize)]
pub struct Letter {
    /// The organisation's name.
    pub organization: String,
    /// The whole name of the person.
    pub name: String,
    /// What they sign in with.
    pub sign_in_name: String,
    /// The link.
    pub link: String,
    /// The link as a QR code in SVG.
    pub image: String,
    /// The code in place of the link.
    pub code: String,
    /// Where the code is typed, as people type it.
    pub code_address: String,
    /// Whether it is for the first password of the account.
    pub is_first: bool,
    /// Until when the link and the code work.
    pub expires_at: Timestamp,
    /// Words for whoever prints the letter, in their language.
    pub screen: LetterScreen,
    /// The person's page.
    pub back_path: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What stands beside a letter on the screen, in the language of whoever prints it; the letter has that of its person.
#[derive(Debug, Clone, Serialize)]
pub struct LetterScreen {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The button that prints.
    pub print: String,
    /// The link that leads on.
    pub done: String,
    /// That the letter is shown once.
    pub once: String,
}

/// A link to a page that does something.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// Its words.
    pub label: PageText,
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
    /// Why it cannot be revoked, if there is a reason to show.
    pub kept_because: Option<PageText>,
    /// The page of the mandate that it is.
    pub mandate_path: Option<String>,
    /// Whether its receiver has not answered it.
    pub unanswered: bool,
    /// Why it has no effect now; absent when it is in force.
    pub obstacle: Option<PageText>,
    /// Who can change that; absent when it changes by itself.
    pub remedy: Option<PageText>,
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

/// The own details.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    /// Where the form posts.
    pub action: String,
    /// The full name.
    pub name: String,
    /// Whether there is a detail that the person saves.
    pub saves: bool,
    /// The names.
    pub fields: Vec<FieldRow>,
    /// The e-mail address and the telephone number.
    pub contacts: Vec<ContactRow>,
    /// The language that the person chose, by its tag.
    pub language: Option<String>,
    /// Whether the person chooses it.
    pub language_is_own: bool,
    /// Who may change it.
    pub language_writers: PageText,
    /// `given_name`, `family_name`, `username`.
    pub form: FormState,
}

/// A detail of the person.
#[derive(Debug, Clone, Serialize)]
pub struct FieldRow {
    /// The name of its field in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: PageText,
    /// What it is now; absent when it is empty.
    pub value: Option<String>,
    /// Whether the person changes it; otherwise it is shown only.
    pub is_own: bool,
    /// Who may change it.
    pub writers: PageText,
}

/// An e-mail address or telephone number.
#[derive(Debug, Clone, Serialize)]
pub struct ContactRow {
    /// What it is called.
    pub label: PageText,
    /// What it is now; absent when there is none.
    pub value: Option<String>,
    /// Whether it was proved.
    pub is_proved: bool,
    /// Further ones beside it; empty if there are none.
    pub further: Vec<String>,
    /// The new one that waits to be proved.
    pub waiting: Option<String>,
    /// Who may change it.
    pub writers: PageText,
    /// Where it is changed; absent when the person may not.
    pub path: Option<String>,
}

/// Says that the last administrator hands over first.
#[derive(Debug, Clone, Serialize)]
pub struct LeaveRefused {
    /// The people of the organisation, one of whom becomes administrator.
    pub people_path: String,
    /// The page to go back to.
    pub back_path: String,
}

views! {
    LeaveRefused => "leave_refused.html",
    Profile => "profile.html",
    CreateMember => "create_member.html",
    Letter => "password_letter.html",
    People => "people.html",
    Person => "person.html",
    PersonEdit => "person_edit.html",
}
