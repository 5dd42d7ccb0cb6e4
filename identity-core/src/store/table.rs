use super::error::StoreError;
use crate::domain::{Entity, Versioned};
use async_trait::async_trait;

/// In which order of ids a list goes; ids of version 7 are ascending in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Oldest first.
    #[default]
    Ascending,
    /// Newest first.
    Descending,
}

/// Which part of a list is asked for (keyset pagination: no offset, no count).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    after: Option<uuid::Uuid>,
    limit: u16,
    order: Order,
}

impl Page {
    /// The most records that one page can have.
    pub const MAX_LIMIT: u16 = 1_000;

    /// The first page, of up to `limit` records (at least 1, at most [`Self::MAX_LIMIT`]).
    pub fn first(limit: u16) -> Self {
        Self { after: None, limit: limit.clamp(1, Self::MAX_LIMIT), order: Order::Ascending }
    }

    /// The page that begins behind the record with this id.
    #[must_use]
    pub fn after(self, id: impl Into<uuid::Uuid>) -> Self {
        Self { after: Some(id.into()), ..self }
    }

    /// The same page in the given order.
    #[must_use]
    pub fn in_order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// The id behind which the page begins.
    pub fn start(&self) -> Option<uuid::Uuid> {
        self.after
    }

    /// How many records it has at most.
    pub fn limit(&self) -> u16 {
        self.limit
    }

    /// In which order.
    pub fn order(&self) -> Order {
        self.order
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T: Entity> {
    /// The records.
    pub items: Vec<Versioned<T>>,
    /// The id behind which the next page begins; `None` when this page is the last.
    pub next: Option<T::Id>,
}

/// Reading the records of one kind.
#[async_trait]
pub trait Table<T: Entity>: Send + Sync {
    /// The record with this id.
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError>;
    /// The record that holds this unique key.
    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError>;
    /// The records that the filter lets through, ordered by id, one page of them.
    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError>;
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
