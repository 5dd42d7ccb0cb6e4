//! How much a request reads does not depend on how much there is of others.

use crate::mandates::given::{MAYA, by_mail, mandate, maya};
use crate::support::counting::{Counting, Work};
use crate::support::{World, account, crm_id, invite, organization, role};
use identity_core::domain::{
    Contract, ContractKey, Grant, GrantPath, Holder, Membership, Organization, OrganizationKey, Period, Role,
    RoleRef, Service, ServiceKeyed, User,
};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::MemberSearch;
use identity_core::policy::Permission;
use identity_core::roles::{AskedActor, DefineRole, GiveRole};
use identity_core::store::{ChangeSet, Count, Direction, OrderBy, Page, Store};
use identity_core::values::{DisplayName, ServiceKey};
use identity_core::{Caller, Identity};
use std::collections::BTreeMap;

/// How many of each kind other customers have.
const FOREIGN: u128 = 1_000;

/// Other customers, half of them below another, each with a service that it bought, a role of its own and a person who
/// holds it.
async fn add_strangers(world: &World) {
    let store = &world.store;
    let key = OrganizationKey::External(crm_id("CRM-1"));
    let place = store.organizations().find(&key).await.unwrap().unwrap().record;
    let key = ServiceKeyed::Key(ServiceKey::parse("smartplan-app").unwrap());
    let service = store.services().find(&key).await.unwrap().unwrap().record;
    let key = RoleRef::Named(None, role("organization-admin"));
    let administrator = store.roles().find(&key).await.unwrap().unwrap().record;
    let user = world.user("jeremy@citygroup.example").await.unwrap().record;
    let grant = world.grants_at(place.id).await.remove(0).record;
    let key = ContractKey::External(crm_id("C-1"));
    let contract = store.contracts().find(&key).await.unwrap().unwrap().record;
    let mut changes = ChangeSet::new();
    let root = identity_core::domain::OrganizationPath::root(world.operator().await);
    let other = root.child(uuid::Uuid::from_u128(1).into()).unwrap();
    for number in 1..=FOREIGN {
        let id = uuid::Uuid::from_u128(number);
        let above = if number % 2 == 0 { &other } else { &root };
        changes.insert(Organization {
            id: id.into(),
            path: above.child(id.into()).unwrap(),
            external_id: Some(crm_id(&format!("OTHER-{number}"))),
            ..place.clone()
        });
        let key = ServiceKey::parse(&format!("service-{number}")).unwrap();
        changes.insert(Service { id: id.into(), key, ..service.clone() });
        changes.insert(Contract {
            id: id.into(),
            external_id: crm_id(&format!("OTHER-K-{number}")),
            organization: id.into(),
            services: [id.into()].into(),
            ..contract.clone()
        });
        changes.insert(Role {
            id: id.into(),
            owner: Some(id.into()),
            application_roles: BTreeMap::from([(id.into(), [role("reader")].into())]),
            ..administrator.clone()
        });
        let address = crate::support::email(&format!("admin-{number}@other.example"));
        changes.insert(User { id: id.into(), username: None, email: Some(address), ..user.clone() });
        changes.insert(Grant {
            id: id.into(),
            path: GrantPath::root(id.into()),
            holder: Holder::User(id.into()),
            role: id.into(),
            organization: id.into(),
            ..grant.clone()
        });
    }
    store.commit(&changes).await.unwrap();
}

/// The requests of these tests, one after the other, with the rows that each read.
struct Requests {
    world: World,
    identity: Identity,
    work: Work,
    read: BTreeMap<&'static str, usize>,
    city_group: OrganizationId,
}

impl Requests {
    async fn new(strangers: bool) -> Self {
        let world = World::new().await;
        let (city_group, _) = crate::mandates::given::city_group(&world).await;
        maya(&world, &mandate(city_group, by_mail(MAYA))).await;
        if strangers {
            add_strangers(&world).await;
        }
        let (store, work) = Counting::new(world.store.clone());
        let identity = world.identity.with_store(store);
        Self { world, identity, work, read: BTreeMap::new(), city_group }
    }

    async fn of<T>(&mut self, name: &'static str, request: impl AsyncFnOnce(&Identity) -> T) -> T {
        self.work.take();
        let answer = request(&self.identity).await;
        self.read.insert(name, self.work.take().rows);
        answer
    }

    async fn user(&self, address: &str) -> UserId {
        self.world.user(address).await.unwrap().record.id
    }

    async fn looking(&mut self, who: &Caller) {
        let (at, page) = (self.city_group, Page::first(2));
        let maya = self.user(MAYA).await;
        self.of("account", async |identity| identity.account(who).await.unwrap()).await;
        self.of("organizations", async |identity| identity.organizations(who, None, &page).await.unwrap())
            .await;
        self.of("organization", async |identity| identity.organization(who, at).await.unwrap()).await;
        self.of("members", async |identity| identity.members(who, at, None, &page).await.unwrap()).await;
        self.of("grants", async |identity| identity.grants(who, at, &page).await.unwrap()).await;
        self.of("invitations", async |identity| identity.invitations(who, at, &page).await.unwrap()).await;
        self.of("contracts", async |identity| identity.contracts(who, at, &page).await.is_ok()).await;
        self.of("mandates", async |identity| identity.mandates_given(who, at, &page).await.unwrap()).await;
        self.of("own mandates", async |identity| identity.own_mandates(who).await.unwrap()).await;
        self.of("abilities", async |identity| identity.what_can(who, at, maya).await.unwrap()).await;
        let permission = Permission::MemberManage;
        self.of("able", async |identity| identity.who_can(who, at, permission).await.unwrap()).await;
        self.of("may", async |identity| identity.may(who, permission).await.unwrap()).await;
        let roles = self.of("roles", async |identity| identity.givable_roles(who, at).await.unwrap()).await;
        assert!(!roles.is_empty());
        let options = self
            .of("mandate options", async |identity| identity.mandate_options(who, at).await.unwrap())
            .await;
        assert!(!options.roles.is_empty() && !options.services.is_empty());
        let ids = (roles.iter().map(|role| role.id).collect(), [options.services[0].id].into());
        let names = self.of("names", async |identity| identity.names(&ids.0, &ids.1).await.unwrap()).await;
        assert_eq!((names.0.len(), names.1.len()), (roles.len(), 1));
        for (name, permission) in
            [("explained allow", permission), ("explained deny", Permission::OrganizationProvision)]
        {
            let asked = AskedActor::User(maya);
            self.of(name, async |identity| identity.explain(who, asked, permission, at, None).await.unwrap())
                .await;
        }
    }

    async fn changing(&mut self, who: &Caller) {
        let at = self.city_group;
        let wanted = invite(at, "ann@citygroup.example", "planner");
        self.of("invite", async |identity| identity.invite(who, &wanted).await.unwrap()).await;
        let token = self.world.mailed_token().await;
        self.of("offer", async |identity| identity.open_invitation(&token).await.unwrap()).await;
        self.of("accept", async |identity| identity.accept_invitation(&token, account()).await.unwrap())
            .await;
        let period = Period::ALWAYS;
        let user = self.user("ann@citygroup.example").await;
        let role_key = role("organization-admin");
        let wanted = GiveRole::new(at, user, role_key).period(period);
        self.of("give", async |identity| identity.give_role(who, &wanted).await.unwrap()).await;
        let wanted = mandate(at, by_mail("tom@rep.example"));
        self.of("mandate", async |identity| identity.give_mandate(who, &wanted).await.unwrap()).await;
        let wanted = DefineRole::new(at, role("greeter"), DisplayName::parse("Greeter").unwrap())
            .permissions([Permission::MemberView]);
        self.of("define", async |identity| identity.define_role(who, &wanted).await.unwrap()).await;
        let wanted = invite(at, "eve@citygroup.example", "account-manager");
        let refused = self.of("refused", async |identity| identity.invite(who, &wanted).await).await;
        assert!(refused.is_err());
        let crm = self.world.crm().await;
        let wanted = organization("CRM-9", Some("CRM-1"));
        self.of("provision", async |identity| identity.provision_organization(&crm, &wanted).await.unwrap())
            .await;
    }

    async fn all(strangers: bool) -> BTreeMap<&'static str, usize> {
        let mut requests = Self::new(strangers).await;
        let jeremy = requests.world.caller("jeremy@citygroup.example").await;
        requests.world.mails().await;
        requests.looking(&jeremy).await;
        requests.changing(&jeremy).await;
        requests.read
    }
}

#[tokio::test]
async fn requests_read_no_more_when_there_are_a_thousand_other_customers() {
    let (alone, among_others) = (Requests::all(false).await, Requests::all(true).await);
    assert!(alone.values().all(|rows| *rows > 0), "{alone:?}");
    assert_eq!(alone, among_others);
}

/// Adds people to City Group who hold the role that Jeremy holds there.
async fn add_colleagues(world: &World, place: OrganizationId, number: u128) {
    let key = RoleRef::Named(None, role("organization-admin"));
    let administrator = world.store.roles().find(&key).await.unwrap().unwrap().record.id;
    let grants = world.grants_at(place).await;
    let grant = grants.into_iter().find(|grant| grant.role == administrator).unwrap().record;
    let jeremy = world.user("jeremy@citygroup.example").await.unwrap().record;
    let mut changes = ChangeSet::new();
    for number in 1..=number {
        let id = uuid::Uuid::from_u128(number);
        let email = crate::support::email(&format!("p{number:05}@citygroup.example"));
        let person = User { id: id.into(), username: None, email: Some(email), ..jeremy.clone() };
        changes.insert(Membership::new(id.into(), &person, place, person.created_at));
        changes.insert(Grant {
            id: id.into(),
            path: GrantPath::root(id.into()),
            holder: Holder::User(id.into()),
            ..grant.clone()
        });
        changes.insert(person);
    }
    world.store.commit(&changes).await.unwrap();
}

/// What the search for those who hold a role reads where so many do, and what it shows.
async fn read_of_holders(number: u128) -> (Vec<usize>, Vec<String>) {
    let requests = Requests::new(false).await;
    add_colleagues(&requests.world, requests.city_group, number).await;
    let jeremy = requests.world.caller("jeremy@citygroup.example").await;
    let (mut rows, mut shown) = (Vec::new(), Vec::new());
    for order in [OrderBy::Name, OrderBy::Email, OrderBy::Id] {
        let role = Some(role("organization-admin"));
        let search = MemberSearch::default().role(role).order(order);
        for page in [Page::first(25), Page::first(25).in_direction(Direction::Descending)] {
            requests.work.take();
            let found = requests.identity.search_members(&jeremy, requests.city_group, &search, &page).await;
            let (members, next) = found.unwrap();
            assert_eq!((members.len(), next.is_some()), (25, true));
            rows.push(requests.work.take().rows);
            shown.extend(members.first().map(|member| member.user.email.as_ref().unwrap().to_string()));
        }
        let count = requests.identity.count_members(&jeremy, requests.city_group, &search).await.unwrap();
        assert_eq!(count, Count::MoreThan(100));
        rows.push(requests.work.take().rows);
    }
    (rows, shown)
}

#[tokio::test]
async fn people_of_a_role_are_read_as_far_as_the_page_shows_them() {
    let ((few, shown), (many, _)) = (read_of_holders(300).await, read_of_holders(3_000).await);
    assert_eq!(few, many, "ten times the people");
    assert!(few.iter().all(|rows| *rows < 700), "{few:?}");
    assert_eq!(shown[2..4], ["jeremy@citygroup.example", "p00300@citygroup.example"]);
}
