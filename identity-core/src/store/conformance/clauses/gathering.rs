//! Clauses: reading together what decisions rest on.

use crate::Timestamp;
use crate::domain::{
    ApiClient, Contract, Grant, GrantPath, Holder, Membership, Organization, OrganizationPath, Role, Service,
    Session, User,
};
use crate::ids::{OrganizationId, ServiceId, UserId};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, FactRecords, FactsQuery, MemoryStore, Record, Store, load_facts_by_tables};
use std::sync::Arc;
use uuid::Uuid;

/// How many services there are: more than most questions name.
const SERVICES: usize = 16;

/// Trees of organisations and chains of grants in a store and in the reference store.
struct World {
    reference: MemoryStore,
    holders: Vec<Holder>,
    users: Vec<User>,
    sessions: Vec<Session>,
    organizations: Vec<Organization>,
    services: Vec<Service>,
    roles: Vec<Role>,
    grants: Vec<Grant>,
}

impl World {
    /// People, programs and organisations, some of them with one id, none with a grant.
    async fn without_grants(store: &dyn Store, draw: &mut Draw) -> Result<Self, Failure> {
        let mut changes = ChangeSet::new();
        let mut world = Self {
            reference: MemoryStore::new(),
            holders: Vec::new(),
            users: Vec::new(),
            sessions: Vec::new(),
            organizations: Vec::new(),
            services: (0..SERVICES).map(|_| Service::sample(draw)).collect(),
            roles: Vec::new(),
            grants: Vec::new(),
        };
        world.roles = (0..6).map(|_| world.next_role(draw)).collect();
        for number in 0..24 {
            let organization = world.next_organization(draw);
            changes.insert(organization.clone());
            world.holders.push(Holder::Organization(organization.id));
            world.organizations.push(organization);
            let (mut user, mut client) = (User::sample(draw), ApiClient::sample(draw));
            let shared: Uuid = draw.known();
            if number < 6 && !world.holders.contains(&Holder::User(shared.into())) {
                (user.id, client.id) = (shared.into(), draw.id());
                world.holders.push(Holder::Client(shared.into()));
            }
            world.holders.extend([Holder::User(user.id), Holder::Client(client.id)]);
            changes.insert(user.clone());
            world.users.push(user);
            if number % 4 == 0 {
                changes.insert(client);
            }
        }
        for role in world.roles.iter().skip(1) {
            changes.insert(role.clone());
        }
        // One that is named like the others is not stored.
        for service in world.services.iter().skip(1) {
            changes.insert(service.clone());
        }
        for place in world.organizations.iter().skip(1).step_by(2).chain(world.organizations.first()) {
            let services = draw.set(2, |draw| world.any_service(draw));
            changes.insert(Contract { organization: place.id, services, ..Contract::sample(draw) });
        }
        world.write(store, &changes).await?;
        Ok(world)
    }

    /// Some people belong to one organisation, some to several, and the first to none. All of these are signed in.
    async fn join(&mut self, store: &dyn Store, draw: &mut Draw) -> Outcome {
        let mut changes = ChangeSet::new();
        for (number, user) in self.users.iter().enumerate().skip(1) {
            for place in self.organizations.iter().skip(number).take(number % 4) {
                changes.insert(Membership::new(draw.id(), user, place.id, Timestamp::from_unix_seconds(60)));
            }
            let acting_for =
                draw.maybe(|draw| draw.among(&self.organizations).map(|place| place.id)).flatten();
            self.sessions.push(Session { user: user.id, acting_for, ..Session::sample(draw) });
        }
        // The first is asked about like the others, and not stored.
        self.sessions.iter().skip(1).for_each(|session| _ = changes.insert(session.clone()));
        self.write(store, &changes).await
    }

    /// A new tree, or an organisation below one of those there are.
    fn next_organization(&self, draw: &mut Draw) -> Organization {
        let organization = Organization::sample(draw);
        let above = if draw.chance(25) { None } else { draw.among(&self.organizations) };
        let path = above.and_then(|above| above.path.child(organization.id).ok());
        Organization { path: path.unwrap_or_else(|| OrganizationPath::root(organization.id)), ..organization }
    }

    fn any_service(&self, draw: &mut Draw) -> ServiceId {
        let stranger = draw.id();
        draw.among(&self.services).map_or(stranger, |service| service.id)
    }

    fn next_role(&self, draw: &mut Draw) -> Role {
        let application_roles =
            draw.some(1, |draw| (self.any_service(draw), draw.set(3, Draw::role_key))).into_iter().collect();
        Role { application_roles, ..Role::sample(draw) }
    }

    async fn write(&self, store: &dyn Store, changes: &ChangeSet) -> Outcome {
        commit(&self.reference, changes, "writing the world").await?;
        commit(store, changes, "writing the world").await
    }

    /// A root grant of somebody, or one that depends on one of those there are; some of these are not stored.
    fn next_grant(&self, draw: &mut Draw) -> Grant {
        let grant = Grant::sample(draw);
        let source = if draw.chance(40) { None } else { draw.among(&self.grants) };
        let path = source.and_then(|source| source.path.child(grant.id).ok());
        let stranger = Holder::User(draw.id());
        let place = draw.among(&self.organizations).map(|place| place.id);
        let place = if draw.chance(90) { place } else { None };
        Grant {
            path: path.unwrap_or_else(|| GrantPath::root(grant.id)),
            holder: draw.among(&self.holders).copied().unwrap_or(stranger),
            role: draw.among(&self.roles).map_or(grant.role, |role| role.id),
            organization: place.unwrap_or(grant.organization),
            services: draw.maybe(|draw| draw.set(2, |draw| self.any_service(draw))),
            revoked_at: if draw.chance(30) { Some(Timestamp::from_unix_seconds(60)) } else { None },
            ..grant
        }
    }

    /// Writes a grant and gives it back.
    async fn give(&mut self, store: &dyn Store, grant: Grant) -> Result<Grant, Failure> {
        self.write(store, ChangeSet::new().insert(grant.clone())).await?;
        self.grants.push(grant.clone());
        Ok(grant)
    }

    async fn agrees(&self, store: &dyn Store, wanted: &FactsQuery) -> Result<FactRecords, Failure> {
        let expected = load_facts_by_tables(&self.reference, wanted).await?;
        let found = store.load_facts(wanted).await.map_err(|error| Failure::from(error).at("load_facts"))?;
        let [expected_rows, found_rows] = [&expected, &found].map(shown);
        Failure::unless(found == expected, || {
            let odd = expected_rows.iter().zip(&found_rows).find(|(expected, found)| expected != found);
            format!(
                "`load_facts` of {wanted:?} differs from reading table by table; expected and found: {odd:?}"
            )
        })?;
        Ok(found)
    }
}

/// What was gathered, a line for each kind.
fn shown(gathered: &FactRecords) -> [String; 9] {
    let FactRecords { session, users, clients, grants, roles, .. } = gathered;
    let FactRecords { memberships, organizations, contracts, services, .. } = gathered;
    [
        format!("{session:?}"),
        format!("{users:?}"),
        format!("{clients:?}"),
        format!("{grants:?}"),
        format!("{roles:?}"),
        format!("{memberships:?}"),
        format!("{organizations:?}"),
        format!("{contracts:?}"),
        format!("{services:?}"),
    ]
}

/// Random questions about a random world; who and what is asked about comes up twice, or is unknown.
pub(crate) async fn gather_agrees_with_reading_table_by_table(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(90));
    let mut world = World::without_grants(store, &mut draw).await?;
    world.join(store, &mut draw).await?;
    for _ in 0..90 {
        let grant = world.next_grant(&mut draw);
        if draw.chance(90) {
            world.give(store, grant).await?;
        } else {
            // Only what depends on it is stored.
            world.grants.push(grant);
        }
    }
    let (mut grants, mut memberships) = (0, 0);
    for _ in 0..60 {
        let (stranger, nobody) = (draw.holder(), draw.id());
        let session = Session::sample(&mut draw).token;
        let mut wanted = FactsQuery {
            holders: draw.some(4, |draw| draw.among(&world.holders).copied().unwrap_or(stranger)),
            organizations: draw.some(4, |draw| match draw.among(&world.organizations) {
                Some(place) if draw.chance(80) => place.id,
                _ => draw.id(),
            }),
            session: draw.maybe(|draw| draw.among(&world.sessions).map_or(session, |one| one.token)),
            members: draw.some(2, |draw| draw.among(&world.users).map_or(nobody, |user| user.id)),
            services: draw.some(2, |draw| world.any_service(draw)),
        };
        wanted.holders.extend(draw.maybe(|_| stranger));
        wanted.holders.extend(wanted.holders.first().copied());
        wanted.organizations.extend(wanted.organizations.first().copied());
        wanted.members.extend(wanted.members.first().copied());
        wanted.members.extend(draw.maybe(Draw::id::<UserId>));
        wanted.services.extend(wanted.services.first().copied());
        let found = world.agrees(store, &wanted).await?;
        grants += found.grants.len();
        memberships += found.memberships.len();
    }
    Failure::unless(grants > 60 && memberships > 20, || {
        format!("the suite itself is at fault: {grants} grants and {memberships} memberships were gathered")
    })
}

/// Nobody and nothing is asked about, or nobody who is known, and a few services, one of them unknown.
pub(crate) async fn gather_about_nobody_gives_the_services_asked_about(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(91));
    let mut world = World::without_grants(store, &mut draw).await?;
    for _ in 0..20 {
        let grant = world.next_grant(&mut draw);
        world.give(store, grant).await?;
    }
    let strangers = FactsQuery {
        holders: vec![Holder::User(draw.id())],
        organizations: vec![draw.id::<OrganizationId>()],
        members: vec![draw.id::<UserId>()],
        session: Some(Session::sample(&mut draw).token),
        ..FactsQuery::default()
    };
    // The first service is not stored.
    for known in [0, 2, SERVICES - 1] {
        let asked = world.services.iter().take(known + 1).map(|service| service.id);
        let asked: Vec<_> = asked.collect();
        for wanted in [FactsQuery::default(), strangers.clone()] {
            let wanted = FactsQuery { services: asked.clone(), ..wanted };
            let found = world.agrees(store, &wanted).await?;
            let only_services = FactRecords { services: found.services.clone(), ..FactRecords::default() };
            Failure::unless(found == only_services && found.services.len() == known, || {
                format!("`load_facts` of {wanted:?} gave {found:?} and not the {known} services alone")
            })?;
        }
    }
    Ok(())
}

/// A person whose right came through an organisation, from a grant that was revoked.
pub(crate) async fn gather_follows_a_chain_to_its_end(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(92));
    let mut world = World::without_grants(store, &mut draw).await?;
    let (mut path, mut chain): (Option<GrantPath>, Vec<Record>) = (None, Vec::new());
    for (number, revoked) in [true, false, true, false].into_iter().enumerate() {
        let grant = world.next_grant(&mut draw);
        let path = path.insert(match &path {
            Some(path) => path.child(grant.id).unwrap_or_else(|_| path.clone()),
            None => GrantPath::root(grant.id),
        });
        let grant = Grant {
            path: path.clone(),
            holder: world.holders.get(number * 5).copied().unwrap_or(grant.holder),
            revoked_at: revoked.then(|| Timestamp::from_unix_seconds(60)),
            ..grant
        };
        chain.push(world.give(store, grant).await?.into());
    }
    let holder = world.grants.last().map(|last| last.holder);
    let wanted = FactsQuery { holders: holder.into_iter().collect(), ..FactsQuery::default() };
    let found = world.agrees(store, &wanted).await?;
    Failure::unless(found.grants.len() == chain.len(), || {
        format!("`load_facts` gave {} of the {} grants of a chain", found.grants.len(), chain.len())
    })?;
    // Who holds one that was revoked has nothing by it.
    let revoked = world.grants.get(2).map(|grant| grant.holder);
    let found = world
        .agrees(store, &FactsQuery { holders: revoked.into_iter().collect(), ..FactsQuery::default() })
        .await?;
    Failure::unless(found.grants.is_empty(), || {
        format!("`load_facts` gave {:?} to somebody whose one grant was revoked", found.grants)
    })
}

/// Hundreds of holders and of organisations in one question.
pub(crate) async fn gather_takes_hundreds_at_once(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(93));
    let mut world = World::without_grants(store, &mut draw).await?;
    let mut wanted = FactsQuery::default();
    let mut changes = ChangeSet::new();
    for _ in 0..300 {
        let user = User::sample(&mut draw);
        let grant = Grant { holder: Holder::User(user.id), revoked_at: None, ..world.next_grant(&mut draw) };
        let place = world.next_organization(&mut draw);
        wanted.holders.push(grant.holder);
        wanted.organizations.push(place.id);
        changes.insert(user).insert(grant.clone()).insert(place.clone());
        world.grants.push(grant);
        world.organizations.push(place);
    }
    world.write(store, &changes).await?;
    let found = world.agrees(store, &wanted).await?;
    Failure::unless(found.users.len() >= 300 && found.grants.len() >= 300, || {
        format!("of 300 holders with a grant each `load_facts` gave {} grants", found.grants.len())
    })
}

/// A service for each way in which one is named, and others that nothing names.
pub(crate) async fn gather_gives_the_named_services_alone(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(94));
    let world = World::without_grants(store, &mut draw).await?;
    let services: Vec<Service> = (0..9).map(|_| Service::sample(&mut draw)).collect();
    let mut changes = ChangeSet::new();
    for service in &services {
        changes.insert(service.clone());
    }
    let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
    let [of_role, of_grant, of_source, of_contract, of_contract_above, asked, ..] = ids.as_slice() else {
        return Err(Failure::new("the suite itself is at fault: too few services"));
    };
    let (above, role) = (Organization::sample(&mut draw), Role::sample(&mut draw));
    let above = Organization { path: OrganizationPath::root(above.id), ..above };
    let below = Organization::sample(&mut draw);
    let path = above.path.child(below.id).unwrap_or_else(|_| above.path.clone());
    let below = Organization { path, ..below };
    let role = Role { application_roles: [(*of_role, [draw.role_key()].into())].into(), ..role };
    for (place, service) in [(&below, *of_contract), (&above, *of_contract_above)] {
        let contract = Contract::sample(&mut draw);
        changes.insert(Contract { organization: place.id, services: [service].into(), ..contract });
    }
    let (source, grant) = (Grant::sample(&mut draw), Grant::sample(&mut draw));
    let path = GrantPath::root(source.id);
    let grant = Grant {
        path: path.child(grant.id).unwrap_or_else(|_| path.clone()),
        role: role.id,
        organization: below.id,
        services: Some([*of_grant].into()),
        revoked_at: None,
        ..grant
    };
    let source = Grant { path, role: role.id, services: Some([*of_source].into()), ..source };
    changes.insert(above).insert(below).insert(role).insert(grant.clone()).insert(source);
    world.write(store, &changes).await?;
    let wanted = FactsQuery { holders: vec![grant.holder], services: vec![*asked], ..FactsQuery::default() };
    let found = world.agrees(store, &wanted).await?;
    let found: Vec<ServiceId> = found.services.iter().map(|service| service.id).collect();
    let mut expected = vec![*of_role, *of_grant, *of_source, *of_contract, *of_contract_above, *asked];
    expected.sort_unstable();
    Failure::unless(found == expected, || {
        format!("`load_facts` of {wanted:?} gave the services {found:?}, expected {expected:?}")
    })
}
