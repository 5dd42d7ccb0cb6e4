//! What comes in the way of somebody who signs in elsewhere, each with a way on.

use super::provider::{
    ANNIE, accounts, asserts, at_page, come_back, connect, content, give, leave, linked, links, next,
    password, provider, sign_in_by, sign_in_here, who, world_of, world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{PASSWORD, World};
use identity_core::domain::{
    Action, Connection, ConnectionRules, ConnectionState, LinkPolicy, UnknownPerson, User, UserState,
};
use identity_core::sign_on::{Answer, DepartureError, OtherWay, SignOnStep};
use std::time::Duration;

fn asks() -> ConnectionRules {
    ConnectionRules { unknown: UnknownPerson::ConnectOrCreate, ..ConnectionRules::default() }
}

/// After each refusal the person signs in in another way, to the same target.
async fn goes_on_otherwise(tab: &mut Tab, sign_on: &identity_core::domain::SignOn) {
    let (_, step) = give(tab, sign_on, Answer::OtherWay).await;
    assert_eq!(step, SignOnStep::Identify);
    let (_, step) = give(tab, sign_on, password()).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(sign_on).await, content());
    assert_eq!(who(tab), JEREMY);
}

#[tokio::test]
async fn branch_d30_strangers_are_refused_politely_where_people_are_invited_first() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let before = accounts(&world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::NotInvited));
    goes_on_otherwise(&mut tab, &sign_on).await;
    assert_eq!((accounts(&world).await, links(&world).await.len()), (before, 0));
}

#[tokio::test]
async fn branch_d09_a_level_that_is_too_low_lets_nobody_in_and_keeps_the_link() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let levels = |found: &mut Connection| {
        found.rules.levels = vec!["bronze".to_owned(), "silver".to_owned()];
        found.rules.least_level = Some("silver".to_owned());
    };
    super::provider::change(&world, connection.id, levels).await;
    for (level, enough) in
        [(None, false), (Some("bronze"), false), (Some("other"), false), (Some("silver"), true)]
    {
        let mut tab = Tab::new(&world.identity);
        let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        answer.level = level.map(ToOwned::to_owned);
        let (sign_on, step) = next(come_back(&tab, &departure, provider(answer)).await);
        if enough {
            assert_eq!(step, SignOnStep::Finish);
            assert_eq!(tab.outcome(&sign_on).await, content());
        } else {
            assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::LevelTooLow), "{level:?}");
            assert!(sign_on.proofs.is_empty());
            goes_on_otherwise(&mut tab, &sign_on).await;
        }
        assert_eq!(links(&world).await.len(), 1);
    }
}

/// The state is said to whoever has the identity, and no second account is made.
#[tokio::test]
async fn branch_d11_the_state_of_the_account_is_said_and_no_second_one_is_made() {
    for state in [UserState::Locked, UserState::Disabled] {
        let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Allowed).await;
        let mut tab = Tab::new(&world.identity);
        let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
        assert_eq!(tab.outcome(&sign_on).await, content());
        let before = accounts(&world).await;
        let annie = world.store_user(tab.current.as_ref().unwrap().user.id).await;
        world.meanwhile(User { state, ..annie.record.clone() }, annie.version).await;
        let tab = Tab::new(&world.identity);
        let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
        assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::AccountState(state)));
        assert_eq!(accounts(&world).await, before);
        let (_, step) = give(&tab, &sign_on, Answer::OtherWay).await;
        assert_eq!(step, SignOnStep::Identify);
    }
}

/// In a browser where somebody else is signed in, the person says as whom they go on.
#[tokio::test]
async fn branch_d12_another_session_is_not_switched_silently() {
    for switches in [true, false] {
        let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Allowed).await;
        let mut annie = Tab::new(&world.identity);
        let (sign_on, _) = sign_in_by(&world, &annie, &connection, ANNIE).await;
        assert_eq!(annie.outcome(&sign_on).await, content());
        let mut tab = Tab::signed_in(&world, JEREMY).await;
        let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
        assert_eq!(step, SignOnStep::SwitchPerson);
        let (_, step) = give(&tab, &sign_on, Answer::SwitchPerson(switches)).await;
        assert_eq!(step, SignOnStep::Finish);
        assert_eq!(tab.outcome(&sign_on).await, content());
        assert_eq!(who(&tab), if switches { "Annie Lane" } else { JEREMY });
    }
}

/// One central account belongs to one account here.
#[tokio::test]
async fn branch_d16_an_identity_of_another_account_is_not_linked_a_second_time() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Offered).await;
    let mut annie = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &annie, &connection, ANNIE).await;
    assert_eq!(annie.outcome(&sign_on).await, content());
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_here(&mut tab).await.unwrap();
    let (_, departure) = leave(&tab, &tab.find(&sign_on).await, &connection).await;
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::LinkedElsewhere));
    // They go on as who they are here, and are offered it once more.
    let (_, step) = give(&tab, &sign_on, Answer::OtherWay).await;
    assert_eq!(step, SignOnStep::OfferLink { connection: connection.id, required: false });
    assert_eq!(links(&world).await.len(), 1);
}

/// An account has one identity of each connection.
#[tokio::test]
async fn branch_d02_a_second_identity_of_the_same_connection_is_refused() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, "annie-8").await;
    assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: true });
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::OtherIdentityLinked));
    let (_, step) = give(&tab, &sign_on, Answer::OtherWay).await;
    assert_eq!(step, SignOnStep::Finish, "they go on as who they are here");
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!(links(&world).await.len(), 1);
}

/// Several connections beside each other are no conflict.
#[tokio::test]
async fn branch_d02_an_account_has_identities_of_several_connections() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let other = connect(&world, "Google", None, asks()).await;
    linked(&world, &other).await;
    assert_eq!(links(&world).await.len(), 2);
}

#[tokio::test]
async fn branch_d06_who_comes_back_without_signing_in_finds_the_other_ways() {
    for check in ["cancelled", "unreachable", "signature"] {
        let (world, connection) = world_with(asks()).await;
        let mut tab = Tab::new(&world.identity);
        let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let failed = Answer::ProviderFailed { check: check.to_owned() };
        let (after, step) = next(come_back(&tab, &departure, failed).await);
        assert_eq!(step, SignOnStep::Identify);
        let failure = after.provider_failure.clone().unwrap();
        assert_eq!((failure.connection, failure.check.as_str()), (connection.id, check));
        assert!(after.requested.is_none());
        let row = world.last_row(Action::ProviderSignInFailed).await;
        assert_eq!(row.details["check"], check);
        let (_, step) = give(&tab, &sign_on, password()).await;
        assert_eq!(step, SignOnStep::Finish);
        assert_eq!(tab.outcome(&sign_on).await, content());
        // The next try begins without the failure of the last one.
        let (again, _) = leave(&tab, &at_page(&tab).await, &connection).await;
        assert!(again.provider_failure.is_none());
    }
}

/// A connection on trial is for those who manage connections, a disabled one for nobody.
#[tokio::test]
async fn a_connection_on_trial_is_for_those_who_manage_it() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    super::provider::change(&world, connection.id, |found| found.state = ConnectionState::Trial).await;
    let stranger = Tab::new(&world.identity);
    let attempt = at_page(&stranger).await;
    let visitor = stranger.visitor();
    assert!(world.identity.sign_in_connections(&attempt, &visitor).await.unwrap().is_empty());
    let refused = world.identity.leave_for(&attempt, &visitor, connection.id, None).await;
    assert!(matches!(refused, Err(DepartureError::Closed)), "{refused:?}");
    let jeremy = Tab::signed_in(&world, JEREMY).await;
    let refused =
        world.identity.leave_for(&at_page(&jeremy).await, &jeremy.visitor(), connection.id, None).await;
    assert!(matches!(refused, Err(DepartureError::Closed)), "{refused:?}");
    super::provider::change(&world, connection.id, |found| found.state = ConnectionState::Enabled).await;
    let open = world.identity.sign_in_connections(&attempt, &visitor).await.unwrap();
    assert_eq!(open.len(), 1);
    super::provider::change(&world, connection.id, |found| found.state = ConnectionState::Disabled).await;
    let refused = world.identity.leave_for(&attempt, &visitor, connection.id, None).await;
    assert!(matches!(refused, Err(DepartureError::Closed)), "{refused:?}");
}

/// Preferred ones come first, then by name.
#[tokio::test]
async fn connections_stand_in_the_order_in_which_they_are_preferred() {
    let world = World::new().await;
    let rules = |preferred| ConnectionRules { preferred, ..ConnectionRules::default() };
    for (name, preferred) in [("Zeta", false), ("Google", false), ("Commit", true)] {
        connect(&world, name, None, rules(preferred)).await;
    }
    let tab = Tab::new(&world.identity);
    let found = world.identity.sign_in_connections(&at_page(&tab).await, &tab.visitor()).await.unwrap();
    let names: Vec<_> = found.iter().map(|connection| connection.name.to_string()).collect();
    assert_eq!(names, ["Commit", "Google", "Zeta"]);
}

/// Who has no password proves once more who they are where they signed in.
#[tokio::test]
async fn the_connection_of_an_organisation_is_offered_to_its_people_who_prove_again() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let connection = connect(&world, "CityGroup", Some(city_group), asks()).await;
    let mut tab = linked(&world, &connection).await;
    let found = world.identity.sign_in_connections(&at_page(&tab).await, &tab.visitor()).await.unwrap();
    assert_eq!(found.len(), 1);
    let origin = identity_core::domain::Origin::Again { return_to: "/content".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
    let (sign_on, departure) = leave(&tab, &attempt, &connection).await;
    assert!(departure.fresh);
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert!(!world.identity.must_prove_again(&tab.current.as_ref().unwrap().caller).await.unwrap());
    let other = world.sign_in("scott", PASSWORD).await.unwrap();
    tab.take(other).await;
    let found = world.identity.sign_in_connections(&at_page(&tab).await, &tab.visitor()).await.unwrap();
    assert!(found.is_empty(), "nobody else hears of it");
}

/// Whoever opened the link of an invitation gets an account where strangers get none, as long as it can be accepted.
#[tokio::test]
async fn branch_d30_an_invited_person_gets_an_account_where_strangers_get_none() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let city_group = world.city_group().await;
    let invited = crate::support::invite(city_group, "annie@commit.example", "organization-admin");
    let details = world.identity.invite(&world.scott().await, &invited).await.unwrap();
    for is_open in [true, false] {
        let mut tab = Tab::new(&world.identity);
        let origin = identity_core::domain::Origin::Invitation {
            invitation: details.id,
            return_to: "/content".to_owned(),
        };
        let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
        let (sign_on, departure) = leave(&tab, &attempt, &connection).await;
        let subject = if is_open { ANNIE } else { "late" };
        let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, subject))).await);
        assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: true });
        let account = identity_core::sign_on::NewLinkedAccount::new(
            crate::support::person("Annie"),
            crate::support::person("Lane"),
        );
        if !is_open {
            world.identity.revoke_invitation(&world.scott().await, details.id).await.unwrap();
            let refused = tab.answer(&sign_on, Answer::CreateLinked(account)).await;
            assert!(matches!(refused, Err(identity_core::sign_on::AnswerError::NotAsked)), "{refused:?}");
            // Nothing waits for them any more, and they are a stranger.
            let progress = tab.advance(&sign_on).await;
            let (_, step) = next(Ok(progress));
            assert_eq!(step, SignOnStep::ChooseOtherWay(OtherWay::NotInvited));
            continue;
        }
        give(&tab, &sign_on, Answer::CreateLinked(account)).await;
        assert_eq!(tab.outcome(&sign_on).await, content());
        assert_eq!(who(&tab), "Annie Lane");
    }
}
