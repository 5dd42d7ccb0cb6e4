use super::access::application_roles;
use super::allow_reason::AllowReason;
use super::chosen::Chosen;
use super::facts::Facts;
use super::link::{Link, LinkKind};
use super::memory::Party;
use super::request::Subject;
use crate::Timestamp;
use crate::domain::{GrantScope, MandateTerms, Period, Permission, Role};
use crate::ids::{ContractId, GrantId, OrganizationId, ServiceId};
use crate::values::RoleKey;
use std::collections::BTreeSet;

/// A role that somebody wants to give.
#[derive(Debug, Clone, Copy)]
pub struct DelegationRequest<'a> {
    /// The role.
    pub role: &'a Role,
    /// At which organisation.
    pub organization: OrganizationId,
    /// How far down.
    pub scope: GrantScope,
    /// Only for these services.
    pub services: Option<&'a BTreeSet<ServiceId>>,
    /// Only by these contracts.
    pub contracts: Option<&'a BTreeSet<ContractId>>,
    /// For how long.
    pub period: Period,
    /// As a mandate that may pass through so many more hands; `None` = plainly.
    pub max_delegation_depth: Option<u8>,
    /// Only from this grant of the giver; `None` = from any.
    pub parent_grant: Option<GrantId>,
}

impl<'a> DelegationRequest<'a> {
    /// A role given plainly: at the organisation and everything below it, without an end.
    pub const fn plain(
        role: &'a Role,
        organization: OrganizationId,
        services: Option<&'a BTreeSet<ServiceId>>,
    ) -> Self {
        Self {
            role,
            organization,
            scope: GrantScope::Subtree,
            services,
            contracts: None,
            period: Period::ALWAYS,
            max_delegation_depth: None,
            parent_grant: None,
        }
    }

    /// A role given in the way that it is held: as a mandate that is not passed on if it is held by mandate only.
    pub const fn of_role(role: &'a Role, organization: OrganizationId) -> Self {
        let plain = Self::plain(role, organization, None);
        if role.mandate_only { Self { max_delegation_depth: Some(0), ..plain } } else { plain }
    }

    /// The same role given as a mandate on these terms.
    #[must_use]
    pub const fn on_terms(self, terms: &'a MandateTerms) -> Self {
        Self {
            scope: terms.scope,
            contracts: terms.contracts.as_ref(),
            period: terms.period,
            max_delegation_depth: Some(terms.max_delegation_depth),
            ..self
        }
    }
}

/// From what a request comes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DelegationBasis {
    /// The grant that the new one derives from; `None` when it is a root grant.
    pub parent_grant: Option<ParentGrant>,
    /// The grants that it rests on.
    pub because: Vec<AllowReason>,
}

/// The grant that a new one derives from, and what the new one is limited to where the request says nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParentGrant {
    /// The grant.
    pub grant: GrantId,
    /// Whether it was delegated itself, so that its terms let the giver pass it on.
    pub is_mandate: bool,
    /// The services that it is limited to.
    pub services: Option<BTreeSet<ServiceId>>,
    /// The contracts that it is limited to.
    pub contracts: Option<BTreeSet<ContractId>>,
    /// When it ends.
    pub until: Option<Timestamp>,
}

/// Why a request cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DelegationDenied {
    /// The giver is locked or disabled.
    InactiveGiver,
    /// The role is disabled.
    DisabledRole,
    /// The role belongs to another organisation.
    ForeignRole,
    /// The organisation, or one above it, is not active.
    InactiveOrganization,
    /// This part of the role, for want of this.
    Part(Part, DelegationGap),
    /// The giver holds all parts, but not by one grant, from which this one could derive.
    NotByOneGrant,
    /// The giver holds what the role gives by a mandate only, and the role would last longer.
    Outlasting,
    /// The right has passed through as many hands as one can.
    TooManyHands,
}

impl DelegationDenied {
    /// The stable code, as audit rows have it; that of a part names the part's kind and what lacks.
    pub const fn code(&self) -> &'static str {
        use DelegationGap as Gap;
        match self {
            Self::InactiveGiver => "inactive-giver",
            Self::DisabledRole => "disabled-role",
            Self::ForeignRole => "foreign-role",
            Self::InactiveOrganization => "inactive-organization",
            Self::NotByOneGrant => "not-by-one-grant",
            Self::Outlasting => "outlasting",
            Self::TooManyHands => "too-many-hands",
            Self::Part(Part::Permission(_), gap) => match gap {
                Gap::Held => "permission-held",
                Gap::RightToGrant => "permission-right-to-grant",
                Gap::Scope => "permission-scope",
                Gap::Limits => "permission-limits",
                Gap::Depth => "permission-depth",
                Gap::Until(_) => "permission-until",
            },
            Self::Part(Part::ApplicationRole(..), gap) => match gap {
                Gap::Held => "application-role-held",
                Gap::RightToGrant => "application-role-right-to-grant",
                Gap::Scope => "application-role-scope",
                Gap::Limits => "application-role-limits",
                Gap::Depth => "application-role-depth",
                Gap::Until(_) => "application-role-until",
            },
        }
    }
}

/// A part of a role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A permission.
    Permission(Permission),
    /// An application role of a service.
    ApplicationRole(ServiceId, RoleKey),
}

/// What a giver lacks for a part; the variants are ordered by how near they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DelegationGap {
    /// They do not hold it here.
    Held,
    /// They hold it, but without the right to grant.
    RightToGrant,
    /// They hold it for this organisation alone, and not for what lies below.
    Scope,
    /// They hold it for certain services or contracts only.
    Limits,
    /// They hold it by a mandate that may not be passed on so often.
    Depth,
    /// They hold it until then.
    Until(Timestamp),
}

/// Whether somebody may give `request`: for everything in the role they hold an effective grant with the right to grant,
/// that reaches as far, for the same services, for as long.
///
/// Nobody can give what they do not hold. The answer tells the grants that it rests on, and the one that the new grant
/// derives from.
pub fn can_delegate(
    subject: &Subject,
    request: &DelegationRequest<'_>,
    facts: &Facts,
) -> Result<DelegationBasis, DelegationDenied> {
    let question = Question::of(subject, request, facts)?;
    if !facts.is_active(question.place) {
        return Err(DelegationDenied::InactiveOrganization);
    }
    question.basis()
}

/// Whether somebody holds what `request` describes, and so may take it from another person: as [`can_delegate`] asks it, but
/// also at an organisation that is not active. There, only what was given at active organisations above it counts.
pub fn can_withdraw(
    subject: &Subject,
    request: &DelegationRequest<'_>,
    facts: &Facts,
) -> Result<DelegationBasis, DelegationDenied> {
    Question::of(subject, request, facts)?.basis()
}

/// What the role consists of, as far as the request's services want it.
fn parts(request: &DelegationRequest<'_>) -> Vec<Part> {
    let permissions = request.role.permissions.iter().copied().map(Part::Permission);
    let wanted = |service: &ServiceId| request.services.is_none_or(|services| services.contains(service));
    let services = request.role.application_roles.iter().filter(|(service, _)| wanted(service));
    let roles = services
        .flat_map(|(service, roles)| roles.iter().map(|role| Part::ApplicationRole(*service, role.clone())));
    permissions.chain(roles).collect()
}

/// A request somebody wants to give, with what is known.
struct Question<'a> {
    subject: &'a Subject,
    request: &'a DelegationRequest<'a>,
    place: u32,
    party: Party,
    facts: &'a Facts,
}

impl<'a> Question<'a> {
    /// The question, if nothing but what the giver holds can deny it.
    fn of(
        subject: &'a Subject,
        request: &'a DelegationRequest<'a>,
        facts: &'a Facts,
    ) -> Result<Self, DelegationDenied> {
        let party = facts
            .party(subject.holder)
            .filter(|party| party.active)
            .ok_or(DelegationDenied::InactiveGiver)?;
        if !request.role.enabled {
            return Err(DelegationDenied::DisabledRole);
        }
        let place = facts.place(request.organization).ok_or(DelegationDenied::InactiveOrganization)?;
        if request.role.owner.is_some_and(|owner| !facts.upwards(place).any(|(_, above)| above.id == owner)) {
            return Err(DelegationDenied::ForeignRole);
        }
        Ok(Self { subject, request, place, party, facts })
    }

    /// From what the role comes.
    fn basis(&self) -> Result<DelegationBasis, DelegationDenied> {
        let wanted = parts(self.request);
        if self.request.max_delegation_depth.is_some() {
            return self.by_one_grant(&wanted);
        }
        let roots = |link: &Link| !link.is_derived();
        let by_itself: Result<Vec<AllowReason>, DelegationDenied> =
            wanted.iter().map(|part| self.grant_for(part, roots)).collect();
        if let Ok(mut because) = by_itself {
            let mut seen = BTreeSet::new();
            because.retain(|found| seen.insert(found.grant));
            return Ok(DelegationBasis { parent_grant: None, because });
        }
        self.by_one_grant(&wanted)
    }

    /// The giver's grant, of those that are let through, from which a part can come.
    fn grant_for(
        &self,
        part: &Part,
        lets_through: impl Fn(&Link) -> bool,
    ) -> Result<AllowReason, DelegationDenied> {
        let mut nearest = DelegationGap::Held;
        for (at, link) in self.facts.links_of(&self.party).filter(|(_, link)| lets_through(link)) {
            match self.lacks(at, link, part) {
                None => return Ok(AllowReason::of(at, link.id, self.place)),
                Some(lacking) => nearest = nearest.max(lacking),
            }
        }
        Err(DelegationDenied::Part(part.clone(), nearest))
    }

    /// The one grant of the giver that has every part; the new grant derives from it.
    fn by_one_grant(&self, parts: &[Part]) -> Result<DelegationBasis, DelegationDenied> {
        let has_all =
            |(at, link): &(u32, &Link)| parts.iter().all(|part| self.lacks(*at, link, part).is_none());
        let mut candidates = self.facts.links_of(&self.party).filter(|(_, link)| self.inherits(link));
        if let Some((at, link)) = candidates.find(|candidate| !parts.is_empty() && has_all(candidate)) {
            let because = vec![AllowReason::of(at, link.id, self.place)];
            return Ok(DelegationBasis { parent_grant: Some(parent_grant(at, link, self.facts)), because });
        }
        let missing = parts.iter().find_map(|part| self.grant_for(part, |_| true).err());
        Err(missing.unwrap_or(DelegationDenied::NotByOneGrant))
    }

    /// What a grant lacks for a part to come from it.
    fn lacks(&self, at: u32, link: &Link, part: &Part) -> Option<DelegationGap> {
        let Self { request, .. } = self;
        let carries = match part {
            Part::Permission(permission) => link.permissions.contains(*permission),
            Part::ApplicationRole(service, role) => {
                application_roles(at, *service, self.facts).contains(role)
            }
        };
        // What was given at an organisation that is not active takes nothing there either.
        let effective = link.is_active(self.subject.at) && self.facts.is_active(link.reach.place);
        let is_source = request.parent_grant.is_none_or(|parent_grant| parent_grant == link.id);
        let chosen = Chosen::of(self.subject, self.facts).allows(link);
        if !carries || !effective || !is_source || !chosen || !link.reach.covers(self.place) {
            return Some(DelegationGap::Held);
        }
        if !link.rights.may_grant() {
            return Some(DelegationGap::RightToGrant);
        }
        if request.scope == GrantScope::Subtree && !link.reach.subtree {
            return Some(DelegationGap::Scope);
        }
        if !self.covers_limits(at, link) {
            return Some(DelegationGap::Limits);
        }
        if !passes(link, request, part) {
            return Some(DelegationGap::Depth);
        }
        self.ends_before(at, link)
    }

    /// Whether what is given from a grant derives from it, and so inherits its limits and its end.
    const fn inherits(&self, link: &Link) -> bool {
        link.is_derived() || self.request.max_delegation_depth.is_some()
    }

    /// Whether the limits of every grant of a chain leave room for the request's.
    fn covers_limits(&self, at: u32, link: &Link) -> bool {
        self.facts.limits_leave_room(at, self.request.services, self.request.contracts, self.inherits(link))
    }

    /// When a chain ends, if the request would outlive it.
    fn ends_before(&self, at: u32, link: &Link) -> Option<DelegationGap> {
        let end = end_of(at, self.facts)?;
        let outlives = self.request.period.ends_at.map_or(!self.inherits(link), |given| given > end);
        outlives.then_some(DelegationGap::Until(end))
    }
}

/// When the first grant of a chain ends.
fn end_of(at: u32, facts: &Facts) -> Option<Timestamp> {
    facts.chain(at).filter_map(|(_, link)| link.period.ends_at()).min()
}

fn parent_grant(at: u32, link: &Link, facts: &Facts) -> ParentGrant {
    let limits = || facts.chain(at).filter_map(|(_, link)| link.limits.as_ref());
    ParentGrant {
        grant: link.id,
        is_mandate: link.is_derived(),
        services: common(limits().filter_map(|limits| limits.services.as_deref())),
        contracts: common(limits().filter_map(|limits| limits.contracts.as_deref())),
        until: end_of(at, facts),
    }
}

/// What all of these limits let through; `None` where there is none.
fn common<'a, T: Ord + Copy + 'a>(limits: impl Iterator<Item = &'a [T]>) -> Option<BTreeSet<T>> {
    let sets = limits.map(|ids| ids.iter().copied().collect::<BTreeSet<T>>());
    sets.reduce(|one, other| one.intersection(&other).copied().collect())
}

/// Whether a grant may be passed on in the way that the request asks for.
fn passes(link: &Link, request: &DelegationRequest<'_>, part: &Part) -> bool {
    match (link.kind, request.max_delegation_depth) {
        (LinkKind::Root, _) => true,
        (LinkKind::Mandate(left), Some(depth)) => depth < left,
        (LinkKind::Under, Some(_)) => false,
        (_, None) => link.passes_permissions() || matches!(part, Part::ApplicationRole(..)),
    }
}
