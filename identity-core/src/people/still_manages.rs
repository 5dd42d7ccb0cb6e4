//! Whether somebody else than the caller may manage a person.

use crate::authority::{Act, Identity};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Decision, Permission};
use crate::roles::held_by_other;
use crate::store::StoreError;

impl Identity {
    /// Whether somebody who asked for an act on a person may still manage the person: with `member.manage` in every
    /// organisation of theirs and in a further one, and the right to take all that they hold. Makes the commit rest on it.
    pub(crate) async fn still_manages(
        &self,
        act: &mut Act,
        manager: UserId,
        user: UserId,
        further: Option<OrganizationId>,
    ) -> Result<bool, StoreError> {
        let (places, _) = self.places_of(user).await?;
        let places: Vec<_> = places.into_iter().chain(further).collect();
        let Some(known) = self.facts_of_user(manager, &places).await? else { return Ok(false) };
        for place in places {
            let Decision::Allowed(because) = known.decide(Permission::MemberManage, place) else {
                return Ok(false);
            };
            act.require_other_evidence(&because, &known);
        }
        for grant in self.grants_of(user).await?.into_iter().filter(|grant| grant.mandate.is_none()) {
            let known = self.facts_of_user(manager, &[grant.organization]).await?;
            let Some(mut known) = known else { return Ok(false) };
            let roles = self.roles_of(&mut known, &[grant.role].into()).await?;
            if let Some(role) = roles.first()
                && !held_by_other(act, &known, &grant, role)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
