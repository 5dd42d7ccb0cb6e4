//! Single logout: the sessions end first, then every application that took part in them is told.

use super::ending::Telling;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, Logout, LogoutInitiator, LogoutParty};
use crate::ids::{LogoutId, SessionId};
use crate::secrets::SecretToken;
use std::time::Duration;

/// How long the browser can go on with a logout.
const LOGOUT_LIFETIME: Duration = Duration::from_mins(10);

/// A logout that was begun, with the token for the one browser that goes on with it.
#[derive(Debug, Clone)]
pub struct BegunLogout {
    /// The logout.
    pub logout: Logout,
    /// The token; it is not kept and cannot be had again.
    pub token: SecretToken,
}

impl BegunLogout {
    /// The logout of sessions that end, before they end.
    pub(crate) fn new(identity: &Identity, first: SessionId, initiator: Option<LogoutInitiator>) -> Self {
        let now = identity.now();
        let token = SecretToken::generate(identity.entropy());
        let logout = Logout {
            id: identity.new_id(),
            session: first,
            initiator,
            parties: Vec::new(),
            browser: Some(token.digest()),
            return_to: None,
            created_at: now,
            expires_at: now.plus(LOGOUT_LIFETIME),
        };
        Self { logout, token }
    }

    /// How the applications are told.
    pub(crate) fn telling(&self) -> Telling {
        let asked_by = self.logout.initiator.as_ref().map(|initiator| initiator.relying_party);
        Telling { logout: Some(self.logout.id), by_browser: self.logout.browser.is_some(), asked_by }
    }

    /// Adds those who have to hear of it, each once.
    pub(crate) fn tells(&mut self, parties: Vec<LogoutParty>) {
        self.logout.parties.extend(parties);
    }

    /// Its id.
    pub const fn id(&self) -> LogoutId {
        self.logout.id
    }
}

impl Identity {
    /// Ends the caller's session and begins telling its participants; `return_to` is the local path to go to afterwards.
    pub async fn begin_logout(
        &self,
        caller: &Caller,
        return_to: Option<&str>,
    ) -> Result<BegunLogout, AccessError> {
        let session = caller.session().ok_or(AccessError::NotFound)?;
        on_fresh_facts!(async {
            let found = self.store.sessions().get(session).await?.ok_or(AccessError::NotFound)?;
            let own = Own::session(caller, &found).ok_or(AccessError::NotFound)?;
            let mut begun = BegunLogout::new(self, session, None);
            begun.logout.return_to = return_to.map(ToOwned::to_owned);
            let mut act = Act::by_proof::<Own<'_>>(&own);
            let user = found.user;
            if found.ended_at.is_none() {
                let at = self.instant(caller);
                begun.tells(self.end_session_in(&mut act, found, at, begun.telling()).await?);
            }
            act.changes().insert(begun.logout.clone());
            let trace = Trace::of(session).with("user", user);
            self.commit(act.finish(self, Action::SessionEnded, trace)).await?;
            Ok(begun)
        })
    }
}
