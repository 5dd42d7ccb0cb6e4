//! The one place that opens a session.

use super::attempt::Attempt;
use super::deciding::{authenticated_at, raises, suffices};
use super::visitor::Visitor;
use crate::Timestamp;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, AuthenticationMethod, Origin, Participant, Session, SessionKey, SignOn};
use crate::secrets::SecretToken;
use crate::sessions::{BegunLogout, Current, SignedIn};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;

/// The session that a sign-on ends in.
pub(super) struct SessionOf {
    pub(super) session: Session,
    /// The token, if the session was opened now.
    pub(super) token: Option<SecretToken>,
    /// What the browser keeps for long from now on.
    pub(super) known_device: String,
    /// What the audit trail tells of it.
    pub(super) row: Option<(Action, Trace)>,
    /// The applications that took part in the session that this one goes on from, and take part in this one from now on.
    pub(super) inherited: Vec<Versioned<Participant>>,
    /// The logout of the session of somebody else that ended.
    pub(super) ended: Option<BegunLogout>,
}

impl SessionOf {
    pub(super) fn signed_in(self) -> Option<SignedIn> {
        let Self { session, token, known_device, .. } = self;
        token.map(|token| SignedIn { session, token, known_device })
    }
}

impl Identity {
    /// Opens the session that the proofs of a sign-on are for, or keeps the browser's when nothing was proved here.
    ///
    /// The browser's earlier session ends in the same commit, so that a token planted before sign-in is worth nothing
    /// after it (session fixation). If it was the same person's, the new one has its proofs too and its choice of the
    /// organisation, so that a further proof raises a session.
    pub(super) async fn session_of(
        &self,
        act: &mut Act,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        current: Option<&Current>,
    ) -> Result<Option<SessionOf>, StoreError> {
        let Some(person) = attempt.sign_on.proofs.first().map(|proof| proof.user) else {
            let Some(current) = current else { return Ok(None) };
            return Ok(Some(keep_session(act, attempt, current)));
        };
        let before = current.filter(|current| current.user.id == person).map(|current| &current.session);
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let here = attempt.sign_on.proofs.iter().map(|proof| proof.method.clone());
        let counting =
            before.filter(|session| suffices(session, &attempt.sign_on) && raises(&attempt.sign_on));
        let earlier = counting.into_iter().flat_map(|session| session.methods.iter().cloned());
        let chosen = attempt.sign_on.organization;
        let session = Session {
            id: self.new_id(),
            user: person,
            token: token.digest(),
            methods: here.chain(earlier).collect(),
            authenticated_at: authenticated_at(&attempt.sign_on, None).unwrap_or(now),
            acting_for: chosen.or(before.and_then(|session| session.acting_for)),
            device: visitor.device.clone(),
            created_at: now,
            last_seen_at: now,
            expires_at: self.session_ends(&attempt.sign_on, now),
            ended_at: None,
            provider_session: attempt.sign_on.provider_session.clone(),
        };
        act.changes().insert(session.clone());
        let trace = Trace::of(session.id).with("user", person).with("methods", joined(&session.methods));
        let row = Some((Action::SessionStarted, trace));
        let known_device = self.remember_device(visitor.known_device, person);
        let (inherited, token) = (Vec::new(), Some(token));
        let mut opened = SessionOf { session, token, known_device, row, inherited, ended: None };
        if let Some(previous) = visitor.session_token {
            self.end_previous(act, attempt, previous, &mut opened).await?;
        }
        Ok(Some(opened))
    }

    /// When a session ends however much it is used: no later than the identity provider wants by which its person came.
    fn session_ends(&self, sign_on: &SignOn, now: Timestamp) -> Timestamp {
        let own = now.plus(self.settings().session_lifetime);
        let came_by = sign_on.asserted.as_deref().filter(|_| sign_on.provider_session.is_some());
        came_by.and_then(|asserted| asserted.session_not_after).map_or(own, |limit| own.min(limit))
    }

    /// Ends the browser's earlier session. Its applications go on in the new session if that is the same person's; those
    /// of somebody else are told that it is over.
    async fn end_previous(
        &self,
        act: &mut Act,
        attempt: &Attempt,
        previous: &SecretToken,
        opened: &mut SessionOf,
    ) -> Result<(), StoreError> {
        let found = self.store.sessions().find(&SessionKey::Token(previous.digest())).await?;
        let Some(found) = found.filter(|found| found.ended_at.is_none()) else { return Ok(()) };
        let at = self.now();
        if found.user == opened.session.user {
            opened.inherited = self.participants_of(found.id).await?;
            act.changes().update(Session { ended_at: Some(at), ..found.record }, found.version);
            return Ok(());
        }
        let mut begun = BegunLogout::new(self, found.id, None);
        begun.logout.return_to = Some(self.way_on(&attempt.sign_on));
        begun.tells(self.end_session_in(act, found, at, begun.telling()).await?);
        if !begun.logout.parties.is_empty() {
            act.changes().insert(begun.logout.clone());
            opened.ended = Some(begun);
        }
        Ok(())
    }
}

impl Identity {
    /// The local path that leads to the end of a sign-on, once more if it was answered.
    fn way_on(&self, sign_on: &SignOn) -> String {
        match &sign_on.origin {
            Origin::Page { return_to }
            | Origin::Again { return_to }
            | Origin::Invitation { return_to, .. }
            | Origin::Recovery { return_to, .. } => return_to.clone(),
            Origin::Application(_) => {
                let mount = self.settings().base_url.path().trim_end_matches('/');
                format!("{mount}/flow/{}", sign_on.id)
            }
        }
    }
}

/// The browser's session stays, with the organisation that was chosen in the sign-on.
fn keep_session(act: &mut Act, attempt: &Attempt, current: &Current) -> SessionOf {
    let session = &current.session;
    let chosen = attempt.sign_on.organization.filter(|chosen| session.acting_for != Some(*chosen));
    let Some(chosen) = chosen else {
        act.changes().require_read(session);
        return kept(session.record.clone(), None);
    };
    let changed = Session { acting_for: Some(chosen), ..session.record.clone() };
    act.changes().update(changed.clone(), session.version);
    let row = Some((Action::ActingForChanged, Trace::of(changed.id).at(chosen)));
    kept(changed, row)
}

const fn kept(session: Session, row: Option<(Action, Trace)>) -> SessionOf {
    SessionOf { session, token: None, known_device: String::new(), row, inherited: Vec::new(), ended: None }
}

fn joined(methods: &BTreeSet<AuthenticationMethod>) -> String {
    methods.iter().map(AuthenticationMethod::as_str).collect::<Vec<_>>().join(" ")
}
