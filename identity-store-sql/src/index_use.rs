//! That the queries on the way of every request find their rows by an index, and in order where they may
//! be many: asked of SQLite's planner, which tells what it would do.

use crate::handle::SqlStore;
use crate::load_facts;
use crate::mapping::Mapped;
use crate::table::{listing, select};
use identity_core::Timestamp;
use identity_core::domain::{
    AccessToken, AccessTokenFilter, AccessTokenKey, Action, Actor, ApiClient, ApiClientFilter, AuditEvent,
    AuditFilter, Authorization, AuthorizationFilter, AuthorizationKey, Brand, BrandFilter, BrandSubject,
    Consent, ConsentKey, Contract, ContractFilter, Credential, CredentialKey, Grant, GrantFilter, GrantPath,
    Holder, Invitation, InvitationFilter, MandateNotice, Membership, MembershipFilter, MessageState,
    Organization, OrganizationFilter, OrganizationKey, OrganizationPath, OutboxFilter, OutboxMessage, Region,
    Role, RoleRef, Session, SessionFilter, SessionKey, User, UserEmail, UserEmailKey, UserFilter, UserKey,
    UserState,
};
use identity_core::ids::{InvitationId, OrganizationId, UserId};
use identity_core::secrets::TokenDigest;
use identity_core::store::{Cursor, Direction, FactsQuery, OrderBy, Page};
use identity_core::values::{ExternalId, FoldedText, RoleKey};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

/// What the planner says about a query.
async fn plan(store: &SqlStore, query: &SelectStatement) -> String {
    explained(store, DbBackend::Sqlite.build(query)).await
}

async fn explained(store: &SqlStore, mut statement: Statement) -> String {
    statement.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
    let steps = store.reader().query_all_raw(statement).await.unwrap();
    let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
    steps.join("; ")
}

async fn memory() -> SqlStore {
    let store = SqlStore::connect("sqlite::memory:").await.unwrap();
    store.migrate().await.unwrap();
    store
}

fn finding<T: Mapped>(key: &T::Key) -> SelectStatement {
    select::<T>().cond_where(T::with_key(key)).take()
}

/// A history that is limited in every way.
fn searched_history(organization: Option<OrganizationId>, person: Option<UserId>) -> AuditFilter {
    let actions = Some(vec![Action::GrantGiven, Action::GrantRevoked]);
    let (from, before) = (Some(Timestamp::from_unix_seconds(1)), Some(Timestamp::from_unix_seconds(2)));
    AuditFilter { organization, actions, person, from, before, ..AuditFilter::default() }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[tokio::test]
async fn a_key_is_one_step_in_an_index() {
    let store = memory().await;
    let digest = TokenDigest::from_bytes([7; 32]);
    let (key, external) = (RoleKey::parse("member").unwrap(), ExternalId::parse("crm-1").unwrap());
    for query in [
        finding::<Session>(&SessionKey::Token(digest)),
        finding::<AccessToken>(&AccessTokenKey::Token(digest)),
        finding::<Authorization>(&AuthorizationKey::Code(digest)),
        finding::<Consent>(&ConsentKey::Of(id(1).into(), id(2).into())),
        finding::<User>(&UserKey::Email("a@b.example".to_owned())),
        finding::<User>(&UserKey::Username("jeremy".to_owned())),
        finding::<UserEmail>(&UserEmailKey::Email("a@b.example".to_owned())),
        finding::<Credential>(&CredentialKey::Password(id(1).into())),
        finding::<Organization>(&OrganizationKey::External(external)),
        finding::<Role>(&RoleRef::Named(None, key.clone())),
        finding::<Role>(&RoleRef::Named(Some(id(1).into()), key)),
    ] {
        let plan = plan(&store, &query).await;
        assert!(plan.starts_with("SEARCH") && plan.contains("USING INDEX"), "{plan}");
    }
}

/// Every page asks for the look of an application, an organisation and the deployment at once.
#[tokio::test]
async fn the_look_of_a_page_is_found_by_an_index() {
    let store = memory().await;
    let (application, organization) = (id(1).into(), id(2).into());
    let subjects = [BrandSubject::Application(application), BrandSubject::Organization(organization)];
    let subjects = Some(subjects.into_iter().chain([BrandSubject::Deployment]).collect());
    let plan = plan(&store, &listing::<Brand>(&BrandFilter { subjects }, &Page::first(50))).await;
    assert_eq!(
        plan.matches("identity_brands_subject (subject_id=? AND subject_kind=?)").count(),
        3,
        "{plan}"
    );
    assert!(!plan.contains("SCAN"), "{plan}");
}

#[tokio::test]
async fn a_page_is_read_in_the_order_of_an_index() {
    let store = memory().await;
    let organization = Some(OrganizationId::from(id(1)));
    let user = Some(UserId::from(id(2)));
    let root = OrganizationPath::root(id(3).into());
    let all = Some(vec![Region::Subtree(root.clone()), Region::Subtree(root.child(id(4).into()).unwrap())]);
    for page in [
        Page::first(50),
        Page::first(50).after(Cursor::at(id(9))),
        Page::first(50).after(Cursor::at(id(9))).in_direction(Direction::Descending),
    ] {
        for query in [
            listing::<Organization>(&OrganizationFilter { within: all.clone(), ..Default::default() }, &page),
            listing::<Organization>(
                &OrganizationFilter { parent: organization, ..Default::default() },
                &page,
            ),
            listing::<Membership>(&MembershipFilter { organization, ..Default::default() }, &page),
            listing::<Membership>(&MembershipFilter { user, ..Default::default() }, &page),
            listing::<Contract>(&ContractFilter { organization }, &page),
            listing::<Grant>(
                &GrantFilter { organizations: Some(vec![OrganizationId::from(id(1))]), ..Default::default() },
                &page,
            ),
            listing::<Invitation>(&InvitationFilter { organization, ..Default::default() }, &page),
            listing::<Session>(&SessionFilter { user, ..Default::default() }, &page),
            listing::<AccessToken>(
                &AccessTokenFilter { client: Some(id(1).into()), ..AccessTokenFilter::default() },
                &page,
            ),
            listing::<AccessToken>(
                &AccessTokenFilter { authorization: Some(id(1).into()), ..AccessTokenFilter::default() },
                &page,
            ),
            listing::<ApiClient>(&ApiClientFilter { application: Some(id(1).into()) }, &page),
            listing::<Authorization>(&AuthorizationFilter { user, ..AuthorizationFilter::default() }, &page),
            listing::<AuditEvent>(&AuditFilter { organization, ..AuditFilter::default() }, &page),
            listing::<AuditEvent>(
                &AuditFilter { actor: Some(Actor::System), ..AuditFilter::default() },
                &page,
            ),
            listing::<AuditEvent>(&AuditFilter { about: user, ..AuditFilter::default() }, &page),
            listing::<AuditEvent>(
                &AuditFilter { target: user.map(Into::into), ..AuditFilter::default() },
                &page,
            ),
            listing::<AuditEvent>(
                &AuditFilter { organization, person: user, ..AuditFilter::default() },
                &page,
            ),
            listing::<AuditEvent>(&searched_history(organization, user), &page),
        ] {
            let plan = plan(&store, &query).await;
            assert!(plan.starts_with("SEARCH") && plan.contains("USING INDEX identity_"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}

/// Columns that a list goes by, behind the ones that are the same for all of its rows.
const IN_ORDER: [(&str, &str, &str); 6] = [
    ("identity_organization_tree USING PRIMARY KEY", "ancestor_id=? AND depth=?", "sort_key,organization_id"),
    ("identity_organizations USING INDEX identity_organizations_children", "parent_id=?", "name_key,id"),
    ("identity_memberships USING INDEX identity_memberships_name", "organization_id=?", "name,id"),
    (
        "identity_organization_tree USING INDEX identity_organization_tree_external",
        "ancestor_id=? AND depth=?",
        "tree_external_key,organization_id",
    ),
    ("identity_memberships USING INDEX identity_memberships_email", "organization_id=?", "email,id"),
    ("identity_invitations USING INDEX identity_invitations_order", "organization_id=?", "email_key,id"),
];

/// The first page and one at depth, up and down, with a search and without: each begins at its place in an index, and
/// nothing is sorted.
#[tokio::test]
async fn a_page_in_each_order_begins_at_its_place_in_an_index() {
    let store = memory().await;
    let organization = Some(OrganizationId::from(id(1)));
    let root = OrganizationPath::root(id(3).into());
    let branch = root.child(id(4).into()).unwrap();
    let deep = Cursor::of(&membership("middle"), OrderBy::Name);
    for (direction, sign) in [(Direction::Ascending, '>'), (Direction::Descending, '<')] {
        for (start, search) in [(None, None), (Some(&deep), None), (Some(&deep), Some(FoldedText::of("77")))]
        {
            let first = Page::first(50).in_order(OrderBy::Name).in_direction(direction);
            let page = start.map_or(first.clone(), |start| first.after(start.clone()));
            let by = |order| page.clone().in_order(order);
            let within = |top: &OrganizationPath, order| {
                let within = Some(vec![Region::Only(top.clone()), Region::Subtree(top.clone())]);
                listing::<Organization>(
                    &OrganizationFilter { within, search: search.clone(), ..Default::default() },
                    &by(order),
                )
            };
            let children =
                OrganizationFilter { parent: organization, search: search.clone(), ..Default::default() };
            let people = MembershipFilter { organization, search: search.clone(), ..Default::default() };
            let invited = InvitationFilter { organization, search: search.clone(), ..Default::default() };
            for (by, query) in [
                (0, within(&root, OrderBy::Name)),
                (0, within(&branch, OrderBy::Name)),
                (3, within(&root, OrderBy::ExternalId)),
                (3, within(&branch, OrderBy::ExternalId)),
                (4, listing::<Membership>(&people, &by(OrderBy::Email))),
                (5, listing::<Invitation>(&invited, &by(OrderBy::Email))),
                (1, listing::<Organization>(&children, &page)),
                (2, listing::<Membership>(&people, &page)),
            ] {
                let (found, same, order) = IN_ORDER[by];
                let behind = start.map_or(String::new(), |_| format!(" AND ({order}){sign}(?,?)"));
                let plan = plan(&store, &query).await.replace("COVERING ", "");
                assert!(plan.starts_with(&format!("SEARCH {found} ({same}{behind})")), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
    }
}

fn membership(name: &str) -> Membership {
    let name = FoldedText::of(name);
    let (user, organization) = (id(5).into(), id(6).into());
    let created_at = Timestamp::from_unix_seconds(1);
    let (search, email) = (name.clone(), name.clone());
    let state = UserState::Active;
    Membership { id: id(7).into(), user, organization, search, name, email, state, created_at }
}

/// Every order that a kind of record declares has its column.
#[test]
fn every_order_has_a_column() {
    fn check<T: Mapped>() {
        for by in T::ORDERS {
            let column = T::order_column(*by);
            assert_eq!(column.is_none(), *by == OrderBy::Id, "{:?} by {by:?}", T::KIND);
            assert!(column.is_none_or(|column| T::columns().written().any(|name| name == column)));
        }
    }
    macro_rules! each {
        ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
            $(check::<identity_core::domain::$kind>();)+
        };
    }
    identity_core::for_each_record!(each);
}

#[tokio::test]
async fn lists_of_several_are_found_by_an_index() {
    let store = memory().await;
    let root = OrganizationPath::root(id(3).into());
    let branch = root.child(id(4).into()).unwrap();
    let within = |region| OrganizationFilter { within: Some(vec![region]), ..Default::default() };
    let holders =
        vec![Holder::User(id(1).into()), Holder::Organization(id(2).into()), Holder::Client(id(3).into())];
    let page = Page::first(50);
    let invitations = (1..20).map(|number| InvitationId::from(id(number))).collect();
    for (index, query) in [
        ("path", listing::<Organization>(&within(Region::Subtree(branch.clone())), &page)),
        ("path", listing::<Organization>(&within(Region::Only(branch)), &page)),
        ("holder", listing::<Grant>(&GrantFilter { holders: Some(holders), ..Default::default() }, &page)),
        (
            "autoindex",
            listing::<User>(
                &UserFilter { ids: Some(vec![id(1).into(), id(2).into()]), ..UserFilter::default() },
                &page,
            ),
        ),
        (
            "invitation",
            listing::<OutboxMessage>(
                &OutboxFilter { invitations: Some(invitations), ..Default::default() },
                &page,
            ),
        ),
        (
            "recipient",
            listing::<OutboxMessage>(
                &OutboxFilter {
                    state: Some(MessageState::Queued),
                    recipient: Some("a@b.example".to_owned()),
                    ..Default::default()
                },
                &page,
            ),
        ),
    ] {
        let plan = plan(&store, &query).await;
        assert!(plan.starts_with("SEARCH") && plan.contains(index), "{index}: {plan}");
    }
}

#[tokio::test]
async fn what_hangs_on_a_grant_and_what_ends_soon_are_ranges() {
    let store = memory().await;
    let root = GrantPath::root(id(3).into());
    let within = GrantFilter { within: Some(root.child(id(4).into()).unwrap()), ..Default::default() };
    let ending = GrantFilter {
        unrevoked: true,
        ending: Some((MandateNotice::Nothing, Timestamp::from_unix_seconds(1))),
        ..Default::default()
    };
    for page in [Page::first(50), Page::first(50).after(Cursor::at(id(9)))] {
        for (index, range, filter) in [
            ("identity_grants_path", "(path>? AND path<?)", &within),
            (
                "identity_grants_path",
                "(path>? AND path<?)",
                &GrantFilter { mandates: true, ..within.clone() },
            ),
            ("identity_grants_ending", "(mandate_notices_sent=? AND period_ends_at<?)", &ending),
        ] {
            let plan = plan(&store, &listing::<Grant>(filter, &page)).await;
            assert!(plan.starts_with("SEARCH") && plan.contains(index) && plan.contains(range), "{plan}");
        }
    }
}

/// No table is read from one end to the other.
#[tokio::test]
async fn what_a_decision_rests_on_is_found_by_indexes() {
    let store = memory().await;
    let statement = load_facts::statement(DbBackend::Sqlite, &FactsQuery::default());
    let plan = explained(&store, statement).await;
    assert!(!plan.contains("SCAN identity_"), "{plan}");
    for index in ["identity_grants_holder", "identity_contracts_organization"] {
        assert!(plan.contains(&format!("USING INDEX {index}")), "{index}: {plan}");
    }
    for table in ["users", "api_clients", "grants", "roles", "organizations", "services"] {
        let found = format!("SEARCH identity_{table} USING INDEX sqlite_autoindex_identity_{table}_1 (id=?)");
        assert!(plan.contains(&found), "{found}: {plan}");
    }
    assert!(!plan.contains("RECURSIVE"), "{plan}");
}
