//! The whole way: a request over REST, decided on facts that are read from a file of SQLite with 100,000
//! organisations, and lists of what lies below one of them.

use crate::ours::{Records, now};
use crate::world::{Depth, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use criterion::Criterion;
use identity_core::clock::ManualClock;
use identity_core::domain::{
    Device, Holder, OrganizationFilter, OrganizationKey, OrganizationPath, Region, UserKey,
};
use identity_core::policy::Permission;
use identity_core::secrets::{MasterKey, Secret};
use identity_core::setup::{PersonSetup, Setup};
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::{ChangeSet, Page, Store};
use identity_core::{Identity, OsEntropy, Settings};
use identity_store_sql::SqlStore;
use identity_web::IdentityWeb;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tower::ServiceExt;

const ORIGIN: &str = "http://my.smartplan.localhost:8080";
const EMAIL: &str = "jeremy.mills@citygroup.example";
const PASSWORD: &str = "violet-tractor-82-lantern";
const ORGANIZATIONS: usize = 100_000;

/// A person who is signed in, and has the last of five mandates that depend on each other.
struct Installation {
    _folder: tempfile::TempDir,
    store: SqlStore,
    database: DatabaseConnection,
    app: Router,
    session: String,
    csrf: String,
    person: String,
    place: OrganizationPath,
    customer: OrganizationPath,
}

pub fn benches(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let installation = runtime.block_on(Installation::new());
    let mut group = criterion.benchmark_group(format!("sqlite/{ORGANIZATIONS} organisations"));
    group.sample_size(10);
    for (outcome, permission) in [(true, Permission::InvitationManage), (false, Permission::MemberManage)] {
        assert_eq!(runtime.block_on(installation.decision(permission))["allowed"], outcome);
        let name = format!("POST /api/v1/decisions, 5 mandates, {}", if outcome { "allow" } else { "deny" });
        group.bench_function(name, |bencher| {
            bencher.to_async(&runtime).iter(async || black_box(installation.decision(permission).await));
        });
    }
    let root = OrganizationPath::root(installation.customer.steps()[0]);
    for (what, path) in [("a customer", &installation.customer), ("the operator", &root)] {
        let listed = runtime.block_on(installation.list(path));
        let ranged = runtime.block_on(installation.rows(&range(path)));
        let walked = runtime.block_on(installation.rows(&recursion(path)));
        assert_eq!((listed, ranged), (walked, walked));
        group.bench_function(format!("first {listed} below {what}, list of the store"), |bencher| {
            bencher.to_async(&runtime).iter(async || black_box(installation.list(path).await));
        });
        for (way, statement) in [("range of paths", range(path)), ("recursive query", recursion(path))] {
            group.bench_function(format!("first {listed} below {what}, {way}"), |bencher| {
                bencher.to_async(&runtime).iter(async || black_box(installation.rows(&statement).await));
            });
        }
    }
    group.finish();
}

impl Installation {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("bench.db").display());
        let store = SqlStore::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        let identity = Identity::builder(
            store.clone(),
            Settings::new(ORIGIN.parse().unwrap()),
            MasterKey::generate(&OsEntropy),
        )
        .clock(Arc::new(ManualClock::at(now())))
        .build()
        .unwrap();
        identity.apply(&setup()).await.unwrap();
        let (place, customer) = fill(&store).await;
        let person = person(&store).await.to_string();
        let attempt = PasswordSignIn {
            identifier: EMAIL.to_owned(),
            password: Secret::new(PASSWORD),
            device: Device::default(),
            previous: None,
            reference: None,
        };
        let session = identity.sign_in(attempt).await.unwrap().token.expose().to_owned();
        let app = IdentityWeb::builder(identity).without_housekeeper().build().unwrap().standalone();
        let database = Database::connect(&url).await.unwrap();
        let mut installation = Self {
            _folder: folder,
            store,
            database,
            app,
            session,
            csrf: String::new(),
            person,
            place,
            customer,
        };
        let me = installation.send("GET", "/api/v1/me", Body::empty()).await;
        me["csrf_token"].as_str().unwrap().clone_into(&mut installation.csrf);
        installation
    }

    async fn decision(&self, permission: Permission) -> Value {
        let organization = self.place.steps().last().unwrap();
        let body = json!({
            "actor": format!("user:{}", self.person),
            "permission": permission.as_str(),
            "resource": format!("organization:{organization}"),
        });
        self.send("POST", "/api/v1/decisions", Body::from(body.to_string())).await
    }

    async fn send(&self, method: &str, path: &str, body: Body) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", format!("identity-session={}", self.session))
            .header("x-csrf-token", &self.csrf)
            .header("origin", ORIGIN)
            .header("content-type", "application/json")
            .body(body)
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let octets = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        assert_eq!(status, StatusCode::OK, "{octets:?}");
        serde_json::from_slice(&octets).unwrap()
    }

    async fn list(&self, below: &OrganizationPath) -> usize {
        let within = Some(vec![Region::Subtree(below.clone())]);
        let filter = OrganizationFilter { within, ..OrganizationFilter::default() };
        self.store.organizations().list(&filter, &Page::first(100)).await.unwrap().items.len()
    }

    async fn rows(&self, statement: &Statement) -> usize {
        self.database.query_all_raw(statement.clone()).await.unwrap().len()
    }
}

/// The first hundred below a place, as a range of the index on the paths.
fn range(below: &OrganizationPath) -> Statement {
    let first = below.to_string();
    let behind = format!("{}0", first.strip_suffix('/').unwrap());
    let sql =
        "SELECT id, name FROM identity_organizations WHERE path >= $1 AND path < $2 ORDER BY path LIMIT 100";
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, [first.into(), behind.into()])
}

/// The same, as somebody has to ask who keeps nothing but the parent of each organisation.
fn recursion(below: &OrganizationPath) -> Statement {
    let sql = "WITH RECURSIVE below (id, name) AS (
            SELECT id, name FROM identity_organizations WHERE id = $1
            UNION ALL
            SELECT child.id, child.name FROM identity_organizations AS child JOIN below ON child.parent_id = below.id
        ) SELECT id, name FROM below ORDER BY id LIMIT 100";
    let id = below.steps().last().unwrap().as_uuid();
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, [id.into()])
}

fn setup() -> Setup {
    let person = PersonSetup::new(
        EMAIL.parse().unwrap(),
        "Jeremy".parse().unwrap(),
        "Mills".parse().unwrap(),
        Secret::new(PASSWORD),
    );
    Setup::default().operator("SmartPlan Group".parse().unwrap()).people([person])
}

async fn person(store: &SqlStore) -> identity_core::ids::UserId {
    let key = UserKey::Email(EMAIL.to_owned());
    store.users().find(&key).await.unwrap().unwrap().id
}

/// Writes the world below the operator, with the person as the last in a chain of mandates that holds. Returns where
/// that mandate was given, and the customer.
async fn fill(store: &SqlStore) -> (OrganizationPath, OrganizationPath) {
    let operator = OrganizationKey::External("urn:identity:operator".parse().unwrap());
    let operator = store.organizations().find(&operator).await.unwrap().unwrap().id;
    let world = World::of(ORGANIZATIONS);
    let mut records = Records::of(&world, Some(operator));
    let end = world.ends(Depth::FiveMandates).into_iter().map(|(at, _)| at).find(|at| world.in_force(*at));
    let end = end.unwrap();
    records.grants[end].record.holder = Holder::User(person(store).await);
    let place = records.organizations[world.grants[end].organization].path.clone();
    let customer = OrganizationPath::root(operator).child(place.steps()[1]).unwrap();
    let mut changes = ChangeSet::new();
    changes.insert(records.service.record);
    records.roles.into_iter().for_each(|role| _ = changes.insert(role.record));
    store.commit(&changes).await.unwrap();
    write(store, records.organizations.into_iter().skip(1).map(|read| read.record)).await;
    write(store, records.users.into_iter().map(|read| read.record)).await;
    write(store, records.contracts.into_iter().map(|read| read.record)).await;
    write(store, records.grants.into_iter().map(|read| read.record)).await;
    (place, customer)
}

async fn write<T: Into<identity_core::store::Record>>(store: &SqlStore, records: impl Iterator<Item = T>) {
    let mut records = records.peekable();
    while records.peek().is_some() {
        let mut changes = ChangeSet::new();
        for record in records.by_ref().take(5_000) {
            changes.insert(record);
        }
        store.commit(&changes).await.unwrap();
    }
}
