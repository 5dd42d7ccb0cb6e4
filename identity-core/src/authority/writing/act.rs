//! A change reaches the store only as a [`Finished`] act, an act begins only with a decision of the policy or with a
//! [`Proof`], and it is finished by saying what the audit trail tells of it. A use case that skips one of these does not
//! compile.

use super::super::caller::Caller;
use super::super::decision_context::DecisionContext;
use super::super::identity::Identity;
use super::super::request::RequestContext;
use super::proof::Proof;
use super::rules::{Rule, RuleKept, rules_of};
use super::trace::Trace;
use crate::Timestamp;
use crate::domain::{Action, Actor, AuditEvent, Record};
use crate::ids::{GrantId, OrganizationId};
use crate::policy::AllowReason;
use crate::store::{Change, ChangeSet, RecordId, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Act {
    changes: ChangeSet,
    actor: Actor,
    acting_for: Option<OrganizationId>,
    mandate: Option<GrantId>,
    reference: Option<String>,
    request: Option<Arc<RequestContext>>,
    kept: BTreeSet<(Rule, RecordId)>,
    is_configuration: bool,
}

impl Act {
    /// An act that a proof allows, in the request of its caller if it has one.
    pub(crate) fn by_proof<P: Proof>(proof: &P) -> Self {
        tracing::trace!(proof = std::any::type_name::<P>(), actor = ?proof.actor(), "act by proof");
        let mut act = Self { is_configuration: P::IS_CONFIGURATION, ..Self::of_actor(proof.actor()) };
        if let Some((record, version)) = proof.evidence() {
            act.changes.require(record, version);
        }
        match proof.caller() {
            Some(caller) => act.by(caller),
            None => act,
        }
    }

    /// An act of the caller that a decision of the policy has to allow.
    pub(in crate::authority) fn of(caller: &Caller) -> Self {
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
            kept: BTreeSet::new(),
            is_configuration: false,
        }
    }

    /// The same act in the request of a caller, with its reference and the organisation acted for.
    fn by(self, caller: &Caller) -> Self {
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

    /// Says that a rule was asked about a record, and is kept.
    pub(crate) fn keeps<R: RuleKept>(&mut self, asked: &R) {
        self.kept.insert((R::RULE, asked.about()));
    }

    /// The rules that the changes need and that were not asked about their records.
    fn unasked(&self) -> BTreeSet<(Rule, RecordId)> {
        if self.is_configuration {
            return BTreeSet::new();
        }
        let needed = self.planned().iter().flat_map(|change| rules_of(change, self.actor));
        needed.filter(|rule| !self.kept.contains(rule)).collect()
    }

    /// The changes of this act so far.
    pub(super) fn planned(&self) -> &[Change] {
        self.changes.changes()
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
        let unasked = self.unasked();
        Finished { changes: self.changes, request: self.request, unasked }
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
#[derive(Debug)]
pub(crate) struct Finished {
    changes: ChangeSet,
    request: Option<Arc<RequestContext>>,
    /// The rules that it needs and that were not asked; with one, it is not committed.
    unasked: BTreeSet<(Rule, RecordId)>,
}

impl Identity {
    /// Writes a finished act: all of it or nothing. What was read for the request that it belongs to is outdated then,
    /// also when somebody else was faster.
    pub(crate) async fn commit(&self, act: Finished) -> Result<(), StoreError> {
        if !act.unasked.is_empty() {
            return Err(StoreError::Failed(format!("rules-not-asked: {:?}", act.unasked).into()));
        }
        let mut changes = act.changes;
        self.refresh_memberships(&mut changes).await?;
        self.reserve_main_emails(&mut changes).await?;
        let written = self.store.writer().commit(&changes).await;
        if let Some(request) = act.request
            && (written.is_err() || changes.changes().iter().any(changes_facts))
        {
            request.forget();
        }
        written
    }

    /// Writes down a try that came to nothing: an audit row that changes nothing, and so needs no right.
    pub(crate) async fn note_try(
        &self,
        action: Action,
        trace: Trace,
        reference: Option<&str>,
    ) -> Result<(), StoreError> {
        let act = Act::of_actor(Actor::Anonymous).referring(reference);
        self.commit_refusal(act.finish(self, action, trace)).await
    }

    /// Writes an act that is an audit row alone, about what came to nothing. A transaction of the host does not take it away
    /// when it is rolled back.
    pub(in crate::authority) async fn commit_refusal(&self, act: Finished) -> Result<(), StoreError> {
        match self.store.outside() {
            Some(outside) => {
                outside.keep(act.changes);
                Ok(())
            }
            None => self.commit(act).await,
        }
    }
}

/// Whether a change may be one of what decisions rest on.
const fn changes_facts(change: &Change) -> bool {
    !matches!(change, Change::Require(..) | Change::Insert(Record::AuditEvent(_) | Record::OutboxMessage(_)))
}
