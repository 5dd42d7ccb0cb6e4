//! An identity provider elsewhere that says that somebody signed out there: the sessions here that came from there end.

use super::ending::Telling;
use crate::Timestamp;
use crate::authority::{Act, BookKeeping, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{
    Action, Actor, Connection, ConnectionState, ConsumedAssertion, LinkedIdentityKey, ProviderSession,
    ProviderSubject, Session, SessionFilter,
};
use crate::ids::ConnectionId;
use crate::store::{StoreError, Versioned};
use crate::values::EntityId;
use std::time::Duration;

/// How far the clock of the provider may differ.
const SKEW: Duration = Duration::from_mins(1);

/// A sign-out at an identity provider, after every check of its protocol.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ProviderLogout {
    /// The connection.
    pub connection: ConnectionId,
    /// The name of the person there.
    pub subject: ProviderSubject,
    /// The session there that ended (`SessionIndex`, `sid`); without it all of the person.
    pub session_name: Option<String>,
    /// What the message is remembered by, so that it is taken once: its issuer, its id, and until when.
    pub once: (EntityId, String, Timestamp),
    /// When the provider said it. A session that began later did not end.
    pub said_at: Timestamp,
}

impl ProviderLogout {
    /// A sign-out of a person from everything there.
    pub const fn new(
        connection: ConnectionId,
        subject: ProviderSubject,
        once: (EntityId, String, Timestamp),
        said_at: Timestamp,
    ) -> Self {
        Self { connection, subject, session_name: None, once, said_at }
    }

    /// Whether a session came from what ended.
    fn ends(&self, session: &Session) -> bool {
        let came_from = |came: &ProviderSession| {
            let named = self.session_name.as_ref().is_none_or(|name| came.name.as_ref() == Some(name));
            came.connection == self.connection && came.subject == self.subject && named
        };
        session.provider_session.as_ref().is_some_and(came_from)
            && session.created_at <= self.said_at.plus(SKEW)
    }
}

/// Why a sign-out at an identity provider ends nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProviderLogoutError {
    /// The message was taken before.
    #[error("this message was used before")]
    Replayed,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sessions that came from an identity provider which says that they ended there.
struct EndedThere<'a> {
    logout: &'a ProviderLogout,
    sessions: Vec<Versioned<Session>>,
}

impl<'a> EndedThere<'a> {
    /// Those of these sessions that ended there.
    fn of(logout: &'a ProviderLogout, sessions: Vec<Versioned<Session>>) -> Self {
        let sessions = sessions.into_iter().filter(|session| logout.ends(session)).collect();
        Self { logout, sessions }
    }
}

impl Proof for EndedThere<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// The connection whose provider says something from server to server; none if it is disabled.
    #[doc(hidden)]
    pub async fn connection_heard(&self, id: ConnectionId) -> Result<Option<Connection>, StoreError> {
        let found = self.store.connections().get(id).await?.map(|found| found.record);
        Ok(found.filter(|connection| connection.state != ConnectionState::Disabled))
    }

    /// Ends the sessions here that came from a session at an identity provider which ended there, and tells the applications that
    /// took part in them. Gives how many ended.
    #[doc(hidden)]
    pub async fn provider_signed_out(&self, logout: &ProviderLogout) -> Result<usize, ProviderLogoutError> {
        let outcome = on_fresh_facts!(self.end_from_provider(logout));
        outcome.map_err(|error| match error {
            StoreError::AlreadyExists { .. } => ProviderLogoutError::Replayed,
            error => error.into(),
        })
    }

    async fn end_from_provider(&self, logout: &ProviderLogout) -> Result<usize, StoreError> {
        let (issuer, message, until) = &logout.once;
        let once = ConsumedAssertion {
            id: self.new_id(),
            issuer: issuer.clone(),
            assertion_id: message.clone(),
            expires_at: *until,
        };
        let ended = EndedThere::of(logout, self.sessions_of_subject(logout).await?);
        if ended.sessions.is_empty() {
            let mut books = BookKeeping::new();
            books.insert(once);
            self.commit_unaudited(&books).await?;
            return Ok(0);
        }
        let mut act = Act::by_proof::<EndedThere<'_>>(&ended);
        act.changes().insert(once);
        let mut traces = Vec::new();
        for session in &ended.sessions {
            traces.push(Trace::of(session.id).with("connection", ended.logout.connection));
            self.end_session_in(&mut act, session.clone(), self.now(), Telling::default()).await?;
        }
        let number = traces.len();
        let Some(last) = traces.pop() else { return Ok(0) };
        for trace in traces {
            act.note(self, Action::SessionEnded, trace);
        }
        self.commit(act.finish(self, Action::SessionEnded, last)).await?;
        Ok(number)
    }

    /// The sessions of the person to whom the name at the provider belongs.
    async fn sessions_of_subject(
        &self,
        logout: &ProviderLogout,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        let Some(connection) = self.store.connections().get(logout.connection).await? else {
            return Ok(Vec::new());
        };
        let issuer = connection.provider.issuer().to_owned();
        let key = LinkedIdentityKey::Subject(logout.connection, issuer, logout.subject.clone());
        let Some(linked) = self.store.linked_identities().find(&key).await? else { return Ok(Vec::new()) };
        let filter = SessionFilter { user: Some(linked.user), unended: true, expired_before: None };
        self.all(self.store.sessions(), &filter).await
    }
}
