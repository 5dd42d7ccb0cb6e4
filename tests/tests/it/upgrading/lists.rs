//! Lists by name and searches in a database that was brought up to date.

use super::releases::{PEOPLE, PLACES, numbered};
use anyhow::{Context as _, Result};
use identity_core::Timestamp;
use identity_core::domain::{
    Membership, MembershipFilter, OrganizationFilter, OrganizationPath, Region, UserState,
};
use identity_core::ids::{ContractId, OrganizationId, UserId};
use identity_core::store::{ChangeSet, Direction, OrderBy, Page, Store as _};
use identity_core::values::FoldedText;
use identity_store_sql::SqlStore;

fn place(number: usize) -> Result<OrganizationId> {
    Ok(OrganizationId::parse(&numbered(number))?)
}

/// The numbers of the organisations that a list by name shows.
async fn shown(store: &SqlStore, filter: &OrganizationFilter, direction: Direction) -> Result<Vec<usize>> {
    let page = Page::first(10).in_order(OrderBy::Name).in_direction(direction);
    let found = store.organizations().list(filter, &page).await?.items;
    let number = |id: OrganizationId| (0..PLACES.len()).find(|number| place(*number).ok() == Some(id));
    found.iter().map(|found| number(found.id).context("an organisation of the first release")).collect()
}

fn below(steps: &[usize]) -> Result<OrganizationFilter> {
    let mut path = OrganizationPath::root(place(steps[0])?);
    for step in &steps[1..] {
        path = path.child(place(*step)?)?;
    }
    Ok(OrganizationFilter { within: Some(vec![Region::Subtree(path)]), ..OrganizationFilter::default() })
}

/// Every key is the one that core makes, and every list goes by it.
pub(super) async fn are_as_core_makes_them(store: &SqlStore) -> Result<()> {
    organizations(store).await?;
    people(store).await?;
    for number in 0..PLACES.len() {
        let id = ContractId::parse(&numbered(number))?;
        let contract = store.contracts().get(id).await?.context("the contract stays")?;
        let ends = [3, 4].map(|micros| Some(Timestamp::from_unix_micros(micros)));
        assert_eq!([contract.period.starts_at, contract.period.ends_at], ends);
    }
    Ok(())
}

async fn organizations(store: &SqlStore) -> Result<()> {
    let up = Direction::Ascending;
    let all = OrganizationFilter::default();
    assert_eq!(shown(store, &all, up).await?, [4, 2, 1, 0, 3]);
    assert_eq!(shown(store, &all, Direction::Descending).await?, [3, 0, 1, 2, 4]);
    assert_eq!(shown(store, &below(&[0])?, up).await?, [2, 1, 0, 3]);
    assert_eq!(shown(store, &below(&[0, 1])?, Direction::Descending).await?, [3, 1, 2]);
    assert_eq!(shown(store, &below(&[0, 1, 2, 3])?, up).await?, [3]);
    for (text, found) in [
        ("odegard & STRASSE", vec![1]),
        ("crm-7", vec![2, 1]),
        ("1234567", vec![1]),
        ("oe.example", vec![1]),
        ("xn--strae", vec![1]),
        ("100%_\\", vec![2]),
        ("%", vec![2]),
        ("_", vec![2]),
        ("operator-1", vec![]),
        ("old", vec![]),
    ] {
        let search = Some(FoldedText::of(text));
        assert_eq!(shown(store, &OrganizationFilter { search, ..below(&[0])? }, up).await?, found, "{text}");
    }
    // A name that changes moves within each of the lists that it stands in, and one that goes leaves them.
    let alpha = store.organizations().get(place(3)?).await?.context("the organisation stays")?;
    let mut renamed = alpha.record.clone();
    renamed.name = "AAA".parse()?;
    store.commit(ChangeSet::new().update(renamed, alpha.version)).await?;
    assert_eq!(shown(store, &below(&[0])?, up).await?, [3, 2, 1, 0]);
    assert_eq!(shown(store, &below(&[0, 1, 2])?, up).await?, [3, 2]);
    store.commit(ChangeSet::new().remove(alpha.id, alpha.version.next())).await?;
    assert_eq!(shown(store, &below(&[0])?, up).await?, [2, 1, 0]);
    store.commit(ChangeSet::new().insert(alpha.record.clone())).await?;
    assert_eq!(shown(store, &below(&[0, 1])?, up).await?, [2, 1, 3]);
    Ok(())
}

async fn people(store: &SqlStore) -> Result<()> {
    let filter = MembershipFilter { organization: Some(place(1)?), ..MembershipFilter::default() };
    let page = Page::first(10).in_order(OrderBy::Name);
    let members = store.memberships().list(&filter, &page).await?.items;
    let people: Vec<UserId> = members.iter().map(|member| member.user).collect();
    let expected = [1, 0, 2].map(|number| UserId::parse(&numbered(number)));
    assert_eq!(people.into_iter().map(Ok).collect::<Vec<_>>(), expected);
    assert_eq!(members.len(), PEOPLE.len());
    for member in members {
        let user = store.users().get(member.user).await?.context("the person stays")?;
        let made = Membership::new(member.id, &user, member.organization, member.created_at);
        assert_eq!(member.record, made);
        let filter = MembershipFilter { search: Some(made.search.clone()), ..filter.clone() };
        assert_eq!(store.memberships().list(&filter, &page).await?.items.len(), 1);
    }
    let locked = MembershipFilter { state: Some(UserState::Locked), ..filter };
    assert_eq!(store.memberships().count(&locked, 10).await?, 1);
    Ok(())
}
