//! Clauses: what lists show, and in which pages.

use super::orders::sorted;
use crate::domain::{Membership, MembershipFilter, Organization, OrganizationFilter};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{Kind, kinds};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit, everything, ids, insert, insert_all, removal};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Cursor, Direction, OrderBy, Page, Record, Store, Version};
use crate::values::{DisplayName, FoldedText};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

async fn fill(
    store: &dyn Store,
    kind: &dyn Kind,
    draw: &mut Draw,
    count: usize,
) -> Result<Vec<Record>, Failure> {
    let mut records: Vec<Record> = (1..count).map(|_| kind.sample(draw)).collect();
    records.push(kind.keyed(draw));
    insert_all(store, &records).await?;
    Ok(records)
}

pub(crate) async fn filters_agree_with_matches(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(60));
    for kind in kinds() {
        let rows = fill(store, &*kind, &mut draw, 24).await?;
        kind.check_filters(store, &mut draw, &rows).await?;
    }
    Ok(())
}

pub(crate) async fn empty_list_in_a_filter_shows_nothing(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(61));
    for kind in kinds() {
        fill(store, &*kind, &mut draw, 6).await?;
        kind.check_empty_lists(store).await?;
    }
    Ok(())
}

/// With the filters that lists are tried with, and bounds below, at and above the number.
pub(crate) async fn count_agrees_with_the_list(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(68));
    for kind in kinds() {
        let rows = fill(store, &*kind, &mut draw, 24).await?;
        kind.check_counts(store, &mut draw, &rows).await?;
    }
    Ok(())
}

/// Wildcards and quotes in what somebody types mean themselves, and the store folds nothing beyond what is folded.
pub(crate) async fn name_search_takes_every_character_literally(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(62));
    let names = [
        "100% Sure",
        "100x Sure",
        "A_B",
        "AxB",
        "back\\slash",
        "O'Neil",
        "\"Q\"",
        "[x]",
        "x*",
        "Ärzte",
        "ärzte",
        "STRASSE",
        "Straße",
        "İz",
        "iz",
        "plain",
        "PLAIN",
        "\u{212a}elvin",
        "かな",
        "がな",
    ];
    let mut rows = Vec::new();
    for name in names.iter().filter_map(|name| DisplayName::parse(name).ok()) {
        let organization = Organization { name, ..Organization::sample(&mut draw) };
        insert(store, &organization.clone().into()).await?;
        rows.push(organization);
    }
    let parts = [
        "", "%", "_", "a_b", "A_B", "\\", "'", "\"", "[x]", "*", "ä", "Ä", "rzte", "RZTE", "ss", "ß", "i",
        "İ", "plain", "pLaIn", " ", "k", "K", "\u{212a}", "100%", "%%", "?", "a%b", "か", "が", "e\u{301}",
    ];
    for part in parts {
        let filter =
            OrganizationFilter { search: Some(FoldedText::of(part)), ..OrganizationFilter::default() };
        let slice = store.organizations().list(&filter, &Page::first(100)).await?;
        let shown: BTreeSet<_> = slice.items.iter().map(|row| row.record.name.to_string()).collect();
        let matching = rows.iter().filter(|row| crate::store::Entity::matches(*row, &filter));
        let expected: BTreeSet<_> = matching.map(|row| row.name.to_string()).collect();
        Failure::unless(shown == expected, || {
            format!(
                "the organisations whose search text contains {part:?} are {expected:?}; shown were {shown:?}"
            )
        })?;
    }
    Ok(())
}

fn in_order(records: &[Record], direction: Direction) -> Vec<Uuid> {
    let mut expected: Vec<Uuid> = records.iter().map(|record| record.id().as_uuid()).collect();
    expected.sort_unstable();
    if direction == Direction::Descending {
        expected.reverse();
    }
    expected
}

pub(crate) async fn list_goes_by_id_in_both_orders(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(63));
    for kind in kinds() {
        let rows = fill(store, &*kind, &mut draw, 12).await?;
        for direction in [Direction::Ascending, Direction::Descending] {
            let shown = kind.list(store, &Page::first(100).in_direction(direction)).await?;
            Failure::unless(ids(&shown.items) == in_order(&rows, direction), || {
                format!(
                    "the list of {} going {direction:?} is not in the order of the octets of its ids",
                    kind.name()
                )
            })?;
        }
    }
    Ok(())
}

/// And the last page says that it is the last, also when it is full.
pub(crate) async fn pages_join_without_gap_or_repeat(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(64));
    for kind in kinds() {
        let rows = fill(store, &*kind, &mut draw, 12).await?;
        for by in kind.orders() {
            for direction in Direction::ALL {
                for limit in [1, 5, 11, 12, 13] {
                    let first = Page::first(limit).in_order(*by).in_direction(*direction);
                    let shown = everything(store, &*kind, first).await?;
                    Failure::unless(ids(&shown) == sorted(&*kind, &rows, *by, *direction), || {
                        format!(
                            "the pages of up to {limit} of the list of {} by {by:?}, going {direction:?}, show {} \
                             records and not each of the 12 once in order",
                            kind.name(),
                            shown.len()
                        )
                    })?;
                }
            }
        }
    }
    Ok(())
}

pub(crate) async fn limit_bounds_a_page(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(65));
    for kind in kinds() {
        fill(store, &*kind, &mut draw, 7).await?;
        for (limit, items, more) in
            [(1, 1, true), (6, 6, true), (7, 7, false), (8, 7, false), (1_000, 7, false)]
        {
            let slice = kind.list(store, &Page::first(limit)).await?;
            Failure::unless(slice.items.len() == items, || {
                format!("a page of up to {limit} of 7 records of {} shows {}", kind.name(), slice.items.len())
            })?;
            let last = slice.items.last().map(|row| Cursor::at(row.record.id().as_uuid()));
            let next = if more { last } else { None };
            Failure::unless(slice.next == next, || {
                format!(
                    "a page of up to {limit} of 7 records of {} has `next` {:?}, expected {next:?}",
                    kind.name(),
                    slice.next
                )
            })?;
        }
    }
    Ok(())
}

/// Records come before and behind the reader, and the one that the next page begins behind goes.
pub(crate) async fn pages_stay_stable_while_records_come_and_go(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(66));
    for kind in kinds() {
        for by in kind.orders() {
            for direction in Direction::ALL {
                read_while_records_come_and_go(store, &*kind, &mut draw, (*by, *direction)).await?;
            }
        }
    }
    Ok(())
}

async fn read_while_records_come_and_go(
    store: &dyn Store,
    kind: &dyn Kind,
    draw: &mut Draw,
    (by, direction): (OrderBy, Direction),
) -> Outcome {
    let rows = fill_plain(store, kind, draw).await?;
    let (mut page, mut seen) = (Page::first(4).in_order(by).in_direction(direction), Vec::new());
    loop {
        let slice = kind.list(store, &page).await?;
        seen.extend(ids(&slice.items));
        let Some(next) = slice.next else { break };
        let Some(last) = slice.items.last() else { break };
        if seen.len() < 60 {
            insert_all(store, &[kind.sample(draw), kind.sample(draw)]).await?;
        }
        commit(store, &removal(last.record.id(), Version::FIRST), "a removal").await?;
        page = page.after(next);
    }
    let mut expected = sorted(kind, &rows, by, direction);
    expected.retain(|id| seen.contains(id));
    let distinct: BTreeSet<_> = seen.iter().collect();
    Failure::unless(expected.len() == rows.len() && distinct.len() == seen.len(), || {
        format!(
            "while others came and went, the pages of the list of {} by {by:?}, going {direction:?}, showed {} of its \
             {} records, and {} twice",
            kind.name(),
            expected.len(),
            rows.len(),
            seen.len() - distinct.len()
        )
    })?;
    let mut rest = ChangeSet::new();
    for row in everything(store, kind, Page::first(100)).await? {
        rest.remove(row.record.id(), row.version);
    }
    commit(store, &rest, "removing everything").await
}

async fn fill_plain(store: &dyn Store, kind: &dyn Kind, draw: &mut Draw) -> Result<Vec<Record>, Failure> {
    let records: Vec<Record> = (0..14).map(|_| kind.sample(draw)).collect();
    insert_all(store, &records).await?;
    Ok(records)
}

/// More than two of the longest pages, with a condition and without one.
pub(crate) async fn list_of_thousands_is_shown_whole(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(67));
    let (organization, many) = (draw.id(), usize::from(Page::MAX_LIMIT) * 2 + 1);
    let mut members = Vec::new();
    for number in 0..many + 100 {
        let member = Membership { user: draw.id(), ..Membership::sample(&mut draw) };
        members.push(if number < many { Membership { organization, ..member } } else { member });
    }
    for some in members.chunks(700) {
        let some: Vec<Record> = some.iter().cloned().map(Record::from).collect();
        insert_all(store, &some).await?;
    }
    for wanted in [None, Some(organization)] {
        let filter = MembershipFilter { organization: wanted, ..MembershipFilter::default() };
        let shown = members.iter().filter(|member| crate::store::Entity::matches(*member, &filter));
        let shown: Vec<Record> = shown.cloned().map(Record::from).collect();
        for direction in [Direction::Ascending, Direction::Descending] {
            let page = Page::first(Page::MAX_LIMIT).in_direction(direction);
            let found = all_members(store, &filter, page).await?;
            Failure::unless(found == in_order(&shown, direction), || {
                format!(
                    "the pages of up to {} of a list of {} records going {direction:?} show {} records, or not each of \
                     them once in order",
                    Page::MAX_LIMIT,
                    shown.len(),
                    found.len()
                )
            })?;
        }
    }
    Ok(())
}

/// The ids that the pages of a list show, up to one more page than there can be.
async fn all_members(
    store: &dyn Store,
    filter: &MembershipFilter,
    first: Page,
) -> Result<Vec<Uuid>, Failure> {
    let (mut page, mut found) = (first, Vec::new());
    for _ in 0..4 {
        let slice = store.memberships().list(filter, &page).await?;
        found.extend(slice.items.iter().map(|row| row.record.id.as_uuid()));
        let Some(next) = slice.next else { break };
        page = page.after(next);
    }
    Ok(found)
}
