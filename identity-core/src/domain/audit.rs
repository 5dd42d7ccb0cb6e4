use super::entity::Entity;
use super::mark::Mark;
use super::record_id::{RecordId, RecordKind};
use super::unique_key::NoKey;
use crate::Timestamp;
use crate::ids::{ApiClientId, AuditEventId, GrantId, OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Actor {
    /// A person.
    User(UserId),
    /// A client that calls the REST interface.
    Client(ApiClientId),
    /// This system itself: configuration at start, expiry, clean-up.
    System,
    /// Somebody who is not known yet, such as at a failed sign-in.
    Anonymous,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What was done, as the audit trail names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action { $($(#[$doc])* #[serde(rename = $text)] $name),+ }

        impl Action {
            /// Every action there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The action of this name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

actions! {
    /// The deployment's configuration was applied.
    SystemConfigured = "system.configured",
    /// An organisation was created.
    OrganizationCreated = "organization.created",
    /// An organisation was changed.
    OrganizationUpdated = "organization.updated",
    /// A contract was created.
    ContractCreated = "contract.created",
    /// A contract was changed.
    ContractUpdated = "contract.updated",
    /// A contract was ended.
    ContractEnded = "contract.ended",
    /// A role was defined or changed.
    RoleDefined = "role.defined",
    /// An invitation was sent.
    InvitationSent = "invitation.sent",
    /// An invitation was sent again, with a new link.
    InvitationResent = "invitation.resent",
    /// The holder of a link that no longer works asked for a new invitation.
    InvitationRequested = "invitation.requested",
    /// An invitation was revoked.
    InvitationRevoked = "invitation.revoked",
    /// An invitation was accepted.
    InvitationAccepted = "invitation.accepted",
    /// A role was given.
    GrantGiven = "grant.given",
    /// A role was revoked.
    GrantRevoked = "grant.revoked",
    /// A mandate was offered to its receiver.
    MandateGiven = "mandate.given",
    /// A mandate was accepted.
    MandateAccepted = "mandate.accepted",
    /// A mandate was declined.
    MandateDeclined = "mandate.declined",
    /// A mandate was ended before its end date.
    MandateEnded = "mandate.ended",
    /// The giver and the receiver of a mandate were told that it ends soon, or has ended.
    MandateNoticeSent = "mandate.notice_sent",
    /// An account was made by an administrator, with roles at an organisation.
    UserCreated = "user.created",
    /// A person's details were changed.
    UserUpdated = "user.updated",
    /// A person took with them what is kept about them.
    DataExported = "user.data_exported",
    /// An account was locked, disabled or reactivated.
    UserStateChanged = "user.state_changed",
    /// A person was removed from an organisation, with the roles that they held there.
    MembershipRemoved = "membership.removed",
    /// A person left an organisation, with the roles that they held there.
    MembershipLeft = "membership.left",
    /// A person signed in.
    SessionStarted = "session.started",
    /// A person signed out, or an application asked for it.
    SessionEnded = "session.ended",
    /// An application answered that it had been told of a sign-out.
    LogoutAnswered = "session.logout_answered",
    /// A sign-in was refused.
    SignInRefused = "session.refused",
    /// The organisation acted for was changed.
    ActingForChanged = "session.acting_for_changed",
    /// A password was set or changed.
    PasswordChanged = "credential.password_changed",
    /// Somebody began to set up a way to sign in.
    EnrolmentBegun = "authenticator.begun",
    /// A way to sign in was set up.
    AuthenticatorAdded = "authenticator.added",
    /// A way to sign in got another name.
    AuthenticatorRenamed = "authenticator.renamed",
    /// A way to sign in was removed by its owner.
    AuthenticatorRemoved = "authenticator.removed",
    /// An administrator removed all second proofs of a person, who sets up new ones.
    AuthenticatorsReset = "authenticator.reset",
    /// New recovery codes were made.
    RecoveryCodesMade = "authenticator.recovery_codes_made",
    /// A browser was remembered, so that a second proof is not asked for there each time.
    BrowserRemembered = "browser.remembered",
    /// A browser is remembered no longer.
    BrowserForgotten = "browser.forgotten",
    /// What an organisation or a role asks of those who sign in was changed.
    SignInPolicyChanged = "sign_in_policy.changed",
    /// How pages and mails are to look was prepared, or what was prepared was dropped.
    BrandDrafted = "brand.drafted",
    /// How pages and mails look was changed.
    BrandChanged = "brand.changed",
    /// A code was sent to a telephone or a mailbox.
    CodeSent = "authenticator.code_sent",
    /// A right code was used.
    CodeUsed = "authenticator.code_used",
    /// Somebody asked to change the e-mail address or telephone number of their account, which is to be proved first.
    ContactChangeAsked = "contact.change_asked",
    /// A change of an e-mail address or telephone number was given up by its owner before it was proved.
    ContactChangeCancelled = "contact.change_cancelled",
    /// The e-mail address or telephone number of an account was changed.
    ContactChanged = "contact.changed",
    /// A change of an e-mail address or telephone number was undone by the link in the notice about it.
    ContactChangeUndone = "contact.change_undone",
    /// A mail about a forgotten password was sent.
    RecoveryRequested = "recovery.requested",
    /// An administrator had a link for a new or first password mailed.
    RecoveryStarted = "recovery.started",
    /// An administrator printed a link for a first password as a letter.
    RecoveryPrinted = "recovery.printed",
    /// A forgotten password came to nothing: there is no such account, or it got too many mails.
    RecoveryRefused = "recovery.refused",
    /// An application was told who a person is.
    AssertionIssued = "assertion.issued",
    /// An application was told that a person may not use it.
    AssertionRefused = "assertion.refused",
    /// A sign-on request from an application was refused.
    RequestRefused = "sso_request.refused",
    /// An API client got an access token.
    TokenIssued = "token.issued",
    /// The credentials of an API client were refused.
    ClientRefused = "client.refused",
    /// An act was refused by the policy.
    AccessDenied = "access.denied",
    /// A signing key was created.
    SigningKeyCreated = "signing_key.created",
    /// A message could not be delivered and was given up.
    MessageDead = "message.dead",
}

/// One row of the audit trail. Rows are written in the same commit as what they tell of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Its id; ascending in time.
    pub id: AuditEventId,
    /// The time of the act.
    pub at: Timestamp,
    /// The person, client or system that acted.
    pub actor: Actor,
    /// The organisation for which the person acted.
    pub acting_for: Option<OrganizationId>,
    /// The mandate by which they acted.
    pub mandate: Option<GrantId>,
    /// The kind of act.
    pub action: Action,
    /// The record that the act was about.
    pub target: Option<RecordId>,
    /// The organisation to whose history the row belongs.
    pub organization: Option<OrganizationId>,
    /// Particulars, never secrets: what it was before and after, or why it was refused.
    pub details: BTreeMap<String, String>,
    /// The reference that the answer and the log show.
    pub reference: Option<String>,
}

/// Which events a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only the history of this organisation.
    pub organization: Option<OrganizationId>,
    /// Only acts of this actor.
    pub actor: Option<Actor>,
    /// Only these actions; `None` does not limit.
    pub actions: Option<Vec<Action>>,
}

impl Entity for AuditEvent {
    const KIND: RecordKind = RecordKind::AuditEvent;

    type Id = AuditEventId;
    type Key = NoKey;
    type Filter = AuditFilter;

    fn id(&self) -> AuditEventId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &AuditFilter) -> bool {
        filter.organization.is_none_or(|organization| self.organization == Some(organization))
            && filter.actor.is_none_or(|actor| self.actor == actor)
            && filter.actions.as_ref().is_none_or(|actions| actions.contains(&self.action))
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![actor_mark(self.actor)];
        marks.extend(self.organization.map(|organization| Mark::new("organization", organization)));
        marks
    }

    fn narrow(filter: &AuditFilter) -> Option<Vec<Mark>> {
        let organization = filter.organization.map(|organization| Mark::new("organization", organization));
        organization.or(filter.actor.map(actor_mark)).map(|mark| vec![mark])
    }
}

fn actor_mark(actor: Actor) -> Mark {
    match actor {
        Actor::User(id) => Mark::new("user", id),
        Actor::Client(id) => Mark::new("client", id),
        Actor::System => Mark::new("actor", "system"),
        Actor::Anonymous => Mark::new("actor", "anonymous"),
    }
}
