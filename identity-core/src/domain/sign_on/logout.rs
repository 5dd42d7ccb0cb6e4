use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::NoKey;
use crate::ids::{LogoutId, RelyingPartyId, SessionId};
use serde::{Deserialize, Serialize};

/// The service provider that asked for a single logout and waits for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutInitiator {
    /// Who asked.
    pub relying_party: RelyingPartyId,
    /// The request's `ID`; the answer's `InResponseTo`.
    pub request_id: String,
    /// Handed back as it came.
    pub relay_state: Option<String>,
}

/// A single logout that goes round the participants of a session, one after the other
/// (SAML 2.0 profiles, section 4.4). The session itself is over before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logout {
    /// Its id; the `RelayState` of the messages to the participants.
    pub id: LogoutId,
    /// The session that ended; who is still to be told, its participants tell.
    pub session: SessionId,
    /// Who asked, if it was a service provider and not the person on our own page.
    pub initiator: Option<LogoutInitiator>,
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
