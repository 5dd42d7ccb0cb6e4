//! What an invitation gives once it is accepted.

use super::open_error::OpenInvitationError;
use super::opened::WaitingInvitation;
use crate::authority::{Act, Identity};
use crate::domain::{Actor, Grant, Holder, Invitation, Mandate, MandateAnswer, Period, Role};
use crate::ids::{GrantId, UserId};
use crate::policy::{Decision, Permission};
use crate::roles::NewGrant;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Checks again that the inviter may invite and may give the roles, on facts that the commit then rests on. Gives
    /// the grants that acceptance brings.
    pub(super) async fn promised_by_inviter(
        &self,
        act: &mut Act,
        invitation: &Invitation,
        user: UserId,
    ) -> Result<Vec<Grant>, OpenInvitationError> {
        if let Some(rights) = &invitation.first_administrator {
            return self.promised_by_deployment(act, rights, user).await;
        }
        let known = self.facts_of_user(invitation.invited_by, &[invitation.organization]).await?;
        let mut known = known.ok_or(OpenInvitationError::NoLongerPermitted)?;
        match known.decide(Permission::InvitationManage, invitation.organization) {
            Decision::Allowed(because) => act.require_other_evidence(&because, &known),
            Decision::Denied(_) => return Err(OpenInvitationError::NoLongerPermitted),
        }
        let mut roles = self.roles_of(&mut known, &invitation.roles).await?;
        // The first mandate takes the id under which it was spoken of before.
        roles.sort_by_key(|role| !role.mandate_only);
        if roles.len() != invitation.roles.len() {
            return Err(OpenInvitationError::NoLongerPermitted);
        }
        let mut ids = std::iter::once(GrantId::from(invitation.id.as_uuid()))
            .chain(std::iter::repeat_with(|| self.new_id()));
        let mut grants = Vec::new();
        for role in &roles {
            let Some(id) = ids.next() else { break };
            let wanted = promise(invitation, role, user, id);
            let grant =
                self.give(act, &known, &wanted).map_err(|_| OpenInvitationError::NoLongerPermitted)?;
            let answered = |mandate: Mandate| mandate.answered(MandateAnswer::Accepted, self.now());
            grants.push(Grant { mandate: grant.mandate.clone().map(answered), ..grant });
        }
        Ok(grants)
    }
}

impl Identity {
    /// Whether accepting an invitation that waits would be refused, since whoever invited may no longer give what it promises.
    #[doc(hidden)]
    pub async fn is_invitation_withdrawn(
        &self,
        invitation: &Versioned<Invitation>,
    ) -> Result<bool, StoreError> {
        Ok(!self.is_still_promised(invitation).await?)
    }

    /// Whether accepting an invitation that waits would give what it promises, as things stand.
    pub(super) async fn is_still_promised(
        &self,
        invitation: &Versioned<Invitation>,
    ) -> Result<bool, StoreError> {
        let waiting = WaitingInvitation::of(invitation.clone());
        // Nothing of this act is written.
        let mut act = Act::by_proof::<WaitingInvitation>(&waiting);
        match self.promised_by_inviter(&mut act, invitation, invitation.invited_by).await {
            Ok(_) => Ok(true),
            Err(OpenInvitationError::Store(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }
}

/// What a role of an invitation is once it is accepted.
fn promise<'a>(
    invitation: &Invitation,
    role: &'a Versioned<Role>,
    user: UserId,
    id: GrantId,
) -> NewGrant<'a> {
    let terms = invitation.mandate.clone();
    NewGrant {
        id,
        holder: Holder::User(user),
        role,
        organization: invitation.organization,
        services: invitation.services.clone(),
        period: Period::ALWAYS,
        mandate: terms.or_else(|| role.mandate_only.then(Default::default)),
        parent_grant: None,
        given_by: Actor::User(invitation.invited_by),
        owner: None,
    }
}
