//! Every state of a sign-on that can be reached is walked: each asks something that leads on, or ends. The drawing in
//! the book is what the walk found.

use super::generated;
use super::steps_deployments::{Came, CodeIs, Deployment, Kind, deployments};
use super::steps_drawing::drawing;
use super::steps_walk::{Act, CODE, State, reachable};
use anyhow::{Result, ensure};
use identity_core::authenticators::Factors;
use identity_core::domain::AuthenticationMethod;
use identity_core::sign_on::SignOnStep;
use std::collections::{BTreeMap, BTreeSet};

fn ends(step: &SignOnStep) -> bool {
    matches!(step, SignOnStep::Finish | SignOnStep::Refuse(_) | SignOnStep::Over)
}

/// Whether what the person can do on the pages leads to an end.
fn leads_to_an_end(state: &State, deployment: Deployment, acts: usize) -> bool {
    let step = state.step(deployment);
    ends(&step)
        || (acts > 0
            && Act::ALL.into_iter().filter(|act| act.label().is_some()).any(|act| {
                state
                    .after(act, &step, deployment)
                    .is_some_and(|next| leads_to_an_end(&next, deployment, acts - 1))
            }))
}

fn name(step: &SignOnStep) -> &'static str {
    match step {
        SignOnStep::Identify => "Identify",
        SignOnStep::CreateAccount => "Create account",
        SignOnStep::SetPassword => "Set password",
        SignOnStep::Challenge(_) => "Challenge",
        SignOnStep::Enrol(_) => "Set up",
        SignOnStep::ChooseOrganization(_) => "Choose organisation",
        SignOnStep::KeepAccount(_) => "Keep account",
        SignOnStep::Consent(_) => "Consent",
        SignOnStep::ConnectOrCreate { .. } => "Connect or create",
        SignOnStep::ConfirmLink => "Confirm link",
        SignOnStep::SwitchPerson => "Switch person",
        SignOnStep::OfferLink { .. } => "Offer link",
        SignOnStep::ChooseOtherWay(_) => "Other way",
        SignOnStep::Refuse(_) => "Refuse",
        SignOnStep::Finish => "Finish",
        SignOnStep::Over => "Over",
        _ => "a step that this walk does not know",
    }
}

#[test]
fn every_state_of_a_sign_on_leads_to_an_end_and_the_book_shows_the_way() -> Result<()> {
    let mut ways: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut states = 0;
    for deployment in deployments() {
        for (state, step) in reachable(deployment) {
            states += 1;
            // Whoever was disabled cannot sign in; the page says so at each try and has its way back.
            let leads = state.disabled || leads_to_an_end(&state, deployment, 5);
            ensure!(leads, "stuck at {step:?}: {deployment:?} {state:?}");
            for act in Act::ALL {
                let (Some(label), Some(next)) = (act.label(), state.after(act, &step, deployment)) else {
                    continue;
                };
                if !ends(&step) {
                    ways.entry((name(&step), name(&next.step(deployment)))).or_default().insert(label);
                }
            }
        }
    }
    ensure!(states > 1_000, "{states} states are too few to be all");
    generated("explanation/sign-on.md", "steps", &drawing(&ways))
}

/// Whether two kinds of proof are needed.
fn needs_two(deployment: Deployment) -> bool {
    let by_application = matches!(deployment.origin, Kind::Application { .. });
    let asked = if by_application { deployment.asked } else { Factors::One };
    deployment.factors.max(asked) == Factors::Two || deployment.code == CodeIs::Wanted
}

/// How many kinds of proof were given here, with those of the session where they still count.
fn kinds(state: &State, fresh: bool) -> usize {
    let knows = |method: &AuthenticationMethod| {
        *method == AuthenticationMethod::PASSWORD || *method == AuthenticationMethod::FEDERATED
    };
    let begins_anew = state.proofs.iter().any(knows);
    let session = state.session.filter(|(owner, young, _)| {
        (*young || !fresh) && !begins_anew && (state.proofs.is_empty() || *owner == state.person)
    });
    let password = begins_anew || session.is_some();
    let key = state.proofs.contains(&CODE) || session.is_some_and(|(_, _, both)| both);
    let verified = state.proofs.contains(&AuthenticationMethod::USER_VERIFIED);
    [password, key, verified].into_iter().filter(|given| *given).count()
}

/// What the walk must never find.
#[test]
fn no_state_is_finished_without_the_proofs_that_it_needs() {
    for deployment in deployments() {
        for (state, step) in reachable(deployment) {
            if step != SignOnStep::Finish || state.answered.is_some() {
                continue;
            }
            let here = !state.proofs.is_empty();
            let fresh = matches!(deployment.origin, Kind::Again | Kind::Application { fresh: true, .. });
            let of_session = state
                .session
                .is_some_and(|(owner, young, _)| (young || !fresh) && (!here || owner == state.person));
            assert!(here || of_session, "{deployment:?} {state:?}");
            assert!(
                !here || (!state.disabled && state.minutes < state.proved + 30),
                "{deployment:?} {state:?}"
            );
            let by_application = matches!(deployment.origin, Kind::Application { .. });
            let asked = if by_application { deployment.asked } else { Factors::One };
            let of_session = state.session.is_some_and(|(owner, young, both)| {
                both && (young || !fresh) && (!here || owner == state.person)
            });
            let spared = deployment.remembered
                && matches!(deployment.origin, Kind::Page | Kind::Application { fresh: false, .. })
                && asked == Factors::One;
            assert!(
                (deployment.factors.max(asked) == Factors::One && deployment.code != CodeIs::Wanted)
                    || spared
                    || state.proofs.contains(&CODE)
                    || of_session,
                "{deployment:?} {state:?}"
            );
            assert!(spared || !needs_two(deployment) || kinds(&state, fresh) > 1, "{deployment:?} {state:?}");
            assert!(deployment.places < 2 || state.chosen, "{deployment:?} {state:?}");
            assert!(
                deployment.places > 0 || !matches!(deployment.origin, Kind::Application { .. }),
                "{deployment:?} {state:?}"
            );
        }
    }
}

/// An account is linked only with an identity whose person proved that it is theirs and said so, and nobody goes on as somebody
/// else than they proved to be.
#[test]
fn no_state_is_finished_with_an_identity_that_nobody_confirmed() {
    let mut confirmed = 0;
    for deployment in deployments() {
        for (state, step) in reachable(deployment) {
            if step != SignOnStep::Finish || state.answered.is_some() || !state.identity_counts() {
                continue;
            }
            let owner = state.owner(deployment);
            assert!(!state.proofs.is_empty(), "{deployment:?} {state:?}");
            match state.came {
                Some(Came::Confirmed) => confirmed += 1,
                _ => assert_eq!(owner, Some(state.person), "{deployment:?} {state:?}"),
            }
            assert!(owner.is_none_or(|owner| owner == state.person), "{deployment:?} {state:?}");
        }
    }
    assert!(confirmed > 0);
}

/// Nothing comes back by itself: what somebody has said no to is asked again only after they did something else.
#[test]
fn no_question_about_an_identity_follows_on_its_own_answer() {
    for deployment in deployments() {
        for (state, step) in reachable(deployment) {
            for act in
                [Act::Refuse, Act::Stay, Act::NotNow, Act::OtherWay, Act::Connect, Act::Confirm, Act::Switch]
            {
                if let Some(next) = state.after(act, &step, deployment) {
                    assert_ne!(next.step(deployment), step, "{act:?}: {deployment:?} {state:?}");
                }
            }
        }
    }
}
