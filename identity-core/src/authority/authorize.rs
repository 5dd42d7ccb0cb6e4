//! Asking the policy before an act or a look, and what a caller hears who is refused.

use super::access_error::{AccessError, Refused};
use super::caller::{Caller, CallerKind};
use super::decision_context::DecisionContext;
use super::explanations::Missing;
use super::identity::Identity;
use super::writing::{Act, Trace};
use crate::domain::Action;
use crate::ids::OrganizationId;
use crate::policy::{Decision, DenyReason, Permission};
use crate::store::StoreError;
use std::sync::Arc;

impl Identity {
    /// Begins an act of the caller on an organisation, if the policy allows it. The commit then rests on
    /// every fact that the decision rested on.
    pub(crate) async fn authorize(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<(Act, Arc<DecisionContext>), AccessError> {
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
        known: &DecisionContext,
    ) -> Result<Act, AccessError> {
        match known.decide(permission, organization) {
            Decision::Allowed(because) => {
                let mut act = Act::of(caller);
                act.require_evidence(&because, known);
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
    ) -> Result<Arc<DecisionContext>, AccessError> {
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
        known: &DecisionContext,
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
    pub(crate) async fn not_found_refusal(
        &self,
        caller: &Caller,
        permission: Permission,
    ) -> Result<AccessError, StoreError> {
        match self.facts_where_found(caller, &[]).await {
            Ok(known) => self.not_found_refusal_with(caller, permission, &known).await,
            Err(AccessError::Store(error)) => Err(error),
            Err(error) => Ok(error),
        }
    }

    /// [`not_found_refusal`](Self::not_found_refusal) on facts that were read before.
    pub(crate) async fn not_found_refusal_with(
        &self,
        caller: &Caller,
        permission: Permission,
        known: &DecisionContext,
    ) -> Result<AccessError, StoreError> {
        let no_scope = known.subject.scopes.is_some_and(|scopes| !scopes.contains(permission));
        let missing = if no_scope { DenyReason::Scope(permission) } else { DenyReason::Grant };
        let trace = Trace::default().with("permission", permission).missing(missing);
        self.note_refusal(caller, trace).await?;
        let refused = || AccessError::for_want_of(Missing::Denied(known.named_deny(missing)));
        Ok(if no_scope { refused() } else { AccessError::NotFound })
    }

    /// Writes an audit row about a refusal; it changes nothing, and so needs no right.
    pub(crate) async fn note_refusal(&self, caller: &Caller, trace: Trace) -> Result<(), StoreError> {
        let act = Act::of(caller);
        self.commit_refusal(act.finish(self, Action::AccessDenied, trace)).await
    }

    /// Turns a deny into its answer and writes it down. Who may not even see the organisation gets the
    /// answer for an unknown one, unless they would see it if it were not suspended or closed: they learn that.
    async fn deny(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        missing: DenyReason,
        known: &DecisionContext,
    ) -> Result<AccessError, StoreError> {
        let exists = known.organizations.contains_key(&organization);
        let trace = Trace { organization: exists.then_some(organization), ..Trace::default() };
        let trace = trace.with("permission", permission).with("asked_for", organization);
        self.note_refusal(caller, trace.missing(missing)).await?;
        let lacking = Missing::Denied(known.named_deny(missing));
        let scope_is_missing =
            matches!(missing, DenyReason::Scope(_)) && matches!(caller.kind(), CallerKind::Client { .. });
        if scope_is_missing {
            return Ok(AccessError::for_want_of(lacking));
        }
        let act_for = if let DenyReason::ActingFor(id) = missing { Some(id) } else { None };
        let seen = known.decide(Permission::OrganizationView, organization);
        if let (None, Decision::Denied(unseen)) = (act_for, seen) {
            let inactive = exists && matches!(unseen, DenyReason::ActiveOrganization(_));
            let inactive = inactive.then(|| Missing::Denied(known.named_deny(unseen)));
            return Ok(inactive.map_or(AccessError::NotFound, AccessError::for_want_of));
        }
        let ask = if act_for.is_none() {
            let givers = self.who_could_give(known, permission, organization).await?;
            givers.into_iter().map(|giver| giver.name).collect()
        } else {
            Vec::new()
        };
        Ok(AccessError::Forbidden(Box::new(Refused { missing: lacking, ask, act_for })))
    }
}
