use super::cursor::Cursor;
use super::error::StoreError;
use crate::domain::{Entity, OrderBy, Versioned};

/// Whether a list goes up or down in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Smallest key first: by name from A, by id from the oldest.
    #[default]
    Ascending,
    /// Largest key first: by id from the newest. Equal sort keys go by id downwards.
    Descending,
}

impl Direction {
    /// Both directions.
    pub const ALL: &'static [Self] = &[Self::Ascending, Self::Descending];
}

/// Which part of a list is asked for (keyset pagination: no offset, no count), and in which order the list goes.
///
/// ```
/// use identity_core::store::Page;
/// use identity_core::testing::TestIdentity;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::builder().organization("acme", "Acme Ltd").start().await?;
/// let scott = test.administrator().await?;
///
/// let (mut names, mut page) = (Vec::new(), Page::first(2));
/// loop {
///     let slice = test.identity().organizations(&scott.caller, None, &page).await?;
///     names.extend(slice.items.iter().map(|found| found.name.to_string()));
///     let Some(next) = slice.next else { break };
///     page = page.after(next);
/// }
/// assert_eq!(names.len(), 3);
/// assert!(names.is_sorted(), "the list goes by name");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    start: Option<Cursor>,
    limit: u16,
    order: OrderBy,
    direction: Direction,
}

impl Page {
    /// The most records that one page can have.
    pub const MAX_LIMIT: u16 = 1_000;

    /// The first page, of up to `limit` records (at least 1, at most [`Self::MAX_LIMIT`]), by id, ascending.
    pub fn first(limit: u16) -> Self {
        Self {
            start: None,
            limit: limit.clamp(1, Self::MAX_LIMIT),
            order: OrderBy::Id,
            direction: Direction::Ascending,
        }
    }

    /// The page that begins behind this place.
    #[must_use]
    pub fn after(self, cursor: Cursor) -> Self {
        Self { start: Some(cursor), ..self }
    }

    /// Sets the order of the list, in place of the order by id.
    #[must_use]
    pub fn in_order(self, order: OrderBy) -> Self {
        Self { order, ..self }
    }

    /// Sets the direction of the list, in place of ascending.
    #[must_use]
    pub fn in_direction(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same page with no more records than this.
    pub(crate) fn of_at_most(self, limit: u16) -> Self {
        Self { limit: self.limit.min(limit), ..self }
    }

    /// The same page with room for one record more.
    pub(crate) fn of_one_more(self) -> Self {
        Self { limit: self.limit.saturating_add(1), ..self }
    }

    /// How many records it has at most.
    pub fn limit(&self) -> u16 {
        self.limit
    }

    /// In which direction the list goes.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The order in which a list of `T` goes: the one that was asked for if `T` has it, otherwise by id.
    pub fn order_of<T: Entity>(&self) -> OrderBy {
        if T::ORDERS.contains(&self.order) { self.order } else { OrderBy::Id }
    }

    /// Where the page begins in a list of `T`: behind the record with this sort key and id, of which the sort key is
    /// there exactly when [`order_of`](Self::order_of) is not by id. `None` for the first page.
    pub fn start_of<T: Entity>(&self) -> Option<Cursor> {
        self.start.as_ref().map(|start| start.fitting(self.order_of::<T>()))
    }

    /// The page made of a list that a store reads in several parts, such as one for each of the marks that its filter
    /// names. Each part has its records from the start of the page on, in the direction of the page, and is read only as
    /// far as the page needs. [`Entity::matches`] decides about each record, and one that several parts have is shown
    /// once. The first error ends it.
    pub fn slice_of_parts<T: Entity, P>(
        &self,
        filter: &T::Filter,
        parts: impl IntoIterator<Item = P>,
    ) -> Result<Slice<T>, StoreError>
    where
        P: IntoIterator<Item = Result<Versioned<T>, StoreError>>,
    {
        let (mut found, most) = (Vec::new(), usize::from(self.limit) + 1);
        for part in parts {
            let shown = part.into_iter().filter(|row| row.as_ref().map_or(true, |row| row.matches(filter)));
            for row in shown.take(most) {
                found.push(row?);
            }
        }
        let order = self.order_of::<T>();
        found.sort_by_cached_key(|row| Cursor::of(&row.record, order));
        found.dedup_by_key(|row| row.record.id());
        if self.direction == Direction::Descending {
            found.reverse();
        }
        Ok(self.slice(found))
    }

    /// The page made of the records that a store found for it: in order, from its start, and one more than its
    /// [`limit`](Self::limit) where there are more.
    pub fn slice<T: Entity>(&self, mut found: Vec<Versioned<T>>) -> Slice<T> {
        let limit = usize::from(self.limit);
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| more);
        let next = last.map(|row| Cursor::of(&row.record, self.order_of::<T>()));
        Slice { items: found, next }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T: Entity> {
    /// The records.
    pub items: Vec<Versioned<T>>,
    /// Where the next page begins; `None` when this page is the last.
    pub next: Option<Cursor>,
}
