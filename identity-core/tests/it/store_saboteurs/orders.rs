use super::fault::Fault;
use super::lists::with_limit;
use super::sabotaged::{Sabotaged, failed, name};
use super::steps::inserted;
use identity_core::store::{
    Change, Cursor, Direction, Entity, MemoryStore, OrderBy, Page, StoreError, Table, Versioned,
};
use identity_core::values::FoldedText;
use std::cmp::Reverse;
use uuid::Uuid;

/// A name as dictionaries sort it: without what is no letter.
fn letters(name: &FoldedText) -> String {
    name.as_str().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn name_of<T: Entity>(row: &Versioned<T>) -> FoldedText {
    row.record.order_key(OrderBy::Name).unwrap_or_default()
}

fn id_of<T: Entity>(row: &Versioned<T>) -> Uuid {
    row.record.id().into()
}

impl Sabotaged {
    /// The page that a store with this fault reads instead.
    pub(super) async fn sabotaged_page<T: Entity>(&self, page: &Page) -> Result<Page, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let (by, page) = (page.order_of::<T>(), page.clone());
        Ok(match self.fault {
            Some(Fault::DirectionIgnored) => page.in_direction(Direction::Ascending),
            Some(Fault::OrderIgnored) => page.in_order(OrderBy::Id),
            Some(Fault::UndeclaredOrderRefused) if page != page.clone().in_order(by) => {
                return Err(failed("no such column: name"));
            }
            Some(Fault::LimitIgnored) => with_limit::<T>(&page, page.limit() + 1),
            Some(Fault::CursorNameLookedUp) => match page.start_of::<T>() {
                Some(start) => {
                    let found: Option<Versioned<T>> = self.inner.get(T::Id::from(start.id())).await?;
                    page.after(found.map_or(start, |row| Cursor::of(&row.record, by)))
                }
                None => page,
            },
            _ => page,
        })
    }

    pub(super) fn spoil_order<T: Entity>(&self, page: &Page, rows: &mut Vec<Versioned<T>>) {
        if page.order_of::<T>() != OrderBy::Name {
            return;
        }
        let descending = page.direction() == Direction::Descending;
        match self.fault {
            Some(Fault::NamesInDictionaryOrder) if !descending => {
                rows.sort_by_key(|row| (letters(&name_of(row)), name_of(row), id_of(row)));
            }
            Some(Fault::EqualNamesGoUp) if descending => {
                rows.sort_by_key(|row| (Reverse(name_of(row)), id_of(row)));
            }
            // `WHERE name > ?` without the id.
            Some(Fault::EqualNamesSkipped) => {
                let start = page.start_of::<T>().and_then(|start| start.key().cloned());
                rows.retain(|row| start.as_ref() != Some(&name_of(row)));
            }
            Some(Fault::RenamedStaysInPlace) if !descending => {
                let first = self.first_names.lock().unwrap();
                rows.sort_by_key(|row| (first.get(&id_of(row)).cloned(), id_of(row)));
            }
            _ => {}
        }
    }

    pub(super) fn remember_names(&self, steps: &[Change]) {
        let mut names = self.first_names.lock().unwrap();
        for record in inserted(steps) {
            names.extend(name(record).map(|name| (record.id().as_uuid(), name)));
        }
    }
}
