//! A change of how text messages are sent that waits for a second administrator.

use super::change::Checked;
use super::settings_error::SmsSettingsError;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, SmsProposal, SmsSettings};
use crate::ids::OrganizationId;
use crate::policy::{Decision, Permission};
use crate::store::Versioned;
use std::time::Duration;

/// How long a change can be approved.
const LIFETIME: Duration = Duration::from_hours(24);

impl Identity {
    /// Approves the change that waits; it holds from the next message on. Needs `member.manage` at the organisation of the operator
    /// for a day, and a fresh proof. Nobody approves what they asked for, and who asked must still have the right.
    pub async fn approve_sms_settings(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(), SmsSettingsError> {
        let approved = on_fresh_facts!(async {
            let (mut act, stored, proposed) = self.begin_sms_answer(caller, organization).await?;
            let own = caller.user().ok_or(SmsSettingsError::PeopleOnly)?;
            if own == proposed.proposed_by {
                return Err(SmsSettingsError::OwnProposal);
            }
            if self.must_prove_again(caller).await? {
                return Err(SmsSettingsError::ProveAgain);
            }
            let since = proposed.proposed_at;
            if !self.has_held_for_a_day(caller, Permission::MemberManage, organization, since).await? {
                return Err(SmsSettingsError::TooNew);
            }
            self.require_proposers_right(&mut act, &proposed, organization).await?;
            let SmsProposal { gateway, code_digits, proposed_by, .. } = proposed;
            let wanted = Checked { organization, gateway, code_digits };
            let (now, stored) = (self.instant(caller), Some(stored));
            self.write_sms_settings(now, act, wanted, stored, Some(proposed_by)).await
        });
        self.audit_refusal(caller, organization, approved).await
    }

    /// Declines the change that waits, or withdraws what the caller asked for.
    pub async fn decline_sms_settings(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(), SmsSettingsError> {
        let declined = on_fresh_facts!(async {
            let (mut act, stored, proposed) = self.begin_sms_answer(caller, organization).await?;
            let trace = Trace::of(SmsSettings::only()).at(organization);
            let trace = trace.with("proposed_by", proposed.proposed_by);
            act.changes().update(SmsSettings { proposed: None, ..stored.record }, stored.version);
            self.commit(act.finish(self, Action::SmsSettingsDeclined, trace)).await?;
            Ok(())
        });
        self.audit_refusal(caller, organization, declined).await
    }

    /// Keeps a change until a second administrator approves it, in the place of an earlier one.
    pub(super) async fn propose_sms_settings(
        &self,
        caller: &Caller,
        mut act: Act,
        wanted: Checked,
        stored: Option<Versioned<SmsSettings>>,
    ) -> Result<(), SmsSettingsError> {
        let (now, trace) = (self.instant(caller), wanted.trace());
        let proposed_by = caller.user().ok_or(SmsSettingsError::PeopleOnly)?;
        let Checked { gateway, code_digits, .. } = wanted;
        let expires_at = now.plus(LIFETIME);
        let proposed = Some(SmsProposal { gateway, code_digits, proposed_by, proposed_at: now, expires_at });
        match stored {
            Some(stored) => {
                act.changes().update(SmsSettings { proposed, ..stored.record }, stored.version);
            }
            None => {
                act.changes().insert(SmsSettings { proposed, ..SmsSettings::as_configured(now) });
            }
        }
        self.commit(act.finish(self, Action::SmsSettingsProposed, trace)).await?;
        Ok(())
    }

    async fn begin_sms_answer(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(Act, Versioned<SmsSettings>, SmsProposal), SmsSettingsError> {
        let (act, _) = self.authorize(caller, Permission::MemberManage, organization).await?;
        self.sms_settings_are_of(caller, organization).await?;
        let stored = self.stored_sms_settings().await?.ok_or(SmsSettingsError::NothingProposed)?;
        let proposed = stored.waiting(self.now()).cloned().ok_or(SmsSettingsError::NothingProposed)?;
        Ok((act, stored, proposed))
    }

    /// Refuses when whoever asked may not do it any longer; makes the commit rest on that they may.
    async fn require_proposers_right(
        &self,
        act: &mut Act,
        proposed: &SmsProposal,
        organization: OrganizationId,
    ) -> Result<(), SmsSettingsError> {
        let known = self.facts_of_user(proposed.proposed_by, &[organization]).await?;
        let known = known.ok_or(SmsSettingsError::ProposerLostRight)?;
        match known.decide(Permission::MemberManage, organization) {
            Decision::Allowed(because) => act.require_other_evidence(&because, &known),
            Decision::Denied(_) => return Err(SmsSettingsError::ProposerLostRight),
        }
        Ok(())
    }
}
