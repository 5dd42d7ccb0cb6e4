//! Views of the account page.

use crate::language::PageText;
use crate::page::views::form::FormState;
use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// The own account.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// The full name.
    pub name: String,
    /// The e-mail address, when there is one.
    pub email: Option<String>,
    /// The user name, when there is one.
    pub username: Option<String>,
    /// The telephone number, when there is one.
    pub phone: Option<String>,
    /// Organisations and roles.
    pub memberships: Vec<MembershipRow>,
    /// Where the person is signed in.
    pub sessions: Vec<SessionRow>,
    /// Where the form posts that signs out everywhere else; absent when there is nothing else.
    pub sign_out_others_action: Option<String>,
    /// Browsers in which the second proof is not asked for each time.
    pub browsers: Vec<BrowserRow>,
}

/// A browser that the person had remembered.
#[derive(Debug, Clone, Serialize)]
pub struct BrowserRow {
    /// The browser and system in words.
    pub device: PageText,
    /// When the second proof was given there.
    pub since: Timestamp,
    /// When it was last used without one.
    pub last_used_at: Option<Timestamp>,
    /// From when the second proof is asked for again.
    pub until: Timestamp,
    /// Where the form posts that has it asked for again.
    pub forget_action: String,
}

/// Changes the own password.
#[derive(Debug, Clone, Serialize)]
pub struct ChangePassword {
    /// Where the form posts.
    pub action: String,
    /// The address of the account, or else the user name, for password managers.
    pub sign_in_name: String,
    /// Whether there is a password to change.
    pub has_password: bool,
    /// The fewest characters of a password.
    pub shortest_password: usize,
    /// `current_password` and `new_password`.
    pub form: FormState,
}

/// What the person is in one organisation.
#[derive(Debug, Clone, Serialize)]
pub struct MembershipRow {
    /// The organisation.
    pub organization: String,
    /// Its page, when the person may see it.
    pub path: Option<String>,
    /// The names of the roles in force.
    pub roles: Vec<String>,
    /// The names of roles without effect now.
    pub idle_roles: Vec<String>,
    /// The roles that the person can give back, with the page of each; a mandate is ended on its own page.
    pub give_back: Vec<(String, String)>,
    /// The page on which the person leaves; absent where they do not belong and act by mandate only.
    pub leave_path: Option<String>,
}

/// A session of the person.
#[derive(Debug, Clone, Serialize)]
pub struct SessionRow {
    /// The browser and system in words.
    pub device: PageText,
    /// The network address it was last used from, when known.
    pub address: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Timestamp,
    /// Whether it is the session that shows this page.
    pub current: bool,
    /// Where the form posts that ends it; absent for the present one, which has the sign-out page.
    pub sign_out_action: Option<String>,
}

views! {
    Account => "account.html",
    ChangePassword => "password.html",
}
