//! The rules of giving once more, in the plainest way.

use super::naive::{Naive, Thing};
use identity_core::domain::{Grant, GrantScope, Holder, Rights};
use identity_core::ids::{ContractId, GrantId, ServiceId};
use identity_core::policy::{DelegationRequest, Subject};
use std::collections::BTreeSet;

/// From what a gift can come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Comes {
    /// From nothing that the giver holds.
    NotAtAll,
    /// From root grants; what is given is a root grant then.
    ByItself,
    /// From one of these, on which it hangs.
    From(BTreeSet<GrantId>),
}

/// What the role consists of, as far as the gift's services want it.
fn parts(gift: &DelegationRequest<'_>) -> Vec<Thing> {
    let mut parts: Vec<_> = gift.role.permissions.iter().map(|found| Thing::Permission(*found)).collect();
    for (service, keys) in &gift.role.application_roles {
        if gift.services.is_none_or(|only| only.contains(service)) {
            parts.extend(keys.iter().map(|key| Thing::Role(*service, key.clone())));
        }
    }
    parts
}

impl Naive<'_> {
    pub(crate) fn can_delegate(&self, giver: &Subject, gift: &DelegationRequest<'_>) -> Comes {
        if self.all_active(gift.organization) { self.can_withdraw(giver, gift) } else { Comes::NotAtAll }
    }

    /// The same for taking: also at an organisation that is not active, by what was given at those that are.
    pub(crate) fn can_withdraw(&self, giver: &Subject, gift: &DelegationRequest<'_>) -> Comes {
        let line = self.upwards(gift.organization);
        let owned = gift.role.owner.is_none_or(|owner| line.contains(&owner));
        if !self.is_active(giver.holder) || !gift.role.enabled || !owned || self.is_idle(giver.holder) {
            return Comes::NotAtAll;
        }
        let parts = parts(gift);
        let sources = |part: &Thing| -> BTreeSet<GrantId> {
            let carrying = self.carrying(giver, part, gift.organization);
            let wide = carrying.filter(|grant| self.is_wide_enough(grant, gift, part));
            wide.filter(|grant| self.all_places_active(grant)).map(|grant| grant.id).collect()
        };
        let is_root = |id: &GrantId| self.grant(*id).is_some_and(|grant| grant.path.parent_grant().is_none());
        if gift.max_delegation_depth.is_none() && parts.iter().all(|part| sources(part).iter().any(is_root)) {
            return Comes::ByItself;
        }
        let common = parts.iter().map(sources).reduce(|one, other| &one & &other).unwrap_or_default();
        let common: BTreeSet<_> =
            common.into_iter().filter(|id| gift.max_delegation_depth.is_some() || !is_root(id)).collect();
        if common.is_empty() { Comes::NotAtAll } else { Comes::From(common) }
    }

    /// Whether an organisation holds nothing; then it gives nothing, not even a role in which there is nothing.
    fn is_idle(&self, giver: Holder) -> bool {
        let holds = || self.records.grants.iter().any(|grant| grant.holder == giver);
        matches!(giver, Holder::Organization(_)) && !holds()
    }

    /// Whether a grant that carries a part has the right to grant, reaches as far down, is limited to no less, lasts as
    /// long, and may be passed on as the gift asks.
    fn is_wide_enough(&self, grant: &Grant, gift: &DelegationRequest<'_>, part: &Thing) -> bool {
        let hangs = grant.path.parent_grant().is_some();
        let left = grant.mandate.as_ref().map_or(0, |mandate| mandate.max_delegation_depth);
        let passes = match (hangs, gift.max_delegation_depth) {
            (false, _) => true,
            (true, Some(max_delegation_depth)) => max_delegation_depth < left,
            (true, None) => left > 0 || !matches!(part, Thing::Permission(_)),
        };
        // What will derive from the grant inherits what the gift does not say.
        let inherits = hangs || gift.max_delegation_depth.is_some();
        gift.parent_grant.is_none_or(|parent_grant| parent_grant == grant.id)
            && grant.rights != Rights::Act
            && passes
            && self.leaves_room(grant, gift, inherits)
    }

    /// Whether a grant and everything it derives from reach, are limited and last so that the gift fits in.
    fn leaves_room(&self, grant: &Grant, gift: &DelegationRequest<'_>, inherits: bool) -> bool {
        let services = match (&grant.services, gift.services) {
            (None, _) => true,
            (Some(_), None) => inherits,
            (Some(own), Some(given)) => given.iter().all(|id| own.contains(id)),
        };
        let contracts = match (&grant.contracts, gift.contracts) {
            (None, _) => true,
            (Some(_), None) => inherits,
            (Some(own), Some(given)) => given.iter().all(|id| own.contains(id)),
        };
        let long = match (grant.period.ends_at, gift.period.ends_at) {
            (None, _) => true,
            (Some(_), None) => inherits,
            (Some(own), Some(given)) => given <= own,
        };
        let deep = gift.scope == GrantScope::Organization || grant.scope == GrantScope::Subtree;
        let above = grant.path.parent_grant().and_then(|id| self.grant(id));
        services
            && contracts
            && long
            && deep
            && above.is_none_or(|above| self.leaves_room(above, gift, inherits))
    }

    /// What a gift that says nothing of its services is limited to, when it derives from a grant.
    pub(crate) fn inherited_services(&self, grant: &Grant) -> Option<BTreeSet<ServiceId>> {
        let above = grant.path.parent_grant().and_then(|id| self.grant(id));
        both(grant.services.clone(), above.and_then(|above| self.inherited_services(above)))
    }

    /// The same for contracts.
    pub(crate) fn inherited_contracts(&self, grant: &Grant) -> Option<BTreeSet<ContractId>> {
        let above = grant.path.parent_grant().and_then(|id| self.grant(id));
        both(grant.contracts.clone(), above.and_then(|above| self.inherited_contracts(above)))
    }
}

fn both<T: Ord + Clone>(one: Option<BTreeSet<T>>, other: Option<BTreeSet<T>>) -> Option<BTreeSet<T>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(&one & &other),
        (one, other) => one.or(other),
    }
}
