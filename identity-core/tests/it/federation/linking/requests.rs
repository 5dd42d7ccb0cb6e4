//! Requests to a provider: each is answered once, in the browser that it was sent from.

use super::provider::{
    ANNIE, asserts, at_page, come_back, connect, content, give, leave, linked, links, next, password,
    provider, sign_in_here, world_of, world_with,
};
use crate::sign_on::application::{Tab, signing_on};
use crate::support::World;
use identity_core::domain::{ConnectionRules, ConnectionState, LinkPolicy, Origin, UnknownPerson};
use identity_core::sign_on::{Answer, AnswerError, DepartureError, SignOnError, SignOnStep};
use identity_core::values::EntityId;
use std::time::Duration;

fn asks() -> ConnectionRules {
    ConnectionRules { unknown: UnknownPerson::ConnectOrCreate, ..ConnectionRules::default() }
}

#[tokio::test]
async fn a_request_comes_back_with_what_was_sent_in_its_browser_alone() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let (attempt, returned) = world.identity.returned(&departure.request_id, &tab.visitor()).await.unwrap();
    assert_eq!(attempt.id(), sign_on.id);
    assert_eq!((&returned.nonce, &returned.verifier), (&departure.nonce, &departure.verifier));
    assert_eq!(returned.connection.id, connection.id);
    let stored = serde_json::to_string(&sign_on).unwrap();
    assert!(!stored.contains(departure.nonce.expose()) && !stored.contains(departure.verifier.expose()));
    assert!(!stored.contains(&departure.request_id));
    let other = Tab::new(&world.identity);
    let found = world.identity.returned(&departure.request_id, &other.visitor()).await;
    assert!(matches!(found, Err(SignOnError::Over)), "{found:?}");
}

/// `RelayState` of SAML has 80 octets at the most, and an id has to begin with a letter or `_`.
#[tokio::test]
async fn the_id_of_a_request_fits_every_protocol() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    assert_eq!(departure.request_id.len(), 65);
    assert!(departure.request_id.starts_with('_'));
    assert!(departure.request_id[1..].bytes().all(|octet| octet.is_ascii_hexdigit()));
}

#[tokio::test]
async fn a_request_that_was_answered_replaced_or_changed_leads_nowhere() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, first) = leave(&tab, &at_page(&tab).await, &connection).await;
    let (_, second) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    let replaced = world.identity.returned(&first.request_id, &tab.visitor()).await;
    assert!(matches!(replaced, Err(SignOnError::Replayed)), "{replaced:?}");
    let mut changed = second.request_id.clone();
    changed.pop();
    changed.push(if second.request_id.ends_with('0') { '1' } else { '0' });
    let changed = world.identity.returned(&changed, &tab.visitor()).await;
    assert!(matches!(changed, Err(SignOnError::Replayed)), "{changed:?}");
    come_back(&tab, &second, provider(asserts(&world, ANNIE))).await.unwrap();
    let answered = world.identity.returned(&second.request_id, &tab.visitor()).await;
    assert!(matches!(answered, Err(SignOnError::Replayed)), "{answered:?}");
    assert_eq!(identity_core::Identity::sign_on_of_request(&second.request_id), Some(sign_on.id));
}

/// Whoever goes home for the night and comes back the next morning goes on.
#[tokio::test]
async fn branch_d29_a_request_waits_as_long_as_its_sign_on() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let lifetime = world.identity.settings().sign_on_lifetime;
    world.clock.advance(lifetime.saturating_sub(Duration::from_secs(1)));
    assert!(world.identity.returned(&departure.request_id, &tab.visitor()).await.is_ok());
    world.clock.advance(Duration::from_secs(1));
    let over = world.identity.returned(&departure.request_id, &tab.visitor()).await;
    assert!(matches!(over, Err(SignOnError::Over)), "{over:?}");
}

#[tokio::test]
async fn nothing_comes_back_by_a_connection_that_was_disabled() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    super::provider::change(&world, connection.id, |found| found.state = ConnectionState::Disabled).await;
    let over = world.identity.returned(&departure.request_id, &tab.visitor()).await;
    assert!(matches!(over, Err(SignOnError::Over)), "{over:?}");
}

/// Nothing is taken that was not asked for.
#[tokio::test]
async fn branch_d19_an_unsolicited_answer_is_not_taken() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let cancelled = Answer::ProviderFailed { check: "cancelled".to_owned() };
    come_back(&tab, &departure, cancelled).await.unwrap();
    let answer = tab.answer(&sign_on, provider(asserts(&world, ANNIE))).await;
    assert!(matches!(answer, Err(AnswerError::NotAsked)), "{answer:?}");
    let failure = tab.answer(&sign_on, Answer::ProviderFailed { check: "late".to_owned() }).await;
    assert!(matches!(failure, Err(AnswerError::NotAsked)), "{failure:?}");
    give(&tab, &sign_on, password()).await;
    assert_eq!(tab.outcome(&sign_on).await, content());
}

/// Whoever signs in as somebody else while a link waits for its answer does not get it.
#[tokio::test]
async fn branch_d19_the_answer_of_a_link_belongs_to_whoever_asked_for_it() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Offered).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_here(&mut tab).await.unwrap();
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    tab.answer_password(&sign_on, "scott", crate::support::PASSWORD).await.unwrap();
    let over = world.identity.returned(&departure.request_id, &tab.visitor()).await;
    assert!(matches!(over, Err(SignOnError::Replayed)), "{over:?}");
    assert!(links(&world).await.is_empty());
}

/// A message of SAML is taken once, whichever request it is shown for.
#[tokio::test]
async fn the_same_message_is_not_taken_for_another_request() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let once = (
        EntityId::parse("https://idp.example").unwrap(),
        "_a1".to_owned(),
        world.identity.clock().now().plus(Duration::from_mins(10)),
    );
    for is_first in [true, false] {
        let tab = Tab::new(&world.identity);
        let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        answer.once = Some(once.clone());
        let (sign_on, step) = next(come_back(&tab, &departure, provider(answer)).await);
        assert_eq!(step, if is_first { SignOnStep::Finish } else { SignOnStep::Identify });
        assert_eq!(
            sign_on.provider_failure.map(|failure| failure.check),
            (!is_first).then(|| "replayed".to_owned())
        );
    }
}

/// An application that forbids to ask anything sends nobody elsewhere.
#[tokio::test]
async fn nobody_leaves_for_a_request_that_forbids_to_ask() {
    let (world, asked) = signing_on().await;
    let connection = connect(&world, "CommIT", None, asks()).await;
    let tab = Tab::new(&world.identity);
    let mut request = asked("_1");
    request.passive = true;
    let attempt = world.identity.begin_sign_on(&tab.visitor(), Origin::Application(request)).await.unwrap();
    let refused = world.identity.leave_for(&attempt, &tab.visitor(), connection.id, None).await;
    assert!(matches!(refused, Err(DepartureError::Over)), "{refused:?}");
}

/// Each sign-on that a stranger has stored is counted.
#[tokio::test]
async fn a_network_that_leaves_too_often_is_asked_to_wait() {
    let mut world = World::new().await;
    world.restart(|settings| settings.sign_ons_per_network = 1, |builder| builder);
    let connection = connect(&world, "CommIT", None, asks()).await;
    let mut stored = 0;
    let mut refused = false;
    // Those without a known address share twenty times as many.
    for _ in 0..40 {
        let tab = Tab::new(&world.identity);
        match world.identity.leave_for(&at_page(&tab).await, &tab.visitor(), connection.id, None).await {
            Ok(_) => stored += 1,
            Err(error) => {
                assert!(matches!(error, DepartureError::TooMany), "{error:?}");
                refused = true;
            }
        }
    }
    assert!(refused && stored > 0, "{stored}");
}
