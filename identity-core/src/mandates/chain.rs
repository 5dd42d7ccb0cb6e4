//! What a mandate derives from, and what derives from it.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Grant, GrantFilter};
use crate::ids::GrantId;
use crate::policy::Subject;
use crate::store::{FactsQuery, Versioned};

/// A grant above or below a mandate.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MandateLink {
    /// The grant.
    pub grant: Versioned<Grant>,
    /// The holder's name.
    pub holder_name: String,
    /// The name of its role.
    pub role: String,
}

/// What a mandate derives from, and what derives from it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MandateChain {
    /// From the root grant down to the one that the mandate derives from directly.
    pub above: Vec<MandateLink>,
    /// What ends with the mandate: what derives from it and has not ended.
    pub below: Vec<MandateLink>,
}

impl Identity {
    /// What a mandate derives from and what derives from it, for those who can see the mandate.
    pub async fn mandate_chain(&self, caller: &Caller, id: GrantId) -> Result<MandateChain, AccessError> {
        let mandate = self.mandate(caller, id).await?;
        let path = mandate.grant.path.clone();
        let mut grants = Vec::new();
        for step in path.steps().iter().filter(|step| **step != id) {
            grants.extend(self.store.grants().get(*step).await?);
        }
        let count = grants.len();
        let filter = GrantFilter { within: Some(path), unrevoked: true, ..GrantFilter::default() };
        let now = self.instant(caller);
        let derived = self.all(self.store.grants(), &filter).await?;
        grants.extend(derived.into_iter().filter(|grant| grant.id != id && !grant.has_ended(now)));
        let query = FactsQuery {
            holders: grants.iter().map(|grant| grant.holder).collect(),
            organizations: vec![mandate.grant.organization],
            ..FactsQuery::default()
        };
        let subject = Subject::holder(mandate.grant.holder, now);
        let mut known = self.facts_with(subject, query).await?;
        self.read_roles(&mut known, grants.iter().map(|grant| grant.role)).await?;
        let link = |grant: Versioned<Grant>| MandateLink {
            holder_name: known.holder_name(grant.holder),
            role: known.roles.get(&grant.role).map(|role| role.name.to_string()).unwrap_or_default(),
            grant,
        };
        let mut above: Vec<_> = grants.into_iter().map(link).collect();
        let below = above.split_off(count);
        Ok(MandateChain { above, below })
    }
}
