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
