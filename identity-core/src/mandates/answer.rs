//! Answering a mandate that one was offered.

use super::answer_error::{AnswerMandateError, OfferOver};
use super::own_mandate::OwnMandate;
use crate::authority::{AccessError, Act, Caller, Identity, on_fresh_facts};
use crate::domain::{Action, Grant, Holder, MandateAnswer};
use crate::ids::GrantId;
use crate::policy::{Permission, Subject, grant_status};
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Accepts a mandate, as its receiver or for the organisation that it was given to. It holds from then on.
    pub async fn accept_mandate(
        &self,
        caller: &Caller,
        id: GrantId,
    ) -> Result<Versioned<Grant>, AnswerMandateError> {
        on_fresh_facts!(self.try_answer(caller, id, MandateAnswer::Accepted))
    }

    /// Declines a mandate, as its receiver or for the organisation that it was given to.
    pub async fn decline_mandate(
        &self,
        caller: &Caller,
        id: GrantId,
    ) -> Result<Versioned<Grant>, AnswerMandateError> {
        on_fresh_facts!(self.try_answer(caller, id, MandateAnswer::Declined))
    }

    async fn try_answer(
        &self,
        caller: &Caller,
        id: GrantId,
        answer: MandateAnswer,
    ) -> Result<Versioned<Grant>, AnswerMandateError> {
        let (stored, mut act) = self.received_mandate(caller, id).await?;
        let Some(mandate) = stored.mandate.clone() else { return Err(AccessError::NotFound.into()) };
        if mandate.answer == answer {
            return Ok(stored);
        }
        if mandate.answer != MandateAnswer::Open {
            return Err(AnswerMandateError::AlreadyAnswered);
        }
        if answer == MandateAnswer::Accepted {
            self.require_offer(&mut act, &stored).await?;
        }
        let now = self.instant(caller);
        let declined = (answer == MandateAnswer::Declined).then_some(now);
        let answered = Grant {
            mandate: Some(mandate.answered(answer, now)),
            revoked_at: stored.revoked_at.or(declined),
            ..stored.record.clone()
        };
        act.changes().update(answered.clone(), stored.version);
        self.send_answer_notice(&mut act, &answered).await?;
        let action = if declined.is_some() { Action::MandateDeclined } else { Action::MandateAccepted };
        let trace = self.trace_of_mandate(&stored).await?;
        self.commit(act.finish(self, action, trace)).await?;
        Ok(Versioned::new(answered, stored.version.next()))
    }

    /// A mandate that the caller can answer; to everybody else it is not there.
    async fn received_mandate(
        &self,
        caller: &Caller,
        id: GrantId,
    ) -> Result<(Versioned<Grant>, Act), AnswerMandateError> {
        let stored = self.store.grants().get(id).await?.filter(|grant| grant.mandate.is_some());
        if let Some(stored) = &stored
            && let Some(own) = OwnMandate::of(caller, stored)
        {
            return Ok((stored.clone(), Act::by_proof::<OwnMandate<'_>>(&own)));
        }
        match stored.map(|stored| (stored.holder, stored)) {
            Some((Holder::Organization(receiver), stored)) => {
                Ok((stored, self.authorize(caller, Permission::MandateManage, receiver).await?.0))
            }
            Some(_) | None => Err(self.not_found_refusal(caller, Permission::MandateManage).await?.into()),
        }
    }

    /// Refuses an offer behind which nothing stands any more; makes the commit rest on what it derives from.
    async fn require_offer(
        &self,
        act: &mut Act,
        offered: &Versioned<Grant>,
    ) -> Result<(), AnswerMandateError> {
        let over = AnswerMandateError::NoLongerOffered;
        if offered.revoked_at.is_some() {
            return Err(over(OfferOver::Revoked));
        }
        let subject = Subject::holder(offered.holder, self.now());
        let known = self
            .facts_about(subject, &[offered.organization])
            .await?
            .ok_or_else(|| over(OfferOver::Ended))?;
        // One that was answered or ended since is not among what its receiver holds, and neither is its source.
        if known.grants.get(&offered.id).is_none_or(|found| found.version != offered.version) {
            return Err(StoreError::Conflict { record: offered.id.into() }.into());
        }
        let parent_grant = offered.path.parent_grant().ok_or_else(|| over(OfferOver::Ended))?;
        match grant_status(parent_grant, self.now(), &known.facts) {
            Ok(because) => act.require_other_evidence(&because, &known),
            Err(missing) => return Err(over(OfferOver::Denied(known.named_deny(missing)))),
        }
        if offered.period.is_over(self.now()) { Err(over(OfferOver::Ended)) } else { Ok(()) }
    }
}
