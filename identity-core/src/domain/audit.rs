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
    /// An organisation was suspended: nobody acts for it until it is resumed.
    OrganizationSuspended = "organization.suspended",
    /// A suspended organisation was resumed.
    OrganizationResumed = "organization.resumed",
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
    /// A list was downloaded as a file: people, organisations, invitations or mandates.
    ListExported = "list.exported",
    /// An account was locked, disabled or reactivated.
    UserStateChanged = "user.state_changed",
    /// A person closed their account, which is erased after some days.
    UserClosed = "user.closed",
    /// A person took back the account that they had closed.
    UserKept = "user.kept",
    /// An administrator had an account erased at once.
    UserErasureOrdered = "user.erasure_ordered",
    /// Records about a person were erased.
    UserDataErased = "user.data_erased",
    /// An account was erased with the last of what was kept about its person.
    UserErased = "user.erased",
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
    /// An identity at a provider elsewhere was linked with an account.
    IdentityLinked = "identity.linked",
    /// An identity at a provider elsewhere belongs to an account no longer.
    IdentityUnlinked = "identity.unlinked",
    /// A person was offered to link their account with a connection, and did not want to.
    LinkDeclined = "identity.link_declined",
    /// Somebody signed in by a connection that is on trial.
    ConnectionTested = "connection.tested",
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
    /// How text messages are sent was changed.
    SmsSettingsChanged = "sms_settings.changed",
    /// A change of how text messages are sent was asked for, and waits for a second administrator.
    SmsSettingsProposed = "sms_settings.proposed",
    /// A change of how text messages are sent that waited was declined or withdrawn.
    SmsSettingsDeclined = "sms_settings.declined",
    /// A test message was sent to the telephone of an administrator.
    SmsTested = "sms_settings.tested",
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
    /// A further e-mail address was added to an account.
    EmailAdded = "contact.email_added",
    /// A further e-mail address was removed from an account by its owner.
    EmailRemoved = "contact.email_removed",
    /// A change of an e-mail address or telephone number was undone, or stopped before it was made, by the link in the notice about it.
    ContactChangeUndone = "contact.change_undone",
    /// A mail about a forgotten password was sent.
    RecoveryRequested = "recovery.requested",
    /// An administrator had a link for a new or first password mailed.
    RecoveryStarted = "recovery.started",
    /// An administrator printed a link for a first password as a letter.
    RecoveryPrinted = "recovery.printed",
    /// A forgotten password came to nothing: there is no such account, or it got too many mails.
    RecoveryRefused = "recovery.refused",
    /// An administrator asked a second one to approve an act on somebody's account.
    ApprovalAsked = "approval.asked",
    /// A second administrator approved an act on somebody's account.
    ApprovalGiven = "approval.given",
    /// An administrator declined or withdrew what waited for a second one.
    ApprovalDeclined = "approval.declined",
    /// The person concerned stopped what waited for a second administrator.
    ApprovalStopped = "approval.stopped",
    /// A person agreed that an application may know them.
    ConsentGiven = "consent.given",
    /// A person took such an agreement back.
    ConsentWithdrawn = "consent.withdrawn",
    /// What a person authorised an application to was ended.
    AuthorizationEnded = "authorization.ended",
    /// An application was told who a person is.
    AssertionIssued = "assertion.issued",
    /// An application was told that a person may not use it.
    AssertionRefused = "assertion.refused",
    /// A sign-on request from an application was refused.
    RequestRefused = "sso_request.refused",
    /// An API client got an access token.
    TokenIssued = "token.issued",
    /// A client gave an access token back before it expired.
    TokenRevoked = "token.revoked",
    /// The credentials of an API client were refused.
    ClientRefused = "client.refused",
    /// An act was refused by the policy.
    AccessDenied = "access.denied",
    /// An application or a client was registered by an administrator.
    ApplicationRegistered = "application.registered",
    /// An application or a client was changed, disabled or enabled by an administrator.
    ApplicationChanged = "application.changed",
    /// A new client secret was made, and the one before it stopped working.
    ApplicationSecretMade = "application.secret_made",
    /// An application or a client was deleted by an administrator.
    ApplicationDeleted = "application.deleted",
    /// An identity provider by which people sign in was set up.
    ConnectionRegistered = "connection.registered",
    /// A connection to an identity provider was changed, enabled or disabled.
    ConnectionChanged = "connection.changed",
    /// A connection to an identity provider was removed.
    ConnectionRemoved = "connection.removed",
    /// A sign-in by an identity provider came to nothing.
    ProviderSignInFailed = "provider_sign_in.failed",
    /// A mail domain was added whose people sign in by a connection.
    SignInDomainAdded = "sign_in_domain.added",
    /// It was proved that a mail domain belongs to whoever added it.
    SignInDomainProved = "sign_in_domain.proved",
    /// A mail domain leads to a connection no longer.
    SignInDomainRemoved = "sign_in_domain.removed",
    /// A signing key was created.
    SigningKeyCreated = "signing_key.created",
    /// A signing key began to sign.
    SigningKeyActivated = "signing_key.activated",
    /// A signing key is no longer published.
    SigningKeyRemoved = "signing_key.removed",
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
    /// Only acts on this record.
    pub target: Option<RecordId>,
    /// Only acts that are [about](AuditEvent::about) this person.
    pub about: Option<UserId>,
    /// Only acts of this person or about them.
    pub person: Option<UserId>,
    /// Only acts at this time or later.
    pub from: Option<Timestamp>,
    /// Only acts before this time.
    pub before: Option<Timestamp>,
}

impl AuditEvent {
    /// The person whom it is about.
    pub fn about(&self) -> Option<UserId> {
        let named = self.details.get("user").and_then(|id| UserId::parse(id).ok());
        named.or(match self.target {
            Some(RecordId::User(id)) => Some(id),
            _ => None,
        })
    }

    fn concerns(&self, person: UserId) -> bool {
        self.actor == Actor::User(person) || self.about() == Some(person)
    }
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
            && filter.target.is_none_or(|target| self.target == Some(target))
            && filter.about.is_none_or(|about| self.about() == Some(about))
            && filter.person.is_none_or(|person| self.concerns(person))
            && filter.from.is_none_or(|from| self.at >= from)
            && filter.before.is_none_or(|before| self.at < before)
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![actor_mark(self.actor)];
        marks.extend(self.organization.map(|organization| Mark::new("organization", organization)));
        marks.extend(self.about().map(|about| Mark::new("about", about)));
        marks.extend(self.target.map(target_mark));
        marks
    }

    fn narrow(filter: &AuditFilter) -> Option<Vec<Mark>> {
        let organization = filter.organization.map(|organization| Mark::new("organization", organization));
        let one = organization
            .or(filter.target.map(target_mark))
            .or(filter.about.map(|about| Mark::new("about", about)))
            .or(filter.actor.map(actor_mark));
        let person = |person| vec![actor_mark(Actor::User(person)), Mark::new("about", person)];
        one.map(|mark| vec![mark]).or(filter.person.map(person))
    }
}

fn target_mark(target: RecordId) -> Mark {
    Mark::new("target", target.as_uuid())
}

fn actor_mark(actor: Actor) -> Mark {
    match actor {
        Actor::User(id) => Mark::new("user", id),
        Actor::Client(id) => Mark::new("client", id),
        Actor::System => Mark::new("actor", "system"),
        Actor::Anonymous => Mark::new("actor", "anonymous"),
    }
}
