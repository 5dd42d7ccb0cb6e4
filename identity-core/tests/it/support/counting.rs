//! The reference store, which counts what it is asked for.

use async_trait::async_trait;
use identity_core::domain::{
    AccessToken, ApiClient, Approval, AuditEvent, Authorization, Brand, Connection, Consent,
    ConsumedAssertion, ContactChange, Contract, Credential, Entity, Grant, Invitation, LinkOffer,
    LinkedIdentity, LoginRequest, Logout, Membership, NameIdentifier, Organization, OutboxMessage,
    Participant, Recovery, RelyingParty, RememberedBrowser, Role, SentCode, Service, ServiceSession, Session,
    SignInDomain, SignInPolicy, SignOn, SigningKey, SmsSettings, User, UserEmail, Versioned,
};
use identity_core::store::{
    Change, ChangeSet, Claims, Counters, FactRecords, FactsQuery, MemoryStore, Page, Slice, Store,
    StoreError, Table,
};
use identity_core::{Timestamp, for_each_record};
use std::sync::{Arc, Mutex};

/// The call that reads what decisions rest on.
pub(crate) const FACTS: &str = "facts";

/// What a store was asked for since the last look.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// How many rows it gave.
    pub(crate) rows: usize,
    /// Each call, in order, with the kind of record that it is about.
    pub(crate) calls: Vec<String>,
}

impl Asked {
    /// How often what decisions rest on was read.
    pub(crate) fn facts(&self) -> usize {
        self.calls.iter().filter(|call| *call == FACTS).count()
    }
}

/// Where a [`Counting`] store writes what it is asked for.
#[derive(Clone, Default)]
pub(crate) struct Work(Arc<Mutex<Asked>>);

impl Work {
    /// What was asked for since the last call.
    pub(crate) fn take(&self) -> Asked {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn call(&self, call: String, rows: usize) {
        let mut asked = self.0.lock().unwrap();
        asked.rows += rows;
        asked.calls.push(call);
    }
}

/// The reference store, which counts what it is asked for.
#[derive(Clone)]
pub(crate) struct Counting {
    inner: MemoryStore,
    work: Work,
}

impl Counting {
    pub(crate) fn new(inner: MemoryStore) -> (Self, Work) {
        let work = Work::default();
        (Self { inner, work: work.clone() }, work)
    }
}

#[async_trait]
impl<T: Entity> Table<T> for Counting
where
    MemoryStore: Table<T>,
{
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        let found: Option<Versioned<T>> = self.inner.get(id).await?;
        self.work.call(format!("get {:?}", T::KIND), usize::from(found.is_some()));
        Ok(found)
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let found: Option<Versioned<T>> = self.inner.find(key).await?;
        self.work.call(format!("find {:?}", T::KIND), usize::from(found.is_some()));
        Ok(found)
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let slice: Slice<T> = self.inner.list(filter, page).await?;
        self.work.call(format!("list {:?}", T::KIND), slice.items.len());
        Ok(slice)
    }

    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        let counted = Table::<T>::count(&self.inner, filter, at_most).await?;
        self.work.call(format!("count {:?}", T::KIND), 0);
        Ok(counted)
    }
}

#[async_trait]
impl Counters for Counting {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        self.work.call("hit".to_owned(), 0);
        self.inner.hit(key, window_start).await
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        self.work.call("count".to_owned(), 0);
        Counters::count(&self.inner, key, window_start).await
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        self.work.call("reset".to_owned(), 0);
        self.inner.reset(key).await
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.inner.purge(before).await
    }
}

fn rows(found: &FactRecords) -> usize {
    let FactRecords { session, users, clients, grants, roles, .. } = found;
    let FactRecords { memberships, organizations, contracts, services, .. } = found;
    usize::from(session.is_some())
        + users.len()
        + clients.len()
        + grants.len()
        + roles.len()
        + memberships.len()
        + organizations.len()
        + contracts.len()
        + services.len()
}

fn written(change: &Change) -> String {
    match change {
        Change::Insert(record) => format!("insert {:?}", record.id().kind()),
        Change::Update(record, _) => format!("update {:?}", record.id().kind()),
        Change::Remove(id, _) => format!("remove {:?}", id.kind()),
        Change::Require(id, _) => format!("require {:?}", id.kind()),
    }
}

macro_rules! counting {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Counting {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let all: Vec<String> = changes.changes().iter().map(written).collect();
                self.work.call(format!("commit: {}", all.join(", ")), 0);
                self.inner.commit(changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<$kind> { self })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                let found = self.inner.load_facts(wanted).await?;
                self.work.call(FACTS.to_owned(), rows(&found));
                Ok(found)
            }

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { &self.inner }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(counting);
