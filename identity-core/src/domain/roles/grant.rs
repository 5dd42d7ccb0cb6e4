use super::grant_path::GrantPath;
use super::holder::Holder;
use super::mandate::{Mandate, MandateAnswer, MandateNotice};
use super::rights::{GrantScope, Rights};
use crate::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::period::Period;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::NoKey;
use crate::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// That a holder has a role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// What it derives from.
    pub path: GrantPath,
    /// The terms on which it was delegated, if it is a mandate.
    pub mandate: Option<Mandate>,
    /// The person, organisation or client that has the role.
    pub holder: Holder,
    /// The role that it gives.
    pub role: RoleId,
    /// The organisation at which the holder has the role.
    pub organization: OrganizationId,
    /// Whether it reaches the organisations below that one.
    pub scope: GrantScope,
    /// Whether the holder may act, may give the role to others, or both.
    pub rights: Rights,
    /// The services to which it is limited; `None` = all that the role names.
    pub services: Option<BTreeSet<ServiceId>>,
    /// The contracts to which it is limited; `None` = any.
    pub contracts: Option<BTreeSet<ContractId>>,
    /// The period in which it holds.
    pub period: Period,
    /// The person, client or system that gave it.
    pub given_by: Actor,
    /// The person who answers for it, where a client holds it; none for what people and organisations hold, and for what the
    /// deployment declares.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it was revoked; kept so that history stays readable.
    pub revoked_at: Option<Timestamp>,
}

/// Which grants a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantFilter {
    /// Only those of one of these holders; `None` does not limit.
    pub holders: Option<Vec<Holder>>,
    /// Only those at one of these organisations; `None` does not limit.
    pub organizations: Option<Vec<OrganizationId>>,
    /// Only those of this role.
    pub role: Option<RoleId>,
    /// Only those of other roles than these.
    pub except_roles: Vec<RoleId>,
    /// Only this grant and what derives from it.
    pub within: Option<GrantPath>,
    /// Only those that were not revoked.
    pub unrevoked: bool,
    /// Only mandates.
    pub mandates: bool,
    /// Only those that clients hold.
    pub clients: bool,
    /// Only mandates of which the two sides were told this, that end before then.
    pub ending: Option<(MandateNotice, Timestamp)>,
    /// Only mandates to which the receiver gave this answer.
    pub answer: Option<MandateAnswer>,
    /// Only those that have [ended](Grant::has_ended) at this instant, or, with `false`, those that have not.
    pub ended: Option<(bool, Timestamp)>,
}

impl Grant {
    /// Whether it was delegated and its receiver has not accepted it.
    pub fn awaits_acceptance(&self) -> bool {
        self.mandate.as_ref().is_some_and(|mandate| mandate.answer != MandateAnswer::Accepted)
    }

    fn has_answer(&self, answer: MandateAnswer) -> bool {
        self.mandate.as_ref().is_some_and(|mandate| mandate.answer == answer)
    }

    /// Whether it was revoked, or its period is over.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.revoked_at.is_some() || self.period.is_over(now)
    }

    /// When it was revoked or its period was over, or will be; whichever comes first.
    pub fn ended_at(&self) -> Option<Timestamp> {
        self.revoked_at.into_iter().chain(self.period.ends_at).min()
    }

    /// Whether it derives from another grant.
    pub fn is_derived(&self) -> bool {
        self.path.parent_grant().is_some()
    }

    fn ends_untold(&self, told: MandateNotice, limit: Timestamp) -> bool {
        self.mandate.as_ref().is_some_and(|mandate| mandate.notices_sent == told)
            && self.period.ends_at.is_some_and(|end| end < limit)
    }
}

impl Entity for Grant {
    const KIND: RecordKind = RecordKind::Grant;

    type Id = GrantId;
    type Key = NoKey;
    type Filter = GrantFilter;

    fn id(&self) -> GrantId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &GrantFilter) -> bool {
        filter.holders.as_ref().is_none_or(|holders| holders.contains(&self.holder))
            && filter.organizations.as_ref().is_none_or(|places| places.contains(&self.organization))
            && filter.role.is_none_or(|role| self.role == role)
            && !filter.except_roles.contains(&self.role)
            && filter.within.as_ref().is_none_or(|path| self.path.is_within(path))
            && (!filter.unrevoked || self.revoked_at.is_none())
            && (!filter.mandates || self.mandate.is_some())
            && (!filter.clients || self.holder.client().is_some())
            && filter.answer.is_none_or(|answer| self.has_answer(answer))
            && filter.ended.is_none_or(|(ended, now)| self.has_ended(now) == ended)
            && filter.ending.is_none_or(|(told, limit)| self.ends_untold(told, limit))
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = Mark::each("within", self.path.steps());
        marks.push(holder_mark(self.holder));
        marks.push(Mark::new("organization", self.organization));
        marks.push(Mark::new("role", self.role));
        marks.extend(self.mandate.as_ref().map(|mandate| notice_mark(mandate.notices_sent)));
        marks
    }

    fn narrow(filter: &GrantFilter) -> Option<Vec<Mark>> {
        let GrantFilter { holders, organizations, role, within, mandates, ending, .. } = filter;
        if let Some(path) = within {
            return Some(Mark::each("within", path.steps().last()));
        }
        if let Some(holders) = holders {
            return Some(holders.iter().copied().map(holder_mark).collect());
        }
        if let Some(organizations) = organizations {
            return Some(Mark::each("organization", organizations));
        }
        if let Some(role) = role {
            return Some(vec![Mark::new("role", *role)]);
        }
        if let Some((sent, _)) = ending {
            return Some(vec![notice_mark(*sent)]);
        }
        mandates.then(|| MandateNotice::ALL.map(notice_mark).to_vec())
    }
}

fn holder_mark(holder: Holder) -> Mark {
    match holder {
        Holder::User(id) => Mark::new("user", id),
        Holder::Organization(id) => Mark::new("holding_organization", id),
        Holder::Client(id) => Mark::new("client", id),
    }
}

/// Every mandate carries one of these, and no other grant does.
fn notice_mark(sent: MandateNotice) -> Mark {
    Mark::new("mandate", sent.as_str())
}
