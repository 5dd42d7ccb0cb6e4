//! Making a grant out of what its giver holds: the one place where an answer of `can_delegate` becomes a record.

use super::give_error::GiveError;
use super::terms::InvalidTerms;
use crate::authority::{AccessError, Act, Identity, Known};
use crate::domain::{
    Actor, Grant, GrantPath, GrantScope, Holder, Mandate, MandateTerms, Period, Rights, Role,
};
use crate::ids::{ContractId, GrantId, OrganizationId, ServiceId};
use crate::policy::{Decision, Gift, Giving, NotHeld, Permission, Source};
use crate::store::Versioned;
use std::collections::BTreeSet;

/// A grant that somebody wants to give.
#[derive(Debug, Clone)]
pub(crate) struct NewGrant<'a> {
    pub(crate) id: GrantId,
    pub(crate) holder: Holder,
    pub(crate) role: &'a Versioned<Role>,
    pub(crate) organization: OrganizationId,
    pub(crate) services: Option<BTreeSet<ServiceId>>,
    pub(crate) period: Period,
    /// As a mandate, on these terms, whose period counts then; `None` = plainly.
    pub(crate) mandate: Option<MandateTerms>,
    /// Only from this grant of the giver; `None` = from any.
    pub(crate) source: Option<GrantId>,
    pub(crate) given_by: Actor,
}

impl NewGrant<'_> {
    /// The part of the policy's question that does not depend on who gives.
    pub(crate) fn gift(&self) -> Gift<'_> {
        let terms = self.mandate.as_ref();
        Gift {
            role: self.role,
            organization: self.organization,
            scope: terms.map_or(GrantScope::Subtree, |terms| terms.scope),
            services: self.services.as_ref(),
            contracts: terms.and_then(|terms| terms.contracts.as_ref()),
            period: terms.map_or(self.period, |terms| terms.period),
            onward: terms.map(|terms| terms.onward),
            source: self.source,
        }
    }

    fn contracts(&self) -> Option<BTreeSet<ContractId>> {
        self.mandate.as_ref().and_then(|terms| terms.contracts.clone())
    }
}

impl Identity {
    /// The grant, if the subject of `known` may give it. The commit of `act` then rests on what they hold.
    /// A mandate from a grant that stands by itself takes `mandate.manage` besides.
    pub(crate) fn give(
        &self,
        act: &mut Act,
        known: &Known,
        wanted: &NewGrant<'_>,
    ) -> Result<Grant, GiveError> {
        let giving = held(&wanted.gift(), known)?;
        if let Some(terms) = &wanted.mandate {
            InvalidTerms::check_contracts(terms, wanted.organization, known)?;
            rest_on_mandating(act, known, wanted.organization, &giving)?;
        }
        for because in &giving.because {
            act.rest_on_another(because, known);
        }
        act.changes().require_read(wanted.role);
        self.grant_of(known, wanted, giving)
    }

    fn grant_of(&self, known: &Known, wanted: &NewGrant<'_>, giving: Giving) -> Result<Grant, GiveError> {
        let gift = wanted.gift();
        let path = path(known, wanted, giving.source.as_ref())?;
        let source = giving.source.unwrap_or(Source {
            grant: wanted.id,
            is_mandate: false,
            services: None,
            contracts: None,
            until: None,
        });
        let hangs = path.source().is_some();
        let terms = wanted.mandate.as_ref();
        let plainly = if hangs { Rights::Act } else { Rights::ActAndGrant };
        Ok(Grant {
            id: wanted.id,
            path,
            mandate: terms.map(|terms| Mandate::offered(terms.onward, terms.reason.clone())),
            holder: wanted.holder,
            role: wanted.role.id,
            organization: wanted.organization,
            scope: gift.scope,
            rights: terms.map_or(plainly, |terms| terms.rights),
            services: wanted.services.clone().or(source.services),
            contracts: wanted.contracts().or(source.contracts),
            period: Period { not_after: gift.period.not_after.or(source.until), ..gift.period },
            given_by: wanted.given_by,
            created_at: self.now(),
            revoked_at: None,
        })
    }
}

fn path(known: &Known, wanted: &NewGrant<'_>, source: Option<&Source>) -> Result<GrantPath, GiveError> {
    let Some(source) = source else { return Ok(GrantPath::root(wanted.id)) };
    let above = known.grants.get(&source.grant).map(|grant| &grant.path);
    let refused = |why: String| GiveError::NotHeld { role: wanted.role.key.clone(), why };
    let above = above.ok_or_else(|| refused(known.not_held_in_words(&NotHeld::NotByOneGrant)))?;
    above.child(wanted.id).map_err(|error| refused(error.to_string()))
}

/// From what a gift comes; an error that says what of it the giver does not hold.
pub(crate) fn held(gift: &Gift<'_>, known: &Known) -> Result<Giving, GiveError> {
    let refused = |missing: NotHeld| GiveError::NotHeld {
        role: gift.role.key.clone(),
        why: known.not_held_in_words(&missing),
    };
    known.may_give(gift).map_err(refused)
}

/// Refuses to give a mandate from a grant that stands by itself without `mandate.manage`; a mandate is passed on by its
/// own terms, and by an organisation through whoever manages its mandates.
pub(crate) fn rest_on_mandating(
    act: &mut Act,
    known: &Known,
    organization: OrganizationId,
    giving: &Giving,
) -> Result<(), GiveError> {
    if giving.source.as_ref().is_some_and(|source| source.is_mandate) {
        return Ok(());
    }
    match known.decide(Permission::MandateManage, organization) {
        Decision::Allowed(because) => {
            act.rest_on_another(&because, known);
            Ok(())
        }
        Decision::Denied(missing) => {
            let why = known.missing_in_words(missing);
            Err(AccessError::for_want_of(why).into())
        }
    }
}
