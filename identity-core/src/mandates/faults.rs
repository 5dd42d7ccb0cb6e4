//! What is wrong with a mandate that is not complete yet, all of it at once.

use super::give::{GiveMandate, Receiver, fault_of_terms};
use super::give_error::GiveMandateError;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity};
use crate::domain::MandateTerms;
use crate::ids::{GrantId, OrganizationId};
use crate::roles::{GiveError, InvalidTerms};
use crate::values::{RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is filled in of a mandate. What cannot be read is left out.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MandateDraft {
    /// The organisation for which the receiver is to act.
    pub organization: OrganizationId,
    /// The person or organisation that gets the mandate.
    pub to: Option<Receiver>,
    /// The key of the role in which the receiver acts.
    pub role: Option<RoleKey>,
    /// The services to which the mandate is limited; `None` = all that the role names and the giver can give.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The terms.
    pub terms: MandateTerms,
    /// The mandate that is passed on, or the grant that it comes from.
    pub parent_grant: Option<GrantId>,
    /// The organisation that passes on what it holds; `None` = the caller.
    pub giver: Option<OrganizationId>,
}

impl MandateDraft {
    /// A mandate to act for an organisation, of which nothing is filled in.
    pub fn new(organization: OrganizationId) -> Self {
        Self {
            organization,
            to: None,
            role: None,
            services: None,
            terms: MandateTerms::default(),
            parent_grant: None,
            giver: None,
        }
    }

    /// The mandate, once receiver and role are there.
    pub fn complete(&self) -> Option<GiveMandate> {
        let wanted = GiveMandate::new(self.organization, self.to.clone()?, self.role.clone()?);
        Some(GiveMandate {
            services: self.services.clone(),
            terms: self.terms.clone(),
            parent_grant: self.parent_grant,
            giver: self.giver,
            ..wanted
        })
    }
}

impl Identity {
    /// What [`give_mandate`](Self::give_mandate) would refuse of what is filled in so far, all of it at once. Nothing is
    /// written or counted; what depends on what the giver holds, `give_mandate` alone says.
    pub async fn mandate_faults(
        &self,
        caller: &Caller,
        draft: &MandateDraft,
    ) -> Result<Vec<GiveMandateError>, AccessError> {
        let MandateDraft { organization, giver, .. } = *draft;
        let (mut act, mut known) = self.begin_mandate(caller, organization, giver, draft.to.as_ref()).await?;
        let mut faults: Vec<GiveMandateError> = Vec::new();
        let terms = InvalidTerms::all(&draft.terms, self.instant(caller));
        faults.extend(terms.into_iter().map(GiveMandateError::from));
        if draft.services.as_ref().is_some_and(BTreeSet::is_empty) {
            faults.push(GiveMandateError::ServicesNeeded);
        }
        let services = self.resolve_services(Arc::make_mut(&mut known), draft.services.as_ref()).await;
        faults.extend(fault(services.map_err(Into::into))?);
        if let Some(role) = &draft.role {
            let roles = [role.clone()].into();
            let roles = self.resolve_roles(Arc::make_mut(&mut known), organization, &roles).await;
            faults.extend(fault(roles.map_err(Into::into))?);
        }
        faults.extend(draft.to.as_ref().and_then(|to| fault_of_terms(to, &draft.terms)));
        faults.extend(self.receiver_fault(caller, &mut act, draft, &known).await?);
        Ok(faults)
    }

    /// Why the receiver cannot get it.
    async fn receiver_fault(
        &self,
        caller: &Caller,
        act: &mut Act,
        draft: &MandateDraft,
        known: &DecisionContext,
    ) -> Result<Option<GiveMandateError>, AccessError> {
        let Some(to) = &draft.to else { return Ok(None) };
        match to {
            Receiver::Email { email, .. } if draft.giver.is_none() => {
                if self.is_own_address(caller, email).await? {
                    return Ok(Some(GiveMandateError::OwnReceiver));
                }
                let free = self.not_yet_there(draft.organization, email, true).await;
                fault(free.map_err(Into::into))
            }
            _ => {
                let parts = (to, draft.organization, draft.giver);
                fault(self.receiver(caller, act, parts, known).await)
            }
        }
    }
}

/// A refusal as a fault; a failure of the store ends the check.
fn fault<T>(outcome: Result<T, GiveMandateError>) -> Result<Option<GiveMandateError>, AccessError> {
    match outcome {
        Ok(_) => Ok(None),
        Err(GiveMandateError::Give(GiveError::Access(error))) => Err(error),
        Err(error) => Ok(Some(error)),
    }
}
