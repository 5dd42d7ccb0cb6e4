//! What is written without an audit row, since it is no act of anybody.
//!
//! Only records of the kinds that are named here can be written so, each in the ways that are named here. Anything else
//! does not compile, such as a person:
//!
//! - when a session was last seen, but nothing else of a session;
//! - what a browser is about: sign-ons, requests to an identity provider, logouts, sessions of a service provider;
//! - what came of a message, of which the outbox tells itself;
//! - the removal of what is over.

use super::super::caller::Caller;
use super::super::identity::Identity;
use super::act::Act;
use crate::Timestamp;
use crate::domain::{
    AccessToken, Approval, Authorization, ConsumedAssertion, ContactChange, LoginRequest, Logout,
    Organization, OutboxMessage, Participant, Record, Recovery, RememberedBrowser, SentCode, ServiceSession,
    Session, SignOn, UserEmail,
};
use crate::store::{Change, ChangeSet, Entity, StoreError, Versioned};

/// Kinds of record that come into being without an act.
pub(crate) trait Begun: Entity + Into<Record> + sealed::Kind {}

/// Kinds of record that change without an act.
pub(crate) trait Kept: Entity + Into<Record> + sealed::Kind {}

/// Kinds of record that are removed without an act when they are over.
pub(crate) trait ShortLived: Entity + sealed::Kind {}

/// Keeps every other file from naming one more kind.
mod sealed {
    pub(crate) trait Kind {}
}

macro_rules! kinds {
    ($($ways:ident: $($kind:ty),+;)+) => { $($(impl $ways for $kind {})+)+ };
}

kinds! {
    Begun: SignOn, LoginRequest, Logout, ConsumedAssertion, ServiceSession;
    Kept: SignOn, OutboxMessage;
    ShortLived: SignOn, SentCode, LoginRequest, Logout, ConsumedAssertion, ServiceSession, AccessToken, Authorization, Recovery,
        Approval, ContactChange, UserEmail, Session, Participant, RememberedBrowser;
}

macro_rules! book_kept {
    ($($kind:ty),+) => { $(impl sealed::Kind for $kind {})+ };
}

book_kept!(
    SignOn,
    SentCode,
    LoginRequest,
    Logout,
    ConsumedAssertion,
    ServiceSession,
    AccessToken,
    Authorization,
    Recovery,
    Approval,
    ContactChange,
    UserEmail,
    Session,
    Participant,
    RememberedBrowser,
    OutboxMessage
);

/// Changes that need no audit row.
#[derive(Debug, Clone, Default)]
pub(crate) struct BookKeeping {
    changes: ChangeSet,
}

impl BookKeeping {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Writes a new record.
    pub(crate) fn insert(&mut self, record: impl Begun) -> &mut Self {
        self.changes.insert(record);
        self
    }

    /// Writes over a record; `changed` holds the version that was read.
    pub(crate) fn update(&mut self, changed: Versioned<impl Kept>) -> &mut Self {
        self.changes.update(changed.record, changed.version);
        self
    }

    /// Takes away a record as it was read.
    pub(crate) fn remove<T: ShortLived>(&mut self, read: &Versioned<T>) -> &mut Self {
        self.changes.remove(read.record.id(), read.version);
        self
    }

    /// Writes down when a session was last seen, and gives it as it is then.
    pub(crate) fn seen(&mut self, session: &Versioned<Session>, at: Timestamp) -> Session {
        let seen = Session { last_seen_at: at, ..session.record.clone() };
        self.changes.update(seen.clone(), session.version);
        seen
    }

    /// Commits only if what an act rests on, which changes nothing, is still as it was read.
    pub(crate) fn resting_on(&mut self, act: &Act) -> &mut Self {
        for change in act.planned() {
            if let Change::Require(record, version) = change {
                self.changes.require(*record, *version);
            }
        }
        self
    }

    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Identity {
    /// Writes what is no act of anybody and so has no audit row.
    pub(crate) async fn commit_unaudited(&self, books: &BookKeeping) -> Result<(), StoreError> {
        self.store.writer().commit(&books.changes).await
    }

    /// Writes an organisation over itself, so that every commit fails that rests on how it was read before. It stays as it
    /// is in the store, whatever `read` says. The facts that were read for the caller's request are outdated then.
    pub(crate) async fn touch(
        &self,
        caller: &Caller,
        read: &Versioned<Organization>,
    ) -> Result<(), StoreError> {
        let stored = self.store.organizations().get(read.id).await?;
        let stored = stored.filter(|stored| stored.version == read.version);
        let written = match stored {
            Some(stored) => {
                let mut books = BookKeeping::new();
                books.changes.update(stored.record, stored.version);
                self.commit_unaudited(&books).await
            }
            None => Err(StoreError::Conflict { record: read.id.into() }),
        };
        caller.forget_facts();
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::for_each_record;
    use std::marker::PhantomData;

    /// Says in which ways records of a kind are written without an act: where a kind has the trait, its constant hides
    /// that of [`Not`].
    struct Ways<T>(PhantomData<T>);

    trait Not {
        const BEGUN: bool = false;
        const KEPT: bool = false;
        const SHORT_LIVED: bool = false;
    }

    impl<T> Not for Ways<T> {}

    impl<T: Begun> Ways<T> {
        const BEGUN: bool = true;
    }

    impl<T: Kept> Ways<T> {
        const KEPT: bool = true;
    }

    impl<T: ShortLived> Ways<T> {
        const SHORT_LIVED: bool = true;
    }

    macro_rules! ways {
        ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
            const KINDS: &[(&str, [bool; 3])] = &[$((
                $name,
                [
                    Ways::<crate::domain::$kind>::BEGUN,
                    Ways::<crate::domain::$kind>::KEPT,
                    Ways::<crate::domain::$kind>::SHORT_LIVED,
                ],
            )),+];
        };
    }

    for_each_record!(ways);

    #[test]
    fn what_is_written_without_an_audit_row_is_of_these_kinds() {
        let kept: Vec<_> = KINDS.iter().filter(|(_, ways)| ways.contains(&true)).copied().collect();
        let expected = [
            ("session", [false, false, true]),
            ("recovery", [false, false, true]),
            ("contact_change", [false, false, true]),
            ("user_email", [false, false, true]),
            ("approval", [false, false, true]),
            ("participant", [false, false, true]),
            ("access_token", [false, false, true]),
            ("authorization", [false, false, true]),
            ("outbox_message", [false, true, false]),
            ("sign_on", [true, true, true]),
            ("sent_code", [false, false, true]),
            ("remembered_browser", [false, false, true]),
            ("logout", [true, false, true]),
            ("login_request", [true, false, true]),
            ("consumed_assertion", [true, false, true]),
            ("service_session", [true, false, true]),
        ];
        assert_eq!(kept, expected);
    }
}
