//! Signing in with a password.

use crate::support::counting::Counting;
use crate::support::{PASSWORD, World, attempt, identity_on};
use identity_core::domain::{Action, CredentialKey, User, UserState};
use identity_core::secrets::{Argon2Params, MasterKey, PasswordHasher, PasswordHasherConfig};
use identity_core::sign_on::{PasswordSignIn, SignInError};
use identity_core::store::Store;
use identity_core::{Identity, OsEntropy, SeededEntropy};
use std::sync::Arc;
use tokio::task::JoinSet;

const JEREMY: &str = "jeremy@citygroup.example";

#[tokio::test]
async fn user_name_and_address_work_in_any_case() {
    let world = World::new().await;
    for identifier in ["scott", "SCOTT", " scott ", "scott@operator.example", "Scott@Operator.Example"] {
        assert!(world.sign_in(identifier, PASSWORD).await.is_ok(), "{identifier:?}");
    }
    for password in ["Kettle-orbit-lantern", "kettle-orbit-lantern ", ""] {
        assert!(world.sign_in("scott", password).await.is_err(), "{password:?}");
    }
}

#[tokio::test]
async fn unknown_wrong_locked_and_disabled_look_the_same() {
    let world = World::new().await;
    world.with_jeremy().await;
    let mut answers = Vec::new();
    for (identifier, password) in
        [("nobody@citygroup.example", PASSWORD), ("not an identifier \u{0}", PASSWORD), (JEREMY, "wrong")]
    {
        answers.push(world.sign_in(identifier, password).await.unwrap_err());
    }
    for state in [UserState::Locked, UserState::Disabled] {
        let found = world.user(JEREMY).await.unwrap();
        world.meanwhile(User { state, ..found.record }, found.version).await;
        answers.push(world.sign_in(JEREMY, PASSWORD).await.unwrap_err());
    }
    for answer in &answers {
        assert!(matches!(answer, SignInError::Refused), "{answer:?}");
        assert_eq!(answer.to_string(), answers[0].to_string());
    }
    assert_eq!(world.events(Action::SignInRefused).await, answers.len());
}

/// What a stopwatch could tell apart is the work: the calls of the store and what is hashed (N-01).
#[tokio::test]
async fn n_01_an_unknown_person_costs_the_work_of_a_wrong_password() {
    let world = World::new().await;
    world.with_jeremy().await;
    let hasher = PasswordHasher::fast_for_tests();
    let hashing = identity_on(&world.store, &world.clock, hasher.clone());
    let (store, work) = Counting::new(world.store.clone());
    let identity = hashing.with_store(store);
    let mut costs = Vec::new();
    for identifier in [JEREMY, "scott", "nobody@citygroup.example", "nobody", "not a name \u{0}", ""] {
        let before = hasher.filled_kib();
        let answer = identity.sign_in(attempt(identifier, "wrong")).await;
        assert!(matches!(answer, Err(SignInError::Refused)), "{identifier:?}: {answer:?}");
        costs.push((identifier, hasher.filled_kib() - before, work.take().calls));
    }
    let (_, filled, calls) = costs[0].clone();
    assert!(filled > 0 && calls.len() >= 4, "{costs:?}");
    for (identifier, of_this, calls_of_this) in costs {
        assert_eq!((of_this, &calls_of_this), (filled, &calls), "{identifier:?}");
    }
}

#[tokio::test]
async fn after_too_many_tries_the_right_password_waits_for_the_next_window() {
    let world = World::new().await;
    let tries = world.identity.settings().sign_in_tries;
    // Whichever of the names is typed, it is one account.
    for number in 0..tries {
        let identifier = if number % 2 == 0 { "scott" } else { "scott@operator.example" };
        assert!(world.sign_in(identifier, "wrong").await.is_err());
    }
    assert!(matches!(world.sign_in("scott", PASSWORD).await, Err(SignInError::Refused)));
    world.clock.advance(world.identity.settings().sign_in_window);
    assert!(world.sign_in("scott", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn success_forgets_the_tries_before_it() {
    let world = World::new().await;
    let tries = world.identity.settings().sign_in_tries;
    for _ in 0..3 {
        for _ in 1..tries {
            assert!(world.sign_in("scott", "wrong").await.is_err());
        }
        assert!(world.sign_in("scott", PASSWORD).await.is_ok());
    }
}

/// A try counts before its password is looked at, so that guessing side by side gains nothing.
#[tokio::test]
async fn parallel_guesses_are_limited_like_any_others() {
    let world = World::new().await;
    let tries = world.identity.settings().sign_in_tries;
    let mut guesses = JoinSet::new();
    for number in 0..=tries {
        let identity = world.identity.clone();
        let password = if number == tries { PASSWORD } else { "wrong" };
        guesses.spawn(async move { identity.sign_in(attempt("scott", password)).await.is_ok() });
    }
    assert!(guesses.join_all().await.iter().all(|signed_in| !signed_in));
}

#[tokio::test]
async fn weaker_parameters_are_replaced_at_sign_in_once() {
    let world = World::new().await;
    let argon2 = Argon2Params { memory_kib: 32, iterations: 2, parallelism: 1 };
    let config = PasswordHasherConfig { argon2, ..PasswordHasherConfig::default() };
    let stronger = PasswordHasher::new(config, Arc::new(OsEntropy)).unwrap();
    let identity = identity_on(&world.store, &world.clock, stronger);
    let scott = world.user("scott@operator.example").await.unwrap().record.id;
    let hash = async || {
        let key = CredentialKey::Password(scott);
        let found = world.store.credentials().find(&key).await.unwrap().unwrap();
        found.password_hash().unwrap().as_phc().to_owned()
    };
    assert!(hash().await.contains("m=8,t=1"));
    assert!(identity.sign_in(attempt("scott", "wrong")).await.is_err());
    assert!(hash().await.contains("m=8,t=1"));
    identity.sign_in(attempt("scott", PASSWORD).reference("7Q2M-4K8D")).await.unwrap();
    let renewed = hash().await;
    assert!(renewed.contains("m=32,t=2"), "{renewed}");
    identity.sign_in(attempt("scott", PASSWORD)).await.unwrap();
    assert_eq!(hash().await, renewed);
    assert_eq!(world.events(Action::PasswordChanged).await, 1);
    let row = world.last_row(Action::PasswordChanged).await;
    assert_eq!(row.reference.as_deref(), Some("7Q2M-4K8D"));
}

#[tokio::test]
async fn passwords_are_hashed_as_the_builder_was_told() {
    let world = World::new().await;
    let build = |iterations| {
        let argon2 = Argon2Params { memory_kib: 32, iterations, parallelism: 1 };
        let settings = world.identity.settings().clone();
        Identity::builder(world.store.clone(), settings, MasterKey::generate(&SeededEntropy::new(1)))
            .clock(Arc::clone(&world.clock) as _)
            .password_hashing(PasswordHasherConfig { argon2, ..PasswordHasherConfig::default() })
            .build()
    };
    assert!(build(0).is_err(), "argon2 takes one pass at least");
    build(3).unwrap().sign_in(attempt("scott", PASSWORD)).await.unwrap();
    let scott = world.user("scott@operator.example").await.unwrap().record.id;
    let stored = world.store.credentials().find(&CredentialKey::Password(scott)).await.unwrap().unwrap();
    let hash = stored.password_hash().unwrap();
    assert!(hash.as_phc().contains("m=32,t=3"), "{hash:?}");
}

#[tokio::test]
async fn a_password_too_long_is_turned_away_unread() {
    let world = World::new().await;
    let refused = world.sign_in("scott", &"x".repeat(1_000_000)).await;
    assert!(matches!(refused, Err(SignInError::TooLong)), "{refused:?}");
}

/// A token planted in a browser before its user signs in is worth nothing after (session fixation).
#[tokio::test]
async fn signing_in_ends_the_session_that_the_browser_had() {
    let world = World::new().await;
    let planted = world.sign_in("scott", PASSWORD).await.unwrap().token;
    let again = PasswordSignIn { previous: Some(planted.clone()), ..attempt("scott", PASSWORD) };
    let signed_in = world.identity.sign_in(again).await.unwrap();
    assert_ne!(signed_in.token.digest(), planted.digest());
    assert!(world.identity.session(&planted).await.unwrap().is_none());
    assert!(world.identity.session(&signed_in.token).await.unwrap().is_some());
}
