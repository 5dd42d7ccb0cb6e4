//! Who gets a mandate, as found.

use super::give::Receiver;
use super::give_error::GiveMandateError;
use crate::authority::{Act, Caller, DecisionContext, Identity};
use crate::domain::{Holder, MembershipKey, OrganizationState, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;

/// Who gets a mandate.
#[derive(Debug)]
pub(super) struct FoundReceiver {
    pub(super) holder: Holder,
    pub(super) name: String,
    /// The person who answers for it, where it is a client.
    pub(super) owner: Option<UserId>,
}

impl Identity {
    /// Whoever gets the mandate, with their name, if the giver may name them; the commit rests on their being there.
    pub(super) async fn receiver(
        &self,
        caller: &Caller,
        act: &mut Act,
        (to, organization, giver): (&Receiver, OrganizationId, Option<OrganizationId>),
        known: &DecisionContext,
    ) -> Result<FoundReceiver, GiveMandateError> {
        match to {
            Receiver::User(id) if giver.is_none() && caller.user() == Some(*id) => {
                Err(GiveMandateError::OwnReceiver)
            }
            &Receiver::User(id) => {
                let home = giver.unwrap_or(organization);
                let may_name = giver.is_some() || known.allows(Permission::MemberView, home);
                let membership = self.store.memberships().find(&MembershipKey::Of(id, home)).await?;
                let membership = membership.filter(|_| may_name).ok_or(GiveMandateError::UnknownReceiver)?;
                let user = self.store.users().get(id).await?.filter(|user| user.state == UserState::Active);
                let user = user.ok_or(GiveMandateError::UnknownReceiver)?;
                act.changes().require_read(&user).require_read(&membership);
                Ok(FoundReceiver { holder: Holder::User(id), name: user.full_name(), owner: None })
            }
            &Receiver::Organization(id) => {
                let found = known.organizations.get(&id).filter(|found| {
                    found.state == OrganizationState::Active && id != organization && giver != Some(id)
                });
                let found = found.ok_or(GiveMandateError::UnknownReceiver)?;
                act.changes().require_read(found);
                let name = found.name.to_string();
                Ok(FoundReceiver { holder: Holder::Organization(id), name, owner: None })
            }
            Receiver::Client(to) => {
                let at = (to, giver.unwrap_or(organization));
                let found = self.client_holder(caller, act.changes(), at, known).await?;
                let (holder, name) = (Holder::Client(found.client.id), found.client.name.to_string());
                Ok(FoundReceiver { holder, name, owner: Some(found.owner.id) })
            }
            Receiver::Email { .. } => Err(GiveMandateError::UnknownReceiver),
        }
    }
}
