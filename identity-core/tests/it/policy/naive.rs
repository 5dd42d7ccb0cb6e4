//! The rules of authority once more, as the book words them and in the plainest way, to compare the engine with: what
//! grants carry is found by trying every rule on everything until nothing new comes of it. Nothing is worked out ahead,
//! and nothing of the engine is used but the names of permissions.

use identity_core::Timestamp;
use identity_core::domain::{
    Contract, Grant, GrantScope, Holder, MandateAnswer, Organization, OrganizationState, Period, Rights,
    Role, Service, UserState,
};
use identity_core::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId};
use identity_core::policy::{Permission, Subject};
use identity_core::store::FactRecords;
use identity_core::values::RoleKey;
use std::collections::BTreeSet;

/// What a grant can carry for an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// Any effect at all.
    Effect,
    /// A permission.
    Permission(Permission),
    /// An application role, to be passed on.
    Role(ServiceId, RoleKey),
    /// An application role that is used by a contract, or without one.
    Use(ServiceId, RoleKey, Option<ContractId>),
}

/// Everything that the grants of a world carry at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Naive<'a> {
    pub(crate) records: &'a FactRecords,
    pub(crate) at: Timestamp,
    held: BTreeSet<(GrantId, Thing, OrganizationId)>,
}

/// The permissions that can be exercised for single services.
pub(crate) const WITHIN_SERVICE: [&str; 7] = [
    "organization.view",
    "contract.view",
    "member.view",
    "invitation.manage",
    "grant.view",
    "grant.manage",
    "mandate.manage",
];

/// The permissions that somebody above a suspended organisation keeps.
pub(crate) const OUTLASTS_SUSPENSION: [&str; 9] = [
    "organization.view",
    "contract.view",
    "member.view",
    "grant.view",
    "audit.view",
    "outbox.view",
    "organization.provision",
    "contract.provision",
    "member.manage",
];

pub(crate) fn within(period: &Period, at: Timestamp) -> bool {
    let begun = match period.starts_at {
        Some(start) => start <= at,
        None => true,
    };
    let over = match period.ends_at {
        Some(end) => end <= at,
        None => false,
    };
    begun && !over
}

impl<'a> Naive<'a> {
    /// The records alone, before anything is found out of them.
    pub(crate) const fn unproved(records: &'a FactRecords, at: Timestamp) -> Self {
        Naive { records, at, held: BTreeSet::new() }
    }

    pub(crate) fn new(records: &'a FactRecords, at: Timestamp) -> Self {
        let mut naive = Self::unproved(records, at);
        let things = naive.things();
        loop {
            let mut more = BTreeSet::new();
            for grant in &records.grants {
                for thing in &things {
                    for place in &records.organizations {
                        if naive.carries(grant, thing, place.id) {
                            more.insert((grant.id, thing.clone(), place.id));
                        }
                    }
                }
            }
            if more == naive.held {
                return naive;
            }
            naive.held = more;
        }
    }

    /// Everything that some role could give.
    fn things(&self) -> Vec<Thing> {
        let mut things = BTreeSet::from([Thing::Effect]);
        for role in &self.records.roles {
            things.extend(role.permissions.iter().map(|permission| Thing::Permission(*permission)));
            for (service, keys) in &role.application_roles {
                for key in keys {
                    things.insert(Thing::Role(*service, key.clone()));
                    things.insert(Thing::Use(*service, key.clone(), None));
                    let by = self.records.contracts.iter().map(|contract| Some(contract.id));
                    things.extend(by.map(|contract| Thing::Use(*service, key.clone(), contract)));
                }
            }
        }
        things.into_iter().collect()
    }

    /// Everything that grants, of which those count that are let through, carry for some organisation.
    pub(crate) fn all_held(&self, counts: impl Fn(&Grant) -> bool) -> BTreeSet<(Thing, OrganizationId)> {
        let counts = |id: &GrantId| self.grant(*id).is_some_and(&counts);
        let held = self.held.iter().filter(|(id, thing, _)| *thing != Thing::Effect && counts(id));
        held.map(|(_, thing, place)| (thing.clone(), *place)).collect()
    }

    pub(crate) fn held(&self, grant: GrantId, thing: &Thing, place: OrganizationId) -> bool {
        self.held.contains(&(grant, thing.clone(), place))
    }

    /// Whether a grant carries something for an organisation, by what its source was found to carry.
    fn carries(&self, grant: &Grant, thing: &Thing, place: OrganizationId) -> bool {
        let steps = grant.path.steps();
        let by_itself = self.gives_by_itself(grant, thing, place);
        let Some(parent_grant) = grant.path.parent_grant() else { return by_itself };
        let Some(parent_grant) = self.grant(parent_grant) else { return false };
        by_itself
            && self.held(parent_grant.id, thing, place)
            && parent_grant.path.steps() == &steps[..steps.len() - 1]
            && self.is_active(parent_grant.holder)
            && parent_grant.rights != Rights::Act
            && may_pass_on(parent_grant, grant, thing)
    }

    /// What a grant says itself, whatever it derives from.
    pub(crate) fn gives_by_itself(&self, grant: &Grant, thing: &Thing, place: OrganizationId) -> bool {
        let Some(role) = self.role(grant.role) else { return false };
        let accepted = match &grant.mandate {
            Some(mandate) => mandate.answer == MandateAnswer::Accepted,
            None => true,
        };
        role.enabled
            && grant.revoked_at.is_none()
            && within(&grant.period, self.at)
            && accepted
            && self.is_open(grant)
            && self.names(grant, role, thing, place)
            && (*thing == Thing::Effect || self.reaches(grant, place))
    }

    fn names(&self, grant: &Grant, role: &Role, thing: &Thing, place: OrganizationId) -> bool {
        let of_service = |service: &ServiceId, key: &RoleKey| {
            role.application_roles.get(service).is_some_and(|keys| keys.contains(key))
                && grant.services.as_ref().is_none_or(|only| only.contains(service))
        };
        match thing {
            Thing::Effect => true,
            Thing::Permission(permission) => {
                let limited = grant.services.is_some() || grant.contracts.is_some();
                role.permissions.contains(permission)
                    && (!limited || WITHIN_SERVICE.contains(&permission.as_str()))
            }
            Thing::Role(service, key) => of_service(service, key),
            Thing::Use(service, key, None) => {
                let free = self.service(*service).is_some_and(|service| !service.needs_contract);
                of_service(service, key) && free && grant.contracts.is_none()
            }
            Thing::Use(service, key, Some(id)) => {
                let covers = |contract: &Contract| {
                    contract.organization == place
                        && contract.services.contains(service)
                        && within(&contract.period, self.at)
                };
                of_service(service, key)
                    && self.contract(*id).is_some_and(covers)
                    && grant.contracts.as_ref().is_none_or(|only| only.contains(id))
            }
        }
    }

    /// Whether one of the services that a grant is limited to is usable where it was given; or, limited to contracts
    /// alone, one of these is in force. A grant that is limited to contracts gives nothing without one.
    pub(crate) fn is_open(&self, grant: &Grant) -> bool {
        let line = self.upwards(grant.organization);
        let in_force = |contract: &&Contract| {
            line.contains(&contract.organization)
                && within(&contract.period, self.at)
                && grant.contracts.as_ref().is_none_or(|only| only.contains(&contract.id))
        };
        let contracts: Vec<&Contract> =
            self.records.contracts.iter().map(|contract| &contract.record).filter(in_force).collect();
        let usable = |id: &ServiceId| {
            let covered = contracts.iter().any(|contract| contract.services.contains(id));
            self.service(*id).is_some_and(|service| {
                service.enabled && (covered || (!service.needs_contract && grant.contracts.is_none()))
            })
        };
        match (&grant.services, &grant.contracts) {
            (None, None) => true,
            (None, Some(_)) => !contracts.is_empty(),
            (Some(services), _) => services.iter().any(usable),
        }
    }

    pub(crate) fn reaches(&self, grant: &Grant, place: OrganizationId) -> bool {
        match grant.scope {
            GrantScope::Organization => grant.organization == place,
            GrantScope::Subtree => self.upwards(place).contains(&grant.organization),
        }
    }

    pub(crate) fn is_active(&self, holder: Holder) -> bool {
        let FactRecords { users, clients, .. } = self.records;
        match holder {
            Holder::User(id) => users.iter().any(|user| user.id == id && user.state == UserState::Active),
            Holder::Client(id) => clients.iter().any(|client| client.id == id && client.enabled),
            Holder::Organization(id) => self.all_active(id),
        }
    }

    /// An organisation and all above it, from itself to the root.
    pub(crate) fn upwards(&self, from: OrganizationId) -> Vec<OrganizationId> {
        let mut line = vec![from];
        let mut at = from;
        while let Some(parent) = self.organization(at).and_then(Organization::parent) {
            line.push(parent);
            at = parent;
        }
        line
    }

    pub(crate) fn all_active(&self, from: OrganizationId) -> bool {
        let state = |id: &OrganizationId| self.organization(*id).map(|found| found.state);
        self.upwards(from).iter().all(|id| state(id) == Some(OrganizationState::Active))
    }

    /// Whether every organisation where a grant or one that it derives from was given is active, with all above it.
    pub(crate) fn all_places_active(&self, grant: &Grant) -> bool {
        let above = grant.path.parent_grant().and_then(|id| self.grant(id));
        self.all_active(grant.organization) && above.is_none_or(|above| self.all_places_active(above))
    }

    /// Whether what somebody chose to act for lets them use a grant: root grants, and what derives from another
    /// where it reaches that organisation.
    pub(crate) fn chosen(&self, subject: &Subject, grant: &Grant) -> bool {
        match subject.acting_for {
            Some(place) if grant.path.parent_grant().is_some() => self.reaches(grant, place),
            _ => true,
        }
    }

    /// The subject's grants that carry something for an organisation, whatever they may do with it.
    pub(crate) fn carrying(
        &self,
        subject: &Subject,
        thing: &Thing,
        place: OrganizationId,
    ) -> impl Iterator<Item = &Grant> {
        let own = self.records.grants.iter().map(|grant| &grant.record);
        let holder = subject.holder;
        let (thing, subject) = (thing.clone(), *subject);
        own.filter(move |grant| {
            grant.holder == holder && self.held(grant.id, &thing, place) && self.chosen(&subject, grant)
        })
    }

    fn subject_may(&self, subject: &Subject, permission: Permission) -> bool {
        self.is_active(subject.holder)
            && subject.scopes.is_none_or(|scopes| scopes.contains(permission))
            && !matches!(subject.holder, Holder::Organization(_))
    }

    pub(crate) fn may(&self, subject: &Subject, permission: Permission, place: OrganizationId) -> bool {
        let stands = |grant: &Grant| {
            let looks = OUTLASTS_SUSPENSION.contains(&permission.as_str());
            if looks { self.all_places_active(grant) } else { self.all_active(place) }
        };
        self.subject_may(subject, permission)
            && self
                .carrying(subject, &Thing::Permission(permission), place)
                .any(|grant| grant.rights != Rights::Grant && stands(grant))
    }

    /// Whether the subject's lists show an organisation.
    pub(crate) fn sees(&self, subject: &Subject, permission: Permission, place: OrganizationId) -> bool {
        self.subject_may(subject, permission)
            && self
                .carrying(subject, &Thing::Permission(permission), place)
                .any(|grant| grant.rights != Rights::Grant && self.all_places_active(grant))
    }

    /// The application roles of a service that somebody has at an organisation.
    pub(crate) fn access(
        &self,
        subject: &Subject,
        place: OrganizationId,
        service: ServiceId,
    ) -> BTreeSet<RoleKey> {
        let usable = self.service(service).is_some_and(|service| service.enabled);
        if !usable || !self.is_active(subject.holder) || !self.all_active(place) {
            return BTreeSet::new();
        }
        let uses = self.things().into_iter().filter_map(|thing| match &thing {
            Thing::Use(of, key, _) if *of == service => Some((key.clone(), thing)),
            _ => None,
        });
        let may =
            |thing: &Thing| self.carrying(subject, thing, place).any(|grant| grant.rights != Rights::Grant);
        uses.filter(|(_, thing)| may(thing)).map(|(key, _)| key).collect()
    }

    pub(crate) fn grant(&self, id: GrantId) -> Option<&Grant> {
        self.records.grants.iter().map(|grant| &grant.record).find(|grant| grant.id == id)
    }

    pub(crate) fn role(&self, id: RoleId) -> Option<&Role> {
        self.records.roles.iter().map(|role| &role.record).find(|role| role.id == id)
    }

    fn service(&self, id: ServiceId) -> Option<&Service> {
        self.records.services.iter().map(|service| &service.record).find(|service| service.id == id)
    }

    fn contract(&self, id: ContractId) -> Option<&Contract> {
        self.records.contracts.iter().map(|contract| &contract.record).find(|contract| contract.id == id)
    }

    pub(crate) fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.records.organizations.iter().map(|found| &found.record).find(|found| found.id == id)
    }
}

/// Whether the holder of `parent_grant` could give `grant` from it: a mandate takes one of the hands that are left, and without
/// one left no permission can be passed on.
fn may_pass_on(parent_grant: &Grant, grant: &Grant, thing: &Thing) -> bool {
    if parent_grant.path.parent_grant().is_none() {
        return true;
    }
    let left = parent_grant.mandate.as_ref().map(|mandate| mandate.max_delegation_depth);
    match &grant.mandate {
        Some(mandate) => left.is_some_and(|left| mandate.max_delegation_depth < left),
        None => !matches!(thing, Thing::Permission(_)) || left.is_some_and(|left| left > 0),
    }
}
