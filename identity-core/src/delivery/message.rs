use crate::Timestamp;
use crate::values::Locale;
use serde::{Deserialize, Serialize};

/// A message to one person, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// The one address or number that it goes to.
    pub recipient: String,
    /// The language to write it in.
    pub locale: Option<Locale>,
    /// What it is about.
    pub content: MessageContent,
}

impl Message {
    /// A message in the language of the deployment; set [`locale`](Self::locale) for another one.
    pub fn new(recipient: impl Into<String>, content: MessageContent) -> Self {
        Self { recipient: recipient.into(), locale: None, content }
    }
}

/// What a message is about. Links are whole addresses below the configured base URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum MessageContent {
    /// Somebody is invited to an organisation.
    Invitation {
        /// First name of the invited person, where known.
        given_name: Option<String>,
        /// Who invites.
        inviter: String,
        /// Where to.
        organization: String,
        /// The roles, as people call them.
        roles: Vec<String>,
        /// The terms, if it offers a mandate to act for the organisation.
        #[serde(default)]
        mandate: Option<OfferedTerms>,
        /// Where to take it up.
        link: String,
        /// Until when.
        expires_at: Timestamp,
    },
    /// Somebody whose invitation can no longer be accepted asks for a new one.
    InvitationRequested {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the invited person, as far as known; may be empty.
        person: String,
        /// The address that was invited.
        email: String,
        /// Where to.
        organization: String,
        /// Where to invite again.
        link: String,
    },
    /// A password was set or changed.
    PasswordChanged {
        /// First name.
        given_name: String,
        /// When.
        at: Timestamp,
    },
    /// Something happened to a mandate.
    Mandate {
        /// First name of the one who is told.
        given_name: String,
        /// What happened.
        news: MandateNews,
        /// Who gave it.
        giver: String,
        /// Who got it.
        receiver: String,
        /// The role, as people call it.
        role: String,
        /// For which organisation the receiver acts.
        organization: String,
        /// For which services, if it is limited to some.
        services: Vec<String>,
        /// Until when, if it ends.
        until: Option<Timestamp>,
        /// Why, in the giver's words.
        reason: Option<String>,
        /// Where to see it, and answer it.
        link: String,
    },
    /// Roles at an organisation were given to or taken from somebody.
    RolesChanged {
        /// First name.
        given_name: String,
        /// Where.
        organization: String,
        /// The role, as people call it.
        role: String,
        /// Given, or revoked.
        given: bool,
        /// Who did it.
        by: String,
        /// Where to look at one's own roles.
        link: String,
    },
}

/// On which terms an invitation offers a mandate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OfferedTerms {
    /// For which services, if it is limited to some.
    pub services: Vec<String>,
    /// Until when, if it ends.
    pub until: Option<Timestamp>,
    /// Why, in the giver's words.
    pub reason: Option<String>,
}

/// What happened to a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MandateNews {
    /// It is offered to the one who is told.
    Offered,
    /// Its receiver accepted it.
    Accepted,
    /// Its receiver declined it.
    Declined,
    /// It ends soon.
    EndsSoon,
    /// It has ended, or was ended.
    Ended,
}
