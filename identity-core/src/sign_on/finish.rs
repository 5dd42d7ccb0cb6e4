//! The end of a sign-on: the session is opened, whoever waits is told, and the attempt is answered, in one commit.

use super::attempt::Attempt;
use super::deciding::{SignOnStep, next_step};
use super::facts::SignOnFacts;
use super::outcome::{Done, Outcome, Progress};
use super::refusal_reason::RefusalReason;
use super::session_of::SessionOf;
use super::sign_on_error::SignOnError;
use super::telling::Question;
use super::visitor::Visitor;
use crate::Timestamp;
use crate::authority::{Act, BookKeeping, Identity, Proof, Trace};
use crate::domain::{Action, Actor, Origin, Participant, SignOn};
use crate::ids::RelyingPartyId;
use crate::sessions::Current;
use crate::store::StoreError;

/// A sign-on for which nothing is missing: [`next_step`] lets it through, or refuses it.
pub(super) struct Settled<'a> {
    attempt: &'a Attempt,
    facts: SignOnFacts,
    step: SignOnStep,
}

impl<'a> Settled<'a> {
    /// The sign-on, if its next step is the last one; else that step.
    pub(super) fn of(
        identity: &Identity,
        attempt: &'a Attempt,
        facts: SignOnFacts,
    ) -> Result<Self, SignOnStep> {
        match next_step(&attempt.sign_on, &facts.situation(identity)) {
            step @ (SignOnStep::Finish | SignOnStep::Refuse(_)) => Ok(Self { attempt, facts, step }),
            step => Err(step),
        }
    }

    /// The sign-on of somebody who is asked for their consent and does not give it.
    pub(super) fn declined(attempt: &'a Attempt, facts: SignOnFacts, step: &SignOnStep) -> Option<Self> {
        let is_asked = matches!(step, SignOnStep::Consent(_));
        is_asked.then_some(Self { attempt, facts, step: SignOnStep::Refuse(RefusalReason::ConsentDeclined) })
    }
}

impl Proof for Settled<'_> {
    fn actor(&self) -> Actor {
        self.facts.person.as_ref().map_or(Actor::Anonymous, |person| Actor::User(person.id))
    }
}

impl Identity {
    /// Finishes a sign-on that [`next_step`] has let through, or refused.
    pub(super) async fn finish(
        &self,
        settled: Settled<'_>,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, SignOnError> {
        let act = Act::by_proof::<Settled<'_>>(&settled);
        let Settled { attempt, facts, step } = settled;
        let acting_for = facts.current.as_ref().and_then(|current| current.caller.acting_for());
        let mut act = act.referring(visitor.reference).acting_for(acting_for);
        let mut session = None;
        if signs_in(&step) {
            // Who sets another password in this very moment comes first: the old one opens no session any more.
            if let Some(shown) = &facts.password {
                act.changes().require_read(&shown.credential);
            }
            session = self.session_of(&mut act, attempt, visitor, facts.current.as_ref()).await?;
        }
        let mut rows = match &mut session {
            Some(session) => self.write_with_session(&mut act, attempt, visitor, &facts, session).await?,
            None => Vec::new(),
        };
        let another = another_person(attempt, facts.current.as_ref());
        let outcome = match (&attempt.sign_on.origin, &facts.application) {
            // What somebody was about to change is not the page of whoever signs in in their place.
            (Origin::Again { .. }, _) if another => without_application(&self.settings().start_path(), &step),
            (Origin::Application(asked), Some(application)) => {
                if let Some(consenting) = &facts.consenting {
                    consenting.rests_on(act.changes());
                }
                let question = Question { attempt, asked, application, facts: &facts };
                let (outcome, row) = self.tell(&mut act, question, session.as_ref(), &step).await?;
                rows.push(row);
                outcome
            }
            (
                Origin::Page { return_to }
                | Origin::Again { return_to }
                | Origin::Invitation { return_to, .. }
                | Origin::Recovery { return_to, .. },
                _,
            ) => without_application(return_to, &step),
            (Origin::Application(_), None) => return Err(SignOnError::Over),
        };
        if let (SignOnStep::Refuse(RefusalReason::Host(refusal)), Outcome::Help(_)) = (&step, &outcome) {
            let person = facts.person.as_ref().map_or_else(Trace::default, |person| Trace::of(person.id));
            rows.push((Action::SignInRefused, person.with("reason", refusal.code())));
        }
        if let Some(session) = &session {
            let told = facts.application.as_ref().filter(|_| matches!(outcome, Outcome::Told(_)));
            hand_over(&mut act, session, told.map(|application| application.party.id));
        }
        let answered = answered(attempt, session.as_ref(), &facts, self.now());
        self.close(act, answered, rows).await?;
        let ended = session.as_mut().and_then(|session| session.ended.take());
        let signed_in = session.and_then(SessionOf::signed_in);
        Ok(Progress::Done(Box::new(Done { signed_in, ended, outcome })))
    }

    /// What is written with the session that a sign-on ends in: that its browser is remembered, and that its account is linked. Gives
    /// the rows for the audit trail.
    async fn write_with_session(
        &self,
        act: &mut Act,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        facts: &SignOnFacts,
        session: &mut SessionOf,
    ) -> Result<Vec<(Action, Trace)>, StoreError> {
        let remembered = self.write_remembered(act, attempt, visitor, facts, session).await?;
        let linked = self.write_identity(act, attempt, facts).await?;
        Ok(session.row.take().into_iter().chain(remembered).chain(linked).collect())
    }

    /// Commits the end of a sign-on with its audit rows. One that leads back to a page in the same session has none: that
    /// it was answered is no act of anybody.
    async fn close(
        &self,
        mut act: Act,
        answered: Attempt,
        mut rows: Vec<(Action, Trace)>,
    ) -> Result<(), StoreError> {
        let Some((action, trace)) = rows.pop() else {
            let mut books = BookKeeping::new();
            books.resting_on(&act);
            if answered.is_stored() {
                answered.keep(&mut books);
            }
            return if books.is_empty() { Ok(()) } else { self.commit_unaudited(&books).await };
        };
        if answered.is_stored() {
            answered.write(act.changes());
        }
        for (action, trace) in rows {
            act.note(self, action, trace);
        }
        self.commit(act.finish(self, action, trace)).await
    }
}

/// The applications of the session that this one goes on from take part in this one; the one that was told just now does
/// already.
fn hand_over(act: &mut Act, session: &SessionOf, told: Option<RelyingPartyId>) {
    for part in session.inherited.iter().filter(|part| told != Some(part.relying_party)) {
        act.changes()
            .update(Participant { session: session.session.id, ..part.record.clone() }, part.version);
    }
}

/// The attempt, answered once more.
fn answered(attempt: &Attempt, session: Option<&SessionOf>, facts: &SignOnFacts, now: Timestamp) -> Attempt {
    let opened = session.map(|session| session.session.id);
    let of_browser = facts.current.as_ref().map(|current| current.session.id);
    // Its proofs are the session's from now on, and open no second one.
    let proofs = if opened.is_some() { Vec::new() } else { attempt.sign_on.proofs.clone() };
    let sign_on = SignOn {
        proofs,
        requested: None,
        provider_failure: None,
        asserted: None,
        session: opened.or(of_browser),
        answers: attempt.sign_on.answers.saturating_add(1),
        finished_at: attempt.sign_on.finished_at.or(Some(now)),
        ..attempt.sign_on.clone()
    };
    Attempt { sign_on, ..attempt.clone() }
}

/// How a sign-on ends for which no application waits.
fn without_application(return_to: &str, step: &SignOnStep) -> Outcome {
    match step {
        SignOnStep::Refuse(reason) => Outcome::Help(*reason),
        _ => Outcome::Page { return_to: return_to.to_owned() },
    }
}

/// Whether a refusal leaves the person signed in: who may not use one application may use others.
const fn signs_in(step: &SignOnStep) -> bool {
    use RefusalReason::{ConsentDeclined, NoAccess};
    matches!(step, SignOnStep::Finish | SignOnStep::Refuse(NoAccess(_) | ConsentDeclined))
}

/// Whether somebody else proved who they are than whoever is signed in in this browser.
fn another_person(attempt: &Attempt, current: Option<&Current>) -> bool {
    let here = attempt.sign_on.proofs.first().map(|proof| proof.user);
    here.zip(current).is_some_and(|(here, current)| here != current.user.id)
}
