//! What a sign-on needs next.

use super::refusal_reason::RefusalReason;
use super::situation::{Places, Situation};
use crate::Timestamp;
use crate::authenticators::{Available, Factor, Factors};
use crate::domain::{AuthenticationMethod, Origin, Proved, Session, SignOn};
use crate::ids::{OrganizationId, UserId};
use crate::values::Scope;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long after its first answer a sign-on is answered again, for a reload or a double click.
pub(super) const ANSWERED_AGAIN: Duration = Duration::from_mins(5);

/// How long a proof counts until the sign-on is finished.
const PROOF_LIFETIME: Duration = Duration::from_mins(30);

/// How often a sign-on is answered at the most.
pub(super) const MOST_ANSWERS: u32 = 8;

/// What a sign-on needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignOnStep {
    /// The person says who they are and proves it.
    Identify,
    /// The person who was invited makes an account.
    CreateAccount,
    /// The person who forgot their password sets a new one.
    SetPassword,
    /// The person gives a further proof, by one of these methods.
    Challenge(Vec<AuthenticationMethod>),
    /// The person has no further proof set up, and sets up one of these.
    Enrol(Vec<AuthenticationMethod>),
    /// The person chooses which of these organisations to act for.
    ChooseOrganization(Vec<(OrganizationId, String)>),
    /// The person says whether the application may know and do this (OAuth scopes).
    Consent(BTreeSet<Scope>),
    /// The person closed their account, which is erased then. They say whether to keep it.
    KeepAccount(Timestamp),
    /// The application, or the person, is told why it does not go on.
    Refuse(RefusalReason),
    /// Everything is there: the session is opened, and the application is told.
    Finish,
    /// It is over. The person starts again where it began.
    Over,
}

/// Decides what a sign-on needs next. Pure and total; the only place that decides it.
pub fn next_step(sign_on: &SignOn, situation: &Situation<'_>) -> SignOnStep {
    if is_over(sign_on, situation.now, situation.session) {
        return SignOnStep::Over;
    }
    let passive = sign_on.application().is_some_and(|asked| asked.passive);
    let refused = |reason| SignOnStep::Refuse(reason);
    let ask = |step: SignOnStep| if passive { refused(RefusalReason::InteractionNeeded) } else { step };
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
pub(super) fn is_over(sign_on: &SignOn, now: Timestamp, session: Option<&Session>) -> bool {
    let Some(finished) = sign_on.finished_at else { return sign_on.expires_at <= now };
    let same_session = sign_on.session == session.map(|session| session.id);
    let late = finished.plus(ANSWERED_AGAIN) <= now;
    late || !same_session || sign_on.answers >= MOST_ANSWERS
}

/// Whether a session will do for a sign-on: an application can demand a proof that is younger than its request.
pub(super) fn suffices(session: &Session, sign_on: &SignOn) -> bool {
    let fresh = match &sign_on.origin {
        Origin::Application(asked) => asked.fresh,
        Origin::Again { .. } => true,
        Origin::Page { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    };
    let openid = sign_on.application().and_then(|asked| asked.openid.as_deref());
    let limit = openid.and_then(|asked| asked.max_age).map(|age| Duration::from_secs(age.into()));
    let is_young = limit.is_none_or(|age| session.authenticated_at.plus(age) >= sign_on.created_at);
    let is_meant = expected(sign_on).is_none_or(|person| session.user == person);
    is_young && is_meant && (!fresh || session.authenticated_at >= sign_on.created_at)
}

/// The person whom the application means, if it says so.
fn expected(sign_on: &SignOn) -> Option<UserId> {
    sign_on.application().and_then(|asked| asked.openid.as_deref()).and_then(|asked| asked.person)
}

/// Whether somebody else proved who they are here than whom the application means.
fn is_another(sign_on: &SignOn) -> bool {
    expected(sign_on).is_some_and(|person| sign_on.proofs.iter().any(|proof| proof.user != person))
}

/// Whether the proofs of a sign-on add to those of a session. Whoever gives their password begins anew: what was proved long
/// before it counts no longer.
pub(super) fn raises(sign_on: &SignOn) -> bool {
    sign_on.proofs.iter().all(|proof| proof.method != AuthenticationMethod::PASSWORD)
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

/// What has to come before the sign-on goes on; `None` when enough was proved.
fn missing(
    methods: &BTreeSet<AuthenticationMethod>,
    sign_on: &SignOn,
    situation: &Situation<'_>,
) -> Option<SignOnStep> {
    let proved = factors(methods, situation);
    let counts = |method: &&Available| {
        method.factor == Some(Factor::Knowledge) || situation.rules.counts(&method.method)
    };
    let all = || situation.methods.iter();
    let given = all().filter(|method| methods.contains(&method.method));
    let found: BTreeSet<Factor> = given.filter(counts).filter_map(|method| method.factor).collect();
    let named = sign_on.application().map_or(&[][..], |asked| &asked.methods);
    let has_named = named.is_empty() || named.iter().any(|method| methods.contains(method));
    let enough = found.len() >= needed(sign_on, situation, &found);
    if has_named && enough {
        return None;
    }
    let is_named = |method: &&Available| named.contains(&method.method);
    let set_up = |method: &&Available| method.set_up;
    let adds_to = |known: &BTreeSet<Factor>, method: &Available| {
        method.factor.is_some_and(|factor| !known.contains(&factor))
    };
    let adds = |method: &&Available| counts(method) && adds_to(&found, method);
    let challenge = if enough {
        listed(all().filter(set_up).filter(is_named))
    } else {
        let any_other = |methods: &Vec<AuthenticationMethod>| {
            methods.iter().any(|method| *method != AuthenticationMethod::RECOVERY_CODE)
        };
        let wanted = listed(all().filter(set_up).filter(adds).filter(is_named));
        // Whoever has another proof gives that first, also one that does not count here: nothing is set up in its place by a
        // password alone.
        let others = || listed(all().filter(set_up).filter(adds));
        let uncounted = || listed(all().filter(set_up).filter(|method| adds_to(&proved, method)));
        let asked = if any_other(&wanted) { wanted } else { others() };
        if any_other(&asked) { asked } else { uncounted() }
    };
    if !challenge.is_empty() {
        return Some(SignOnStep::Challenge(challenge));
    }
    let fits = |method: &&Available| {
        let by_name = named.is_empty() || is_named(method);
        method.can_enrol && by_name && (enough || adds(method))
    };
    let can_enrol = listed(all().filter(fits));
    if can_enrol.is_empty() {
        return Some(SignOnStep::Refuse(RefusalReason::NoFurtherProof));
    }
    Some(SignOnStep::Enrol(can_enrol))
}

fn listed<'a>(methods: impl Iterator<Item = &'a Available>) -> Vec<AuthenticationMethod> {
    methods.map(|method| method.method.clone()).collect()
}

/// How many kinds of proof are needed: by the rules, by the application's request, or by the person, who set up a second one
/// to be asked for it. A browser that the person had remembered stands for the second one beside their password, but not where
/// it was asked for by name.
fn needed(sign_on: &SignOn, situation: &Situation<'_>, found: &BTreeSet<Factor>) -> usize {
    let asked = sign_on.application().map(|asked| asked.factors).unwrap_or_default();
    let wanted = situation.methods.iter().any(|method| method.is_wanted);
    let own = if wanted { Factors::Two } else { Factors::One };
    // A closed account is taken back with every proof.
    let spared = situation.remembered
        && spares(sign_on)
        && situation.erased_at.is_none()
        && found.contains(&Factor::Knowledge);
    let standing = if spared { Factors::One } else { situation.rules.factors.max(own) };
    match standing.max(asked) {
        Factors::One => 0,
        Factors::Two => 2,
    }
}

/// Whether a browser that the person had remembered spares the second proof here: not where a fresh or a stronger proof is
/// asked for, and not behind a link from a mail.
pub(super) fn spares(sign_on: &SignOn) -> bool {
    match &sign_on.origin {
        Origin::Page { .. } => true,
        Origin::Application(asked) => {
            !asked.fresh && asked.factors == Factors::One && asked.methods.is_empty()
        }
        Origin::Again { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    }
}

/// The kinds of proof among some methods.
pub(super) fn factors(
    methods: &BTreeSet<AuthenticationMethod>,
    situation: &Situation<'_>,
) -> BTreeSet<Factor> {
    let known = situation.methods.iter().filter(|method| methods.contains(&method.method));
    known.filter_map(|method| method.factor).collect()
}

/// When the person of a sign-on proved who they are: with the last proof given here, or else when the session says.
pub(super) fn authenticated_at(sign_on: &SignOn, session: Option<&Session>) -> Option<Timestamp> {
    let here = sign_on.proofs.iter().map(|proof| proof.at).max();
    here.or(session.map(|session| session.authenticated_at))
}
