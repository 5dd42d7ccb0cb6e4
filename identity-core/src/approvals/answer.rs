//! Approving, declining and stopping what waits for a second administrator.

use super::approval_error::ApprovalError;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, Approval, ApprovalAct};
use crate::ids::{ApprovalId, UserId};
use crate::people::PasswordLetter;
use crate::policy::Permission;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Approves what another administrator asked for, and does it.
    ///
    /// Needs the rights that doing it alone would take, and a fresh proof. Neither who asked nor the person concerned approves it,
    /// and who asked must still have these rights. Who approves has had it for a day, so that nobody approves by an account that
    /// they made for it.
    ///
    /// What is approved for somebody without an e-mail address gives the letter with their link for a new password, which is
    /// shown once.
    pub async fn approve(
        &self,
        caller: &Caller,
        id: ApprovalId,
    ) -> Result<Option<PasswordLetter>, ApprovalError> {
        let given = on_fresh_facts!(async {
            let (mut act, approval) = self.begin_answer(caller, id).await?;
            if caller.user() == Some(approval.asked_by) {
                return Err(ApprovalError::OwnRequest);
            }
            if self.must_prove_again(caller).await? {
                return Err(ApprovalError::ProveAgain);
            }
            self.require_standing(caller, &approval).await?;
            self.require_askers_right(&mut act, &approval).await?;
            let (done, letter) = self.do_approved(&mut act, caller, &approval).await?;
            act.note(self, done, trace_of_act(&approval));
            act.changes().remove(approval.id, approval.version);
            self.commit(act.finish(self, Action::ApprovalGiven, trace(&approval))).await?;
            Ok((approval.act, approval.user, letter))
        });
        let (act, user, letter) = self.audit_refusal(caller, None, given).await?;
        if act == ApprovalAct::Erase {
            self.erase_now(caller, user).await;
        }
        Ok(letter)
    }

    /// Declines what another administrator asked for, or withdraws what the caller asked for.
    ///
    /// Needs the right to manage the person's account.
    pub async fn decline_approval(&self, caller: &Caller, id: ApprovalId) -> Result<(), ApprovalError> {
        let declined = on_fresh_facts!(async {
            let (mut act, approval) = self.begin_answer(caller, id).await?;
            act.changes().remove(approval.id, approval.version);
            self.commit(act.finish(self, Action::ApprovalDeclined, trace(&approval))).await?;
            Ok(())
        });
        self.audit_refusal(caller, None, declined).await
    }

    /// Stops what two administrators are about to do to the caller's own account. Needs a fresh proof, as approving it does:
    /// whoever found a browser that was left open must not keep help from its person.
    pub async fn stop_approval(&self, caller: &Caller, id: ApprovalId) -> Result<(), ApprovalError> {
        let stopped = on_fresh_facts!(async {
            let found = self.waiting_approval(id).await?;
            let Some(approval) = found.filter(|found| caller.user() == Some(found.user)) else {
                return Err(self.not_found_refusal(caller, Permission::MemberManage).await?.into());
            };
            if self.must_prove_again(caller).await? {
                return Err(ApprovalError::ProveAgain);
            }
            let own = Own::account(caller, approval.user).ok_or(AccessError::NotFound)?;
            let mut act = Act::by_proof::<Own<'_>>(&own);
            act.changes().remove(approval.id, approval.version);
            self.commit(act.finish(self, Action::ApprovalStopped, trace(&approval))).await?;
            Ok(())
        });
        self.audit_refusal(caller, None, stopped).await
    }

    /// The request of this id, if it can still be answered.
    pub(super) async fn waiting_approval(
        &self,
        id: ApprovalId,
    ) -> Result<Option<Versioned<Approval>>, StoreError> {
        let found = self.store.approvals().get(id).await?;
        Ok(found.filter(|found| self.now() < found.expires_at))
    }

    /// Begins the answer of a person who may manage the one concerned, and is somebody else.
    async fn begin_answer(
        &self,
        caller: &Caller,
        id: ApprovalId,
    ) -> Result<(Act, Versioned<Approval>), ApprovalError> {
        let Some(approval) = self.waiting_approval(id).await? else {
            return Err(self.not_found_refusal(caller, Permission::MemberManage).await?.into());
        };
        let (act, _) = self.begin_approval(caller, approval.act, approval.user).await?;
        caller.user().ok_or(ApprovalError::PeopleOnly)?;
        Ok((act, approval))
    }

    /// Refuses a caller to whom a person gave the right less than a day before the request.
    async fn require_standing(&self, caller: &Caller, approval: &Approval) -> Result<(), ApprovalError> {
        let (place, since) = (approval.organization, approval.created_at);
        let stands = self.has_held_for_a_day(caller, Permission::MemberManage, place, since).await?;
        if stands { Ok(()) } else { Err(ApprovalError::TooNew) }
    }

    /// Refuses when whoever asked may not do it any longer, everywhere where it reaches; makes the commit rest on that they may.
    async fn require_askers_right(&self, act: &mut Act, approval: &Approval) -> Result<(), ApprovalError> {
        let at_operator = (approval.act == ApprovalAct::Erase).then_some(approval.organization);
        let may = self.still_manages(act, approval.asked_by, approval.user, at_operator).await?;
        if may { Ok(()) } else { Err(ApprovalError::AskerLostRight) }
    }

    async fn do_approved(
        &self,
        act: &mut Act,
        caller: &Caller,
        approval: &Approval,
    ) -> Result<(Action, Option<PasswordLetter>), ApprovalError> {
        Ok(match approval.act {
            ApprovalAct::ResetAuthenticators => {
                let person = self.person_concerned(approval.user).await?;
                if self.remove_second_proofs(act, caller, &person).await? {
                    (Action::AuthenticatorsReset, None)
                } else {
                    return Err(ApprovalError::NothingToDo);
                }
            }
            ApprovalAct::StartRecovery => {
                let letter = self.put_recovery(act, caller, approval.user, approval.organization).await?;
                let printed = letter.is_some();
                (if printed { Action::RecoveryPrinted } else { Action::RecoveryStarted }, letter)
            }
            ApprovalAct::Erase => {
                let person = self.person_concerned(approval.user).await?;
                self.put_erasure(act, caller, &person).await?;
                (Action::UserErasureOrdered, None)
            }
        })
    }

    async fn person_concerned(&self, user: UserId) -> Result<Versioned<crate::domain::User>, AccessError> {
        self.store.users().get(user).await?.ok_or(AccessError::NotFound)
    }
}

/// What the trail tells of the answer: whom it is about, and who asked.
fn trace(approval: &Approval) -> Trace {
    let trace = Trace::of(approval.id).at(approval.organization).with("user", approval.user);
    trace.with("act", approval.act.as_str()).with("asked_by", approval.asked_by)
}

/// What the trail tells of the act that was approved.
fn trace_of_act(approval: &Approval) -> Trace {
    let trace = Trace::of(approval.user).at(approval.organization).with("user", approval.user);
    let trace = trace.with("asked_by", approval.asked_by);
    if approval.act == ApprovalAct::Erase { trace.with("reason", &approval.reason) } else { trace }
}
