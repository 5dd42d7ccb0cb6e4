//! The one door to writing. A change reaches the store only as a [`Finished`] act, an act begins only
//! with a decision of the policy or with a proof, and it is finished by saying what the audit trail
//! tells of it. A use case that skips one of these does not compile. What is no act of anybody, such as when a
//! session was last seen, goes through `keep_books`, which is all that a reviewer has to look for.

use super::caller::{Caller, CallerKind};
use super::facts::Known;
use crate::Identity;
use crate::domain::{Action, Actor, AuditEvent, MessageState, OutboxMessage};
use crate::ids::{GrantId, OrganizationId};
use crate::policy::{Because, Decision, Missing, Permission};
use crate::store::{Change, ChangeSet, RecordId, StoreError, Versioned};
use std::collections::BTreeMap;

/// Why somebody was not let.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// It is not there, or the caller may not know that it is: the answer is the same.
    #[error("there is nothing here that you can see")]
    NotFound,
    /// The caller may see it, but not do this; says what is missing.
    #[error("you may not do this: {0}")]
    Forbidden(Box<Refused>),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a caller is told who may see something, but not do this to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The nearest missing link, in words.
    pub why: String,
    /// The names of people who could give what is missing.
    pub ask: Vec<String>,
    /// The organisation that the caller would have to act for, if that is all that is missing.
    pub act_for: Option<OrganizationId>,
}

impl Refused {
    fn for_want_of(why: impl Into<String>) -> Self {
        Self { why: why.into(), ask: Vec::new(), act_for: None }
    }
}

impl AccessError {
    /// A refusal that names what is missing and nobody who could give it.
    pub(crate) fn for_want_of(why: impl Into<String>) -> Self {
        Self::Forbidden(Box::new(Refused::for_want_of(why)))
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)?;
        if self.ask.is_empty() { Ok(()) } else { write!(f, "; {} could give it", self.ask.join(", ")) }
    }
}

/// What allows a change without a decision of the policy: the one who makes it proves a right of their
/// own. The list is closed, so that a reviewer can go through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Whoever runs the program wrote it into its configuration.
    Configuration,
    /// The right credential was shown, or a wrong one, which is written down too.
    Authentication,
    /// The token of an invitation was shown.
    InvitationToken,
    /// It is the caller's own account, session or sign-on.
    Own,
    /// The caller passes on, answers or ends a mandate that is theirs.
    Mandate,
    /// A sign-on request or answer of a known party.
    SignOn,
    /// The program looks after its own: delivery, expiry.
    Housekeeping,
}

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Act {
    changes: ChangeSet,
    actor: Actor,
    acting_for: Option<OrganizationId>,
    mandate: Option<GrantId>,
    reference: Option<String>,
}

/// A change that is ready to be committed, with its audit row.
#[derive(Debug, Clone)]
pub(crate) struct Finished(ChangeSet);

impl Finished {
    /// What became of a message. The outbox itself tells of it, so the audit trail hears only of one that
    /// was given up.
    pub(crate) fn delivery(
        identity: &Identity,
        message: Versioned<OutboxMessage>,
        organization: Option<OrganizationId>,
    ) -> Self {
        let mut act = Act::by_proof(Proof::Housekeeping, Actor::System);
        let trace = Trace { organization, ..Trace::of(message.id) };
        let trace = trace.with("attempts", message.attempts);
        let given_up = message.state == MessageState::Dead;
        let reason = message.last_error.clone().unwrap_or_default();
        act.changes.update(message.record, message.version);
        if given_up {
            return act.finish(identity, Action::MessageDead, trace.with("reason", reason));
        }
        Self(act.changes)
    }
}

/// What the audit trail tells of an act.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) target: Option<RecordId>,
    pub(crate) organization: Option<OrganizationId>,
    pub(crate) details: BTreeMap<String, String>,
}

impl Trace {
    pub(crate) fn of(target: impl Into<RecordId>) -> Self {
        Self { target: Some(target.into()), ..Self::default() }
    }

    pub(crate) fn at(self, organization: OrganizationId) -> Self {
        Self { organization: Some(organization), ..self }
    }

    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}

impl Act {
    /// An act that a proof allows.
    pub(crate) fn by_proof(proof: Proof, actor: Actor) -> Self {
        tracing::trace!(?proof, ?actor, "act by proof");
        Self { changes: ChangeSet::new(), actor, acting_for: None, mandate: None, reference: None }
    }

    /// An act of the caller that a decision of the policy has to allow.
    fn of(caller: &Caller) -> Self {
        let (changes, actor) = (ChangeSet::new(), caller.actor());
        Self { changes, actor, acting_for: None, mandate: None, reference: None }.by(caller)
    }

    /// An act on the caller's own things.
    pub(crate) fn own(caller: &Caller) -> Self {
        Self::by_proof(Proof::Own, caller.actor()).by(caller)
    }

    /// The same act with the reference and the organisation acted for of a caller.
    pub(crate) fn by(self, caller: &Caller) -> Self {
        Self { acting_for: caller.acting_for(), reference: caller.reference().map(ToOwned::to_owned), ..self }
    }

    /// The changes of this act, to add to.
    pub(crate) fn changes(&mut self) -> &mut ChangeSet {
        &mut self.changes
    }

    /// Makes what a decision rests on part of the commit.
    pub(crate) fn rest_on(&mut self, because: &Because, known: &Known) {
        self.rest_on_another(because, known);
        // Of one who acts by their own right and by a mandate, the mandate is what others want to read.
        self.mandate = self.mandate.or_else(|| because.mandate(&known.facts));
    }

    /// [`rest_on`](Self::rest_on) for a decision about somebody else than the actor.
    pub(crate) fn rest_on_another(&mut self, because: &Because, known: &Known) {
        for (record, version) in known.evidence(because) {
            self.changes.require(record, version);
        }
    }

    /// Makes what another decision rests on part of this act too.
    pub(crate) fn absorb(&mut self, other: &mut Self) {
        for change in other.changes.changes() {
            if let Change::Require(record, version) = change {
                self.changes.require(*record, *version);
            }
        }
    }

    /// Says what was done; the act can then be committed.
    pub(crate) fn finish(mut self, identity: &Identity, action: Action, trace: Trace) -> Finished {
        self.note(identity, action, trace);
        Finished(self.changes)
    }

    /// Adds an audit row for one part of an act that has several.
    pub(crate) fn note(&mut self, identity: &Identity, action: Action, trace: Trace) {
        self.changes.insert(AuditEvent {
            id: identity.new_id(),
            at: identity.now(),
            actor: self.actor,
            acting_for: self.acting_for,
            mandate: self.mandate,
            action,
            target: trace.target,
            organization: trace.organization,
            details: trace.details,
            reference: self.reference.clone(),
        });
    }
}

impl Identity {
    /// Writes a finished act: all of it or nothing.
    pub(crate) async fn commit(&self, act: Finished) -> Result<(), StoreError> {
        self.store.writer().commit(&act.0).await
    }

    /// Writes what is no act of anybody and so has no audit row: when a session was last seen, what came
    /// of a delivery, the removal of what has expired.
    pub(crate) async fn keep_books(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        self.store.writer().commit(changes).await
    }

    /// Begins an act of the caller on an organisation, if the policy allows it. The commit then rests on
    /// every fact that the decision rested on.
    pub(crate) async fn authorize(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<(Act, Known), AccessError> {
        let known = self.facts(caller, &[organization]).await?;
        let act = self.authorize_with(caller, permission, organization, &known).await?;
        Ok((act, known))
    }

    /// [`authorize`](Self::authorize) on facts that were read before.
    pub(crate) async fn authorize_with(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        known: &Known,
    ) -> Result<Act, AccessError> {
        match known.decide(permission, organization) {
            Decision::Allowed(because) => {
                let mut act = Act::of(caller);
                act.rest_on(&because, known);
                Ok(act)
            }
            Decision::Denied(missing) => {
                Err(self.deny(caller, permission, organization, missing, known).await?)
            }
        }
    }

    /// Whether the caller may look at something of an organisation; gives the facts for what follows.
    pub(crate) async fn may_look(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<Known, AccessError> {
        let known = self.facts(caller, &[organization]).await?;
        self.may_look_with(caller, permission, organization, &known).await?;
        Ok(known)
    }

    /// [`may_look`](Self::may_look) on facts that were read before.
    pub(crate) async fn may_look_with(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        known: &Known,
    ) -> Result<(), AccessError> {
        match known.decide(permission, organization) {
            Decision::Allowed(_) => Ok(()),
            Decision::Denied(missing) => {
                Err(self.deny(caller, permission, organization, missing, known).await?)
            }
        }
    }

    /// What a caller hears of something that is not there: the same as of something foreign, after the same reads and
    /// with the same row in the audit trail, so that neither the answer nor its time tells which ids exist.
    pub(crate) async fn absent(
        &self,
        caller: &Caller,
        permission: Permission,
    ) -> Result<AccessError, StoreError> {
        match self.facts(caller, &[]).await {
            Ok(known) => self.absent_with(caller, permission, &known).await,
            Err(AccessError::Store(error)) => Err(error),
            Err(error) => Ok(error),
        }
    }

    /// [`absent`](Self::absent) on facts that were read before.
    pub(crate) async fn absent_with(
        &self,
        caller: &Caller,
        permission: Permission,
        known: &Known,
    ) -> Result<AccessError, StoreError> {
        let no_scope = known.subject.scopes.is_some_and(|scopes| !scopes.contains(permission));
        let missing = if no_scope { Missing::Scope(permission) } else { Missing::Grant };
        let why = known.missing_in_words(missing);
        let trace = Trace::default().with("permission", permission).with("missing", &why);
        self.note_refusal(caller, trace).await?;
        Ok(if no_scope { AccessError::for_want_of(why) } else { AccessError::NotFound })
    }

    /// Writes down that a caller was not let.
    pub(crate) async fn note_refusal(&self, caller: &Caller, trace: Trace) -> Result<(), StoreError> {
        let act = Act::by_proof(Proof::Own, caller.actor()).by(caller);
        self.commit(act.finish(self, Action::AccessDenied, trace)).await
    }

    /// Turns a deny into its answer and writes it down. Who may not even see the organisation gets the
    /// answer for an unknown one.
    async fn deny(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        missing: Missing,
        known: &Known,
    ) -> Result<AccessError, StoreError> {
        let exists = known.organizations.contains_key(&organization);
        let why = known.missing_in_words(missing);
        let trace = Trace { organization: exists.then_some(organization), ..Trace::default() };
        let trace = trace.with("permission", permission).with("asked_for", organization);
        self.note_refusal(caller, trace.with("missing", &why)).await?;
        let scope_is_missing =
            matches!(missing, Missing::Scope(_)) && matches!(caller.kind(), CallerKind::Client { .. });
        if scope_is_missing {
            return Ok(AccessError::for_want_of(why));
        }
        let act_for = if let Missing::ActingFor(id) = missing { Some(id) } else { None };
        if act_for.is_none() && !known.allows(Permission::OrganizationView, organization) {
            return Ok(AccessError::NotFound);
        }
        let ask =
            if act_for.is_none() { self.who_could_give(permission, organization).await? } else { Vec::new() };
        Ok(AccessError::Forbidden(Box::new(Refused { why, ask, act_for })))
    }
}
