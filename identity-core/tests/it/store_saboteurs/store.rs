use super::fault::Fault;
use async_trait::async_trait;
use identity_core::domain::*;
use identity_core::store::{
    ChangeSet, Claims, Counters, Entity, FactRecords, FactsQuery, MemoryStore, Order, Page, Record, RecordId,
    Slice, Store, StoreError, Table, Version, Versioned,
};
use identity_core::{Timestamp, for_each_record};
use std::any::Any;
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize};

/// The reference store with one fault.
#[derive(Default)]
pub(super) struct Sabotaged {
    pub(super) inner: MemoryStore,
    pub(super) fault: Option<Fault>,
    /// Keys that the saboteur thinks of as taken.
    pub(super) taken: Mutex<BTreeSet<String>>,
    pub(super) stuck: AtomicBool,
    pub(super) in_flight: AtomicUsize,
    pub(super) counts: Mutex<HashMap<String, (Timestamp, u64)>>,
    offsets: Mutex<HashMap<uuid::Uuid, usize>>,
}

impl Sabotaged {
    pub(super) fn with(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }

    pub(super) fn is(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }
}

/// Lets every other task take its turn.
pub(super) async fn let_others_go_first() {
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
}

macro_rules! delegate {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Sabotaged {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                self.sabotaged_commit(changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<$kind> { self })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                self.sabotaged_gather(wanted).await
            }

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> {
                if self.is(Fault::CheckFails) { Err(failed("no answer")) } else { Ok(()) }
            }
        }

        impl Sabotaged {
            /// The record as it stands.
            pub(super) async fn stored(&self, id: RecordId) -> Option<(Record, Version)> {
                match id {
                    $(RecordId::$kind(id) => {
                        let read = self.inner.$accessor().get(id).await.unwrap()?;
                        Some((read.record.into(), read.version))
                    })+
                }
            }
        }

        /// The unique keys of a record, as text.
        pub(super) fn keys(record: &Record) -> Vec<String> {
            match record {
                $(Record::$kind(record) => record.keys().iter().map(|key| format!("{} {key:?}", $name)).collect(),)+
            }
        }
    };
}

for_each_record!(delegate);

pub(super) fn failed(why: &str) -> StoreError {
    StoreError::Failed(why.into())
}

#[async_trait]
impl<T: Entity> Table<T> for Sabotaged
where
    MemoryStore: Table<T>,
{
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        let found = self.inner.get(id).await?;
        match found {
            None if self.is(Fault::GetOfUnknownGivesAnother) => self.any().await,
            found => Ok(found),
        }
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let found: Option<Versioned<T>> = self.inner.find(key).await?;
        match found {
            _ if self.is(Fault::FindGivesNothing) => Ok(None),
            None if self.is(Fault::FindOfUnknownGivesAnother) => self.any().await,
            found => Ok(found),
        }
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let mut filter = filter.clone();
        self.sabotage_filter::<T>(&mut filter);
        let mut page = *page;
        if self.is(Fault::OrderIgnored) {
            page = page.in_order(Order::Ascending);
        }
        if self.is(Fault::LimitIgnored) {
            page = with_limit(page, page.limit() + 1);
        }
        let mut slice = match self.fault {
            Some(Fault::PagesByOffset) => self.page_by_offset(&filter, page).await?,
            Some(Fault::CursorMustExist) => self.page_behind_record(&filter, page).await?,
            _ => self.inner.list(&filter, &page).await?,
        };
        slice.items.retain(|row| self.passes_besides::<T>(&filter, &row.record));
        if self.is(Fault::PageSkipsOne) && page.start().is_some() && slice.items.len() > 1 {
            slice.items.remove(0);
        }
        if self.is(Fault::PageRepeatsOne) && slice.items.len() > 1 && slice.next.is_some() {
            slice.next = slice.items.iter().rev().nth(1).map(|row| row.record.id());
        }
        if self.is(Fault::NextOnTheLastPage) {
            slice.next = slice.items.last().map(|row| row.record.id());
        }
        let first = matches!((page.start(), self.fault), (None, Some(Fault::StartsWithARecord)));
        if first && let Some(row) = (&made_up() as &dyn Any).downcast_ref::<Versioned<T>>() {
            slice.items.insert(0, row.clone());
        }
        Ok(slice)
    }
}

fn made_up() -> Versioned<Membership> {
    let id = uuid::Uuid::from_u128(7);
    let membership = Membership {
        id: id.into(),
        user: id.into(),
        organization: id.into(),
        created_at: Timestamp::from_unix_seconds(0),
    };
    Versioned::new(membership, Version::FIRST)
}

fn with_limit(page: Page, limit: u16) -> Page {
    let other = Page::first(limit).in_order(page.order());
    page.start().map_or(other, |start| other.after(start))
}

impl Sabotaged {
    async fn any<T: Entity>(&self) -> Result<Option<Versioned<T>>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let slice: Slice<T> = self.inner.list(&T::Filter::default(), &Page::first(1)).await?;
        Ok(slice.items.into_iter().next())
    }

    fn sabotage_filter<T: Entity>(&self, filter: &mut T::Filter) {
        if self.is(Fault::FilterIgnored)
            || (self.is(Fault::EmptyListMeansAll) && format!("{filter:?}").contains("Some([])"))
        {
            *filter = T::Filter::default();
        }
        if let Some(grants) = (filter as &mut dyn Any).downcast_mut::<GrantFilter>() {
            self.sabotage_grant_filter(grants);
        }
        let Some(search) = (filter as &mut dyn Any).downcast_mut::<OrganizationFilter>() else { return };
        let Some(part) = &mut search.name_contains else { return };
        match self.fault {
            // `LIKE '%' || part || '%'` without an escape, for a part that has nothing but wildcards.
            Some(Fault::SearchHasWildcards) if part.chars().all(|c| c == '%') => part.clear(),
            Some(Fault::SearchFoldsUnicode) => *part = part.to_lowercase(),
            _ => {}
        }
    }

    fn sabotage_grant_filter(&self, filter: &mut GrantFilter) {
        match self.fault {
            Some(Fault::PlacesIgnored) => filter.organizations = None,
            Some(Fault::RolesIgnored) => filter.roles = None,
            Some(Fault::WithinIgnored) => filter.within = None,
            Some(Fault::RevocationIgnored) => filter.unrevoked = false,
            Some(Fault::MandatesIgnored) => filter.mandates = false,
            Some(Fault::EndingIgnored) => filter.ending = None,
            _ => {}
        }
    }

    /// What passes a filter of grants that its fault, or the filter itself, does not say.
    fn passes_besides<T: Entity>(&self, filter: &T::Filter, row: &T) -> bool {
        let (row, filter) = (row as &dyn Any, filter as &dyn Any);
        let (Some(grant), Some(filter)) = (row.downcast_ref::<Grant>(), filter.downcast_ref::<GrantFilter>())
        else {
            return true;
        };
        let itself = filter.within.as_ref().is_none_or(|path| grant.path == *path);
        let untold =
            grant.mandate.as_ref().is_none_or(|mandate| mandate.notices_sent == MandateNotice::Nothing);
        match self.fault {
            Some(Fault::WithinMeansItself) => itself,
            Some(Fault::EndingKnowsOneNotice) => filter.ending.is_none() || untold,
            _ => true,
        }
    }

    /// `LIMIT n OFFSET m`, where the cursor stands for the offset at which its page ended.
    async fn page_by_offset<T: Entity>(&self, filter: &T::Filter, page: Page) -> Result<Slice<T>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let everything = Page::first(Page::MAX_LIMIT).in_order(page.order());
        let all: Slice<T> = self.inner.list(filter, &everything).await?;
        let start = page.start().and_then(|id| self.offsets.lock().unwrap().get(&id).copied()).unwrap_or(0);
        let end = start + usize::from(page.limit());
        let more = all.items.len() > end;
        let items: Vec<_> = all.items.into_iter().skip(start).take(usize::from(page.limit())).collect();
        let last = items.last().map(|row| row.record.id());
        if let Some(id) = last {
            self.offsets.lock().unwrap().insert(id.into(), end);
        }
        Ok(Slice { next: last.filter(|_| more), items })
    }

    /// Looks the record of the cursor up and shows nothing when it is gone.
    async fn page_behind_record<T: Entity>(
        &self,
        filter: &T::Filter,
        page: Page,
    ) -> Result<Slice<T>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        if let Some(start) = page.start() {
            let found: Option<Versioned<T>> = self.inner.get(T::Id::from(start)).await?;
            if found.is_none() {
                return Ok(Slice { items: Vec::new(), next: None });
            }
        }
        self.inner.list(filter, &page).await
    }
}
