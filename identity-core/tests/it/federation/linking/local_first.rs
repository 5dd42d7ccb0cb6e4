//! Flows 3 and 4: somebody signs in here, and may be offered to link their account.

use super::provider::{
    ANNIE, accounts, asserts, come_back, connect, content, give, leave, linked, links, next, provider,
    sign_in_by, sign_in_here, who, world_of, world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::PASSWORD;
use identity_core::domain::{Action, ConnectionRules, LinkPolicy, UnknownPerson};
use identity_core::sign_on::{Answer, AnswerError, OfferedLink, OtherWay, SignOnStep};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// Flow 3: nobody is asked for a central account where flow 4 is off.
#[tokio::test]
async fn branch_b32_nobody_is_asked_where_linking_is_not_offered() {
    for linking in [LinkPolicy::Off, LinkPolicy::Allowed] {
        let (world, _) = world_of(UnknownPerson::Refuse, linking).await;
        let mut tab = Tab::new(&world.identity);
        assert_eq!(sign_in_here(&mut tab).await.unwrap_err(), content());
        assert_eq!(who(&tab), JEREMY);
    }
}

/// Flow 4 in one round trip, and the next visit by the central account.
#[tokio::test]
async fn branch_b39_the_offer_leads_to_a_link_and_then_to_the_content() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Offered).await;
    let before = accounts(&world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_here(&mut tab).await.unwrap();
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: false });
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    assert!(departure.fresh, "whoever links proves anew who they are there");
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::ConfirmLink);
    assert!(links(&world).await.is_empty());
    let (_, step) = give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!((links(&world).await.len(), accounts(&world).await), (1, before));
    let mut other = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &other, &connection, ANNIE).await;
    assert_eq!(other.outcome(&sign_on).await, content());
    assert_eq!(who(&other), JEREMY);
}

#[tokio::test]
async fn branch_d17_not_now_is_asked_again_after_some_days_and_never_is_not() {
    let rules =
        ConnectionRules { linking: LinkPolicy::Offered, ask_again_days: 7, ..ConnectionRules::default() };
    let (world, connection) = world_with(rules).await;
    let offered = SignOnStep::OfferLink { connection: connection.id, required: false };
    for (answer, asked_after_a_week) in [(OfferedLink::NotNow, true), (OfferedLink::Never, false)] {
        let mut tab = Tab::new(&world.identity);
        let (sign_on, step) = sign_in_here(&mut tab).await.unwrap();
        assert_eq!(step, offered);
        let (_, step) = give(&tab, &sign_on, Answer::OfferedLink(answer)).await;
        assert_eq!(step, SignOnStep::Finish);
        assert_eq!(tab.outcome(&sign_on).await, content());
        world.clock.advance((7 * DAY).saturating_sub(Duration::from_secs(1)));
        assert_eq!(sign_in_here(&mut Tab::new(&world.identity)).await.unwrap_err(), content());
        world.clock.advance(Duration::from_secs(1));
        let again = sign_in_here(&mut Tab::new(&world.identity)).await;
        assert_eq!(again.is_ok(), asked_after_a_week, "{answer:?}");
    }
    assert_eq!(world.events(Action::LinkDeclined).await, 2);
}

/// Where it is required, there is no way around it.
#[tokio::test]
async fn branch_d17_a_required_link_cannot_be_declined() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Required).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_here(&mut tab).await.unwrap();
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: true });
    for answer in [OfferedLink::NotNow, OfferedLink::Never] {
        let refused = tab.answer(&sign_on, Answer::OfferedLink(answer)).await;
        assert!(matches!(refused, Err(AnswerError::NotAsked)), "{refused:?}");
    }
}

/// The end of a transition: from a date on the central account is the only way.
#[tokio::test]
async fn branch_d25_from_a_date_on_its_people_link_and_then_come_by_it_alone() {
    let rules = ConnectionRules { unknown: UnknownPerson::Connect, ..ConnectionRules::default() };
    let (world, connection) = world_with(rules).await;
    let only_from = world.identity.clock().now().plus(DAY);
    super::provider::change(&world, connection.id, |found| found.rules.only_from = Some(only_from)).await;
    assert_eq!(sign_in_here(&mut Tab::new(&world.identity)).await.unwrap_err(), content());
    world.clock.advance(DAY);
    let (_, step) = sign_in_here(&mut Tab::new(&world.identity)).await.unwrap();
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: true });
    linked(&world, &connection).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_here(&mut tab).await.unwrap();
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::ProviderOnly(connection.id)));
    let (_, step) = give(&tab, &sign_on, Answer::OtherWay).await;
    assert_eq!(step, SignOnStep::Identify, "what was proved here is worth nothing");
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    let jeremy = world.user(JEREMY).await.unwrap().id;
    let keeps = |found: &mut identity_core::domain::Connection| found.rules.break_glass = [jeremy].into();
    super::provider::change(&world, connection.id, keeps).await;
    assert_eq!(sign_in_here(&mut Tab::new(&world.identity)).await.unwrap_err(), content());
}

/// The connection of an organisation is for its people: nobody else is asked, and nobody else is held to it.
#[tokio::test]
async fn a_connection_of_an_organisation_asks_its_own_people_alone() {
    let world = crate::support::World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let rules = ConnectionRules { linking: LinkPolicy::Required, ..ConnectionRules::default() };
    let connection = connect(&world, "CityGroup", Some(city_group), rules).await;
    let (_, step) = sign_in_here(&mut Tab::new(&world.identity)).await.unwrap();
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: true });
    world.sign_in("scott", PASSWORD).await.unwrap();
}

/// Shared computers: the answer of somebody else links nothing that its owner does not confirm, and opens no session of theirs.
#[tokio::test]
async fn branch_d18_the_wrong_person_at_the_provider_is_refused_or_not_confirmed() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Offered).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_here(&mut tab).await.unwrap();
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    let before = accounts(&world).await;
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, "somebody-else"))).await);
    assert_eq!(step, SignOnStep::ConfirmLink);
    assert_eq!(accounts(&world).await, before, "the answer to a link makes no account");
    give(&tab, &sign_on, Answer::ConfirmLink(false)).await;
    let (_, step) = give(&tab, &sign_on, Answer::OfferedLink(OfferedLink::NotNow)).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!((who(&tab), links(&world).await.len()), (JEREMY.to_owned(), 0));
}
