//! A person's own sessions: seeing and ending them.

use super::ending::Telling;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, Session, SessionFilter};
use crate::ids::SessionId;
use crate::store::Versioned;

impl Identity {
    /// The caller's live sessions, this one included.
    pub async fn own_sessions(&self, caller: &Caller) -> Result<Vec<Versioned<Session>>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let filter = SessionFilter { user: Some(user), unended: true, expired_before: None };
        let now = self.instant(caller);
        let mut sessions = self.all(self.store.sessions(), &filter).await?;
        sessions.retain(|session| self.is_live(session, now));
        Ok(sessions)
    }

    /// Ends the caller's session. Applications with a back channel are told; with a browser,
    /// [`begin_logout`](Self::begin_logout) tells all.
    pub async fn sign_out(&self, caller: &Caller) -> Result<(), AccessError> {
        match caller.session() {
            Some(session) => self.end_session(caller, session).await,
            None => Ok(()),
        }
    }

    /// Ends one of the caller's own sessions; another person's answers like an unknown one.
    pub async fn end_session(&self, caller: &Caller, session: SessionId) -> Result<(), AccessError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(AccessError::NotFound)?;
            let found = self.store.sessions().get(session).await?;
            let own = found.and_then(|found| Some((Own::session(caller, &found)?, found)));
            let Some((own, found)) = own else {
                self.note_refusal(caller, Trace::default().with("asked_for", session)).await?;
                return Err(AccessError::NotFound);
            };
            if found.ended_at.is_some() {
                return Ok(());
            }
            let mut act = Act::by_proof::<Own<'_>>(&own);
            self.end_session_in(&mut act, found, self.instant(caller), Telling::default()).await?;
            self.commit(act.finish(self, Action::SessionEnded, Trace::of(session).with("user", user)))
                .await?;
            Ok(())
        })
    }

    /// Ends all of the caller's sessions but the present one, and has the second proof asked for again in every browser that they
    /// had remembered; gives the number of sessions.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<usize, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        on_fresh_facts!(async {
            let own = Own::account(caller, user).ok_or(AccessError::NotFound)?;
            let mut act = Act::by_proof::<Own<'_>>(&own);
            let browsers = self.browsers_of(user).await?;
            let ended = self.end_sessions_of(&mut act, user, caller.session()).await?;
            let sessions = ended.iter().map(|session| (Action::SessionEnded, Trace::of(*session)));
            let forgotten = browsers.iter().map(|browser| (Action::BrowserForgotten, Trace::of(browser.id)));
            let mut rows: Vec<_> = sessions.chain(forgotten).collect();
            if rows.is_empty() && !act.changes().is_empty() {
                rows.push((Action::ContactChangeCancelled, Trace::of(user)));
            }
            let Some((action, trace)) = rows.pop() else { return Ok(0) };
            for (action, trace) in rows {
                act.note(self, action, trace.with("user", user));
            }
            self.commit(act.finish(self, action, trace.with("user", user))).await?;
            Ok(ended.len())
        })
    }
}
