//! What erasing does.

use crate::sign_on::application::JEREMY;
use crate::support::{World, display, invite, person};
use identity_core::closing::{EraseUserError, ErasureOrder};
use identity_core::domain::{
    Action, Actor, AuditEvent, GrantFilter, Holder, InvitationFilter, MembershipFilter, OutboxFilter,
    UserFilter,
};
use identity_core::ids::UserId;
use identity_core::people::UserPatch;
use identity_core::store::{Page, Store};
use identity_core::values::{Contact, FamilyName};
use std::time::Duration;

const ANNA: &str = "anna@citygroup.example";

/// City Group with two administrators, of whom Jeremy has left traces.
pub(super) async fn world() -> (World, UserId) {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    world.join(&scott, &invite(city_group, ANNA, "organization-admin")).await;
    // Everybody who joins here has the name of Jeremy first.
    let anna = world.caller(ANNA).await;
    let name = UserPatch::default().given_name(person("Anna")).family_name(person("Berg"));
    world.identity.update_user(&anna, anna.user().unwrap(), &name).await.unwrap();
    let caller = world.caller(JEREMY).await;
    world.identity.invite(&caller, &invite(city_group, "lucy@citygroup.example", "planner")).await.unwrap();
    assert!(world.sign_in(JEREMY, "wrong").await.is_err());
    world.mails().await;
    (world, jeremy.id)
}

/// What the store says of somebody in any record, as text.
pub(super) async fn everything(store: &impl Store) -> String {
    let page = Page::first(Page::MAX_LIMIT);
    let mut all = String::new();
    macro_rules! dump {
        ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
            $(for record in store.$accessor().list(&Default::default(), &page).await.unwrap().items {
                all.push_str(&serde_json::to_string(&record.record).unwrap());
                all.push('\n');
            })+
        };
    }
    identity_core::for_each_record!(dump);
    all
}

/// That nothing leads to the person, and that the organisation's history is there without them.
pub(super) async fn assert_erased(world: &World, user: UserId) {
    let all = everything(&world.store).await.to_lowercase();
    for trace in [JEREMY, "jeremy mills"] {
        assert!(
            !all.contains(trace),
            "{trace} is found: {}",
            all.lines().find(|line| line.contains(trace)).unwrap()
        );
    }
    let page = Page::first(Page::MAX_LIMIT);
    assert!(world.store.users().get(user).await.unwrap().is_none());
    let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
    assert!(world.store.memberships().list(&filter, &page).await.unwrap().items.is_empty());
    let filter = GrantFilter { holders: Some(vec![Holder::User(user)]), ..GrantFilter::default() };
    let grants = world.store.grants().list(&filter, &page).await.unwrap().items;
    assert!(!grants.is_empty() && grants.iter().all(|grant| grant.revoked_at.is_some()), "{grants:?}");
    assert_eq!(world.events(Action::UserErased).await, 1);
    let sent = world.rows(Action::InvitationSent).await;
    assert!(
        sent.iter()
            .any(|row| row.details.get("email").is_some_and(|email| email == "lucy@citygroup.example"))
    );
}

#[tokio::test]
async fn when_the_time_is_over_everything_personal_is_gone_and_the_history_stays() {
    let (world, user) = world().await;
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    let rows = everything(&world.store).await.matches("\"action\"").count();
    world.clock.advance(Duration::from_hours(24 * 14));
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 0, "not a moment before");
    world.clock.advance(Duration::from_secs(1));
    world.mails().await;
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 1);
    assert_erased(&world, user).await;
    assert!(
        everything(&world.store).await.matches("\"action\"").count() > rows,
        "no row of the history is lost"
    );
    // A second time there is nothing to do.
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 0);
    // The address can be used by somebody else, who is somebody else.
    let scott = world.scott().await;
    let new = world.join(&scott, &invite(world.city_group().await, JEREMY, "planner")).await;
    assert_ne!(new.id, user);
}

/// Ids and codes stay in the history, whatever name somebody gave themselves.
#[tokio::test]
async fn a_name_of_one_letter_erases_no_evidence() {
    let (world, user) = world().await;
    let jeremy = world.caller(JEREMY).await;
    let mut name = UserPatch::default().given_name(person("e"));
    name.family_name = Some(FamilyName::default());
    world.identity.update_user(&jeremy, user, &name).await.unwrap();
    let before = world.rows(Action::InvitationSent).await;
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    world.clock.advance(Duration::from_hours(24 * 14) + Duration::from_secs(1));
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 1);
    let own = |rows: &[AuditEvent]| {
        let own = rows.iter().filter(|row| row.actor == Actor::User(user)).map(|row| row.details.clone());
        own.collect::<Vec<_>>()
    };
    let after = world.rows(Action::InvitationSent).await;
    assert!(!own(&before).is_empty());
    assert_eq!(own(&after), own(&before));
}

/// An address that nobody proved, and one that is somebody else's by now, lead to nothing.
#[tokio::test]
async fn closing_and_erasing_leave_what_was_sent_to_others() {
    let (world, _) = world().await;
    let jeremy = world.caller(JEREMY).await;
    world
        .identity
        .invite(&jeremy, &invite(world.city_group().await, "victim@x.example", "planner"))
        .await
        .unwrap();
    let queued = async || {
        let filter =
            OutboxFilter { recipient: Some("victim@x.example".to_owned()), ..OutboxFilter::default() };
        world.store.outbox_messages().list(&filter, &Page::first(50)).await.unwrap().items.len()
    };
    let before = queued().await;
    assert!(before > 0);
    let victim = Contact::Email("victim@x.example".parse().unwrap());
    world.identity.begin_contact_change(&jeremy, victim).await.unwrap();
    assert!(queued().await > before, "the proof is on its way");
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    assert_eq!(queued().await, before);
}

#[tokio::test]
async fn staff_have_an_account_erased_at_once() {
    let (world, user) = world().await;
    let scott = world.scott().await;
    assert!(world.identity.may_erase(&scott, user).await.unwrap());
    let order = ErasureOrder::default().reason(display("asked for by letter 4711"));
    world.identity.erase_user(&scott, user, &order).await.unwrap();
    world.mails().await;
    assert_erased(&world, user).await;
    let row = world.last_row(Action::UserErasureOrdered).await;
    assert_eq!(row.details.get("reason").map(String::as_str), Some("asked for by letter 4711"));
    assert_eq!(row.organization, Some(world.operator().await));
    let again = world.identity.erase_user(&scott, user, &ErasureOrder::default()).await;
    assert!(matches!(again, Err(EraseUserError::Access(_))), "{again:?}");
}

#[tokio::test]
async fn nobody_erases_themselves_or_without_the_right_or_the_last_administrator() {
    let (world, user) = world().await;
    let (scott, anna) = (world.scott().await, world.caller(ANNA).await);
    let plain = ErasureOrder::default();
    let own = world.identity.erase_user(&scott, scott.user().unwrap(), &plain).await;
    assert!(matches!(own, Err(EraseUserError::OwnAccount)), "{own:?}");
    assert!(!world.identity.may_erase(&anna, user).await.unwrap());
    let customer = world.identity.erase_user(&anna, user, &plain).await;
    assert!(matches!(customer, Err(EraseUserError::Access(_))), "{customer:?}");
    for reason in ["Jeremy asked for it", "it was jeremy@citygroup.example", "Mrs. MILLS, by letter"] {
        let named = world.identity.erase_user(&scott, user, &plain.clone().reason(display(reason))).await;
        assert!(matches!(named, Err(EraseUserError::ReasonNamesPerson)), "{reason}: {named:?}");
    }
    world.clock.advance(world.identity.settings().sensitive_after);
    let stale = world.identity.erase_user(&scott, user, &plain).await;
    assert!(matches!(stale, Err(EraseUserError::ProveAgain)), "{stale:?}");
    let scott = world.scott().await;
    world.identity.erase_user(&scott, user, &plain).await.unwrap();
    let last = world.identity.erase_user(&scott, anna.user().unwrap(), &plain).await;
    assert!(matches!(last, Err(EraseUserError::LastAdministrator)), "{last:?}");
    let people = world.store.users().list(&UserFilter::default(), &Page::first(10)).await.unwrap();
    assert_eq!(people.items.len(), 2);
}

/// An invitation that the person never accepted names them too.
#[tokio::test]
async fn invitations_to_the_person_go_and_those_by_the_person_stay() {
    let (world, user) = world().await;
    let scott = world.scott().await;
    let operator = world.operator().await;
    world.identity.invite(&scott, &invite(operator, JEREMY, "planner")).await.unwrap();
    world.identity.erase_user(&scott, user, &ErasureOrder::default()).await.unwrap();
    world.mails().await;
    assert_erased(&world, user).await;
    let left = world.store.invitations().list(&InvitationFilter::default(), &Page::first(10)).await.unwrap();
    let mut left: Vec<_> = left.items.iter().map(|one| one.email.to_string()).collect();
    left.sort();
    assert_eq!(left, [ANNA, "lucy@citygroup.example"]);
}
