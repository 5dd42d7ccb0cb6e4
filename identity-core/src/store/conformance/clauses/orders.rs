//! Clauses: the orders in which lists are read.

use crate::domain::{Membership, MembershipFilter};
use crate::ids::OrganizationId;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{Kind, kinds};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit, ids, insert_all, removal, update};
use crate::store::conformance::subject::Subject;
use crate::store::{Cursor, Direction, OrderBy, Page, Record, Store, Version};
use crate::values::FoldedText;
use std::sync::Arc;
use uuid::Uuid;

/// The ids of the records as a list in this order and direction shows them.
pub(super) fn sorted(kind: &dyn Kind, records: &[Record], by: OrderBy, direction: Direction) -> Vec<Uuid> {
    let by = if kind.orders().contains(&by) { by } else { OrderBy::Id };
    let place = |record: &Record| (kind.order_key(record, by), record.id().as_uuid());
    let mut places: Vec<_> = records.iter().map(place).collect();
    places.sort_unstable();
    if direction == Direction::Descending {
        places.reverse();
    }
    places.into_iter().map(|(_, id)| id).collect()
}

/// The ids on the pages of a list, put together.
async fn walked(kind: &dyn Kind, store: &dyn Store, first: Page) -> Result<Vec<Uuid>, Failure> {
    let (mut page, mut shown) = (first, Vec::new());
    for _ in 0..100 {
        let slice = kind.list(store, &page).await?;
        shown.extend(ids(&slice.items));
        let Some(next) = slice.next else { return Ok(shown) };
        page = page.after(next);
    }
    Err(Failure::new(format!("the pages of the list of {} have no end", kind.name())))
}

/// On one page and on several; and a kind that does not have the order comes by id.
pub(crate) async fn list_goes_by_every_order(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(160));
    for kind in kinds() {
        let rows: Vec<Record> = (0..16).map(|_| kind.sample(&mut draw)).collect();
        insert_all(store, &rows).await?;
        for by in OrderBy::ALL {
            for direction in Direction::ALL {
                let expected = sorted(&*kind, &rows, *by, *direction);
                for limit in [100, 5] {
                    let page = Page::first(limit).in_order(*by).in_direction(*direction);
                    let shown = walked(&*kind, store, page).await?;
                    Failure::unless(shown == expected, || {
                        format!(
                            "the list of {} by {by:?}, going {direction:?} in pages of {limit}, shows {shown:?}, expected \
                             {expected:?}",
                            kind.name()
                        )
                    })?;
                }
            }
        }
    }
    Ok(())
}

/// Names that a database sorts otherwise when it compares letters, words, or UTF-16.
const NAMES: [&str; 16] = [
    "",
    " a",
    "a",
    "a b",
    "a'b",
    "a-b",
    "a_b",
    "ab",
    "b",
    "zz",
    "я",
    "が",
    "か",
    "山田",
    "\u{fffd}",
    "\u{10428}",
];

fn member(draw: &mut Draw, organization: OrganizationId, name: &str) -> Membership {
    let name = FoldedText::folded(name.to_owned());
    Membership { organization, user: draw.id(), name, ..Membership::sample(draw) }
}

fn records(members: &[Membership]) -> Vec<Record> {
    members.iter().cloned().map(Record::from).collect()
}

/// The names on the pages of the list of an organisation's people.
async fn shown_names(
    store: &dyn Store,
    organization: OrganizationId,
    first: Page,
) -> Result<Vec<(String, Uuid)>, Failure> {
    let filter = MembershipFilter { organization: Some(organization), ..MembershipFilter::default() };
    let (mut page, mut shown) = (first.in_order(OrderBy::Name), Vec::new());
    for _ in 0..100 {
        let slice = store.memberships().list(&filter, &page).await?;
        shown.extend(slice.items.iter().map(|row| (row.name.to_string(), row.id.as_uuid())));
        let Some(next) = slice.next else { return Ok(shown) };
        page = page.after(next);
    }
    Err(Failure::new("the pages of the list of members by name have no end".to_owned()))
}

/// Each name twice, so that the id decides between equal names, in the same direction as the names.
pub(crate) async fn names_are_ordered_by_their_octets(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(161));
    let organization = draw.id();
    let members: Vec<_> =
        NAMES.iter().chain(&NAMES).rev().map(|name| member(&mut draw, organization, name)).collect();
    insert_all(store, &records(&members)).await?;
    let mut expected: Vec<_> = members.iter().map(|one| (one.name.to_string(), one.id.as_uuid())).collect();
    expected.sort_unstable();
    for direction in Direction::ALL {
        for limit in [1, 2, 3, 100] {
            let shown = shown_names(store, organization, Page::first(limit).in_direction(*direction)).await?;
            Failure::unless(shown == expected, || {
                format!(
                    "the pages of up to {limit} of a list by name, going {direction:?}, show {shown:?}, expected \
                     {expected:?}"
                )
            })?;
        }
        expected.reverse();
    }
    Ok(())
}

/// Many people of one name, on pages that begin and end among them.
pub(crate) async fn pages_of_equal_names_join(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(162));
    let organization = draw.id();
    let names = ["aino", "ben", "ben", "ben", "ben", "ben", "ben", "ben", "carl"];
    let members = names.map(|name| member(&mut draw, organization, name));
    insert_all(store, &records(&members)).await?;
    let mut expected: Vec<_> = members.iter().map(|one| (one.name.to_string(), one.id.as_uuid())).collect();
    expected.sort_unstable();
    for direction in Direction::ALL {
        for limit in 1..=9 {
            let shown = shown_names(store, organization, Page::first(limit).in_direction(*direction)).await?;
            Failure::unless(shown == expected, || {
                format!(
                    "the pages of up to {limit} of a list with equal names, going {direction:?}, show {shown:?}, \
                     expected {expected:?}"
                )
            })?;
        }
        expected.reverse();
    }
    Ok(())
}

/// The cursor says where a page begins, whatever became of the record that it was made of.
pub(crate) async fn page_by_name_begins_where_the_last_one_ended(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(163));
    for removed in [false, true] {
        let organization = draw.id();
        let members = ["a", "b", "c", "d"].map(|name| member(&mut draw, organization, name));
        insert_all(store, &records(&members)).await?;
        let [_, second, third, fourth] = members;
        if removed {
            commit(store, &removal(second.id.into(), Version::FIRST), "a removal").await?;
        } else {
            let renamed = Membership { name: FoldedText::of("z"), ..second.clone() };
            commit(store, &update(&renamed.into(), Version::FIRST), "an update").await?;
        }
        let page = Page::first(2).after(Cursor::of(&second, OrderBy::Name));
        let mut expected = vec![third.id.as_uuid(), fourth.id.as_uuid()];
        if !removed {
            expected.push(second.id.as_uuid());
        }
        let shown = shown_names(store, organization, page).await?;
        let shown: Vec<_> = shown.into_iter().map(|(_, id)| id).collect();
        Failure::unless(shown == expected, || {
            format!(
                "behind the place of a record that was {} the list by name shows {shown:?}, expected {expected:?}",
                if removed { "removed" } else { "renamed" }
            )
        })?;
    }
    Ok(())
}

pub(crate) async fn renamed_record_moves_in_the_list(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(164));
    for kind in kinds().into_iter().filter(|kind| kind.orders().contains(&OrderBy::Name)) {
        let mut rows: Vec<Record> = (0..10).map(|_| kind.sample(&mut draw)).collect();
        insert_all(store, &rows).await?;
        for record in rows.iter_mut().step_by(2) {
            *record = kind.revised(&mut draw, record);
            commit(store, &update(record, Version::FIRST), "an update").await?;
        }
        let shown = ids(&kind.list(store, &Page::first(100).in_order(OrderBy::Name)).await?.items);
        let expected = sorted(&*kind, &rows, OrderBy::Name, Direction::Ascending);
        Failure::unless(shown == expected, || {
            format!(
                "after updates that change names, the list of {} by name shows {shown:?}, expected {expected:?}",
                kind.name()
            )
        })?;
    }
    Ok(())
}
