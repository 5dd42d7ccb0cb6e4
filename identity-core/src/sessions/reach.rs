//! How what ends here reaches the applications that somebody has open.

use crate::authority::Identity;
use crate::domain::SessionFilter;
use crate::ids::UserId;
use crate::store::StoreError;
use std::time::Duration;

/// How the end of a person's sessions reaches the applications that the person has open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApplicationReach {
    /// Whether some of them are told of it, from server to server.
    pub told: bool,
    /// Whether some of them cannot be told.
    pub untold: bool,
    /// How long those go on at the most, if they heed what the assertion said of the session.
    pub within: Duration,
}

impl Identity {
    /// How the end of a person's sessions reaches the applications that the person has open. Those of a session that is
    /// over, or would have ended by itself, do not count.
    pub async fn reach_of_sign_out(&self, user: UserId) -> Result<ApplicationReach, StoreError> {
        let within = self.settings().application_session_lifetime;
        let mut reach = ApplicationReach { told: false, untold: false, within };
        let filter = SessionFilter { user: Some(user), unended: true, expired_before: None };
        let now = self.now();
        for session in self.all(self.store.sessions(), &filter).await? {
            if session.expires_at <= now {
                continue;
            }
            for party in self.participants(session.id).await? {
                let told = party.relying_party.server_logout().is_some();
                reach.told |= told;
                reach.untold |= !told;
            }
        }
        Ok(reach)
    }
}
