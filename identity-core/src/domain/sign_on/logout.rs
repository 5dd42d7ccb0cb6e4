use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::NoKey;
use crate::ids::{LogoutId, MessageId, ParticipantId, RelyingPartyId, SessionId};
use crate::secrets::TokenDigest;
use serde::{Deserialize, Serialize};

/// The application that asked for a single logout and waits for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutInitiator {
    /// Who asked.
    pub relying_party: RelyingPartyId,
    /// The request's `ID`; the answer's `InResponseTo`.
    pub request_id: String,
    /// Handed back as it came.
    pub relay_state: Option<String>,
    /// The registered address that the browser goes to, if it was asked for by `OpenID` Connect (RP-Initiated Logout,
    /// section 3).
    #[serde(default)]
    pub redirect_uri: Option<String>,
}

/// What a participant answered to the news of a logout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogoutAnswer {
    /// The person is signed out there.
    Done,
    /// It could not sign the person out, or not everywhere.
    Partial,
}

/// A participant that has to hear of a logout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutParty {
    /// The participant; it says by which names person and session are known there.
    pub participant: ParticipantId,
    /// Whose part it is.
    pub relying_party: RelyingPartyId,
    /// Whether the browser takes the message there.
    pub by_browser: bool,
    /// The message from server to server, if it has one.
    pub message: Option<MessageId>,
    /// What it answered.
    pub answer: Option<LogoutAnswer>,
}

/// A single logout that is told to the participants of sessions (SAML 2.0 profiles, section 4.4). The sessions are over
/// before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logout {
    /// Its id.
    pub id: LogoutId,
    /// The session that ended, the first of several.
    pub session: SessionId,
    /// Who asked, if it was a service provider and not the person on our own page.
    pub initiator: Option<LogoutInitiator>,
    /// Who has to hear of it.
    #[serde(default)]
    pub parties: Vec<LogoutParty>,
    /// Digest of the token that only the browser has which goes on with it; none when there is no browser.
    #[serde(default)]
    pub browser: Option<TokenDigest>,
    /// The local path that the browser goes to afterwards.
    #[serde(default)]
    pub return_to: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// From when it is not gone on with.
    pub expires_at: Timestamp,
}

impl Entity for Logout {
    const KIND: RecordKind = RecordKind::Logout;

    type Id = LogoutId;
    type Key = NoKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> LogoutId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}
