use super::fault::Fault;
use super::lists::made_up;
use super::sabotaged::{Sabotaged, failed};
use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{
    ChangeSet, Claims, Counters, Cursor, Entity, FactRecords, FactsQuery, MemoryStore, Page, Slice, Store,
    StoreError, Table, Versioned,
};
use std::any::Any;

macro_rules! delegate {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Sabotaged {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                self.sabotaged_commit(changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { self })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                self.sabotaged_gather(wanted).await
            }

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> {
                if self.is(Fault::CheckFails) { Err(failed("no answer")) } else { Ok(()) }
            }
        }
    };
}

for_each_record!(delegate);

#[async_trait]
impl<T: Entity> Table<T> for Sabotaged
where
    MemoryStore: Table<T>,
{
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        let _turn = self.turn_to_read().await;
        let found = self.inner.get(id).await?;
        match found {
            None if self.is(Fault::GetOfUnknownGivesAnother) => self.any().await,
            found => Ok(found),
        }
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let _turn = self.turn_to_read().await;
        let found: Option<Versioned<T>> = self.inner.find(key).await?;
        match found {
            _ if self.is(Fault::FindGivesNothing) => Ok(None),
            None if self.is(Fault::FindOfUnknownGivesAnother) => self.any().await,
            found => Ok(found),
        }
    }

    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        let filter = if self.is(Fault::CountIgnoresFilter) { &T::Filter::default() } else { filter };
        let counted = Table::<T>::count(&self.inner, filter, u64::MAX).await?;
        Ok(match self.fault {
            Some(Fault::CountIgnoresItsLimit) => counted,
            Some(Fault::CountOfAPage) => counted.min(at_most).min(20),
            _ => counted.min(at_most),
        })
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let _turn = self.turn_to_read().await;
        let mut filter = filter.clone();
        self.sabotage_filter::<T>(&mut filter);
        let page = self.sabotaged_page::<T>(page).await?;
        let by = page.order_of::<T>();
        let mut slice = match self.fault {
            Some(Fault::PagesByOffset) => self.page_by_offset(&filter, &page).await?,
            Some(Fault::CursorMustExist) => self.page_behind_record(&filter, &page).await?,
            _ => self.inner.list(&filter, &page).await?,
        };
        slice.items.retain(|row| self.passes_besides::<T>(&filter, &row.record));
        self.spoil_order(&page, &mut slice.items);
        if self.is(Fault::ListReadInPieces) {
            slice = self.read_again(slice).await?;
        }
        if self.is(Fault::NothingBehindAThousand) && page.limit() == Page::MAX_LIMIT {
            slice.next = None;
        }
        if self.is(Fault::PageSkipsOne) && page.start_of::<T>().is_some() && slice.items.len() > 1 {
            slice.items.remove(0);
        }
        if self.is(Fault::PageRepeatsOne) && slice.items.len() > 1 && slice.next.is_some() {
            slice.next = slice.items.iter().rev().nth(1).map(|row| Cursor::of(&row.record, by));
        }
        if self.is(Fault::NextOnTheLastPage) {
            slice.next = slice.items.last().map(|row| Cursor::of(&row.record, by));
        }
        let first = page.start_of::<T>().is_none() && self.is(Fault::StartsWithARecord);
        if first && let Some(row) = (&made_up() as &dyn Any).downcast_ref::<Versioned<T>>() {
            slice.items.insert(0, row.clone());
        }
        Ok(slice)
    }
}
