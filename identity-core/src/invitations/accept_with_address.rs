//! Accepting an invitation with an account that does not have the invited address yet.

use super::accept_error::AcceptAsError;
use super::opened::InvitedPerson;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, on_fresh_facts};
use crate::contacts::OwnContactError;
use crate::ids::OrganizationId;
use crate::secrets::SecretToken;
use crate::values::ContactKind;

impl Identity {
    /// Takes up an invitation with the account that the caller is signed in to, and adds the invited address to those of the
    /// account: the link, which was mailed to it, proves it. The main mailbox of the account is told, as with every address that
    /// is [added](Identity::begin_adding_email).
    ///
    /// The caller must have [proved](crate::Settings::sensitive_after) who they are since the link was opened in this browser, at
    /// `opened_at`, and a short time ago: whoever opens a link where somebody else is signed in must not give them the address by
    /// pressing a button.
    pub async fn accept_invitation_with_address(
        &self,
        caller: &Caller,
        token: &SecretToken,
        opened_at: Timestamp,
    ) -> Result<OrganizationId, AcceptAsError> {
        on_fresh_facts!(async {
            let invitation = self.usable_invitation(token).await?;
            let recent = self.recently_proved(caller).await?;
            if recent.proved_at() < opened_at {
                return Err(AcceptAsError::ProveAgain);
            }
            self.require_own_contact(caller, ContactKind::Email).await.map_err(of_owner)?;
            let user = recent.own().user;
            let invited = invitation.with_own_address(&recent, caller).ok_or(AcceptAsError::WrongAccount)?;
            let email = invited.invitation().email.clone();
            let mut act = Act::by_proof::<InvitedPerson<'_>>(&invited);
            act.absorb(&mut recent.own().act());
            act.changes().require_read(user);
            let own = self.addresses_of(user).await?;
            let is_there = own.have(user.id, &email);
            if !is_there && !own.have_room() {
                return Err(AcceptAsError::TooManyAddresses);
            }
            if user.email.is_none() {
                let first = self.give_first_email(&mut act, user, &email).await?;
                let person = first.ok_or(AcceptAsError::AddressTaken)?;
                self.take_up(act, &invited, &person, None).await?;
                return Ok(invited.invitation().organization);
            }
            if !is_there && !self.add_proved_email(&mut act, user, &email).await? {
                return Err(AcceptAsError::AddressTaken);
            }
            self.take_up(act, &invited, user, Some(user.version)).await?;
            Ok(invited.invitation().organization)
        })
    }
}

fn of_owner(error: OwnContactError) -> AcceptAsError {
    match error {
        OwnContactError::Store(error) => AcceptAsError::Store(error),
        OwnContactError::NotYours => AcceptAsError::NotYours,
    }
}
