//! What requests ask of the store.

use super::filling::{RESELLER, id, kind};
use identity_core::Timestamp;
use identity_core::domain::{
    GrantFilter, GrantPath, Holder, MandateNotice, Membership, MembershipFilter, OrganizationFilter,
    OrganizationPath, Region, UserState,
};
use identity_core::secrets::TokenDigest;
use identity_core::store::{Cursor, Direction, FactsQuery, OrderBy, Page, Store as _, StoreError};
use identity_core::values::FoldedText;
use identity_store_sql::SqlStore;
use sea_orm::prelude::Uuid;

/// The number of the customer whose contact person asks.
const ASKED: u128 = 4_711;

fn root() -> OrganizationPath {
    OrganizationPath::root(id(kind::ORGANIZATION, 0))
}

/// The digest that a row has.
fn digest(number: u128) -> TokenDigest {
    let mut octets = [0; 32];
    octets[16..].copy_from_slice(&number.to_be_bytes());
    TokenDigest::from_bytes(octets)
}

fn wanted() -> FactsQuery {
    FactsQuery {
        holders: vec![Holder::User(id(kind::USER, ASKED))],
        organizations: vec![id(kind::ORGANIZATION, ASKED)],
        session: Some(digest(ASKED)),
        ..FactsQuery::default()
    }
}

/// A page in the middle of a list by name.
fn middle(name: &str, direction: Direction) -> Page {
    let key = FoldedText::of(name);
    let created_at = Timestamp::from_unix_micros(1);
    let (user, organization) = (id(kind::USER, 0), id(kind::ORGANIZATION, 0));
    let place = Membership {
        id: Uuid::max().into(),
        user,
        organization,
        name: key.clone(),
        email: key.clone(),
        search: key,
        state: UserState::Active,
        created_at,
    };
    by_name().in_direction(direction).after(Cursor::of(&place, OrderBy::Name))
}

fn by_name() -> Page {
    Page::first(50).in_order(OrderBy::Name)
}

fn by(order: OrderBy) -> Page {
    Page::first(50).in_order(order)
}

fn within(path: OrganizationPath) -> OrganizationFilter {
    OrganizationFilter { within: Some(vec![Region::Subtree(path)]), ..OrganizationFilter::default() }
}

/// What requests ask of the store.
pub(super) enum Question {
    Facts,
    Organizations(OrganizationFilter, Page),
    Members(MembershipFilter, Page),
    Grants(GrantFilter),
}

/// Whether the plan may sort what it found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    /// What is found comes in order; a page at depth costs no more than the first.
    Never,
    /// What is found is little.
    Allowed,
}

/// A question with its words, the number of records that it finds, and whether these may be sorted.
pub(super) type Asked = (&'static str, Question, usize, Sorting);

/// Every question.
pub(super) fn questions() -> Vec<Asked> {
    let facts = "what a decision about one person and one organisation rests on";
    let mut questions = vec![(facts, Question::Facts, 1, Sorting::Allowed)];
    questions.extend(
        organizations()
            .map(|(words, filter, page)| (words, Question::Organizations(filter, page), 50, Sorting::Never)),
    );
    questions.extend(
        people().map(|(words, filter, page)| (words, Question::Members(filter, page), 50, Sorting::Never)),
    );
    questions.extend(
        grants().map(|(words, filter, found)| (words, Question::Grants(filter), found, Sorting::Allowed)),
    );
    questions
}

fn organizations() -> [(&'static str, OrganizationFilter, Page); 8] {
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let reseller = root().child(id(kind::ORGANIZATION, RESELLER)).unwrap_or_else(|_| root());
    let children = OrganizationFilter {
        parent: Some(id(kind::ORGANIZATION, RESELLER)),
        ..OrganizationFilter::default()
    };
    let searched = OrganizationFilter { search: Some(FoldedText::of("77")), ..within(root()) };
    [
        ("the organisations in a subtree by name", within(reseller.clone()), by_name()),
        ("the organisations in a subtree by CRM id", within(reseller.clone()), by(OrderBy::ExternalId)),
        ("the same, from the middle of the list on", within(reseller), middle("customer 5", up)),
        ("all organisations below the operator by name", within(root()), by_name()),
        ("the same, from the middle of the list backwards", within(root()), middle("customer 5", down)),
        ("the same, those in which a text is found", searched, by_name()),
        ("the children of an organisation by name", children.clone(), by_name()),
        ("the same, from the middle of the list on", children, middle("customer 5", up)),
    ]
}

fn people() -> [(&'static str, MembershipFilter, Page); 4] {
    let all =
        MembershipFilter { organization: Some(id(kind::ORGANIZATION, 0)), ..MembershipFilter::default() };
    let searched = MembershipFilter { search: Some(FoldedText::of("77")), ..all.clone() };
    [
        ("the people of an organisation by name", all.clone(), by_name()),
        (
            "the same, from the middle of the list backwards",
            all.clone(),
            middle("a 5", Direction::Descending),
        ),
        ("the same, those in whom a text is found", searched, by_name()),
        ("the people of an organisation by e-mail address", all, by(OrderBy::Email)),
    ]
}

fn grants() -> [(&'static str, GrantFilter, usize); 4] {
    let all = GrantFilter { unrevoked: true, ..GrantFilter::default() };
    let ending = Some((MandateNotice::Nothing, Timestamp::from_unix_micros(301)));
    let derived = Some(GrantPath::root(id(kind::GRANT, 99)));
    [
        ("the grants of a person", GrantFilter { holders: Some(wanted().holders), ..all.clone() }, 1),
        (
            "a page of the grants at an organisation",
            GrantFilter { organizations: Some(wanted().organizations), ..all.clone() },
            1,
        ),
        ("what derives from a grant", GrantFilter { within: derived, ..all.clone() }, 2),
        ("the mandates that end soon", GrantFilter { ending, ..all }, 3),
    ]
}

pub(super) async fn ask(store: &SqlStore, question: &Question) -> Result<usize, StoreError> {
    Ok(match question {
        Question::Facts => store.load_facts(&wanted()).await?.grants.len(),
        Question::Organizations(filter, page) => store.organizations().list(filter, page).await?.items.len(),
        Question::Members(filter, page) => store.memberships().list(filter, page).await?.items.len(),
        Question::Grants(filter) => store.grants().list(filter, &Page::first(50)).await?.items.len(),
    })
}
