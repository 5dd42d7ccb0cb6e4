//! Asking for a second administrator.

use super::approval_error::ApprovalError;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::closing::names;
use crate::delivery::MessageContent;
use crate::domain::{Action, Approval, ApprovalAct, ApprovalKey, User, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::store::{StoreError, Version, Versioned};
use crate::values::Reason;
use std::time::Duration;

/// How long what was asked for can be approved.
const LIFETIME: Duration = Duration::from_hours(24);

/// How often something is asked for about one person within an hour. The person gets a mail each time.
const ASKED: u64 = 5;

const HOUR: Duration = Duration::from_hours(1);

/// What one administrator asks another one to approve.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskApproval {
    /// What is asked for.
    pub act: ApprovalAct,
    /// The person concerned.
    pub user: UserId,
    /// Why.
    pub reason: Reason,
}

impl AskApproval {
    /// Asks for an act on the account of a person.
    pub const fn new(act: ApprovalAct, user: UserId, reason: Reason) -> Self {
        Self { act, user, reason }
    }
}

/// A request in the making.
struct Asked<'a> {
    by: UserId,
    person: &'a Versioned<User>,
    organization: OrganizationId,
    earlier: Option<Versioned<Approval>>,
}

impl Identity {
    /// Asks for an act on somebody's account that needs a second administrator. Another one who may manage the person can approve
    /// it within 24 hours. The person is told by mail, and can stop it.
    ///
    /// Needs the rights that doing it alone would take where no second administrator is asked for, and a fresh proof.
    pub async fn ask_approval(
        &self,
        caller: &Caller,
        wanted: &AskApproval,
    ) -> Result<Versioned<Approval>, ApprovalError> {
        let asked = on_fresh_facts!(async {
            let by = caller.user().ok_or(ApprovalError::PeopleOnly)?;
            let (mut act, organization) = self.begin_approval(caller, wanted.act, wanted.user).await?;
            if self.must_prove_again(caller).await? {
                return Err(ApprovalError::ProveAgain);
            }
            let person = self.store.users().get(wanted.user).await?.ok_or(AccessError::NotFound)?;
            let earlier = self.store.approvals().find(&ApprovalKey::Of(person.id, wanted.act)).await?;
            self.check_asked(wanted, &person, earlier.as_deref()).await?;
            let asked = Asked { by, person: &person, organization, earlier };
            let approval = self.put_approval(&mut act, caller, wanted, asked).await?;
            let trace = Trace::of(approval.id).at(organization).with("user", person.id);
            let trace = trace.with("act", wanted.act.as_str()).with("reason", &wanted.reason);
            self.commit(act.finish(self, Action::ApprovalAsked, trace)).await?;
            Ok(approval)
        });
        self.audit_refusal(caller, None, asked).await
    }

    /// Begins what is asked for, approved or declined about a person: with the rights that doing it alone would take, and the
    /// organisation in whose trail it belongs.
    pub(super) async fn begin_approval(
        &self,
        caller: &Caller,
        wanted: ApprovalAct,
        user: UserId,
    ) -> Result<(Act, OrganizationId), ApprovalError> {
        if wanted == ApprovalAct::Erase {
            return Ok(self.begin_erasure(caller, user).await?);
        }
        let (act, organization) = self.manage(caller, user).await?;
        Ok((act, organization.ok_or(ApprovalError::OwnAccount)?))
    }

    async fn check_asked(
        &self,
        wanted: &AskApproval,
        person: &User,
        earlier: Option<&Approval>,
    ) -> Result<(), ApprovalError> {
        if !self.needs_four_eyes(person.id).await? {
            return Err(ApprovalError::NotNeeded);
        }
        if earlier.is_some_and(|earlier| self.now() < earlier.expires_at) {
            return Err(ApprovalError::AlreadyAsked);
        }
        match wanted.act {
            ApprovalAct::ResetAuthenticators if !self.has_second_proof(person.id).await? => {
                return Err(ApprovalError::NothingToDo);
            }
            ApprovalAct::StartRecovery if person.state != UserState::Active => {
                return Err(ApprovalError::NotActive);
            }
            ApprovalAct::Erase if names(wanted.reason.as_str(), person) => {
                return Err(ApprovalError::ReasonNamesPerson);
            }
            ApprovalAct::ResetAuthenticators | ApprovalAct::StartRecovery | ApprovalAct::Erase => {}
        }
        let counter = format!("approval:{}", person.id);
        let often = self.store.counters().hit(&counter, self.window(HOUR)).await? > ASKED;
        if often { Err(ApprovalError::TooMany) } else { Ok(()) }
    }

    /// Puts the request into the act, in the place of one that is over, with the mail to the person concerned.
    async fn put_approval(
        &self,
        act: &mut Act,
        caller: &Caller,
        wanted: &AskApproval,
        asked: Asked<'_>,
    ) -> Result<Versioned<Approval>, AccessError> {
        let Asked { by, person, organization, earlier } = asked;
        let now = self.instant(caller);
        let approval = Approval {
            id: self.new_id(),
            act: wanted.act,
            user: person.id,
            organization,
            asked_by: by,
            reason: wanted.reason.clone(),
            created_at: now,
            expires_at: now.plus(LIFETIME),
        };
        // A page that was left open asks about the earlier one, and is not taken for this.
        if let Some(earlier) = earlier {
            act.changes().remove(earlier.id, earlier.version);
        }
        act.changes().insert(approval.clone());
        let content = MessageContent::ApprovalAsked {
            given_name: person.given_name.to_string(),
            act: wanted.act.as_str().to_owned(),
            by: self.facts(caller, &[]).await?.subject_name(),
            reason: wanted.reason.to_string(),
            expires_at: approval.expires_at,
            link: self.settings().link("/account/security"),
        };
        self.notify(act, person, content, None).await?;
        Ok(Versioned::new(approval, Version::FIRST))
    }

    async fn has_second_proof(&self, user: UserId) -> Result<bool, StoreError> {
        let all = self.confirmed_credentials(user).await?;
        Ok(all.iter().any(|one| one.method().can_be_enrolled()))
    }
}
