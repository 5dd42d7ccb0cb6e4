//! The one door to writing. A change reaches the store only as a [`Finished`] act, an act begins only
//! with a decision of the policy or with a proof, and it is finished by saying what the audit trail
//! tells of it. A use case that skips one of these does not compile. What is no act of anybody, such as when a
//! session was last seen, goes through `commit_unaudited`, which is all that a reviewer has to look for.

use super::caller::Caller;
use super::decision_context::DecisionContext;
use super::identity::Identity;
use super::request::RequestContext;
use super::trace::Trace;
use crate::Timestamp;
use crate::domain::{Action, Actor, AuditEvent, Holder, MessageState, OutboxMessage, UserState};
use crate::ids::{GrantId, OrganizationId};
use crate::policy::AllowReason;
use crate::store::{Change, ChangeSet, Record, RecordId, StoreError, Versioned};
use std::sync::Arc;

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
    request: Option<Arc<RequestContext>>,
    administrators_stay: bool,
}

impl Act {
    /// An act that a proof allows.
    pub(crate) fn by_proof(proof: Proof, actor: Actor) -> Self {
        tracing::trace!(?proof, ?actor, "act by proof");
        Self::of_actor(actor)
    }

    /// An act of the caller that a decision of the policy has to allow.
    pub(super) fn of(caller: &Caller) -> Self {
        Self::of_actor(caller.actor()).by(caller)
    }

    fn of_actor(actor: Actor) -> Self {
        Self {
            changes: ChangeSet::new(),
            actor,
            acting_for: None,
            mandate: None,
            reference: None,
            request: None,
            administrators_stay: false,
        }
    }

    /// An act on the caller's own things.
    pub(crate) fn own(caller: &Caller) -> Self {
        Self::by_proof(Proof::Own, caller.actor()).by(caller)
    }

    /// The same act in the request of a caller, with its reference and the organisation acted for.
    pub(crate) fn by(self, caller: &Caller) -> Self {
        let request = caller.request().cloned();
        let reference = caller.reference().map(ToOwned::to_owned);
        Self { acting_for: caller.acting_for(), reference, request, ..self }
    }

    /// The same act with the reference that the answer and the log show.
    pub(crate) fn referring(self, reference: Option<&str>) -> Self {
        Self { reference: reference.map(ToOwned::to_owned), ..self }
    }

    /// The same act by somebody who acts for an organisation.
    pub(crate) fn acting_for(self, organization: Option<OrganizationId>) -> Self {
        Self { acting_for: organization, ..self }
    }

    /// Says that no organisation loses its last administrator by this act. For the rule that looks for it, and for an act
    /// that takes nothing from anybody.
    pub(crate) const fn vouch_for_administrators(&mut self) {
        self.administrators_stay = true;
    }

    /// Whether somebody has less authority afterwards. What is configured is not the act of a person who could be asked to
    /// leave an administrator.
    fn takes_authority(&self) -> bool {
        let takes = |change: &Change| match change {
            Change::Update(Record::Grant(grant), _) => {
                grant.revoked_at.is_some() && !grant.is_derived() && matches!(grant.holder, Holder::User(_))
            }
            Change::Update(Record::User(user), _) => user.state != UserState::Active,
            Change::Update(Record::Role(_), _)
            | Change::Remove(RecordId::Grant(_) | RecordId::Role(_) | RecordId::User(_), _) => true,
            _ => false,
        };
        self.actor != Actor::System && self.changes.changes().iter().any(takes)
    }

    /// The changes of this act, to add to.
    pub(crate) fn changes(&mut self) -> &mut ChangeSet {
        &mut self.changes
    }

    /// Makes what a decision rests on part of the commit.
    pub(crate) fn require_evidence(&mut self, because: &AllowReason, known: &DecisionContext) {
        self.require_other_evidence(because, known);
        // Of one who acts by their own right and by a mandate, the mandate is what others want to read.
        self.mandate = self.mandate.or_else(|| because.mandate(&known.facts));
    }

    /// [`require_evidence`](Self::require_evidence) for a decision about somebody else than the actor.
    pub(crate) fn require_other_evidence(&mut self, because: &AllowReason, known: &DecisionContext) {
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
        let checked = self.administrators_stay || !self.takes_authority();
        Finished { changes: self.changes, request: self.request, checked }
    }

    fn at(&self, identity: &Identity) -> Timestamp {
        let now = identity.now();
        self.request.as_ref().and_then(|request| request.at(now)).unwrap_or(now)
    }

    /// Adds an audit row for one part of an act that has several.
    pub(crate) fn note(&mut self, identity: &Identity, action: Action, trace: Trace) {
        self.changes.insert(AuditEvent {
            id: identity.new_id(),
            at: self.at(identity),
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

/// A change that is ready to be committed, with its audit row.
#[derive(Debug, Clone)]
pub(crate) struct Finished {
    changes: ChangeSet,
    request: Option<Arc<RequestContext>>,
    /// Whether it was asked that an administrator stays, where that is in question.
    checked: bool,
}

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
        Self { changes: act.changes, request: None, checked: true }
    }
}

impl Identity {
    /// Writes a finished act: all of it or nothing. What was read for the request that it belongs to is outdated then,
    /// also when somebody else was faster.
    pub(crate) async fn commit(&self, act: Finished) -> Result<(), StoreError> {
        if !act.checked {
            return Err(StoreError::Failed("administrators-not-asked".into()));
        }
        let written = self.commit_unaudited(&act.changes).await;
        if let Some(request) = act.request
            && (written.is_err() || act.changes.changes().iter().any(changes_facts))
        {
            request.forget();
        }
        written
    }

    /// Writes what is no act of anybody and so has no audit row: when a session was last seen, what came
    /// of a delivery, the removal of what has expired.
    pub(crate) async fn commit_unaudited(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let mut changes = changes.clone();
        self.refresh_memberships(&mut changes).await?;
        self.store.writer().commit(&changes).await
    }
}

/// Whether a change may be one of what decisions rest on.
const fn changes_facts(change: &Change) -> bool {
    !matches!(change, Change::Require(..) | Change::Insert(Record::AuditEvent(_) | Record::OutboxMessage(_)))
}
