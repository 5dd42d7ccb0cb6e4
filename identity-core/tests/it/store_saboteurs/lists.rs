use super::fault::Fault;
use super::sabotaged::{Sabotaged, let_others_go_first};
use identity_core::Timestamp;
use identity_core::domain::*;
use identity_core::store::{Cursor, Entity, MemoryStore, Page, Slice, StoreError, Table, Version, Versioned};
use identity_core::values::FoldedText;
use std::any::Any;
use std::time::Duration;

pub(super) fn made_up() -> Versioned<Membership> {
    let id = uuid::Uuid::from_u128(7);
    let membership = Membership {
        id: id.into(),
        user: id.into(),
        organization: id.into(),
        name: FoldedText::default(),
        search: FoldedText::default(),
        email: FoldedText::default(),
        state: UserState::Active,
        created_at: Timestamp::from_unix_seconds(0),
    };
    Versioned::new(membership, Version::FIRST)
}

pub(super) fn with_limit<T: Entity>(page: &Page, limit: u16) -> Page {
    let other = Page::first(limit).in_order(page.order_of::<T>()).in_direction(page.direction());
    page.start_of::<T>().map_or(other.clone(), |start| other.after(start))
}

/// The last whole millisecond before.
pub(super) fn in_milliseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_unix_micros(at.unix_micros().div_euclid(1_000) * 1_000)
}

fn subtree(region: Region) -> Region {
    match region {
        Region::Only(path) | Region::Subtree(path) => Region::Subtree(path),
    }
}

impl Sabotaged {
    pub(super) async fn any<T: Entity>(&self) -> Result<Option<Versioned<T>>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let slice: Slice<T> = self.inner.list(&T::Filter::default(), &Page::first(1)).await?;
        Ok(slice.items.into_iter().next())
    }

    pub(super) fn sabotage_filter<T: Entity>(&self, filter: &mut T::Filter) {
        if self.is(Fault::FilterIgnored)
            || (self.is(Fault::EmptyListMeansAll) && format!("{filter:?}").contains("Some([])"))
        {
            *filter = T::Filter::default();
        }
        if let Some(grants) = (filter as &mut dyn Any).downcast_mut::<GrantFilter>() {
            self.sabotage_grant_filter(grants);
        }
        if let Some(sessions) = (filter as &mut dyn Any).downcast_mut::<SessionFilter>()
            && self.is(Fault::ExpiryInMilliseconds)
        {
            sessions.expired_before = sessions.expired_before.map(in_milliseconds);
        }
        let Some(search) = (filter as &mut dyn Any).downcast_mut::<OrganizationFilter>() else { return };
        if self.is(Fault::OnlyMeansSubtree) {
            search.within = search.within.take().map(|within| within.into_iter().map(subtree).collect());
        }
        let Some(part) = &mut search.search else { return };
        match self.fault {
            // `LIKE '%' || part || '%'` without an escape, for a part that has nothing but wildcards.
            Some(Fault::SearchHasWildcards) if part.as_str().chars().all(|c| c == '%') => {
                *part = FoldedText::default();
            }
            // Marks that are letters of their own are dropped as well.
            Some(Fault::SearchFoldsAgain) if part.as_str() == "が" => *part = FoldedText::of("か"),
            _ => {}
        }
    }

    fn sabotage_grant_filter(&self, filter: &mut GrantFilter) {
        match self.fault {
            Some(Fault::PlacesIgnored) => filter.organizations = None,
            Some(Fault::RolesIgnored) => filter.except_roles.clear(),
            Some(Fault::WithinIgnored) => filter.within = None,
            Some(Fault::RevocationIgnored) => filter.unrevoked = false,
            Some(Fault::MandatesIgnored) => filter.mandates = false,
            Some(Fault::EndingIgnored) => filter.ending = None,
            Some(Fault::EndingInclusive) => {
                let inclusive = |(told, limit): (_, Timestamp)| (told, limit.plus(Duration::from_micros(1)));
                filter.ending = filter.ending.map(inclusive);
            }
            _ => {}
        }
    }

    /// Whether a row passes what its fault asks beside the filter.
    pub(super) fn passes_besides<T: Entity>(&self, filter: &T::Filter, row: &T) -> bool {
        let (row, filter) = (row as &dyn Any, filter as &dyn Any);
        if let (Some(row), Some(OrganizationFilter { search: Some(part), .. })) =
            (row.downcast_ref::<Organization>(), filter.downcast_ref())
        {
            let in_name = FoldedText::of(row.name.as_str()).contains(part);
            return in_name || !self.is(Fault::SearchLooksAtNamesOnly);
        }
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
    pub(super) async fn page_by_offset<T: Entity>(
        &self,
        filter: &T::Filter,
        page: &Page,
    ) -> Result<Slice<T>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let by = page.order_of::<T>();
        let everything = Page::first(Page::MAX_LIMIT).in_order(by).in_direction(page.direction());
        let all: Slice<T> = self.inner.list(filter, &everything).await?;
        let start = page.start_of::<T>();
        let start =
            start.and_then(|start| self.offsets.lock().unwrap().get(&start.id()).copied()).unwrap_or(0);
        let end = start + usize::from(page.limit());
        let more = all.items.len() > end;
        let items: Vec<_> = all.items.into_iter().skip(start).take(usize::from(page.limit())).collect();
        let last = items.last().map(|row| Cursor::of(&row.record, by));
        if let Some(cursor) = &last {
            self.offsets.lock().unwrap().insert(cursor.id(), end);
        }
        Ok(Slice { next: last.filter(|_| more), items })
    }

    /// Looks the record of the cursor up and shows nothing when it is gone.
    pub(super) async fn page_behind_record<T: Entity>(
        &self,
        filter: &T::Filter,
        page: &Page,
    ) -> Result<Slice<T>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        if let Some(start) = page.start_of::<T>() {
            let found: Option<Versioned<T>> = self.inner.get(T::Id::from(start.id())).await?;
            if found.is_none() {
                return Ok(Slice { items: Vec::new(), next: None });
            }
        }
        self.inner.list(filter, page).await
    }
}

impl Sabotaged {
    /// Finds the ids first and reads each record later, as it is by then.
    pub(super) async fn read_again<T: Entity>(&self, mut slice: Slice<T>) -> Result<Slice<T>, StoreError>
    where
        MemoryStore: Table<T>,
    {
        let_others_go_first().await;
        let mut items = Vec::new();
        for row in &slice.items {
            items.extend(self.inner.get(row.record.id()).await?);
        }
        slice.items = items;
        Ok(slice)
    }
}
