//! A sign-on under way: beginning it and finding it again.

use super::sign_on_error::SignOnError;
use super::visitor::Visitor;
use crate::authority::{BookKeeping, Identity};
use crate::domain::{ApplicationRequest, Origin, SignOn, SignOnKey};
use crate::ids::SignOnId;
use crate::secrets::Secret;
use crate::store::{ChangeSet, StoreError, Version, Versioned};

/// A sign-on under way.
///
/// What a visit to the sign-in page begins is not stored until something was proved, so that visits fill no store.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The record.
    pub sign_on: SignOn,
    pub(super) version: Option<Version>,
    /// What is to be shown once, and is stored nowhere.
    pub(super) recovery_codes: Vec<Secret>,
}

impl Attempt {
    /// Its id; part of its address `/flow/{id}`.
    pub const fn id(&self) -> SignOnId {
        self.sign_on.id
    }

    /// Whether it is in the store, so that its address leads to it.
    pub const fn is_stored(&self) -> bool {
        self.version.is_some()
    }

    /// The recovery codes that came with the second proof that was set up just now, as they are shown: once, since nothing
    /// keeps them. Only what [`answer`](crate::Identity::answer) gives has them.
    pub fn recovery_codes(&self) -> Vec<String> {
        self.recovery_codes.iter().map(|code| code.expose().to_owned()).collect()
    }

    pub(super) fn stored(found: Versioned<SignOn>) -> Self {
        Self { version: Some(found.version), sign_on: found.record, recovery_codes: Vec::new() }
    }

    /// Adds the record as it is now to an act.
    pub(super) fn write(&self, changes: &mut ChangeSet) {
        match self.version {
            Some(version) => changes.update(self.sign_on.clone(), version),
            None => changes.insert(self.sign_on.clone()),
        };
    }

    /// Adds the record as it is now to what is no act of anybody.
    pub(super) fn keep(&self, books: &mut BookKeeping) {
        match self.version {
            Some(version) => books.update(Versioned::new(self.sign_on.clone(), version)),
            None => books.insert(self.sign_on.clone()),
        };
    }
}

impl Identity {
    /// Begins a sign-on in a browser. One from an application is stored, since each request id of an application begins
    /// one sign-on only: the second time the answer is [`SignOnError::Replayed`].
    pub async fn begin_sign_on(&self, visitor: &Visitor<'_>, origin: Origin) -> Result<Attempt, SignOnError> {
        let attempt = self.new_attempt(visitor, origin);
        if attempt.sign_on.application().is_none() {
            return Ok(attempt);
        }
        self.store_new(attempt).await
    }

    pub(super) async fn store_new(&self, attempt: Attempt) -> Result<Attempt, SignOnError> {
        match self.store_attempt(attempt).await {
            Err(StoreError::AlreadyExists { .. }) => Err(SignOnError::Replayed),
            stored => Ok(stored?),
        }
    }

    /// Begins a sign-on that has its address at once, for a front end that asks for one step after the other by itself. It
    /// is stored, so whoever begins some is counted first, with
    /// [`may_ask_for_sign_on`](Self::may_ask_for_sign_on).
    #[doc(hidden)]
    pub async fn begin_stored_sign_on(
        &self,
        visitor: &Visitor<'_>,
        origin: Origin,
    ) -> Result<Attempt, SignOnError> {
        let attempt = self.begin_sign_on(visitor, origin).await?;
        if attempt.is_stored() { Ok(attempt) } else { Ok(self.store_attempt(attempt).await?) }
    }

    /// The sign-on that the same request of an application has begun in this browser before, as long as nobody was
    /// answered: who follows the application's link once more goes on there.
    pub async fn running_sign_on(
        &self,
        request: &ApplicationRequest,
        visitor: &Visitor<'_>,
    ) -> Result<Attempt, SignOnError> {
        let key = SignOnKey::Request(request.relying_party, request.request_id.clone());
        let found = self.store.sign_ons().find(&key).await?;
        let own = |found: &Versioned<SignOn>| found.browser == visitor.browser.digest();
        let found = found.filter(own).filter(|found| found.finished_at.is_none());
        found.filter(|found| self.now() < found.expires_at).map(Attempt::stored).ok_or(SignOnError::Replayed)
    }

    pub(super) fn new_attempt(&self, visitor: &Visitor<'_>, origin: Origin) -> Attempt {
        let now = self.now();
        let sign_on = SignOn {
            id: self.new_id(),
            browser: visitor.browser.digest(),
            origin,
            proofs: Vec::new(),
            organization: None,
            remember: false,
            requested: None,
            provider_failure: None,
            asserted: None,
            provider_session: None,
            session: None,
            answers: 0,
            created_at: now,
            expires_at: now.plus(self.settings().sign_on_lifetime),
            finished_at: None,
        };
        Attempt { sign_on, version: None, recovery_codes: Vec::new() }
    }

    /// A sign-on that was begun in this browser; whether it can go on, [`advance`](Self::advance) says.
    pub async fn sign_on(&self, id: SignOnId, visitor: &Visitor<'_>) -> Result<Attempt, SignOnError> {
        let found = self.store.sign_ons().get(id).await?;
        let found = found.filter(|found| found.browser == visitor.browser.digest());
        found.map(Attempt::stored).ok_or(SignOnError::Over)
    }

    /// The name of the application that a sign-on is for; `None` for a page of our own.
    pub async fn sign_on_target(&self, sign_on: &SignOn) -> Result<Option<String>, StoreError> {
        let Some(asked) = sign_on.application() else { return Ok(None) };
        let party = self.store.relying_parties().get(asked.relying_party).await?;
        Ok(party.map(|party| party.name.to_string()))
    }

    /// The name of the application that a sign-on is for, and where a person begins to use it; `None` for a page of our own.
    pub async fn sign_on_start(
        &self,
        sign_on: &SignOn,
    ) -> Result<Option<(String, Option<String>)>, StoreError> {
        match sign_on.application() {
            Some(asked) => self.start_of_application(asked.relying_party).await,
            None => Ok(None),
        }
    }

    /// The attempt as it stands in the store by now.
    pub(super) async fn reread(&self, attempt: &Attempt) -> Result<Attempt, SignOnError> {
        if !attempt.is_stored() {
            return Ok(attempt.clone());
        }
        let found = self.store.sign_ons().get(attempt.id()).await?;
        found.map(Attempt::stored).ok_or(SignOnError::Over)
    }

    /// Writes an attempt as it is now, which is no act of anybody: what is proved here is told with the session.
    pub(super) async fn store_attempt(&self, attempt: Attempt) -> Result<Attempt, StoreError> {
        let mut books = BookKeeping::new();
        attempt.keep(&mut books);
        self.commit_unaudited(&books).await?;
        let version = attempt.version.map_or(Version::FIRST, Version::next);
        Ok(Attempt { version: Some(version), ..attempt })
    }
}
