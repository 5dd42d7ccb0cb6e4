//! Sessions: starting, using, ending.

use super::authority::{AccessError, Act, Proof, Trace};
use super::caller::Caller;
use super::retry::on_fresh_facts;
use crate::domain::{
    Action, Actor, AuthenticationMethod, Device, Participant, ParticipantFilter, RelyingParty, Session,
    SessionFilter, SessionKey, User, UserState,
};
use crate::ids::{OrganizationId, SessionId, UserId};
use crate::secrets::SecretToken;
use crate::store::{ChangeSet, StoreError, Versioned};
use crate::{Identity, Timestamp};
use std::collections::BTreeSet;
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

/// A relying party that has to be told of a session's end.
#[derive(Debug, Clone, PartialEq)]
pub struct ToNotify {
    /// The relying party.
    pub relying_party: RelyingParty,
    /// The name under which it knows the person and the index under which it knows the session.
    pub participant: Participant,
}

impl Identity {
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

    pub(crate) fn is_live(&self, session: &Session, now: Timestamp) -> bool {
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
        let seen = Session { last_seen_at: now, ..session.record.clone() };
        let mut changes = ChangeSet::new();
        changes.update(seen.clone(), session.version);
        match self.keep_books(&changes).await {
            Ok(()) => Ok(Versioned::new(seen, session.version.next())),
            Err(StoreError::Conflict { .. }) => Ok(session),
            Err(error) => Err(error),
        }
    }

    /// Starts a session for a person who just proved who they are. The browser's earlier session ends in
    /// the same commit, so that a token planted before sign-in is worth nothing after it (session fixation).
    pub(crate) async fn start_session(
        &self,
        user: UserId,
        methods: BTreeSet<AuthenticationMethod>,
        device: Device,
        previous: Option<&SecretToken>,
    ) -> Result<SignedIn, StoreError> {
        on_fresh_facts!(async {
            let now = self.now();
            let token = SecretToken::generate(self.entropy());
            let session = Session {
                id: self.new_id(),
                user,
                token: token.digest(),
                methods: methods.clone(),
                authenticated_at: now,
                acting_for: None,
                device: device.clone(),
                created_at: now,
                last_seen_at: now,
                expires_at: now.plus(self.settings().session_lifetime),
                ended_at: None,
            };
            let mut act = Act::by_proof(Proof::Authentication, Actor::User(user));
            act.changes().insert(session.clone());
            if let Some(previous) = previous {
                self.end_previous(&mut act, previous).await?;
            }
            let trace = Trace::of(session.id).with("user", user);
            self.commit(act.finish(self, Action::SessionStarted, trace)).await?;
            Ok(SignedIn { session, token })
        })
    }

    async fn end_previous(&self, act: &mut Act, previous: &SecretToken) -> Result<(), StoreError> {
        let found = self.store.sessions().find(&SessionKey::Token(previous.digest())).await?;
        if let Some(found) = found.filter(|found| found.ended_at.is_none()) {
            let ended = Session { ended_at: Some(self.now()), ..found.record };
            act.changes().update(ended, found.version);
        }
        Ok(())
    }

    /// Ends the caller's session and tells who took part in it, to be told.
    pub async fn sign_out(&self, caller: &Caller) -> Result<Vec<ToNotify>, AccessError> {
        let Some(session) = caller.session() else { return Ok(Vec::new()) };
        let parties = self.participants(session).await?;
        self.end_session(caller, session).await?;
        Ok(parties)
    }

    /// The names of the services that were opened in the caller's session by single sign-on.
    pub async fn opened_services(&self, caller: &Caller) -> Result<Vec<String>, AccessError> {
        let Some(session) = caller.session() else { return Ok(Vec::new()) };
        let parties = self.participants(session).await?;
        Ok(parties.iter().map(|party| party.relying_party.name.to_string()).collect())
    }

    /// Who took part in a session by single sign-on.
    pub(crate) async fn participants(&self, session: SessionId) -> Result<Vec<ToNotify>, StoreError> {
        let filter = ParticipantFilter { session: Some(session) };
        let mut parties = Vec::new();
        for participant in self.all(self.store.participants(), &filter).await? {
            let party = self.store.relying_parties().get(participant.relying_party).await?;
            parties.extend(
                party.map(|party| ToNotify { relying_party: party.record, participant: participant.record }),
            );
        }
        Ok(parties)
    }

    /// The caller's live sessions, this one included.
    pub async fn own_sessions(&self, caller: &Caller) -> Result<Vec<Versioned<Session>>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let filter = SessionFilter { user: Some(user), unended: true, expired_before: None };
        let now = self.now();
        let mut sessions = self.all(self.store.sessions(), &filter).await?;
        sessions.retain(|session| self.is_live(session, now));
        Ok(sessions)
    }

    /// Ends one of the caller's own sessions; another person's answers like an unknown one.
    pub async fn end_session(&self, caller: &Caller, session: SessionId) -> Result<(), AccessError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(AccessError::NotFound)?;
            let found = self.store.sessions().get(session).await?;
            let Some(found) = found.filter(|found| found.user == user) else {
                self.note_refusal(caller, Trace::default().with("asked_for", session)).await?;
                return Err(AccessError::NotFound);
            };
            if found.ended_at.is_some() {
                return Ok(());
            }
            let mut act = Act::own(caller);
            let ended = Session { ended_at: Some(self.now()), ..found.record.clone() };
            act.changes().update(ended, found.version);
            self.commit(act.finish(self, Action::SessionEnded, Trace::of(session).with("user", user)))
                .await?;
            Ok(())
        })
    }

    /// Ends all of the caller's sessions but the present one; gives their number.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<usize, AccessError> {
        let others: Vec<_> = self.own_sessions(caller).await?;
        let mut ended = 0;
        for session in others.iter().filter(|session| Some(session.id) != caller.session()) {
            self.end_session(caller, session.id).await?;
            ended += 1;
        }
        Ok(ended)
    }

    /// Ends every session of a person as part of an act.
    pub(crate) async fn end_sessions_of(&self, act: &mut Act, user: UserId) -> Result<(), StoreError> {
        let filter = SessionFilter { user: Some(user), unended: true, expired_before: None };
        let now = self.now();
        for session in self.all(self.store.sessions(), &filter).await? {
            act.changes().update(Session { ended_at: Some(now), ..session.record }, session.version);
        }
        Ok(())
    }

    /// Chooses the organisation that the person acts for in this session, one they can act for; `None`
    /// leaves it open.
    pub async fn act_for(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<(), AccessError> {
        on_fresh_facts!(async {
            let session = caller.session().ok_or(AccessError::NotFound)?;
            if let Some(organization) = organization {
                let own = self.own_organizations(caller).await?;
                if own.iter().all(|found| found.id != organization) {
                    self.note_refusal(caller, Trace::default().with("asked_for", organization)).await?;
                    return Err(AccessError::NotFound);
                }
            }
            let found = self.store.sessions().get(session).await?.ok_or(AccessError::NotFound)?;
            let mut act = Act::own(caller);
            let changed = Session { acting_for: organization, ..found.record.clone() };
            act.changes().update(changed, found.version);
            let trace = Trace { organization, ..Trace::of(session) };
            self.commit(act.finish(self, Action::ActingForChanged, trace)).await?;
            Ok(())
        })
    }
}
