//! What shows that an invitation is there, and that somebody may take it up.

use super::open_error::OpenInvitationError;
use crate::authenticators::RecentlyProved;
use crate::authority::{Caller, Identity, Proof};
use crate::contacts::OwnAddresses;
use crate::domain::{Actor, Invitation, InvitationKey, InvitationState, User, UserState};
use crate::ids::{InvitationId, UserId};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use std::ops::Deref;

/// An invitation whose token was shown, and that can be accepted.
pub(crate) struct OpenedInvitation {
    invitation: Versioned<Invitation>,
}

impl Deref for OpenedInvitation {
    type Target = Versioned<Invitation>;

    fn deref(&self) -> &Self::Target {
        &self.invitation
    }
}

impl OpenedInvitation {
    /// With the account of a person, if the invited address is one of theirs: a new one, or that of the caller.
    pub(super) fn for_person<'a>(
        self,
        user: &User,
        addresses: &OwnAddresses,
        caller: Option<&'a Caller>,
    ) -> Option<InvitedPerson<'a>> {
        let is_theirs = user.state == UserState::Active && addresses.have(user.id, &self.email);
        let acts = caller.is_none_or(|caller| caller.user() == Some(user.id));
        (is_theirs && acts).then_some(InvitedPerson { invitation: self.invitation, user: user.id, caller })
    }

    /// With the account of the caller, who proved who they are a short time ago and says that the invited address is theirs
    /// too. Its link, which went to that address, proves it.
    pub(super) fn with_own_address<'a>(
        self,
        recent: &'a RecentlyProved<'_>,
        caller: &'a Caller,
    ) -> Option<InvitedPerson<'a>> {
        let user = recent.own().user;
        let acts = user.state == UserState::Active && caller.user() == Some(user.id);
        acts.then_some(InvitedPerson { invitation: self.invitation, user: user.id, caller: Some(caller) })
    }
}

/// The person that an invitation is for whose token was shown: their account has the invited address, or gets it by that token.
pub(super) struct InvitedPerson<'a> {
    invitation: Versioned<Invitation>,
    user: UserId,
    caller: Option<&'a Caller>,
}

impl InvitedPerson<'_> {
    pub(super) fn invitation(&self) -> &Versioned<Invitation> {
        &self.invitation
    }
}

impl Proof for InvitedPerson<'_> {
    fn actor(&self) -> Actor {
        Actor::User(self.user)
    }

    fn caller(&self) -> Option<&Caller> {
        self.caller
    }
}

/// The link of an invitation that can no longer be accepted was shown. It lets its holder ask for a new one.
pub(super) struct ClosedInvitation {
    invitation: Versioned<Invitation>,
}

impl ClosedInvitation {
    /// One that was found by its token and did not open.
    pub(super) const fn of(invitation: Versioned<Invitation>) -> Self {
        Self { invitation }
    }
}

impl Deref for ClosedInvitation {
    type Target = Versioned<Invitation>;

    fn deref(&self) -> &Self::Target {
        &self.invitation
    }
}

impl Proof for ClosedInvitation {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }
}

/// An invitation that waits for its answer, opened by the link that is handed around, which carries no secret.
pub(super) struct WaitingInvitation {
    invitation: Versioned<Invitation>,
}

impl WaitingInvitation {
    /// One that was read as waiting.
    pub(super) const fn of(invitation: Versioned<Invitation>) -> Self {
        Self { invitation }
    }
}

impl Deref for WaitingInvitation {
    type Target = Versioned<Invitation>;

    fn deref(&self) -> &Self::Target {
        &self.invitation
    }
}

impl Proof for WaitingInvitation {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }
}

impl Identity {
    /// The invitation with this token, if it can be accepted.
    pub(crate) async fn usable_invitation(
        &self,
        token: &SecretToken,
    ) -> Result<OpenedInvitation, OpenInvitationError> {
        let found = self.store.invitations().find(&InvitationKey::Token(token.digest())).await?;
        let invitation = found.ok_or(OpenInvitationError::Unknown)?;
        match invitation.state {
            InvitationState::Accepted => Err(OpenInvitationError::Unknown),
            InvitationState::Revoked => Err(OpenInvitationError::Revoked),
            InvitationState::Pending if invitation.expires_at <= self.now() => {
                Err(OpenInvitationError::Expired)
            }
            InvitationState::Pending => Ok(OpenedInvitation { invitation }),
        }
    }

    /// Whether the caller accepted the invitation of this link.
    pub async fn has_accepted(&self, caller: &Caller, token: &SecretToken) -> Result<bool, StoreError> {
        let found = self.store.invitations().find(&InvitationKey::Token(token.digest())).await?;
        Ok(caller.user().is_some() && found.is_some_and(|found| found.accepted_by == caller.user()))
    }

    /// The invitation with this id, if it waits for its answer.
    pub(super) async fn waiting_invitation(
        &self,
        id: InvitationId,
    ) -> Result<WaitingInvitation, OpenInvitationError> {
        let found = self.store.invitations().get(id).await?;
        let now = self.now();
        let waits =
            |found: &Versioned<Invitation>| found.state == InvitationState::Pending && now < found.expires_at;
        let invitation = found.filter(waits).ok_or(OpenInvitationError::Unknown)?;
        Ok(WaitingInvitation { invitation })
    }
}
