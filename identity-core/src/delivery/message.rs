use super::message_parts::{MandateNews, NoRecovery, OfferedTerms, RoleChange};
use crate::Timestamp;
use crate::brands::ShownBrand;
use crate::ids::{LogoutId, OrganizationId, ParticipantId, RelyingPartyId};
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
    /// The organisation that it is about, whose look it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The application that its receiver signs in to, whose look it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<RelyingPartyId>,
    /// How it looks; read when it is sent.
    #[serde(skip)]
    pub brand: ShownBrand,
}

impl Message {
    /// A message in the language of the deployment; set [`locale`](Self::locale) for another one.
    pub fn new(recipient: impl Into<String>, content: MessageContent) -> Self {
        Self {
            recipient: recipient.into(),
            locale: None,
            content,
            organization: None,
            application: None,
            brand: ShownBrand::default(),
        }
    }

    /// The same message with the look of the organisation that it is about.
    #[must_use]
    pub(crate) fn about(self, organization: OrganizationId) -> Self {
        Self { organization: Some(organization), ..self }
    }

    /// The same message in the language of its receiver.
    #[must_use]
    pub(crate) fn in_language(self, locale: Option<&Locale>) -> Self {
        Self { locale: locale.cloned(), ..self }
    }
}

/// What a message is about. Links are whole addresses below the configured base URL. `Debug` shows the [kind](Self::kind) alone,
/// since whoever has a link or a code has what it is good for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum MessageContent {
    /// Somebody is invited to an organisation.
    Invitation {
        /// First name of the invited person, where known.
        given_name: Option<String>,
        /// The name of the person who invites.
        inviter: String,
        /// The name of the organisation that the person is invited to.
        organization: String,
        /// The names of the roles.
        roles: Vec<String>,
        /// The terms, if it offers a mandate to act for the organisation.
        #[serde(default)]
        mandate: Option<OfferedTerms>,
        /// The address at which the invitation is accepted.
        link: String,
        /// The time from which it can no longer be accepted.
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
        /// First name of the one who is told.
        given_name: String,
        /// The time of the change.
        at: Timestamp,
    },
    /// A code to be typed in.
    Code {
        /// The digits.
        code: String,
        /// For how many minutes it is good.
        minutes: u64,
        /// The host where it is typed in; telephones offer the code there and nowhere else.
        host: String,
    },
    /// An administrator tries whether text messages arrive.
    SmsTest,
    /// A way to sign in was added to or removed from an account.
    AuthenticatorChanged {
        /// First name of the one who is told.
        given_name: String,
        /// The method, by its `amr` value.
        method: String,
        /// Whether it was added; else it was removed.
        added: bool,
        /// The time of the change.
        at: Timestamp,
        /// The address of the page that shows one's ways in.
        link: String,
    },
    /// An identity at a provider elsewhere was linked with an account, or belongs to it no longer.
    IdentityLinked {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the connection by which it comes.
        connection: String,
        /// What its owner calls it: an address or a name.
        label: Option<String>,
        /// Whether it was linked; else the link was removed.
        added: bool,
        /// The time of the change.
        at: Timestamp,
        /// The address of the page that shows one's linked identities.
        link: String,
    },
    /// An administrator removed all second proofs of an account.
    AuthenticatorsReset {
        /// First name of the one who is told.
        given_name: String,
        /// The time of the change.
        at: Timestamp,
        /// The address of the page that shows one's ways in.
        link: String,
    },
    /// Somebody closed their account, which is erased after some days.
    AccountClosed {
        /// First name of the one who is told.
        given_name: String,
        /// When it is erased.
        erase_at: Timestamp,
        /// The address at which they sign in to keep it.
        link: String,
        /// Whether this is the reminder shortly before.
        reminds: bool,
    },
    /// Two administrators are about to act on an account, and its owner can stop it.
    ApprovalAsked {
        /// First name of the one who is told.
        given_name: String,
        /// `reset_authenticators`, `start_recovery` or `erase`.
        act: String,
        /// The name of the administrator who asked.
        by: String,
        /// Why, in their words.
        reason: String,
        /// The time from which it can no longer be approved.
        expires_at: Timestamp,
        /// The address of the page on which it is stopped.
        link: String,
    },
    /// A passkey was refused, since there may be a copy of it.
    PasskeyCopied {
        /// First name of the one who is told.
        given_name: String,
        /// The time of the try.
        at: Timestamp,
        /// The address of the page on which passkeys are removed.
        link: String,
    },
    /// Somebody forgot their password, and can set a new one.
    Recovery {
        /// First name of the one who is told.
        given_name: String,
        /// The address at which a new password is set.
        link: String,
        /// The time from which it no longer works.
        expires_at: Timestamp,
    },
    /// An administrator made an account for somebody, who chooses its password.
    FirstPassword {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the person or client that made the account or sent the link.
        by: String,
        /// The name of the organisation that the person belongs to.
        organization: String,
        /// The name to sign in with, if there is one beside the address.
        username: Option<String>,
        /// The address at which the password is chosen.
        link: String,
        /// The time from which it no longer works.
        expires_at: Timestamp,
    },
    /// An administrator started a recovery for somebody, who can set a new password.
    RecoveryStarted {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the person or client that started it.
        by: String,
        /// The address at which a new password is set.
        link: String,
        /// The time from which it no longer works.
        expires_at: Timestamp,
    },
    /// An administrator printed a letter with a link for a new password of somebody who has no e-mail address.
    LetterPrinted {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the person or client that printed it.
        by: String,
        /// The time when it was printed.
        at: Timestamp,
    },
    /// Somebody forgot a password that cannot be set anew.
    RecoveryRefused {
        /// First name of the one who is told.
        given_name: String,
        /// What stands in the way.
        why: NoRecovery,
    },
    /// What proves that somebody has the mailbox that they change their e-mail address to.
    ContactProof {
        /// First name of the person whose address it becomes.
        given_name: String,
        /// The digits, for the page on which the change was begun.
        code: String,
        /// For how many minutes the code is good.
        minutes: u64,
        /// The address at which the change is confirmed on any device.
        link: String,
        /// The time from which the link no longer works.
        expires_at: Timestamp,
    },
    /// Somebody wanted to change to an address that is another account's, whose owner is told.
    ContactTaken {
        /// First name of the one who is told.
        given_name: String,
        /// The address at which they sign in.
        link: String,
    },
    /// Somebody wants the people of a mail domain to sign in by a connection; whoever runs the domain says whether they may.
    DomainProof {
        /// The domain.
        domain: String,
        /// The organisation that asks.
        organization: String,
        /// What people call the connection.
        connection: String,
        /// The page that proves the domain, with the token.
        link: String,
        /// The time when the link stops working.
        expires_at: Timestamp,
    },
    /// Somebody asked to change the e-mail address or telephone number of an account, or to add an address, which is to be
    /// proved first.
    ContactAsked {
        /// First name of the one who is told.
        given_name: String,
        /// `email`, `phone`, or `further_email` for an address that is to be added to the others.
        what: String,
        /// The new one in a form for people who may not know it.
        to: String,
        /// The time when it was asked for.
        at: Timestamp,
        /// The address at which the change is stopped.
        link: String,
        /// The time from which the change can no longer be proved.
        expires_at: Timestamp,
    },
    /// An address was removed from an account, and is told.
    EmailRemoved {
        /// First name of the one whose address it was.
        given_name: String,
        /// The time when it was removed.
        at: Timestamp,
        /// The address at which they sign in.
        link: String,
    },
    /// The e-mail address or telephone number of an account was changed or removed.
    ContactChanged {
        /// First name of the one who is told.
        given_name: String,
        /// `email`, `phone`, or `further_email` for an address that was added to the others.
        what: String,
        /// The new one in a form for people who may not know it; none if it was removed.
        to: Option<String>,
        /// The time of the change.
        at: Timestamp,
        /// The address at which the change is undone.
        link: String,
        /// The time from which it can no longer be undone.
        expires_at: Timestamp,
        /// Whether the account has no mailbox, so that the link stands in the text message.
        #[serde(default)]
        by_text: bool,
    },
    /// Something happened to a mandate.
    Mandate {
        /// First name of the one who is told.
        given_name: String,
        /// What happened.
        news: MandateNews,
        /// The name of the person or organisation that gave it.
        giver: String,
        /// The name of the person or organisation that got it.
        receiver: String,
        /// The name of the role.
        role: String,
        /// The name of the organisation for which the receiver acts.
        organization: String,
        /// The names of the services to which it is limited; empty if it is limited to none.
        services: Vec<String>,
        /// The end of the mandate, if it has one.
        until: Option<Timestamp>,
        /// The reason, in the giver's words.
        reason: Option<String>,
        /// The address at which it is shown and answered.
        link: String,
    },
    /// An organisation was suspended, or resumed.
    OrganizationState {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the organisation.
        organization: String,
        /// Whether it was suspended; else it was resumed.
        suspended: bool,
        /// The reason for which it was suspended.
        reason: Option<String>,
        /// The time of the change.
        at: Timestamp,
        /// The address of the start page.
        link: String,
    },
    /// An application is told that a person is signed out. Which person, it knows by the participant.
    SignedOut {
        /// The part that the application takes in the session.
        participant: ParticipantId,
        /// The logout that waits for the answer, if one does.
        logout: Option<LogoutId>,
    },
    /// Roles at an organisation were given to or taken from somebody.
    RolesChanged {
        /// First name of the one who is told.
        given_name: String,
        /// The name of the organisation.
        organization: String,
        /// The name of the role.
        role: String,
        /// Whether the role was given; else it was revoked.
        given: bool,
        /// The name of the person or client that gave or revoked it.
        by: String,
        /// The address of the page that shows one's own roles.
        link: String,
        /// What changed besides, within a short time.
        #[serde(default)]
        further: Vec<RoleChange>,
    },
}
