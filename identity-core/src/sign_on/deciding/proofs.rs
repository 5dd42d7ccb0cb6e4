//! Which proofs a sign-on still needs.

use super::situation::Situation;
use super::step::SignOnStep;
use crate::authenticators::{Available, Factor, Factors};
use crate::domain::{AuthenticationMethod, Origin, SignOn};
use crate::sign_on::refusal_reason::RefusalReason;
use std::collections::BTreeSet;

/// What has to come before the sign-on goes on; `None` when enough was proved.
pub(super) fn missing(
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
pub(in crate::sign_on) fn spares(sign_on: &SignOn) -> bool {
    match &sign_on.origin {
        Origin::Page { .. } => true,
        Origin::Application(asked) => {
            !asked.fresh && asked.factors == Factors::One && asked.methods.is_empty()
        }
        Origin::Again { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    }
}

/// The kinds of proof among some methods.
pub(in crate::sign_on) fn factors(
    methods: &BTreeSet<AuthenticationMethod>,
    situation: &Situation<'_>,
) -> BTreeSet<Factor> {
    let known = situation.methods.iter().filter(|method| methods.contains(&method.method));
    known.filter_map(|method| method.factor).collect()
}
