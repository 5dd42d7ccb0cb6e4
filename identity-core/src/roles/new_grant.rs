//! Making a grant out of what its giver holds: the one place where an answer of `can_delegate` becomes a record.

use super::give_error::GiveError;
use super::rank::held_to_give;
use super::terms::InvalidTerms;
use crate::Timestamp;
use crate::authority::{AccessError, Act, DecisionContext, Identity, Missing, Trace};
use crate::domain::{
    Actor, Grant, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, MandateTerms, Period, Rights, Role,
    TooManyHands,
};
use crate::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId, UserId};
use crate::policy::{
    Decision, DelegationBasis, DelegationDenied, DelegationRequest, ParentGrant, Permission,
};
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
    pub(crate) parent_grant: Option<GrantId>,
    pub(crate) given_by: Actor,
    /// The person who answers for it, where its holder is a client.
    pub(crate) owner: Option<UserId>,
}

impl NewGrant<'_> {
    /// The part of the policy's question that does not depend on who gives.
    pub(crate) fn request(&self) -> DelegationRequest<'_> {
        let terms = self.mandate.as_ref();
        DelegationRequest {
            role: self.role,
            organization: self.organization,
            scope: terms.map_or(GrantScope::Subtree, |terms| terms.scope),
            services: self.services.as_ref(),
            contracts: terms.and_then(|terms| terms.contracts.as_ref()),
            period: terms.map_or(self.period, |terms| terms.period),
            max_delegation_depth: terms.map(|terms| terms.max_delegation_depth),
            parent_grant: self.parent_grant,
        }
    }

    /// The mandate. One for a client holds at once if its giver answers for the client: nobody else is to say yes. Another
    /// person who is to answer for it is asked like a receiver.
    fn mandate_at(&self, now: Timestamp) -> Option<Mandate> {
        let terms = self.mandate.as_ref()?;
        let offered = Mandate::offered(terms.max_delegation_depth, terms.reason.clone());
        let is_answered = self.owner.is_some_and(|owner| self.given_by == Actor::User(owner));
        Some(if is_answered { offered.answered(MandateAnswer::Accepted, now) } else { offered })
    }

    /// What it lets its holder do. A client acts and passes nothing on, whoever gives: what it gave would have nobody who
    /// answers for it.
    fn rights(&self, is_derived: bool) -> Rights {
        let plainly = if is_derived { Rights::Act } else { Rights::ActAndGrant };
        match self.holder {
            Holder::Client(_) => Rights::Act,
            Holder::User(_) | Holder::Organization(_) => {
                self.mandate.as_ref().map_or(plainly, |terms| terms.rights)
            }
        }
    }

    fn contracts(&self) -> Option<BTreeSet<ContractId>> {
        self.mandate.as_ref().and_then(|terms| terms.contracts.clone())
    }
}

impl Identity {
    /// The grant, if the subject of `known` may give it. The commit of `act` then rests on what they hold.
    /// A mandate from a root grant takes `mandate.manage` besides.
    pub(crate) fn give(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        wanted: &NewGrant<'_>,
    ) -> Result<Grant, GiveError> {
        let giving = held_to_give(act, known, wanted.id, &wanted.request())?;
        if let Some(terms) = &wanted.mandate {
            InvalidTerms::check_contracts(terms, wanted.organization, known).map_err(InvalidTerms::from)?;
            require_mandate_right(act, known, wanted.organization, &giving)?;
        }
        for because in &giving.because {
            act.require_other_evidence(because, known);
        }
        act.changes().require_read(wanted.role);
        self.grant_of(known, wanted, giving)
    }

    /// A role at the operator and everything below it that the deployment declares and nobody gives.
    pub(crate) fn declared_grant(
        &self,
        holder: Holder,
        role: RoleId,
        organization: OrganizationId,
        rights: Rights,
    ) -> Grant {
        let id = self.new_id();
        Grant {
            id,
            path: GrantPath::root(id),
            mandate: None,
            holder,
            role,
            organization,
            scope: GrantScope::Subtree,
            rights,
            services: None,
            contracts: None,
            period: Period::ALWAYS,
            given_by: Actor::System,
            owner: None,
            created_at: self.now(),
            revoked_at: None,
        }
    }

    fn grant_of(
        &self,
        known: &DecisionContext,
        wanted: &NewGrant<'_>,
        giving: DelegationBasis,
    ) -> Result<Grant, GiveError> {
        let request = wanted.request();
        let path = path(known, wanted, giving.parent_grant.as_ref())?;
        let parent_grant = giving.parent_grant.unwrap_or(ParentGrant {
            grant: wanted.id,
            is_mandate: false,
            services: None,
            contracts: None,
            until: None,
        });
        let rights = wanted.rights(path.parent_grant().is_some());
        Ok(Grant {
            id: wanted.id,
            path,
            mandate: wanted.mandate_at(self.now()),
            holder: wanted.holder,
            role: wanted.role.id,
            organization: wanted.organization,
            scope: request.scope,
            rights,
            services: wanted.services.clone().or(parent_grant.services),
            contracts: wanted.contracts().or(parent_grant.contracts),
            period: Period { ends_at: request.period.ends_at.or(parent_grant.until), ..request.period },
            given_by: wanted.given_by,
            owner: wanted.owner,
            created_at: self.now(),
            revoked_at: None,
        })
    }
}

fn path(
    known: &DecisionContext,
    wanted: &NewGrant<'_>,
    parent_grant: Option<&ParentGrant>,
) -> Result<GrantPath, GiveError> {
    let Some(parent_grant) = parent_grant else { return Ok(GrantPath::root(wanted.id)) };
    let above = known.grants.get(&parent_grant.grant).map(|grant| &grant.path);
    let refused = |reason| GiveError::DelegationDenied {
        role: wanted.role.key.clone(),
        why: known.named_delegation_denied(reason),
    };
    let above = above.ok_or_else(|| refused(DelegationDenied::NotByOneGrant))?;
    above.child(wanted.id).map_err(|TooManyHands| refused(DelegationDenied::TooManyHands))
}

/// What the audit trail tells of a mandate that is offered: its receiver by name and by id, its role and its depth.
pub(crate) fn trace_of_offer(grant: &Grant, role: &Role, receiver: &str) -> Trace {
    let trace = Trace::of(grant.id).at(grant.organization).with("role", &role.key).with("receiver", receiver);
    let trace = match grant.holder {
        Holder::User(id) => trace.with("user", id),
        Holder::Organization(id) => trace.with("receiving_organization", id),
        Holder::Client(id) => trace.with("client", id),
    };
    let trace = grant.owner.iter().fold(trace, |trace, owner| trace.with("owner", owner));
    let terms = grant.mandate.iter();
    terms.fold(trace, |trace, terms| trace.with("max_delegation_depth", terms.max_delegation_depth))
}

/// Refuses to give a mandate from a root grant without `mandate.manage`; a mandate is passed on by its
/// own terms, and by an organisation through whoever manages its mandates.
pub(crate) fn require_mandate_right(
    act: &mut Act,
    known: &DecisionContext,
    organization: OrganizationId,
    giving: &DelegationBasis,
) -> Result<(), AccessError> {
    if giving.parent_grant.as_ref().is_some_and(|parent_grant| parent_grant.is_mandate) {
        return Ok(());
    }
    match known.decide(Permission::MandateManage, organization) {
        Decision::Allowed(because) => {
            act.require_other_evidence(&because, known);
            Ok(())
        }
        Decision::Denied(missing) => {
            Err(AccessError::for_want_of(Missing::Denied(known.named_deny(missing))))
        }
    }
}
