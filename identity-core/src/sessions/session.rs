//! Sessions in use. They are opened at the end of a [sign-on](crate::sign_on).

use crate::Timestamp;
use crate::authority::{BookKeeping, Caller, Identity};
use crate::domain::{Device, Session, SessionKey, User, UserState};
use crate::secrets::SecretToken;
use crate::store::{FactRecords, FactsQuery, StoreError, Versioned};
use std::time::Duration;

/// How exactly [`Session::last_seen_at`] is kept; finer would write at every request.
const SEEN_EVERY: Duration = Duration::from_mins(1);

/// A session just started, with the token for the browser's cookie.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The token; it is not kept and cannot be had again.
    pub token: SecretToken,
    /// What the browser keeps for long, so that it is known as one that this person signed in with; it proves nothing.
    pub known_device: String,
}

/// A live session with its person, as they stand now.
#[derive(Debug, Clone)]
pub struct Current {
    /// Who calls, for the use cases.
    pub caller: Caller,
    /// The session.
    pub session: Versioned<Session>,
    /// The person.
    pub user: Versioned<User>,
}

impl Identity {
    /// When the session of an application ends at the latest, or is renewed here.
    pub(crate) fn application_session_ends(&self, session: &Session) -> Timestamp {
        session.expires_at.min(self.now().plus(self.settings().application_session_lifetime))
    }

    /// The live session that a cookie's token belongs to; `None` when there is none any more: it ended,
    /// was idle for too long, reached its limit, or its person may no longer sign in.
    pub async fn session(&self, token: &SecretToken) -> Result<Option<Current>, StoreError> {
        let Some(session) = self.store.sessions().find(&SessionKey::Token(token.digest())).await? else {
            return Ok(None);
        };
        let now = self.now();
        if !self.is_live(&session, now) {
            return Ok(None);
        }
        let Some(user) = self.store.users().get(session.user).await? else { return Ok(None) };
        if user.state != UserState::Active {
            return Ok(None);
        }
        let session = self.mark_seen(session, now).await?;
        Ok(Some(Current { caller: Caller::of_session(&session), session, user }))
    }

    /// [`session`](Self::session) for a request: its caller is that of the request, as from [`request`](Self::request), and
    /// the session is read together with the facts that decide about it.
    pub async fn session_in_request(
        &self,
        token: &SecretToken,
        reference: impl Into<String>,
        device: Device,
    ) -> Result<Option<Current>, StoreError> {
        let query = FactsQuery { session: Some(token.digest()), ..FactsQuery::default() };
        let live = |found: &FactRecords, now| {
            let session = found.session.as_ref().filter(|session| self.is_live(session, now))?;
            let user = found.users.iter().find(|user| user.id == session.user)?;
            let active = user.state == UserState::Active;
            active.then(|| (Caller::of_session(session), (session.clone(), user.clone(), now)))
        };
        let found = self.facts_of_token(query, (reference.into(), device), live).await?;
        let Some((caller, (session, user, now))) = found else { return Ok(None) };
        let session = self.mark_seen(session, now).await?;
        Ok(Some(Current { caller, session, user }))
    }

    /// A live session with its person as they stand by now.
    pub(crate) async fn still_current(&self, current: &Current) -> Result<Option<Current>, StoreError> {
        let now = self.now();
        let session = self.store.sessions().get(current.session.id).await?;
        let session = session.filter(|session| self.is_live(session, now));
        let user = self.store.users().get(current.user.id).await?;
        let user = user.filter(|user| user.state == UserState::Active);
        let caller = current.caller.clone();
        Ok(session.zip(user).map(|(session, user)| Current { caller, session, user }))
    }

    pub(super) fn is_live(&self, session: &Session, now: Timestamp) -> bool {
        session.ended_at.is_none()
            && now < session.expires_at
            && now < session.last_seen_at.plus(self.settings().session_idle)
    }

    /// Writes down that the session is in use. Who loses the race against another request of the same
    /// browser loses nothing.
    async fn mark_seen(
        &self,
        session: Versioned<Session>,
        now: Timestamp,
    ) -> Result<Versioned<Session>, StoreError> {
        if now.since(session.last_seen_at) < SEEN_EVERY {
            return Ok(session);
        }
        let mut books = BookKeeping::new();
        let seen = books.seen(&session, now);
        match self.commit_unaudited(&books).await {
            Ok(()) => Ok(Versioned::new(seen, session.version.next())),
            Err(StoreError::Conflict { .. }) => Ok(session),
            Err(error) => Err(error),
        }
    }
}
