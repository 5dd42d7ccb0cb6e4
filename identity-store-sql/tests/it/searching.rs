//! Lists that are long or strange.

use crate::samples::{memory, organization};
use identity_core::domain::{Organization, OrganizationFilter, Region, User, UserFilter};
use identity_core::ids::UserId;
use identity_core::store::{ChangeSet, Entity, Page, Store, Table};
use identity_core::values::FoldedText;
use identity_core::{OsEntropy, SystemClock};
use identity_store_sql::SqlStore;

async fn names(store: &SqlStore, filter: &OrganizationFilter) -> Vec<String> {
    let found = store.organizations().list(filter, &Page::first(1_000)).await.unwrap();
    found.items.iter().map(|item| item.record.name.to_string()).collect()
}

fn containing(part: &str) -> OrganizationFilter {
    OrganizationFilter { search: Some(FoldedText::of(part)), ..OrganizationFilter::default() }
}

#[tokio::test]
async fn wildcards_stand_for_themselves() {
    let store = memory().await;
    let all = ["100% Energy", "100 Energy", "snake_case", "snakeXcase", r"back\slash", "Ärger", "ÄRGER"];
    let mut changes = ChangeSet::new();
    for name in all {
        changes.insert(organization(None, name));
    }
    store.commit(&changes).await.unwrap();
    for part in ["%", "_", r"\", "0% e", "E_C", "ärger", "Ärger", "ÄRGER", "", "a\0", r"\%", "rg"] {
        let expected: Vec<&str> = changes
            .changes()
            .iter()
            .filter_map(|change| match change {
                identity_core::store::Change::Insert(identity_core::store::Record::Organization(record)) => {
                    record.matches(&containing(part)).then(|| record.name.as_str())
                }
                _ => None,
            })
            .collect();
        let mut found = names(&store, &containing(part)).await;
        found.sort_unstable();
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{part:?}");
    }
    assert!(names(&store, &containing(&"x".repeat(1_000_000))).await.is_empty());
}

#[tokio::test]
async fn thousands_of_regions_and_ids_are_no_problem() {
    let store = memory().await;
    let root = organization(None, "root");
    let children: Vec<Organization> =
        (0..3_000).map(|number| organization(Some(&root.path), &format!("child {number}"))).collect();
    let leaf = organization(Some(&children[1_234].path), "leaf");
    let mut changes = ChangeSet::new();
    changes.insert(root.clone()).insert(children[1_234].clone()).insert(leaf.clone());
    store.commit(&changes).await.unwrap();

    let trees = children.iter().map(|child| Region::Subtree(child.path.clone())).collect();
    let within = OrganizationFilter { within: Some(trees), ..OrganizationFilter::default() };
    assert_eq!(names(&store, &within).await, ["child 1234", "leaf"]);
    let places = children.iter().map(|child| Region::Only(child.path.clone())).collect();
    let within = OrganizationFilter { within: Some(places), ..OrganizationFilter::default() };
    assert_eq!(names(&store, &within).await, ["child 1234"]);
    let nested = [&root, &leaf, &children[1_234]].map(|place| Region::Subtree(place.path.clone()));
    let within = OrganizationFilter { within: Some(nested.to_vec()), ..OrganizationFilter::default() };
    assert_eq!(names(&store, &within).await.len(), 3);

    let ids = (0..20_000).map(|_| UserId::generate(&SystemClock::default(), &OsEntropy)).collect();
    let found = Table::<User>::list(
        &store,
        &UserFilter { ids: Some(ids), ..UserFilter::default() },
        &Page::first(10),
    )
    .await
    .unwrap();
    assert!(found.items.is_empty());
}

#[tokio::test]
async fn a_change_set_of_thousands_is_one_commit() {
    let store = memory().await;
    let mut changes = ChangeSet::new();
    for number in 0..2_500 {
        changes.insert(organization(None, &format!("customer {number}")));
    }
    store.commit(&changes).await.unwrap();
    let mut after = Page::first(1_000);
    let mut seen = 0;
    loop {
        let slice = store.organizations().list(&OrganizationFilter::default(), &after).await.unwrap();
        seen += slice.items.len();
        match slice.next {
            Some(next) => after = after.after(next),
            None => break,
        }
    }
    assert_eq!(seen, 2_500);
}
