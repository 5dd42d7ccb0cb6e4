//! An identity provider, as its adapter tells of it, and browsers that go there.

use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{NOW, PASSWORD, World, display};
use identity_core::domain::{
    Connection, ConnectionRules, ConnectionState, IdentityProvider, LinkPolicy, LinkedIdentity,
    LinkedIdentityFilter, OpenIdProvider, Origin, ProviderSubject, SignOn, UnknownPerson,
};
use identity_core::federation::{Departure, ProviderAnswer};
use identity_core::ids::{ConnectionId, OrganizationId};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Attempt, Outcome, Progress, SignOnStep};
use identity_core::store::{ChangeSet, Page, Store};
use identity_core::values::{FamilyName, PersonName};
use std::collections::BTreeSet;
use std::time::Duration;

/// The name of Annie at the provider.
pub(super) const ANNIE: &str = "annie-7";

/// A deployment with Jeremy, and a provider for everybody by these rules.
pub(super) async fn world_with(rules: ConnectionRules) -> (World, Connection) {
    let world = World::new().await;
    world.with_jeremy().await;
    world.mails().await;
    let connection = connect(&world, "CommIT", None, rules).await;
    (world, connection)
}

/// A deployment whose provider has these two rules.
pub(super) async fn world_of(unknown: UnknownPerson, linking: LinkPolicy) -> (World, Connection) {
    world_with(ConnectionRules { unknown, linking, ..ConnectionRules::default() }).await
}

/// Writes down a connection that is enabled.
pub(super) async fn connect(
    world: &World,
    name: &str,
    organization: Option<OrganizationId>,
    rules: ConnectionRules,
) -> Connection {
    let provider = OpenIdProvider {
        issuer: format!("https://{}.example", name.to_lowercase()),
        client_id: "my".to_owned(),
        client_secret: None,
        scopes: BTreeSet::new(),
        algorithms: BTreeSet::new(),
        tenants: BTreeSet::new(),
    };
    let connection = Connection {
        id: ConnectionId::generate(world.identity.clock(), world.identity.entropy()),
        name: display(name),
        organization,
        provider: IdentityProvider::OpenId(provider),
        state: ConnectionState::Enabled,
        rules,
        metadata: None,
        tested_at: None,
        created_at: NOW,
        updated_at: NOW,
    };
    let mut changes = ChangeSet::new();
    changes.insert(connection.clone());
    world.store.commit(&changes).await.unwrap();
    connection
}

/// Writes a connection over itself with a change.
pub(super) async fn change(world: &World, connection: ConnectionId, change: impl FnOnce(&mut Connection)) {
    let found = world.store.connections().get(connection).await.unwrap().unwrap();
    let mut changed = found.record.clone();
    change(&mut changed);
    world.meanwhile(changed, found.version).await;
}

/// What the provider says of somebody.
pub(super) fn asserts(world: &World, subject: &str) -> ProviderAnswer {
    let subject = ProviderSubject::plain(subject).unwrap();
    let mut answer = ProviderAnswer::new(subject, world.identity.clock().now());
    answer.label = Some("annie@commit.example".to_owned());
    answer.given_name = Some(PersonName::parse("Annie").unwrap());
    answer.family_name = Some(FamilyName::parse("Lane").unwrap());
    answer
}

pub(super) fn provider(answer: ProviderAnswer) -> Answer {
    Answer::Provider(Box::new(answer))
}

/// A sign-on that begins at the sign-in page.
pub(super) async fn at_page(tab: &Tab) -> Attempt {
    let origin = Origin::Page { return_to: "/content".to_owned() };
    tab.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap()
}

/// Leaves for the provider, by the button of the page.
pub(super) async fn leave(tab: &Tab, attempt: &Attempt, connection: &Connection) -> (SignOn, Departure) {
    let left = tab.identity.leave_for(attempt, &tab.visitor(), connection.id, None).await;
    let (attempt, departure) = left.unwrap();
    (attempt.sign_on, departure)
}

/// Comes back from the provider with an answer, as its adapter does it.
pub(super) async fn come_back(
    tab: &Tab,
    departure: &Departure,
    answer: Answer,
) -> Result<Progress, AnswerError> {
    let (attempt, _) = tab.identity.returned(&departure.request_id, &tab.visitor()).await?;
    tab.identity.answer(&attempt, &tab.visitor(), answer).await
}

/// Goes to the provider from the sign-in page and comes back as somebody.
pub(super) async fn sign_in_by(
    world: &World,
    tab: &Tab,
    connection: &Connection,
    subject: &str,
) -> (SignOn, SignOnStep) {
    let (_, departure) = leave(tab, &at_page(tab).await, connection).await;
    next(come_back(tab, &departure, provider(asserts(world, subject))).await)
}

/// The sign-on and what it needs next.
pub(super) fn next(progress: Result<Progress, AnswerError>) -> (SignOn, SignOnStep) {
    match progress.unwrap() {
        Progress::Next(attempt, step) => (attempt.sign_on, step),
        Progress::Done(done) => panic!("{done:?}"),
    }
}

/// Gives an answer, and says what the sign-on needs next.
pub(super) async fn give(tab: &Tab, sign_on: &SignOn, answer: Answer) -> (SignOn, SignOnStep) {
    next(tab.answer(sign_on, answer).await)
}

/// Jeremy's password.
pub(super) fn password() -> Answer {
    Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) }
}

/// The local sign-in of Jeremy from the sign-in page; gives what comes next, or that he is in.
pub(super) async fn sign_in_here(tab: &mut Tab) -> Result<(SignOn, SignOnStep), Outcome> {
    let attempt = at_page(tab).await;
    match tab.identity.answer(&attempt, &tab.visitor(), password()).await.unwrap() {
        Progress::Next(attempt, step) => Ok((attempt.sign_on, step)),
        Progress::Done(done) => Err(tab.finish(*done).await),
    }
}

/// The page that every sign-on of these tests is to end at.
pub(super) fn content() -> Outcome {
    Outcome::Page { return_to: "/content".to_owned() }
}

/// The e-mail address of whoever is signed in, or else their name.
pub(super) fn who(tab: &Tab) -> String {
    let user = &tab.current.as_ref().unwrap().user;
    user.email.as_ref().map_or_else(|| user.full_name(), ToString::to_string)
}

/// Every link that there is.
pub(super) async fn links(world: &World) -> Vec<LinkedIdentity> {
    let found =
        world.store.linked_identities().list(&LinkedIdentityFilter::default(), &Page::first(100)).await;
    found.unwrap().items.into_iter().map(|found| found.record).collect()
}

/// How many accounts there are.
pub(super) async fn accounts(world: &World) -> usize {
    let all = identity_core::domain::UserFilter::default();
    world.store.users().list(&all, &Page::first(100)).await.unwrap().items.len()
}

/// Links Jeremy's account with the identity of Annie, by way of a sign-in elsewhere; he is signed in then.
pub(super) async fn linked(world: &World, connection: &Connection) -> Tab {
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(world, &tab, connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    let (_, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::ConfirmLink);
    give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(tab.outcome(&sign_on).await, content());
    world.mails().await;
    world.clock.advance(Duration::from_mins(1));
    tab
}
