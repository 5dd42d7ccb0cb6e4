//! How far a logout has come, for the one browser that goes on with it.

use super::participants::ToNotify;
use crate::authority::Identity;
use crate::domain::{Logout, LogoutAnswer, LogoutParty, MessageState, RelyingParty};
use crate::ids::LogoutId;
use crate::secrets::SecretToken;
use crate::store::StoreError;

/// How far an application is with a logout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogoutProgress {
    /// It answered that the person is signed out there.
    Done,
    /// It answered that it could not sign the person out, or not everywhere.
    Partial,
    /// The browser takes the message there; there was no answer yet.
    ByBrowser,
    /// The server tells it, and has not tried yet.
    Queued,
    /// The server has tried in vain, and goes on trying.
    Retried,
    /// The server has given up.
    GivenUp,
    /// There is no way to tell it.
    CannotBeTold,
}

/// A logout as its browser sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoutView {
    /// The record.
    pub logout: Logout,
    /// The application that asked for it and waits for the answer.
    pub initiator: Option<RelyingParty>,
    /// Those who have to hear of it.
    pub parties: Vec<(ToNotify, LogoutProgress)>,
}

impl LogoutView {
    /// Whether every application has answered that the person is signed out there.
    pub fn is_whole(&self) -> bool {
        self.parties.iter().all(|(_, progress)| *progress == LogoutProgress::Done)
    }
}

impl Identity {
    /// A logout, for the browser that has its token; `None` when there is no such logout (any more). Changes nothing.
    pub async fn logout(&self, id: LogoutId, token: &SecretToken) -> Result<Option<LogoutView>, StoreError> {
        let found = self.store.logouts().get(id).await?.filter(|found| self.now() < found.expires_at);
        let Some(found) = found.filter(|found| found.browser == Some(token.digest())) else {
            return Ok(None);
        };
        let initiator = match &found.initiator {
            Some(initiator) => self.store.relying_parties().get(initiator.relying_party).await?,
            None => None,
        };
        let mut parties = Vec::new();
        for party in &found.parties {
            if let Some(known) = self.to_notify(party.participant).await? {
                parties.push((known, self.progress(party).await?));
            }
        }
        Ok(Some(LogoutView {
            logout: found.record,
            initiator: initiator.map(|initiator| initiator.record),
            parties,
        }))
    }

    async fn progress(&self, party: &LogoutParty) -> Result<LogoutProgress, StoreError> {
        match party.answer {
            Some(LogoutAnswer::Done) => return Ok(LogoutProgress::Done),
            Some(LogoutAnswer::Partial) => return Ok(LogoutProgress::Partial),
            None if party.by_browser => return Ok(LogoutProgress::ByBrowser),
            None => {}
        }
        let Some(message) = party.message else { return Ok(LogoutProgress::CannotBeTold) };
        let Some(message) = self.store.outbox_messages().get(message).await? else {
            return Ok(LogoutProgress::GivenUp);
        };
        Ok(match message.state {
            MessageState::Sent => LogoutProgress::Done,
            MessageState::Dead => LogoutProgress::GivenUp,
            MessageState::Queued if message.last_error.is_some() => LogoutProgress::Retried,
            MessageState::Queued => LogoutProgress::Queued,
        })
    }
}
