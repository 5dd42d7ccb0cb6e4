//! Views of the pages of invitations.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::listing::ListLinks;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::roles::views::RoleWords;
use crate::pages::sign_on::linking::views::ConnectionButton;
use identity_core::Timestamp;
use serde::Serialize;

/// What an invitation says to whom.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationWords {
    /// The inviting organisation.
    pub organization: String,
    /// Who invites; empty for the first administrator.
    pub inviter: String,
    /// What the invited person will be.
    pub roles: Vec<RoleWords>,
    /// Whether it offers a mandate to act for the organisation.
    pub by_mandate: bool,
    /// The services it is limited to; empty for no limit.
    pub services: Vec<String>,
    /// Until when the mandate holds; absent for no end.
    pub until: Option<Timestamp>,
    /// Why, in the inviter's words.
    pub reason: Option<String>,
    /// The address it was sent to.
    pub email: String,
    /// The end of the time to accept.
    pub expires_at: Timestamp,
}

/// The page of an open invitation for a person without an account.
#[derive(Debug, Clone, Serialize)]
pub struct AcceptInvitation {
    /// Where the form posts.
    pub action: String,
    /// What the invitation says.
    pub invitation: InvitationWords,
    /// Whether there already is an account with the invited address: then only signing in leads on.
    pub account_exists: bool,
    /// The fewest characters of a password.
    pub shortest_password: usize,
    /// Sign-in for those who have an account, returning to this page.
    pub sign_in_path: String,
    /// The identity providers elsewhere, preferred ones first.
    pub connections: Vec<ConnectionButton>,
    /// `given_name`, `family_name`, `username`, `password`.
    pub form: FormState,
}

/// The page of an open invitation for a person who is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationForAccount {
    /// Where the form posts that joins with the account in use.
    pub action: String,
    /// What the invitation says.
    pub invitation: InvitationWords,
    /// The address of the account in use.
    pub signed_in_as: String,
    /// Whether the address that the invitation was sent to is one of that account's.
    pub same_address: bool,
    /// Where the form posts that adds the invited address to the account in use; absent where that cannot be.
    pub add_action: Option<String>,
    /// Where the form posts that signs out and comes back here.
    pub sign_out_action: String,
}

/// Why an invitation cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedReason {
    /// Unknown or used already; both look the same, so that guessing a link reveals nothing.
    Unusable,
    /// The person who is signed in used it already.
    Used,
    /// A newer mail has another link.
    Replaced,
    /// Not accepted in time.
    Expired,
    /// Revoked by the organisation.
    Cancelled,
    /// The inviter can no longer give these rights.
    Withdrawn,
    /// The invited address is kept for another account for some days.
    Reserved,
}

/// The page of an invitation that cannot be accepted.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationClosed {
    /// Why.
    pub reason: ClosedReason,
    /// The organisation to ask, if it may be named.
    pub organization: Option<String>,
    /// Where the form posts that asks the inviter for a new one.
    pub ask_again_action: Option<String>,
    /// Whether the inviter has just been asked.
    pub asked: bool,
    /// Where the form posts that mails the newest link again.
    pub mail_again_action: Option<String>,
}

/// The page behind the link that an inviter can copy: it holds no secret and sends the mail again.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationLink {
    /// Where the form posts.
    pub action: String,
    /// The inviting organisation.
    pub organization: String,
    /// The address with most of it hidden.
    pub masked_email: String,
    /// Whether the mail has just been sent again.
    pub sent: bool,
}

/// The table of invitations.
#[derive(Debug, Clone, Serialize)]
pub struct Invitations {
    /// The organisation.
    pub organization: OrganizationHead,
    /// One page of invitations, newest first.
    pub rows: Vec<InvitationRow>,
    /// What was searched for; empty for all invitations.
    pub query: String,
    /// Its orders, its sizes, and the pages beside it.
    pub list: ListLinks,
}

/// The delivery state of an invitation's mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MailProgress {
    /// Waiting to be sent.
    Queued,
    /// Handed to the mail server.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// Given up.
    Failed {
        /// The answer of the mail server, or why it was not asked.
        reason: PageText,
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
    /// When it was made.
    pub invited_at: Timestamp,
    /// The end of the time to accept.
    pub expires_at: Timestamp,
    /// `open`, `accepted`, `expired`, `cancelled` or `cannot be accepted` in words.
    pub state: PageText,
    /// `good`, `warn`, `bad` or nothing: how the state is coloured.
    pub tone: &'static str,
    /// Whether accepting it would be refused, since the inviter may no longer give the roles.
    pub withdrawn: bool,
    /// How far the mail came; absent once the invitation is closed.
    pub delivery: Option<MailProgress>,
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
    /// `locale`: the languages that the invitation can be written in.
    pub languages: Vec<Choice>,
    /// Whether some of the roles are held by mandate only, so that there is a part about mandates.
    pub mandates: bool,
    /// `email`, `given_name`, `family_name`, `roles`, `services`, `until`, `reason`, `expires_in`.
    pub form: FormState,
}

views! {
    AcceptInvitation => "invitation.html",
    InvitationClosed => "invitation_closed.html",
    InvitationForAccount => "invitation_account.html",
    InvitationLink => "invitation_link.html",
    Invitations => "invitations.html",
    Invite => "invite.html",
}
