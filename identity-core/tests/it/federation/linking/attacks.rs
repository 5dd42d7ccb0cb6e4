//! What whoever runs an identity provider, or stole a password, does not get.

use super::provider::{
    ANNIE, asserts, at_page, change, come_back, connect, give, leave, linked, links, next, password,
    provider, sign_in_by, world_of, world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{World, organization};
use identity_core::Timestamp;
use identity_core::domain::{
    Connection, ConnectionRules, LinkPolicy, Membership, MembershipFilter, Organization, OrganizationState,
    UnknownPerson,
};
use identity_core::federation::{ConnectionError, ConnectionPatch, RuleFault, RulesPatch};
use identity_core::ids::MembershipId;
use identity_core::sign_on::{Answer, AnswerError, OtherWay, SignOnStep};
use identity_core::store::{ChangeSet, Page, Store};
use std::time::Duration;

const LONG_AGO: Timestamp = Timestamp::from_unix_seconds(1_000_000_000);

fn connects() -> ConnectionRules {
    ConnectionRules { unknown: UnknownPerson::Connect, ..ConnectionRules::default() }
}

/// City Group's own provider.
async fn of_city_group(world: &World, rules: ConnectionRules) -> Connection {
    let city_group = world.city_group().await;
    connect(world, "City", Some(city_group), rules).await
}

/// The first provider keeps its answer back until the browser has left for the second one.
#[tokio::test]
async fn an_answer_is_not_taken_for_the_request_that_was_sent_meanwhile() {
    let (world, bad) = world_with(connects()).await;
    let good = connect(&world, "Good", None, connects()).await;
    linked(&world, &good).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &bad).await;
    let (checked, _) = world.identity.returned(&departure.request_id, &tab.visitor()).await.unwrap();
    leave(&tab, &tab.find(&sign_on).await, &good).await;
    for answer in [provider(asserts(&world, ANNIE)), Answer::ProviderFailed { check: "cancelled".to_owned() }]
    {
        let taken = world.identity.answer(&checked, &tab.visitor(), answer).await;
        assert!(matches!(taken, Err(AnswerError::NotAsked | AnswerError::Store(_))), "{taken:?}");
    }
    let now = tab.find(&sign_on).await;
    assert!(now.sign_on.asserted.is_none() && now.sign_on.proofs.is_empty());
    assert_eq!(now.sign_on.requested.map(|requested| requested.connection), Some(good.id));
}

#[tokio::test]
async fn the_provider_of_one_organisation_signs_in_nobody_who_belongs_elsewhere_too() {
    let world = World::new().await;
    world.with_jeremy().await;
    let connection = of_city_group(&world, connects()).await;
    linked(&world, &connection).await;
    let koko = world.provision(&organization("CRM-2", None)).await.record.id;
    let filter = MembershipFilter { user: Some(links(&world).await[0].user), ..MembershipFilter::default() };
    let own = world.store.memberships().list(&filter, &Page::first(10)).await.unwrap().items.remove(0);
    let id = MembershipId::generate(world.identity.clock(), world.identity.entropy());
    let mut changes = ChangeSet::new();
    changes.insert(Membership { id, organization: koko, ..own.record });
    world.store.commit(&changes).await.unwrap();
    let (_, step) = sign_in_by(&world, &Tab::new(&world.identity), &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::ConnectionClosed));
}

#[tokio::test]
async fn the_provider_of_a_suspended_organisation_signs_in_nobody() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let connection = of_city_group(&world, connects()).await;
    linked(&world, &connection).await;
    let tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let found = world.store.organizations().get(city_group).await.unwrap().unwrap();
    let suspended = Organization { state: OrganizationState::Suspended, ..found.record };
    world.meanwhile(suspended, found.version).await;
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::ConnectionClosed));
}

/// A stolen password is worth nothing where the company's provider is the only way, also for who brings an identity of their own.
#[tokio::test]
async fn a_stolen_password_links_nothing_where_another_connection_is_the_only_way() {
    let (world, google) = world_with(connects()).await;
    let only = ConnectionRules { only_from: Some(LONG_AGO), ..connects() };
    let city = of_city_group(&world, only).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &google, "thief").await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::OfferLink { connection: city.id, required: true });
    assert!(links(&world).await.is_empty());
    // Nor is an identity that was linked before a way round it.
    change(&world, city.id, |city| city.rules.only_from = None).await;
    linked(&world, &google).await;
    change(&world, city.id, |city| city.rules.only_from = Some(LONG_AGO)).await;
    let (_, step) = sign_in_by(&world, &Tab::new(&world.identity), &google, ANNIE).await;
    assert_eq!(step, SignOnStep::OfferLink { connection: city.id, required: true });
}

/// A shared computer: the provider answers without asking for whoever used the browser before.
#[tokio::test]
async fn branch_d18_an_older_proof_at_the_provider_is_given_anew_before_it_is_linked() {
    let (world, connection) = world_with(connects()).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let mut answer = asserts(&world, ANNIE);
    answer.authenticated_at = world.identity.clock().now().minus(Duration::from_hours(2));
    come_back(&tab, &departure, provider(answer)).await.unwrap();
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: true });
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    assert!(departure.fresh);
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::ConfirmLink);
}

/// Providers say when somebody proved who they are to the second, which may lie before the moment in it when the sign-on began.
#[tokio::test]
async fn branch_d18_a_proof_in_the_second_in_which_the_sign_on_began_is_no_older_one() {
    for (seconds_before, expected) in [(0, true), (1, false)] {
        let (world, connection) = world_with(connects()).await;
        world.clock.advance(Duration::from_millis(700));
        let tab = Tab::new(&world.identity);
        let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        let now = world.identity.clock().now();
        answer.authenticated_at = Timestamp::from_unix_seconds(now.unix_seconds() - seconds_before);
        come_back(&tab, &departure, provider(answer)).await.unwrap();
        give(&tab, &sign_on, Answer::ConnectAccount).await;
        let (_, step) = give(&tab, &sign_on, password()).await;
        assert_eq!(step == SignOnStep::ConfirmLink, expected, "{step:?}");
    }
}

/// Who signs out does not come back by a link that was begun before.
#[tokio::test]
async fn a_begun_link_ends_with_its_session() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let begun = world.identity.begin_linking(&tab.visitor(), connection.id, "/content").await;
    let (attempt, _) = begun.unwrap();
    let (_, step) = next(world.identity.advance(&attempt, &tab.visitor()).await.map_err(AnswerError::from));
    assert_eq!(step, SignOnStep::Over);
    tab.current = None;
    let found = tab.find(&attempt.sign_on).await;
    let (_, step) = next(world.identity.advance(&found, &tab.visitor()).await.map_err(AnswerError::from));
    assert_eq!(step, SignOnStep::Over);
}

/// Also when nothing is waited for any more: the proofs that it goes on with are those of the session.
#[tokio::test]
async fn a_link_that_came_to_nothing_ends_with_its_session() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let begun = world.identity.begin_linking(&tab.visitor(), connection.id, "/content").await;
    let (attempt, departure) = begun.unwrap();
    let cancelled = Answer::ProviderFailed { check: "cancelled".to_owned() };
    let (_, step) = next(come_back(&tab, &departure, cancelled).await);
    assert_eq!(step, SignOnStep::Finish);
    tab.current = None;
    let found = tab.find(&attempt.sign_on).await;
    let (_, step) = next(world.identity.advance(&found, &tab.visitor()).await.map_err(AnswerError::from));
    assert_eq!(step, SignOnStep::Over);
}

/// What an organisation says of its own provider would count for everybody's rules.
#[tokio::test]
async fn an_organisation_does_not_say_by_itself_that_its_provider_asks_for_two_proofs() {
    let world = World::new().await;
    world.with_jeremy().await;
    let connection = of_city_group(&world, connects()).await;
    let mut rules = RulesPatch::default();
    rules.two_factor_contexts = Some(["https://refeds.org/profile/mfa".to_owned()].into());
    let patch = ConnectionPatch::rules(rules);
    let jeremy = world.caller(JEREMY).await;
    let refused = world.identity.change_connection(&jeremy, connection.id, &patch).await;
    assert!(matches!(refused, Err(ConnectionError::Rule(RuleFault::NotOurs))), "{refused:?}");
    world.identity.change_connection(&world.scott().await, connection.id, &patch).await.unwrap();
}

/// Nobody is locked out by a demand to link either.
#[tokio::test]
async fn linking_is_required_only_where_somebody_keeps_a_password() {
    let world = World::new().await;
    world.with_jeremy().await;
    let connection = of_city_group(&world, connects()).await;
    let mut rules = RulesPatch::default();
    rules.linking = Some(LinkPolicy::Required);
    let jeremy = world.caller(JEREMY).await;
    let refused =
        world.identity.change_connection(&jeremy, connection.id, &ConnectionPatch::rules(rules)).await;
    assert!(matches!(refused, Err(ConnectionError::NotTested)), "{refused:?}");
}
