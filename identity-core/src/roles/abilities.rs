//! What somebody can do, and who can do something.

use crate::authority::{AccessError, Caller, Identity, NamedLink};
use crate::domain::Holder;
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Permission, what_can, who_can};

/// What somebody can do at an organisation, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ability {
    /// The act.
    pub permission: Permission,
    /// The chain, one link a line.
    pub because: Vec<String>,
    /// The chain, from the grant that allows it up to the root grant.
    pub chain: Vec<NamedLink>,
}

/// Somebody who can do something, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbleHolder {
    /// The person or client.
    pub holder: Holder,
    /// Its name.
    pub name: String,
    /// The chain, one link a line.
    pub because: Vec<String>,
    /// The chain, from the grant that allows it up to the root grant.
    pub chain: Vec<NamedLink>,
}

impl Identity {
    /// What a member of an organisation, or somebody with a mandate of it, can do there. For those who may see who has
    /// which role.
    pub async fn what_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<Vec<Ability>, AccessError> {
        let own_facts = self.may_look(caller, Permission::GrantView, organization).await?;
        let found = self.places_of(user, &[organization]).await?;
        let found = found.and_then(|(places, known)| {
            let able = what_can(&known.subject, organization, &known.facts);
            (places.contains(&organization) || !able.is_empty()).then_some((able, known))
        });
        let Some((able, known)) = found else {
            return Err(self.not_found_refusal_with(caller, Permission::GrantView, &own_facts).await?);
        };
        let ability = |(permission, because)| Ability {
            permission,
            because: known.allow_reason_in_words(&because, organization),
            chain: known.allow_reason_in_names(&because),
        };
        Ok(able.into_iter().map(ability).collect())
    }

    /// Who can do something at an organisation now, those of the organisation itself first. For those who may see who
    /// has which role.
    ///
    /// People who hold it above the organisation, such as the operator's staff, are named too: an administrator can see
    /// who looks into their organisation.
    pub async fn who_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        permission: Permission,
    ) -> Result<Vec<AbleHolder>, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, organization).await?;
        let Some(found) = known.organizations.get(&organization) else { return Err(AccessError::NotFound) };
        let known = self.holders_of(permission, found, found.path.steps()).await?;
        let able = who_can(permission, organization, self.instant(caller), &known.facts);
        let able = able.into_iter().map(|(holder, because)| AbleHolder {
            holder,
            name: known.holder_name(holder),
            because: known.allow_reason_in_words(&because, organization),
            chain: known.allow_reason_in_names(&because),
        });
        Ok(able.collect())
    }
}
