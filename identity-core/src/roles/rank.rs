//! Nobody gives or takes what they do not hold, and nobody manages a person who holds more.

use super::rank_error::RankError;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, Rule, RuleKept};
use crate::domain::{Grant, GrantFilter, Holder, Role};
use crate::ids::{ApiClientId, MembershipId, OrganizationId, UserId};
use crate::policy::{DelegationBasis, DelegationDenied, DelegationRequest};
use crate::store::{RecordId, StoreError, Versioned};
use std::sync::Arc;

/// It was asked whether the actor holds what a change gives or takes, and they do.
struct HoldsIt {
    about: RecordId,
}

impl RuleKept for HoldsIt {
    const RULE: Rule = Rule::NoHigherOne;

    fn about(&self) -> RecordId {
        self.about
    }
}

/// From what a request comes; an error that says what of it the giver does not hold.
pub(crate) fn held(
    request: &DelegationRequest<'_>,
    known: &DecisionContext,
) -> Result<DelegationBasis, RankError> {
    known.can_delegate(request).map_err(|missing| denied(missing, request.role, known))
}

/// From what taking a grant comes; an error that says what of it the caller does not hold. Unlike giving, it is possible at an
/// organisation that is suspended, for those who hold it above.
fn held_above(grant: &Grant, role: &Role, known: &DecisionContext) -> Result<DelegationBasis, RankError> {
    known.can_withdraw(&request_of(grant, role)).map_err(|missing| denied(missing, role, known))
}

fn denied(missing: DelegationDenied, role: &Role, known: &DecisionContext) -> RankError {
    RankError::DelegationDenied { role: role.key.clone(), why: known.named_delegation_denied(missing) }
}

/// [`held`] for a grant with this id that is made or changed by an act.
pub(super) fn held_to_give(
    act: &mut Act,
    known: &DecisionContext,
    id: impl Into<RecordId>,
    request: &DelegationRequest<'_>,
) -> Result<DelegationBasis, RankError> {
    let basis = held(request, known)?;
    act.keeps(&HoldsIt { about: id.into() });
    Ok(basis)
}

/// Refuses to take a grant that the caller could not give; makes the commit rest on what they hold.
pub(crate) fn held_to_take(
    act: &mut Act,
    known: &DecisionContext,
    grant: &Grant,
    role: &Versioned<Role>,
) -> Result<(), RankError> {
    for because in held_above(grant, role, known)?.because {
        act.require_evidence(&because, known);
    }
    act.keeps(&HoldsIt { about: grant.id.into() });
    act.changes().require_read(role);
    Ok(())
}

/// Whether the subject could take a grant; it writes nothing down.
pub(crate) fn could_take(known: &DecisionContext, grant: &Grant, role: &Role) -> bool {
    held_above(grant, role, known).is_ok()
}

/// Whether somebody else than the actor could take a grant; makes the commit rest on what they hold.
pub(crate) fn held_by_other(
    act: &mut Act,
    known: &DecisionContext,
    grant: &Grant,
    role: &Versioned<Role>,
) -> bool {
    let Ok(basis) = held_above(grant, role, known) else { return false };
    basis.because.iter().for_each(|because| act.require_other_evidence(because, known));
    act.changes().require_read(role);
    true
}

/// Refuses to define a role, or to change it, with parts that the caller does not hold; makes the commit rest on what they
/// hold. Whoever changes a role gives to all who have it, and takes from them.
pub(super) fn held_to_define(
    act: &mut Act,
    known: &DecisionContext,
    at: OrganizationId,
    before: Option<&Role>,
    after: &Role,
) -> Result<(), RankError> {
    for version in before.into_iter().chain([after]) {
        let giving = held(&DelegationRequest::plain(version, at, None), known)?;
        if giving.parent_grant.is_some() {
            // The role would outlast the mandate by which its parts are held.
            let why = known.named_delegation_denied(DelegationDenied::Outlasting);
            return Err(RankError::DelegationDenied { role: after.key.clone(), why });
        }
        giving.because.iter().for_each(|because| act.require_evidence(because, known));
    }
    act.keeps(&HoldsIt { about: after.id.into() });
    Ok(())
}

/// The request that giving the same again would be.
fn request_of<'a>(grant: &'a Grant, role: &'a Role) -> DelegationRequest<'a> {
    DelegationRequest {
        role,
        organization: grant.organization,
        scope: grant.scope,
        services: grant.services.as_ref(),
        contracts: grant.contracts.as_ref(),
        period: grant.period,
        max_delegation_depth: None,
        parent_grant: None,
    }
}

/// Writes down that somebody may take a membership from a person, whose grants there they may take.
pub(crate) fn held_to_remove(act: &mut Act, membership: MembershipId) {
    act.keeps(&HoldsIt { about: membership.into() });
}

/// Anybody gives back what they hold themselves; refuses to give back somebody else's.
pub(crate) fn own_to_give_back(act: &mut Act, caller: &Caller, grant: &Grant) -> Result<(), AccessError> {
    let own = caller.user().is_some_and(|user| grant.holder == Holder::User(user));
    if !own {
        return Err(AccessError::NotFound);
    }
    act.keeps(&HoldsIt { about: grant.id.into() });
    Ok(())
}

impl Identity {
    /// Whether the caller could take everything that a person holds, as [`held_to_manage`](Self::held_to_manage) asks it; it
    /// writes nothing down.
    pub(crate) async fn ranks_above(&self, caller: &Caller, user: UserId) -> Result<bool, AccessError> {
        for grant in self.grants_of(user).await?.into_iter().filter(|grant| grant.mandate.is_none()) {
            let mut known = self.facts(caller, &[grant.organization]).await?;
            let roles = self.roles_of(Arc::make_mut(&mut known), &[grant.role].into()).await?;
            if roles.first().is_some_and(|role| held_above(&grant, role, &known).is_err()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Refuses to manage a person who holds in their own right what the caller could not give. What others gave the person
    /// by mandate is no rank in their own organisation.
    pub(crate) async fn held_to_manage(
        &self,
        act: &mut Act,
        caller: &Caller,
        user: UserId,
    ) -> Result<(), RankError> {
        for grant in self.grants_of(user).await?.into_iter().filter(|grant| grant.mandate.is_none()) {
            let mut known = self.facts(caller, &[grant.organization]).await?;
            if let Some(role) = self.roles_of(Arc::make_mut(&mut known), &[grant.role].into()).await?.first()
            {
                held_to_take(act, &known, &grant, role)?;
            }
        }
        act.keeps(&HoldsIt { about: user.into() });
        Ok(())
    }

    /// Refuses to change a client that holds what the caller could not give, be it by mandate: whoever sets its secret acts
    /// as the client.
    pub(crate) async fn held_to_change_client(
        &self,
        act: &mut Act,
        caller: &Caller,
        client: ApiClientId,
    ) -> Result<(), RankError> {
        for grant in self.grants_held_by(Holder::Client(client)).await? {
            let mut known = self.facts(caller, &[grant.organization]).await?;
            if let Some(role) = self.roles_of(Arc::make_mut(&mut known), &[grant.role].into()).await?.first()
            {
                held_to_take(act, &known, &grant, role)?;
            }
        }
        act.keeps(&HoldsIt { about: client.into() });
        Ok(())
    }

    /// A person's grants that have not ended.
    pub(crate) async fn grants_of(&self, user: UserId) -> Result<Vec<Versioned<Grant>>, StoreError> {
        self.grants_held_by(Holder::User(user)).await
    }

    /// The grants of a holder that have not ended.
    pub(crate) async fn grants_held_by(&self, holder: Holder) -> Result<Vec<Versioned<Grant>>, StoreError> {
        let filter = GrantFilter { holders: Some(vec![holder]), unrevoked: true, ..GrantFilter::default() };
        let now = self.now();
        let mut grants = self.all(self.store.grants(), &filter).await?;
        grants.retain(|grant| !grant.has_ended(now));
        Ok(grants)
    }
}
