//! Pages for people who are not signed in yet.

use super::form::FormState;
use identity_core::Timestamp;
use serde::Serialize;

/// The sign-in page.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    /// Where the form posts, below the mount point.
    pub action: String,
    /// The service where the person is heading; absent when it is this one.
    pub service: Option<String>,
    /// Where to go afterwards on this server, already checked to be local.
    pub return_to: Option<String>,
    /// `identifier` and `password`.
    pub form: FormState,
}

/// A role as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleWords {
    /// Its name.
    pub name: String,
    /// What its holder can do, in one sentence.
    pub explanation: String,
}

/// What an invitation says to whom.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationWords {
    /// The inviting organisation.
    pub organization: String,
    /// Who invites.
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
    /// Until when it can be accepted.
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
    /// Whether that is the address the invitation was sent to.
    pub same_address: bool,
    /// Where the form posts that signs out and comes back here.
    pub sign_out_action: String,
}

/// Why an invitation cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedReason {
    /// Unknown or used already; these two look the same, so that guessing a link tells nothing.
    Unusable,
    /// Its time is over.
    Expired,
    /// The organisation took it back.
    Cancelled,
    /// Whoever invited may no longer give what it promises.
    Withdrawn,
}

/// The page of an invitation that cannot be accepted.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationClosed {
    /// Why.
    pub reason: ClosedReason,
    /// Who to ask, when the reason may be told.
    pub organization: Option<String>,
    /// Where the form posts that asks the inviter for a new one.
    pub ask_again_action: Option<String>,
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
