//! Accepting an invitation with an account that does not have the invited address yet.

use super::accept_error::AcceptAsError;
use crate::authenticators::EnrolError;
use crate::authority::{Act, Caller, Identity, on_fresh_facts};
use crate::contacts::ContactError;
use crate::ids::OrganizationId;
use crate::secrets::SecretToken;
use crate::values::ContactKind;

use super::opened::InvitedPerson;

impl Identity {
    /// Takes up an invitation with the account that the caller is signed in to, and adds the invited address to those of the
    /// account: the link, which was mailed to it, proves it. The caller must have
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago, and the main mailbox of the account is told,
    /// as with every address that is [added](Identity::begin_adding_email).
    pub async fn accept_invitation_with_address(
        &self,
        caller: &Caller,
        token: &SecretToken,
    ) -> Result<OrganizationId, AcceptAsError> {
        on_fresh_facts!(async {
            let invitation = self.usable_invitation(token).await?;
            let recent = self.recently_proved(caller).await.map_err(of_proof)?;
            self.require_own_contact(caller, ContactKind::Email).await.map_err(of_owner)?;
            let user = recent.own().user;
            let invited = invitation.with_own_address(&recent, caller).ok_or(AcceptAsError::WrongAccount)?;
            let email = invited.invitation().email.clone();
            let mut act = Act::by_proof::<InvitedPerson<'_>>(&invited);
            act.changes().require_read(user);
            let is_there = self.addresses_of(user).await?.have(user.id, &email);
            if !is_there && !self.add_proved_email(&mut act, user, &email).await? {
                return Err(AcceptAsError::AddressTaken);
            }
            self.take_up(act, &invited, user, Some(user.version)).await?;
            Ok(invited.invitation().organization)
        })
    }
}

fn of_proof(error: EnrolError) -> AcceptAsError {
    match error {
        EnrolError::ProveAgain => AcceptAsError::ProveAgain,
        EnrolError::Store(error) => AcceptAsError::Store(error),
        _ => AcceptAsError::WrongAccount,
    }
}

fn of_owner(error: ContactError) -> AcceptAsError {
    match error {
        ContactError::Store(error) => AcceptAsError::Store(error),
        _ => AcceptAsError::NotYours,
    }
}
