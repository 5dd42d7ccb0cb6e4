//! The world in Cedar's policy language.
//!
//! Of the models that were tried this is the fastest, by far: one policy over attributes. The tree of organisations is
//! Cedar's own hierarchy of entities; what is suspended or locked stands below `State::"off"`, and so does everything
//! that depends on it: what lies below an organisation, and the grants of a holder, at a place, and given from a grant.
//! A person names their grants in slots, as Cedar's language has no loops. What a chain of mandates has in common is
//! worked out when the entities are made, as this library does: the actions, a group of them, and the time.
//!
//! At 100,000 organisations this takes 10 us a decision. A policy that walks each chain took 20 to 31; a policy for each
//! grant 22 ms, since Cedar tries all of them at each request, and no less with those of each person sorted out by hand
//! (12 us).

use crate::ours::Records;
use crate::world::{ASKED, Given, MOST_GRANTS, NOW, Query, ROLES, WITHIN_SERVICE, Who, World};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression as Value,
};
use identity_core::policy::Permission as P;
use std::collections::{BTreeSet, HashMap, HashSet};

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

impl Cedar {
    pub fn new(world: &World, records: &Records) -> Self {
        let mut entities = vec![plain(off())];
        entities.extend(actions(world));
        entities.extend(organizations(world, records));
        entities.extend(grants(world, records));
        entities.extend(people(world, records));
        Self {
            authorizer: Authorizer::new(),
            policies: policy().parse().unwrap(),
            entities: Entities::from_entities(entities, None).unwrap(),
        }
    }

    pub fn request(records: &Records, query: &Query) -> Request {
        let now = Context::from_pairs([("now".to_owned(), Value::new_long(NOW))]).unwrap();
        let (person, organization) = (user(records, query.person), organization(records, query.organization));
        Request::new(person, action(query.permission.as_str()), organization, now, None).unwrap()
    }

    pub fn is_allowed(&self, request: &Request) -> bool {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        debug_assert_eq!(response.diagnostics().errors().count(), 0, "{response:?}");
        response.decision() == Decision::Allow
    }

    /// What came up while a request was decided; an error in a policy would count as a deny.
    pub fn errors(&self, request: &Request) -> Vec<String> {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        response.diagnostics().errors().map(ToString::to_string).collect()
    }
}

fn uid(kind: &str, name: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.parse::<EntityTypeName>().unwrap(), EntityId::new(name))
}

fn user(records: &Records, at: usize) -> EntityUid {
    uid("User", &records.person(at))
}

fn organization(records: &Records, at: usize) -> EntityUid {
    uid("Organization", &records.place(at))
}

fn grant(records: &Records, at: usize) -> EntityUid {
    uid("Grant", &records.given(at))
}

fn action(name: &str) -> EntityUid {
    uid("Action", name)
}

fn off() -> EntityUid {
    uid("State", "off")
}

/// The policy: one of the person's grants carries the action to the organisation.
fn policy() -> String {
    let carries = |slot: usize| {
        let grant = format!("principal.g{slot}");
        format!(
            "(principal has g{slot} && action in {grant}.acts \
             && (if {grant} has below then resource in {grant}.below else resource == {grant}.only) \
             && {grant}.from <= context.now && context.now < {grant}.until && !({grant} in State::\"off\"))"
        )
    };
    let grants: Vec<_> = (0..MOST_GRANTS).map(carries).collect();
    format!(
        "permit (principal, action, resource) when {{
            (action in Action::\"looks\" || !(resource in State::\"off\")) && ({})
        }};",
        grants.join(" || ")
    )
}

/// The actions with the groups that they are in: what some chains allow, and those that only look.
fn actions(world: &World) -> Vec<Entity> {
    let groups: BTreeSet<_> = (0..world.grants.len()).map(|at| allowed(world, at)).collect();
    let name = |group: &BTreeSet<P>| action(&group_name(group));
    let mut entities: Vec<_> = groups.iter().map(name).chain([action("looks")]).map(plain).collect();
    for permission in ASKED {
        let looks = permission.only_looks().then(|| action("looks"));
        let within = groups.iter().filter(|group| group.contains(permission)).map(name);
        entities.push(Entity::new_no_attrs(action(permission.as_str()), within.chain(looks).collect()));
    }
    entities
}

fn plain(uid: EntityUid) -> Entity {
    Entity::new_no_attrs(uid, HashSet::new())
}

/// The actions that every link of a chain allows, of those that are asked for.
fn allowed(world: &World, grant: usize) -> BTreeSet<P> {
    let link = |at: usize, permission: &P| {
        let given = &world.grants[at];
        ROLES[given.role].enabled
            && ROLES[given.role].permissions.contains(permission)
            && (given.contract.is_none() || WITHIN_SERVICE.contains(permission))
    };
    let by_all = |permission: &&P| world.chain(grant).all(|at| link(at, permission));
    ASKED.iter().filter(by_all).copied().collect()
}

fn group_name(group: &BTreeSet<P>) -> String {
    let names: Vec<_> = group.iter().map(|permission| permission.as_str()).collect();
    names.join("+")
}

fn organizations<'a>(world: &'a World, records: &'a Records) -> impl Iterator<Item = Entity> + 'a {
    world.organizations.iter().enumerate().map(|(at, place)| {
        let above = place.parent.map(|parent| organization(records, parent));
        let barred = (!place.active).then(off);
        Entity::new_no_attrs(organization(records, at), above.into_iter().chain(barred).collect())
    })
}

fn people<'a>(world: &'a World, records: &'a Records) -> impl Iterator<Item = Entity> + 'a {
    let mut slots: Vec<HashMap<String, Value>> = vec![HashMap::new(); world.people.len()];
    for (at, given) in world.grants.iter().enumerate() {
        if let Who::Person(person) = given.holder
            && given.may_act
        {
            let slot = format!("g{}", slots[person].len());
            slots[person].insert(slot, Value::new_entity_uid(grant(records, at)));
        }
    }
    world.people.iter().zip(slots).enumerate().map(|(at, (active, slots))| {
        let barred = (!active).then(off);
        Entity::new(user(records, at), slots, barred.into_iter().collect()).unwrap()
    })
}

fn grants<'a>(world: &'a World, records: &'a Records) -> impl Iterator<Item = Entity> + 'a {
    world.grants.iter().enumerate().map(|(at, given)| {
        let holder = match given.holder {
            Who::Person(at) => user(records, at),
            Who::Organization(at) => organization(records, at),
        };
        let source = given.source.map(|source| grant(records, source));
        let above = [holder, organization(records, given.organization)].into_iter().chain(source).collect();
        Entity::new(grant(records, at), attributes(world, records, at), above).unwrap()
    })
}

fn attributes(world: &World, records: &Records, at: usize) -> HashMap<String, Value> {
    let last = &world.grants[at];
    let links = || world.chain(at).map(|link| &world.grants[link]);
    let from = links().map(|link| link.from.unwrap_or(i64::MIN)).max();
    let until = links().map(|link| end(world, link)).min();
    let reach = Value::new_entity_uid(organization(records, last.organization));
    HashMap::from([
        ("acts".to_owned(), Value::new_entity_uid(action(&group_name(&allowed(world, at))))),
        (if last.subtree { "below" } else { "only" }.to_owned(), reach),
        ("from".to_owned(), Value::new_long(from.unwrap_or(i64::MIN))),
        ("until".to_owned(), Value::new_long(until.unwrap_or(i64::MAX))),
    ])
}

/// When one link ends to hold.
fn end(world: &World, given: &Given) -> i64 {
    let contract = given.contract.map(|at| world.contracts[at].until);
    let never = (!given.accepted).then_some(i64::MIN);
    [given.until, given.revoked, contract, never].into_iter().flatten().min().unwrap_or(i64::MAX)
}
