use super::error::StoreError;
use super::page::{Page, Slice};
use crate::domain::{Entity, Versioned};
use async_trait::async_trait;

/// Reading the records of one kind.
#[async_trait]
pub trait Table<T: Entity>: Send + Sync {
    /// The record with this id.
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError>;
    /// The record that holds this unique key.
    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError>;
    /// One page of the records that the filter lets through, in the order and direction of the page.
    ///
    /// In an order other than by id, records are sorted by the octets of their [`order_key`](Entity::order_key), and
    /// those with equal keys by the octets of their ids. A page that asks for an order that the kind does not declare
    /// comes by id; [`Page::order_of`] and [`Page::start_of`] say which order and start that is.
    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError>;
    /// How many records the filter lets through; `at_most`, when there are that many or more.
    ///
    /// The default reads the pages of the list. A store that can count without reading the records does so, and stops at
    /// `at_most`, so that the work is bounded whatever there is.
    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        let (mut counted, mut page) = (0, Page::first(Page::MAX_LIMIT));
        while counted < at_most {
            let slice = self.list(filter, &page).await?;
            counted += slice.items.len() as u64;
            let Some(next) = slice.next else { break };
            page = page.after(next);
        }
        Ok(counted.min(at_most))
    }
}

/// How many records there are, as people are told it: counted no further than they care for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// Exhaustive: whoever shows a number has words for both.
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than this.
    MoreThan(u64),
}

impl Count {
    /// How far is counted, so that a list of millions costs no more than one of thousands.
    pub const BOUND: u64 = 10_000;

    /// Counts the records that a filter lets through.
    pub(crate) async fn of<T: Entity>(table: &dyn Table<T>, filter: &T::Filter) -> Result<Self, StoreError> {
        let counted = table.count(filter, Self::BOUND + 1).await?;
        Ok(if counted > Self::BOUND { Self::MoreThan(Self::BOUND) } else { Self::Exactly(counted) })
    }
}

/// All records that a filter lets through. Only for lists that are short by their nature.
pub(crate) async fn all<T: Entity>(
    table: &dyn Table<T>,
    filter: &T::Filter,
) -> Result<Vec<Versioned<T>>, StoreError> {
    let mut found = Vec::new();
    let mut page = Page::first(Page::MAX_LIMIT);
    loop {
        let slice = table.list(filter, &page).await?;
        found.extend(slice.items);
        match slice.next {
            Some(next) => page = page.after(next),
            None => return Ok(found),
        }
    }
}
