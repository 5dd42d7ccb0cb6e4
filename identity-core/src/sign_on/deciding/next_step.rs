//! What a sign-on needs next.

use super::asserted::{after_proof, before_proof, counts_here, is_federated};
use super::proofs::missing;
use super::situation::{Places, Situation};
use super::step::SignOnStep;
use crate::Timestamp;
use crate::domain::{AuthenticationMethod, Origin, Proved, Session, SignOn};
use crate::ids::UserId;
use crate::sign_on::refusal_reason::RefusalReason;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long after its first answer a sign-on is answered again, for a reload or a double click.
pub(in crate::sign_on) const ANSWERED_AGAIN: Duration = Duration::from_mins(5);

/// How long a proof counts until the sign-on is finished.
const PROOF_LIFETIME: Duration = Duration::from_mins(30);

/// How often a sign-on is answered at the most.
pub(in crate::sign_on) const MOST_ANSWERS: u32 = 8;

/// Decides what a sign-on needs next. Pure and total; the only place that decides it.
pub fn next_step(sign_on: &SignOn, situation: &Situation<'_>) -> SignOnStep {
    if is_over(sign_on, situation.now, situation.session) {
        return SignOnStep::Over;
    }
    let passive = sign_on.application().is_some_and(|asked| asked.passive);
    let refused = |reason| SignOnStep::Refuse(reason);
    let ask = |step: SignOnStep| if passive { refused(RefusalReason::InteractionNeeded) } else { step };
    if let Some(step) = before_proof(sign_on, situation) {
        return ask(step);
    }
    let session = situation.session.filter(|session| suffices(session, sign_on));
    let Some(methods) = proved(sign_on, situation, session) else {
        return if passive { refused(RefusalReason::NotPassive) } else { first_step(sign_on) };
    };
    if is_another(sign_on) {
        return refused(RefusalReason::AnotherPerson);
    }
    match missing(&methods, sign_on, situation) {
        Some(SignOnStep::Refuse(reason)) => return SignOnStep::Refuse(reason),
        Some(step) => return ask(step),
        None => {}
    }
    if let Some(refusal) = situation.refusal {
        return SignOnStep::Refuse(RefusalReason::Host(refusal));
    }
    if let Some(erased_at) = situation.erased_at {
        return ask(SignOnStep::KeepAccount(erased_at));
    }
    let person = sign_on.proofs.first().map(|proof| proof.user).or(session.map(|session| session.user));
    if let Some(step) = person.and_then(|person| after_proof(sign_on, situation, person, passive)) {
        return ask(step);
    }
    match &situation.places {
        Places::NotAsked | Places::One(_) if situation.consent.is_empty() => SignOnStep::Finish,
        Places::NotAsked | Places::One(_) if passive => refused(RefusalReason::ConsentNeeded),
        Places::NotAsked | Places::One(_) => SignOnStep::Consent(situation.consent.clone()),
        Places::OnTrial => refused(RefusalReason::OnTrial),
        Places::None(reason) => refused(RefusalReason::NoAccess(*reason)),
        Places::Several(several) => ask(SignOnStep::ChooseOrganization(several.clone())),
    }
}

/// What is asked of somebody of whom nothing is proved.
const fn first_step(sign_on: &SignOn) -> SignOnStep {
    match sign_on.origin {
        Origin::Invitation { .. } if sign_on.proofs.is_empty() => SignOnStep::CreateAccount,
        Origin::Recovery { .. } if sign_on.proofs.is_empty() => SignOnStep::SetPassword,
        _ => SignOnStep::Identify,
    }
}

/// Whether a sign-on cannot go on: its time is over, or it was answered, and this browser has no right to hear it again.
pub(in crate::sign_on) fn is_over(sign_on: &SignOn, now: Timestamp, session: Option<&Session>) -> bool {
    let Some(finished) = sign_on.finished_at else { return sign_on.expires_at <= now };
    let same_session = sign_on.session == session.map(|session| session.id);
    let late = finished.plus(ANSWERED_AGAIN) <= now;
    late || !same_session || sign_on.answers >= MOST_ANSWERS
}

/// Whether a session will do for a sign-on: an application can demand a proof that is younger than its request.
pub(in crate::sign_on) fn suffices(session: &Session, sign_on: &SignOn) -> bool {
    let fresh = match &sign_on.origin {
        Origin::Application(asked) => asked.fresh,
        Origin::Again { .. } => true,
        Origin::Page { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    };
    let openid = sign_on.application().and_then(|asked| asked.openid.as_deref());
    let limit = openid.and_then(|asked| asked.max_age).map(|age| Duration::from_secs(age.into()));
    let is_young = limit.is_none_or(|age| session.authenticated_at.plus(age) >= sign_on.created_at);
    let is_meant = expected(sign_on).is_none_or(|person| session.user == person);
    is_young
        && is_meant
        && counts_here(session, sign_on)
        && (!fresh || session.authenticated_at >= sign_on.created_at)
}

/// The person whom the application means, if it says so.
fn expected(sign_on: &SignOn) -> Option<UserId> {
    sign_on.application().and_then(|asked| asked.openid.as_deref()).and_then(|asked| asked.person)
}

/// Whether somebody else proved who they are here than whom the application means.
fn is_another(sign_on: &SignOn) -> bool {
    expected(sign_on).is_some_and(|person| sign_on.proofs.iter().any(|proof| proof.user != person))
}

/// Whether the proofs of a sign-on add to those of a session. Whoever gives their password, or comes from an identity provider
/// elsewhere, begins anew: what was proved long before it counts no longer.
pub(in crate::sign_on) fn raises(sign_on: &SignOn) -> bool {
    let begins =
        |method: &AuthenticationMethod| *method == AuthenticationMethod::PASSWORD || is_federated(method);
    sign_on.proofs.iter().all(|proof| !begins(&proof.method))
}

/// The methods by which the person of a sign-on proved who they are, here and for the session; `None` as long as
/// nobody did.
fn proved(
    sign_on: &SignOn,
    situation: &Situation<'_>,
    session: Option<&Session>,
) -> Option<BTreeSet<AuthenticationMethod>> {
    let here = sign_on.proofs.iter().map(|proof| proof.method.clone());
    let Some(person) = sign_on.proofs.first().map(|proof| proof.user) else {
        return session.map(|session| session.methods.clone());
    };
    let old = |proof: &Proved| proof.at.plus(PROOF_LIFETIME) <= situation.now;
    let of_session = session.filter(|session| session.user == person && raises(sign_on));
    let before = of_session.into_iter().flat_map(|session| session.methods.iter().cloned());
    let counts = situation.active && !sign_on.proofs.iter().any(old);
    counts.then(|| here.chain(before).collect())
}

/// When the person of a sign-on proved who they are: with the last proof given here, or else when the session says. Of an
/// identity provider elsewhere, it is the time that it says.
pub(in crate::sign_on) fn authenticated_at(sign_on: &SignOn, session: Option<&Session>) -> Option<Timestamp> {
    let came = sign_on.asserted.as_deref().filter(|_| sign_on.provider_session.is_some());
    let elsewhere = came.map(|asserted| asserted.authenticated_at);
    let at = |proof: &Proved| elsewhere.filter(|_| is_federated(&proof.method)).unwrap_or(proof.at);
    let here = sign_on.proofs.iter().map(at).max();
    here.or(session.map(|session| session.authenticated_at))
}
