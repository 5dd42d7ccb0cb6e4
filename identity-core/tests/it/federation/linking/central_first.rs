//! Flow 2: somebody signs in elsewhere, and has or gets an account here.

use super::provider::{
    ANNIE, accounts, asserts, at_page, change, come_back, content, give, leave, linked, links, password,
    provider, sign_in_by, who, world_of, world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{PASSWORD, email};
use identity_core::delivery::MessageContent;
use identity_core::domain::{
    Action, AuthenticationMethod, ConnectionRules, Factors, LinkPolicy, UnknownPerson,
};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, NewLinkedAccount, SignOnStep};
use std::time::Duration;

fn asks() -> ConnectionRules {
    ConnectionRules { unknown: UnknownPerson::ConnectOrCreate, ..ConnectionRules::default() }
}

/// The link is audited and its owner is told, in the commit that opens the session.
#[tokio::test]
async fn branch_b27_a_link_is_audited_and_mailed_to_the_owner() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: false });
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    give(&tab, &sign_on, password()).await;
    give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(world.events(Action::IdentityLinked).await, 0);
    assert_eq!(tab.outcome(&sign_on).await, content());
    let row = world.last_row(Action::IdentityLinked).await;
    assert_eq!(row.details["connection"], connection.id.to_string());
    let mails = world.mails().await;
    let told = mails.iter().any(|mail| {
        let linked = matches!(&mail.content, MessageContent::IdentityLinked { added: true, connection, .. }
            if connection == "CommIT");
        linked && mail.recipient == JEREMY
    });
    assert!(told, "{mails:?}");
    let session = &tab.current.as_ref().unwrap().session;
    assert_eq!(session.provider_session.as_ref().unwrap().connection, connection.id);
}

/// No account is made where the connection makes none.
#[tokio::test]
async fn branch_b28_nobody_gets_an_account_where_none_is_offered() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    let asserted = sign_on.asserted.clone().unwrap();
    let account = NewLinkedAccount::new(asserted.given_name.unwrap(), asserted.family_name.unwrap());
    let refused = tab.answer(&sign_on, Answer::CreateLinked(account)).await;
    assert!(matches!(refused, Err(AnswerError::NotAsked)), "{refused:?}");
}

/// Never by the address alone: the owner of the account proves that it is theirs.
#[tokio::test]
async fn branch_d10_an_equal_address_links_nothing_and_reveals_nothing() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let mut answer = asserts(&world, ANNIE);
    (answer.email, answer.email_verified) = (Some(email(JEREMY)), true);
    let (_, step) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
    // The connection is not believed, so it is the same as with any other address.
    assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: true });
    assert!(links(&world).await.is_empty());
}

/// A provider that is believed says whose the mailbox is: no second account is made beside the one that has it.
#[tokio::test]
async fn branch_d15_no_second_account_for_an_address_that_is_vouched_for() {
    for unknown in [UnknownPerson::ConnectOrCreate, UnknownPerson::Create] {
        let rules = ConnectionRules { unknown, vouches_for_email: true, ..ConnectionRules::default() };
        let (world, connection) = world_with(rules).await;
        let before = accounts(&world).await;
        let tab = Tab::new(&world.identity);
        let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        (answer.email, answer.email_verified) = (Some(email(JEREMY)), true);
        let (_, step) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
        assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: false });
        assert_eq!(accounts(&world).await, before);
    }
}

/// The address of a new account counts as proved only where the connection is believed.
#[tokio::test]
async fn branch_d15_an_address_counts_only_where_the_provider_is_trusted_for_it() {
    for vouches_for_email in [false, true] {
        let (world, connection) = world_with(ConnectionRules { vouches_for_email, ..asks() }).await;
        let mut tab = Tab::new(&world.identity);
        let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        (answer.email, answer.email_verified) = (Some(email("annie@commit.example")), true);
        let names = (answer.given_name.clone().unwrap(), answer.family_name.clone().unwrap());
        let (sign_on, _) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
        give(&tab, &sign_on, Answer::CreateLinked(NewLinkedAccount::new(names.0, names.1))).await;
        assert_eq!(tab.outcome(&sign_on).await, content());
        let user = &tab.current.as_ref().unwrap().user;
        assert_eq!(user.email.is_some(), vouches_for_email);
        assert_eq!(user.email_verified_at.is_some(), vouches_for_email);
    }
}

#[tokio::test]
async fn branch_d13_a_wrong_password_keeps_the_identity_that_waits() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    let wrong = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new("wrong") };
    assert!(matches!(tab.answer(&sign_on, wrong).await, Err(AnswerError::Refused)));
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::ConfirmLink);
}

/// A forgotten password: the person sets a new one behind a link, and goes on here with the session that came of it.
#[tokio::test]
async fn branch_d13_a_session_that_began_after_the_identity_came_is_the_local_proof() {
    let (world, connection) = world_with(asks()).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    world.clock.advance(Duration::from_mins(5));
    tab.take(world.sign_in(JEREMY, PASSWORD).await.unwrap()).await;
    let before = tab.current.as_ref().unwrap().session.id;
    let (_, step) = give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!(links(&world).await.len(), 1);
    assert_ne!(tab.current.as_ref().unwrap().session.id, before, "linking makes a new session");
}

/// Whoever used the browser before is not linked with the identity of whoever uses it now.
#[tokio::test]
async fn branch_d13_an_older_session_is_no_local_proof() {
    let (world, connection) = world_with(asks()).await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    world.clock.advance(Duration::from_mins(5));
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    let (_, step) = give(&tab, &sign_on, Answer::ConnectAccount).await;
    assert_eq!(step, SignOnStep::Identify);
    let refused = tab.answer(&sign_on, Answer::ConfirmLink(true)).await;
    assert!(matches!(refused, Err(AnswerError::NotAsked)), "{refused:?}");
}

#[tokio::test]
async fn branch_d13_an_identity_waits_for_an_hour() {
    let (world, connection) = world_with(asks()).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    world.clock.advance(Duration::from_hours(1));
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert!(links(&world).await.is_empty());
}

/// Giving up writes nothing, and the next time the same is asked.
#[tokio::test]
async fn branch_d14_an_abandoned_link_leaves_nothing_behind() {
    let (world, connection) = world_with(asks()).await;
    let before = accounts(&world).await;
    for _ in 0..2 {
        let tab = Tab::new(&world.identity);
        let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
        assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: true });
        let (_, step) = give(&tab, &sign_on, Answer::OtherWay).await;
        assert_eq!(step, SignOnStep::Identify);
    }
    assert_eq!((links(&world).await.len(), accounts(&world).await), (0, before));
}

/// "Both are mine" is not to be said by somebody who cancels.
#[tokio::test]
async fn branch_c3_who_does_not_confirm_goes_on_without_a_link() {
    let (world, connection) = world_with(asks()).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    give(&tab, &sign_on, password()).await;
    let (_, step) = give(&tab, &sign_on, Answer::ConfirmLink(false)).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!((links(&world).await.len(), who(&tab)), (0, JEREMY.to_owned()));
}

/// What comes later says level, label and attributes anew; what the person owns here stays.
#[tokio::test]
async fn branch_d23_a_later_sign_in_refreshes_the_link_and_no_detail_of_the_person() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let user = world.user(JEREMY).await.unwrap();
    let mut tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let mut answer = asserts(&world, ANNIE);
    answer.level = Some("gold".to_owned());
    answer.label = Some("annie.lane@commit.example".to_owned());
    answer.email = Some(email("other@commit.example"));
    answer.attributes = [("affiliation".to_owned(), vec!["staff".to_owned()])].into();
    let (sign_on, _) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
    assert_eq!(tab.outcome(&sign_on).await, content());
    let linked = links(&world).await.pop().unwrap();
    assert_eq!(linked.level.as_deref(), Some("gold"));
    assert_eq!(linked.label.as_deref(), Some("annie.lane@commit.example"));
    assert_eq!(linked.attributes["affiliation"], ["staff"]);
    assert!(linked.asserted_at > linked.created_at);
    assert_eq!(world.user(JEREMY).await.unwrap(), user);
}

/// A provider that asked for two kinds of proof counts as two where its contexts are known, and not otherwise.
#[tokio::test]
async fn branch_b17_a_context_that_is_known_counts_as_two_kinds_of_proof() {
    let rules = ConnectionRules { two_factor_contexts: ["mfa".to_owned()].into(), ..asks() };
    let (world, connection) = world_with(rules).await;
    linked(&world, &connection).await;
    for (context, two) in [("pwd", false), ("mfa", true)] {
        let mut tab = Tab::new(&world.identity);
        let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
        let mut answer = asserts(&world, ANNIE);
        answer.context = Some(context.to_owned());
        let (sign_on, _) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
        assert_eq!(sign_on.asserted.as_ref().unwrap().factors == Factors::Two, two);
        assert_eq!(tab.outcome(&sign_on).await, content());
        let methods = &tab.current.as_ref().unwrap().session.methods;
        assert!(methods.contains(&AuthenticationMethod::FEDERATED));
        assert_eq!(methods.contains(&AuthenticationMethod::FEDERATED_TWO), two);
    }
}

/// The session ends no later than the provider wants, and says when its person proved who they are.
#[tokio::test]
async fn branch_b17_a_session_has_the_times_of_the_provider() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let mut tab = Tab::new(&world.identity);
    let (_, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let mut answer = asserts(&world, ANNIE);
    let (proved, ends) = (
        world.identity.clock().now().minus(Duration::from_hours(2)),
        world.identity.clock().now().plus(Duration::from_mins(20)),
    );
    (answer.authenticated_at, answer.session_not_after) = (proved, Some(ends));
    let (sign_on, _) = super::provider::next(come_back(&tab, &departure, provider(answer)).await);
    assert_eq!(tab.outcome(&sign_on).await, content());
    let session = &tab.current.as_ref().unwrap().session;
    assert_eq!((session.authenticated_at, session.expires_at), (proved, ends));
}

/// A connection that is switched off between the answer and the end lets nobody in.
#[tokio::test]
async fn a_connection_that_was_disabled_meanwhile_lets_nobody_in() {
    let (world, connection) = world_with(asks()).await;
    linked(&world, &connection).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    let off = |found: &mut identity_core::domain::Connection| {
        found.state = identity_core::domain::ConnectionState::Disabled;
    };
    change(&world, connection.id, off).await;
    let progress = tab.advance(&sign_on).await;
    let (_, step) = super::provider::next(Ok(progress));
    assert_eq!(step, SignOnStep::ChooseOtherWay(identity_core::sign_on::OtherWay::ConnectionClosed));
}
