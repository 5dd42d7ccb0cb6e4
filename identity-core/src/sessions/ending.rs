//! Ending sessions as part of an act, and telling the applications that took part in them.

use super::participants::ToNotify;
use crate::Timestamp;
use crate::authority::{Act, Identity};
use crate::delivery::{Message, MessageContent};
use crate::domain::{LogoutBinding, LogoutParty, Session, SessionFilter};
use crate::ids::{LogoutId, MessageId, RelyingPartyId, SessionId, UserId};
use crate::store::{StoreError, Versioned};
use std::time::Duration;

/// How long an application has to answer through the browser before the server tells it as well.
const BROWSER_FIRST: Duration = Duration::from_secs(10);

/// Who tells the applications of sessions that end.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Telling {
    /// The logout that waits for the answers.
    pub(crate) logout: Option<LogoutId>,
    /// Whether a browser is there that takes messages round.
    pub(crate) by_browser: bool,
    /// The application that asks for the end, and needs not be told by the browser.
    pub(crate) asked_by: Option<RelyingPartyId>,
}

impl Identity {
    /// Ends a session as part of an act. What of its applications has a back channel is told by a message in the same
    /// commit; gives all of them, for the browser to tell the others.
    pub(crate) async fn end_session_in(
        &self,
        act: &mut Act,
        session: Versioned<Session>,
        at: Timestamp,
        telling: Telling,
    ) -> Result<Vec<LogoutParty>, StoreError> {
        let parties = self.tell_parties(act, session.id, telling).await?;
        act.changes().update(Session { ended_at: Some(at), ..session.record }, session.version);
        Ok(parties)
    }

    /// Ends every session of a person, but one, as part of an act, and gives those that ended. The second proof is asked for
    /// again in every browser that they had remembered, and a change of an address that waits to be proved ends too: it may have
    /// been begun in one of them. Only applications with a back channel are told, since none of these browsers is at hand.
    pub(crate) async fn end_sessions_of(
        &self,
        act: &mut Act,
        user: UserId,
        except: Option<SessionId>,
    ) -> Result<Vec<SessionId>, StoreError> {
        let filter = SessionFilter { user: Some(user), unended: true, expired_before: None };
        let now = self.now();
        let sessions = self.all(self.store.sessions(), &filter).await?;
        let mut ended = Vec::new();
        for session in sessions.into_iter().filter(|session| except != Some(session.id)) {
            ended.push(session.id);
            self.end_session_in(act, session, now, Telling::default()).await?;
        }
        self.end_waiting_changes_of(act, user).await?;
        self.forget_browsers_of(act, user).await?;
        Ok(ended)
    }

    async fn tell_parties(
        &self,
        act: &mut Act,
        session: SessionId,
        telling: Telling,
    ) -> Result<Vec<LogoutParty>, StoreError> {
        let parties = self.participants(session).await?;
        let (asking, others): (Vec<_>, Vec<_>) =
            parties.iter().partition(|party| telling.asked_by == Some(party.relying_party.id));
        // Whoever asks by OpenID Connect is told too, with nobody waiting for the answer: its browser may never come back, and
        // its servers know of the end by the token alone (Back-Channel Logout, section 2.7).
        for party in asking {
            if party.relying_party.logout_service(LogoutBinding::LogoutToken).is_some() {
                self.tell_by_server(act, party, None, false);
            }
        }
        Ok(others.into_iter().map(|party| self.tell_party(act, party, telling)).collect())
    }

    fn tell_party(&self, act: &mut Act, party: &ToNotify, telling: Telling) -> LogoutParty {
        let by_browser = telling.by_browser && party.relying_party.browser_logout().is_some();
        LogoutParty {
            participant: party.participant.id,
            relying_party: party.relying_party.id,
            by_browser,
            message: self.tell_by_server(act, party, telling.logout, by_browser),
            answer: None,
        }
    }

    /// The message from server to server, for an application that takes one.
    fn tell_by_server(
        &self,
        act: &mut Act,
        party: &ToNotify,
        logout: Option<LogoutId>,
        after_browser: bool,
    ) -> Option<MessageId> {
        let service = party.relying_party.server_logout()?;
        let content = MessageContent::SignedOut { participant: party.participant.id, logout };
        let pause = if after_browser { BROWSER_FIRST } else { Duration::ZERO };
        let at = self.now().plus(pause);
        Some(self.queue_to_application(act, &Message::new(service.url, content), at))
    }
}
