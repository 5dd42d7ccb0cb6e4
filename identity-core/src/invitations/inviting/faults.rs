//! What is wrong with an invitation that is not complete yet, all of it at once.

use super::invite_error::InviteError;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::MandateTerms;
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::roles::{GiveError, InvalidTerms};
use crate::values::{EmailAddress, RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is filled in of an invitation. What cannot be read is left out.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct InviteDraft {
    /// Who, by the address that the link goes to.
    pub email: Option<EmailAddress>,
    /// The roles.
    pub roles: BTreeSet<RoleKey>,
    /// Only for these services.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The terms, if it is a mandate.
    pub mandate: Option<MandateTerms>,
}

impl Identity {
    /// What [`invite`](Self::invite) would refuse of what is filled in so far, all of it at once. Nothing is written or
    /// counted; what depends on what the caller holds, `invite` alone says.
    ///
    /// Whether the address is a member's is told to those who see the members.
    pub async fn invitation_faults(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        draft: &InviteDraft,
    ) -> Result<Vec<InviteError>, AccessError> {
        let mut known = self.may_look(caller, Permission::InvitationManage, organization).await?;
        let mut faults = Vec::new();
        let named = self.resolve_services(Arc::make_mut(&mut known), draft.services.as_ref()).await;
        faults.extend(fault(named.map(drop))?);
        let roles = if draft.roles.is_empty() {
            Vec::new()
        } else {
            match self.resolve_roles(Arc::make_mut(&mut known), organization, &draft.roles).await {
                Ok(roles) => roles,
                Err(error) => {
                    faults.extend(fault(Err(error))?);
                    Vec::new()
                }
            }
        };
        let terms = draft.mandate.iter().flat_map(|terms| InvalidTerms::all(terms, self.instant(caller)));
        faults.extend(terms.map(InviteError::from));
        let parts = (draft.services.as_ref(), draft.mandate.as_ref());
        faults.extend(self.misfits(parts, organization, &roles, &known).await?);
        if let Some(email) = &draft.email {
            let by_mandate = draft.mandate.is_some() || roles.iter().any(|role| role.mandate_only);
            let sees_members = known.allows(Permission::MemberView, organization);
            match self.not_yet_there(organization, email, by_mandate || !sees_members).await {
                Ok(()) => {}
                Err(InviteError::Give(GiveError::Access(error))) => return Err(error),
                Err(error) => faults.push(error),
            }
        }
        Ok(faults)
    }
}

/// A name that leads nowhere, as a fault; whatever else went wrong ends the check.
fn fault(outcome: Result<(), GiveError>) -> Result<Option<InviteError>, AccessError> {
    match outcome {
        Ok(()) => Ok(None),
        Err(GiveError::Access(error)) => Err(error),
        Err(error) => Ok(Some(error.into())),
    }
}
