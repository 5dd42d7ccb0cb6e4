//! A mandate with the names of its parts, and how it stands.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedDeny};
use crate::domain::{Grant, Holder, MandateAnswer, Role, Service};
use crate::policy::{DenyReason, Permission, Subject, grant_status};
use crate::store::{FactsQuery, Versioned};
use std::collections::BTreeSet;

/// How a mandate stands.
// Exhaustive: whoever shows a mandate has something to say of each state, and may leave none out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MandateState {
    /// It waits for its receiver's answer.
    Offered,
    /// It holds.
    Active,
    /// It gives nothing now, for this reason, and may again.
    Paused(NamedDeny),
    /// It is over, for this reason.
    Ended(MandateEnd),
}

/// Why a mandate is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MandateEnd {
    /// Its receiver declined it.
    Declined,
    /// It was ended before its time, then.
    Revoked(Timestamp),
    /// Its time was over, then.
    Expired(Timestamp),
    /// What it derives from has ended.
    Denied(NamedDeny),
}

/// A mandate with the names of its parts.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MandateDetails {
    /// The mandate.
    pub grant: Versioned<Grant>,
    /// Its role.
    pub role: Role,
    /// Who gave it: who holds what it derives from.
    pub giver: Holder,
    /// The giver's name.
    pub giver_name: String,
    /// The receiver's name.
    pub receiver_name: String,
    /// The name of the person who answers for it, where its receiver is a client.
    pub owner_name: Option<String>,
    /// The name of the organisation for which the receiver acts.
    pub organization_name: String,
    /// The names of the services that it is limited to.
    pub services: Vec<String>,
    /// The services that it is limited to; `None` = all that the role names.
    pub limited_to: Option<Vec<Service>>,
    /// How it stands.
    pub state: MandateState,
    /// Whether the one who asked can answer it.
    pub can_answer: bool,
    /// Whether the one who asked can pass it on.
    pub can_pass_on: bool,
    /// How many more hands it can pass through once it is passed on.
    pub further_depth: u8,
}

impl Identity {
    /// Adds names and states.
    pub(crate) async fn details(
        &self,
        caller: &Caller,
        grants: Vec<Versioned<Grant>>,
    ) -> Result<Vec<MandateDetails>, AccessError> {
        let Some(first) = grants.first() else { return Ok(Vec::new()) };
        let owners = grants.iter().filter_map(|grant| grant.owner).map(Holder::User);
        let holders: BTreeSet<_> = grants.iter().map(|grant| grant.holder).chain(owners).collect();
        let places: BTreeSet<_> = grants.iter().map(|grant| grant.organization).collect();
        let services: BTreeSet<_> =
            grants.iter().flat_map(|grant| grant.services.iter().flatten()).copied().collect();
        let query = FactsQuery {
            holders: holders.into_iter().collect(),
            organizations: places.into_iter().collect(),
            services: services.into_iter().collect(),
            ..FactsQuery::default()
        };
        let subject = Subject::holder(first.holder, self.instant(caller));
        let mut known = self.facts_with(subject, query).await?;
        self.read_roles(&mut known, grants.iter().map(|grant| grant.role)).await?;
        let mut details = Vec::with_capacity(grants.len());
        for grant in grants {
            let giver = self.giver_of(&known, &grant).await?;
            let can_answer = match grant.holder {
                Holder::User(user) => caller.user() == Some(user),
                Holder::Organization(id) => {
                    self.facts(caller, &[id]).await?.allows(Permission::MandateManage, id)
                }
                Holder::Client(_) => grant.owner.is_some() && grant.owner == caller.user(),
            };
            details.extend(detail(&known, grant, giver, can_answer));
        }
        Ok(details)
    }
}

fn detail(
    known: &DecisionContext,
    grant: Versioned<Grant>,
    (giver, giver_name): (Holder, String),
    is_receiver: bool,
) -> Option<MandateDetails> {
    let state = state(known, &grant);
    let services = grant.services.iter().flatten().filter_map(|id| known.services.get(id));
    let mandate = grant.mandate.as_ref()?;
    Some(MandateDetails {
        role: known.roles.get(&grant.role)?.record.clone(),
        giver,
        giver_name,
        receiver_name: known.holder_name(grant.holder),
        owner_name: grant.owner.map(|owner| known.holder_name(Holder::User(owner))),
        organization_name: known.organization_name(grant.organization),
        services: services.clone().map(|service| service.name.to_string()).collect(),
        limited_to: grant.services.as_ref().map(|_| services.map(|service| service.record.clone()).collect()),
        can_answer: is_receiver && state == MandateState::Offered,
        can_pass_on: is_receiver
            && state == MandateState::Active
            && mandate.max_delegation_depth > 0
            && grant.rights.may_grant(),
        further_depth: mandate.max_delegation_depth.saturating_sub(1),
        state,
        grant,
    })
}

fn state(known: &DecisionContext, grant: &Grant) -> MandateState {
    let now = known.subject.at;
    let answer = grant.mandate.as_ref().map(|mandate| mandate.answer);
    if answer == Some(MandateAnswer::Declined) {
        return MandateState::Ended(MandateEnd::Declined);
    }
    if let Some(end) = grant.revoked_at {
        return MandateState::Ended(MandateEnd::Revoked(end));
    }
    if let Some(end) = grant.period.ends_at.filter(|end| *end <= now) {
        return MandateState::Ended(MandateEnd::Expired(end));
    }
    match grant_status(grant.id, now, &known.facts) {
        Ok(_) => MandateState::Active,
        Err(DenyReason::Acceptance(id)) if id == grant.id => MandateState::Offered,
        Err(missing @ DenyReason::GrantEnded(..)) => {
            MandateState::Ended(MandateEnd::Denied(known.named_deny(missing)))
        }
        Err(missing) => MandateState::Paused(known.named_deny(missing)),
    }
}
