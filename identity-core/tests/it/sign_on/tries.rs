//! Limits of tries: whoever guesses is slowed down, and keeps nobody else out.

use crate::support::counting::Counting;
use crate::support::{CLIENT_SECRET_SEED, PASSWORD, World, attempt, identity_on};
use identity_core::applications::{ClientCredentials, ClientProof};
use identity_core::domain::{Action, Device, Origin};
use identity_core::ids::UserId;
use identity_core::secrets::{Argon2Params, PasswordHasher, PasswordHasherConfig, SecretToken};
use identity_core::sign_on::{Answer, AnswerError, Visitor};
use identity_core::{Identity, OsEntropy, SeededEntropy};
use std::sync::Arc;
use tokio::task::JoinSet;

const JEREMY: &str = "jeremy@citygroup.example";
const STRANGER: &str = "192.0.2.66";
const HOME: &str = "198.51.100.7";

fn at(address: &str) -> Device {
    Device { user_agent: None, address: Some(address.to_owned()) }
}

/// A try from an address, in a browser that keeps `known`.
async fn try_from(
    identity: &Identity,
    address: &str,
    known: Option<&str>,
    name: &str,
    password: &str,
) -> bool {
    let (browser, device) = (SecretToken::generate(&OsEntropy), at(address));
    let visitor = Visitor::new(&browser, &device).known_device(known);
    let begun = identity.begin_sign_on(&visitor, Origin::Page { return_to: "/".to_owned() }).await.unwrap();
    let answer = Answer::Password { identifier: name.to_owned(), password: password.into() };
    match identity.answer(&begun, &visitor, answer).await {
        Ok(_) => true,
        Err(AnswerError::Refused | AnswerError::Busy) => false,
        Err(error) => panic!("{error}"),
    }
}

async fn world() -> (World, UserId) {
    let world = World::new().await;
    world.with_jeremy().await;
    let jeremy = world.user(JEREMY).await.unwrap().id;
    (world, jeremy)
}

#[tokio::test]
async fn t_19_a_stranger_keeps_out_neither_a_known_device_nor_another_network() {
    let (world, jeremy) = world().await;
    let known = world.identity.remember_device(None, jeremy);
    for _ in 0..300 {
        assert!(!try_from(&world.identity, STRANGER, None, JEREMY, "wrong").await);
    }
    assert!(!try_from(&world.identity, STRANGER, None, JEREMY, PASSWORD).await, "there it pauses");
    assert!(try_from(&world.identity, HOME, Some(&known), JEREMY, PASSWORD).await);
    assert!(
        try_from(&world.identity, STRANGER, Some(&known), JEREMY, PASSWORD).await,
        "also behind the same address"
    );
    assert!(try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await, "and on a new device elsewhere");
}

/// Many networks against one account: the account has an end of its own, which a known device does not feel.
#[tokio::test]
async fn t_19_many_networks_reach_the_limit_of_the_account_and_not_the_known_device() {
    let (world, jeremy) = world().await;
    let known = world.identity.remember_device(None, jeremy);
    let tries = world.identity.settings().sign_in_tries;
    for network in 0..20 {
        for _ in 0..tries {
            try_from(&world.identity, &format!("203.0.113.{network}"), None, JEREMY, "wrong").await;
        }
    }
    assert!(!try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await);
    assert!(try_from(&world.identity, HOME, Some(&known), JEREMY, PASSWORD).await);
    world.clock.advance(world.identity.settings().sign_in_window);
    assert!(try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await, "it is a delay");
}

#[tokio::test]
async fn t_19_a_known_device_has_its_own_tries_and_no_more() {
    let (world, jeremy) = world().await;
    let known = world.identity.remember_device(None, jeremy);
    let tries = world.identity.settings().sign_in_tries;
    for number in 0..tries {
        // Wherever it is carried.
        let address = format!("203.0.113.{number}");
        assert!(!try_from(&world.identity, &address, Some(&known), JEREMY, "wrong").await);
    }
    assert!(!try_from(&world.identity, HOME, Some(&known), JEREMY, PASSWORD).await);
    assert!(try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await);
}

/// A cookie of one's own, one that was changed and one that was made up are worth nothing for somebody else's account.
#[tokio::test]
async fn t_19_a_device_is_known_to_those_who_signed_in_with_it() {
    let (world, jeremy) = world().await;
    let scott = world.user("scott@operator.example").await.unwrap().id;
    let of_scott = world.identity.remember_device(None, scott);
    let of_both = world.identity.remember_device(Some(&of_scott), jeremy);
    let mut changed = of_both.clone().into_bytes();
    changed[2] = if changed[2] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    let made_up = "A".repeat(of_both.len());
    for _ in 0..=world.identity.settings().sign_in_tries {
        try_from(&world.identity, HOME, None, JEREMY, "wrong").await;
    }
    for (worthless, kept) in [
        ("none", None),
        ("of Scott", Some(&of_scott)),
        ("changed", Some(&changed)),
        ("made up", Some(&made_up)),
    ] {
        assert!(
            !try_from(&world.identity, HOME, kept.map(String::as_str), JEREMY, PASSWORD).await,
            "{worthless}"
        );
    }
    assert!(try_from(&world.identity, HOME, Some(&of_both), JEREMY, PASSWORD).await);
    // It is remembered for five people, the last ones.
    let mut crowded = of_both;
    for _ in 0..5 {
        let other = UserId::generate(world.identity.clock(), world.identity.entropy());
        crowded = world.identity.remember_device(Some(&crowded), other);
    }
    assert!(crowded.len() <= 128);
    assert!(!try_from(&world.identity, HOME, Some(&crowded), JEREMY, PASSWORD).await);
}

#[tokio::test]
async fn n_09_one_password_over_ten_thousand_names_from_one_network_is_limited() {
    let (world, _) = world().await;
    let most = world.identity.settings().sign_in_tries_per_network;
    for number in 0..10_000_u32 {
        let name = format!("name-{number}");
        assert!(!try_from(&world.identity, STRANGER, None, &name, PASSWORD).await);
    }
    assert!(
        !try_from(&world.identity, STRANGER, None, JEREMY, PASSWORD).await,
        "the right name comes too late"
    );
    let noted = world.events(Action::SignInRefused).await;
    assert!((1..=60).contains(&noted), "{noted} rows");
    assert!(try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await, "others sign in");
    world.clock.advance(world.identity.settings().sign_in_window);
    assert!(try_from(&world.identity, STRANGER, None, JEREMY, PASSWORD).await);
    // An IPv6 subscriber has 2^64 addresses, which are one network.
    for number in 0..=most {
        try_from(
            &world.identity,
            &format!("2001:db8:0:1::{number:x}"),
            None,
            &format!("other-{number}"),
            "wrong",
        )
        .await;
    }
    assert!(!try_from(&world.identity, "2001:db8:0:1:ffff::1", None, JEREMY, PASSWORD).await);
    assert!(try_from(&world.identity, "2001:db8:0:2::1", None, JEREMY, PASSWORD).await);
}

/// Right passwords are counted against the tries: an office that signs in in the morning reaches no limit.
#[tokio::test]
async fn n_09_right_passwords_use_nothing_up() {
    let (world, _) = world().await;
    for _ in 0..=world.identity.settings().sign_in_tries_per_network {
        assert!(try_from(&world.identity, HOME, None, JEREMY, PASSWORD).await);
    }
}

/// Tries are counted before they are looked at: guessing side by side gains nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn n_09_parallel_tries_of_one_network_are_counted_one_by_one() {
    let (world, _) = world().await;
    let most = world.identity.settings().sign_in_tries_per_network;
    let mut guesses = JoinSet::new();
    for number in 0..most {
        let identity = world.identity.clone();
        guesses.spawn(async move {
            try_from(&identity, STRANGER, None, &format!("name-{number}"), "wrong").await
        });
    }
    assert!(guesses.join_all().await.iter().all(|signed_in| !signed_in));
    assert!(!try_from(&world.identity, STRANGER, None, JEREMY, PASSWORD).await);
}

/// Without an address there is one counter for each account, as before.
#[tokio::test]
async fn tries_without_an_address_count_by_account() {
    let (world, _) = world().await;
    for _ in 0..world.identity.settings().sign_in_tries {
        assert!(world.identity.sign_in(attempt(JEREMY, "wrong")).await.is_err());
    }
    assert!(world.identity.sign_in(attempt(JEREMY, PASSWORD)).await.is_err());
}

/// Whether a client is let in with a secret from a network.
async fn shows_secret(world: &World, from: &str, client_id: &str, secret: &str) -> bool {
    let credentials = ClientCredentials { client_id, proof: ClientProof::Basic(secret.into()) };
    world.identity.verify_client(&credentials, &at(from), None).await.is_ok()
}

/// 600 wrong secrets are 60 rows, a client that is guessed elsewhere goes on, and there it is paused.
#[tokio::test]
async fn n_11_r2_wrong_client_secrets_are_counted_bounded_and_keep_no_client_out() {
    let (world, _) = world().await;
    let secret = SecretToken::generate(&SeededEntropy::new(CLIENT_SECRET_SEED));
    let crm = secret.expose();
    let wrong = "A".repeat(43);
    for number in 0..600 {
        let id = if number % 2 == 0 { "crm".to_owned() } else { format!("none-{number}") };
        let refused = shows_secret(&world, STRANGER, &id, &wrong).await;
        assert!(!refused);
    }
    let noted = world.events(Action::ClientRefused).await;
    assert!((1..=60).contains(&noted), "{noted} rows");
    assert!(!shows_secret(&world, STRANGER, "crm", crm).await);
    assert!(shows_secret(&world, HOME, "crm", crm).await);
}

/// A network that is over its limit writes nothing any more, however often it tries.
#[tokio::test]
async fn n_09_a_network_over_its_limit_costs_no_write() {
    let (world, _) = world().await;
    let most = world.identity.settings().sign_in_tries_per_network;
    for number in 0..=most {
        assert!(!try_from(&world.identity, STRANGER, None, &format!("name-{number}"), "wrong").await);
    }
    let (store, work) = Counting::new(world.store.clone());
    let identity = world.identity.with_store(store);
    let (browser, device) = (SecretToken::generate(&OsEntropy), at(STRANGER));
    let visitor = Visitor::new(&browser, &device);
    for number in 0..20 {
        let begun =
            identity.begin_sign_on(&visitor, Origin::Page { return_to: "/".to_owned() }).await.unwrap();
        work.take();
        let answer = Answer::Password { identifier: format!("other-{number}"), password: "wrong".into() };
        let refused = identity.answer(&begun, &visitor, answer).await;
        assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
        let calls = work.take().calls;
        let writes = |call: &&String| *call == "hit" || *call == "reset" || call.starts_with("commit");
        assert_eq!(calls.iter().filter(writes).count(), 0, "{calls:?}");
    }
}

/// While the hasher has no place, nobody looks at a password: such tries use nothing up.
#[test]
fn tries_that_nobody_judged_are_taken_off_again() {
    // One thread for hashing, which is held, so that the hasher stays full as long as the test wants.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build().unwrap();
    runtime.block_on(async {
        let (world, jeremy) = world().await;
        let argon2 = Argon2Params { memory_kib: 8, iterations: 1, parallelism: 1 };
        let config = PasswordHasherConfig { argon2, parallel_hashes: 1, max_waiting: 0 };
        let hasher = PasswordHasher::new(config, Arc::new(OsEntropy)).unwrap();
        let full = identity_on(&world.store, &world.clock, hasher.clone());
        let known_there = full.remember_device(None, jeremy);
        let (free, held) = std::sync::mpsc::channel::<()>();
        let thread = tokio::task::spawn_blocking(move || held.recv());
        let waits = tokio::spawn(async move { hasher.hash("somebody-elses-84-lantern".into()).await });
        tokio::task::yield_now().await;
        let settings = full.settings();
        for _ in 0..=settings.sign_in_tries_per_network.max(settings.sign_in_tries * 5) {
            for known in [None, Some(known_there.as_str())] {
                assert!(is_busy(&full, known).await);
            }
        }
        free.send(()).unwrap();
        thread.await.unwrap().unwrap();
        waits.await.unwrap().unwrap();
        assert!(try_from(&full, STRANGER, Some(&known_there), JEREMY, PASSWORD).await, "of the device");
        assert!(try_from(&full, STRANGER, None, JEREMY, PASSWORD).await, "of the network and the account");
    });
}

async fn is_busy(identity: &Identity, known: Option<&str>) -> bool {
    let (browser, device) = (SecretToken::generate(&OsEntropy), at(STRANGER));
    let visitor = Visitor::new(&browser, &device).known_device(known);
    let begun = identity.begin_sign_on(&visitor, Origin::Page { return_to: "/".to_owned() }).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: PASSWORD.into() };
    matches!(identity.answer(&begun, &visitor, answer).await, Err(AnswerError::Busy))
}
