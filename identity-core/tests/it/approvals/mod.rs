//! Acts on somebody's account that need two administrators.

mod erase;
mod lapsing;

use crate::authenticators::support::{with_app, world_with};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{PASSWORD, World, invite, role};
use identity_core::approvals::{ApprovalError, AskApproval};
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, ApprovalAct, CredentialFilter, SignInRules};
use identity_core::ids::{ApprovalId, OrganizationId, UserId};
use identity_core::people::{PasswordLinkError, UserStateError};
use identity_core::sign_on::SetSignInPolicy;
use identity_core::store::{ChangeSet, Page, Store as _};
use identity_core::values::Reason;
use identity_core::{AccessError, Caller};
use std::time::Duration;

const OLGA: &str = "olga@citygroup.example";
const DAY: Duration = Duration::from_hours(24);

/// City Group asks for two administrators, whom it has in Jeremy and Olga; Tom has a second proof.
struct Two {
    world: World,
    city_group: OrganizationId,
    tom: UserId,
    tab: Tab,
}

fn four_eyes(on: bool) -> SignInRules {
    SignInRules { four_eyes: on, ..SignInRules::default() }
}

async fn two() -> Two {
    let world = world_with(|_| {}).await;
    let jeremy = world.caller(JEREMY).await;
    let city_group = world.identity.own_organizations(&jeremy).await.unwrap()[0].id;
    world.join(&jeremy, &invite(city_group, OLGA, "organization-admin")).await;
    let tom = world.join(&jeremy, &invite(city_group, "tom@citygroup.example", "planner")).await.id;
    // Both have been administrators for a while.
    world.clock.advance(DAY);
    let jeremy = world.caller(JEREMY).await;
    let tab = Tab::signed_in(&world, "tom@citygroup.example").await;
    with_app(&world, &tab.current.clone().unwrap().caller).await;
    let rules = SetSignInPolicy::new(city_group, four_eyes(true));
    world.identity.set_sign_in_policy(&jeremy, &rules).await.unwrap();
    world.mails().await;
    Two { world, city_group, tom, tab }
}

impl Two {
    async fn ask(&self, caller: &Caller, act: ApprovalAct) -> Result<ApprovalId, ApprovalError> {
        self.ask_because(caller, act, "The telephone is lost.").await
    }

    async fn ask_because(
        &self,
        caller: &Caller,
        act: ApprovalAct,
        reason: &str,
    ) -> Result<ApprovalId, ApprovalError> {
        let wanted = AskApproval::new(act, self.tom, Reason::parse(reason).unwrap());
        Ok(self.world.identity.ask_approval(caller, &wanted).await?.id)
    }

    async fn ways_in(&self) -> usize {
        let filter = CredentialFilter { user: Some(self.tom) };
        self.world.store.credentials().list(&filter, &Page::first(20)).await.unwrap().items.len()
    }

    async fn waiting(&self, caller: &Caller) -> usize {
        self.world.identity.approvals(caller).await.unwrap().len()
    }
}

const RESET: ApprovalAct = ApprovalAct::ResetAuthenticators;

#[tokio::test]
async fn second_proofs_are_removed_when_a_second_administrator_approves() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    // Nobody does it alone.
    let alone = two.world.identity.reset_authenticators(&jeremy, two.tom).await;
    assert!(matches!(alone, Err(UserStateError::ApprovalNeeded)), "{alone:?}");
    let before = two.ways_in().await;
    let id = two.ask(&jeremy, RESET).await.unwrap();
    // The person is told who asks and why.
    let mails = two.world.mails().await;
    let told = mails.iter().any(|mail| {
        let MessageContent::ApprovalAsked { act, by, reason, .. } = &mail.content else { return false };
        mail.recipient == "tom@citygroup.example"
            && (act.as_str(), by.as_str(), reason.as_str())
                == ("reset_authenticators", "Jeremy Mills", "The telephone is lost.")
    });
    assert!(told, "{mails:?}");
    assert_eq!(two.ways_in().await, before, "nothing happened yet");
    let again = two.ask(&olga, RESET).await;
    assert!(matches!(again, Err(ApprovalError::AlreadyAsked)), "{again:?}");
    // Who asked does not approve it.
    let own = two.world.identity.approve(&jeremy, id).await;
    assert!(matches!(own, Err(ApprovalError::OwnRequest)), "{own:?}");
    assert_eq!((two.waiting(&jeremy).await, two.waiting(&olga).await), (1, 1));
    two.world.identity.approve(&olga, id).await.unwrap();
    assert_eq!(two.ways_in().await, 1, "the password is left");
    assert!(two.world.identity.session(two.tab.token.as_ref().unwrap()).await.unwrap().is_none());
    for action in [Action::ApprovalGiven, Action::AuthenticatorsReset] {
        let row = two.world.last_row(action).await;
        assert_eq!(row.organization, Some(two.city_group), "{action:?}");
        assert_eq!(row.actor, olga.actor());
        assert_eq!(row.details["asked_by"], jeremy.user().unwrap().to_string());
        assert_eq!(row.details["user"], two.tom.to_string());
    }
    let history = two.world.identity.history(&two.world.scott().await, two.city_group, &Page::first(5)).await;
    let (rows, _) = history.unwrap();
    let row = rows.iter().find(|row| row.event.action == Action::ApprovalGiven).unwrap();
    assert_eq!((row.actor.as_str(), row.asked_by.as_deref()), ("Jeremy Mills", Some("Jeremy Mills")));
    // Once is enough.
    let twice = two.world.identity.approve(&olga, id).await;
    assert!(matches!(twice, Err(ApprovalError::Access(AccessError::NotFound))), "{twice:?}");
    assert_eq!(two.waiting(&olga).await, 0);
}

#[tokio::test]
async fn a_recovery_is_started_when_a_second_administrator_approves() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    let alone = two.world.identity.send_password_link(&jeremy, two.tom).await;
    assert!(matches!(alone, Err(PasswordLinkError::ApprovalNeeded)), "{alone:?}");
    let id = two.ask(&jeremy, ApprovalAct::StartRecovery).await.unwrap();
    let recoveries = |mails: &[identity_core::delivery::Message]| {
        let is_one = |mail: &&identity_core::delivery::Message| {
            matches!(mail.content, MessageContent::RecoveryStarted { .. })
        };
        mails.iter().filter(is_one).count()
    };
    assert_eq!(recoveries(&two.world.mails().await), 0);
    two.world.identity.approve(&olga, id).await.unwrap();
    assert_eq!(recoveries(&two.world.mails().await), 1);
    assert_eq!(two.world.events(Action::RecoveryStarted).await, 1);
}

#[tokio::test]
async fn the_person_concerned_stops_it_and_does_not_approve_it() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    let id = two.ask(&jeremy, RESET).await.unwrap();
    let tom = two.tab.current.clone().unwrap().caller;
    let own = two.world.identity.approve(&tom, id).await;
    assert!(matches!(own, Err(ApprovalError::OwnAccount)), "{own:?}");
    assert_eq!(two.world.identity.own_approvals(&tom).await.unwrap().len(), 1);
    // Nobody else stops it.
    let foreign = two.world.identity.stop_approval(&olga, id).await;
    assert!(matches!(foreign, Err(ApprovalError::Access(AccessError::NotFound))), "{foreign:?}");
    two.world.identity.stop_approval(&tom, id).await.unwrap();
    assert_eq!(two.world.last_row(Action::ApprovalStopped).await.actor, tom.actor());
    let late = two.world.identity.approve(&olga, id).await;
    assert!(matches!(late, Err(ApprovalError::Access(AccessError::NotFound))), "{late:?}");
    assert_eq!(two.world.events(Action::AuthenticatorsReset).await, 0);
}

#[tokio::test]
async fn it_is_declined_withdrawn_and_over_after_a_day() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    for who in [&olga, &jeremy] {
        let id = two.ask(&jeremy, RESET).await.unwrap();
        two.world.identity.decline_approval(who, id).await.unwrap();
        assert_eq!(two.waiting(&olga).await, 0);
    }
    assert_eq!(two.world.events(Action::ApprovalDeclined).await, 2);
    let id = two.ask(&jeremy, RESET).await.unwrap();
    two.world.clock.advance(DAY);
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    assert_eq!(two.waiting(&olga).await, 0);
    let late = two.world.identity.approve(&olga, id).await;
    assert!(matches!(late, Err(ApprovalError::Access(AccessError::NotFound))), "{late:?}");
    // One that is over makes room for the next.
    two.ask(&jeremy, RESET).await.unwrap();
    two.world.clock.advance(DAY + Duration::from_secs(1));
    two.world.identity.remove_expired().await.unwrap();
    assert!(two.world.store.approvals().get(id).await.unwrap().is_none(), "the housekeeper removes it");
}

#[tokio::test]
async fn who_may_not_manage_the_person_neither_asks_nor_approves() {
    let two = two().await;
    let jeremy = two.world.caller(JEREMY).await;
    let nobody = two.world.join(&jeremy, &invite(two.city_group, "ann@citygroup.example", "planner")).await;
    let ann = two.world.caller("ann@citygroup.example").await;
    assert_eq!(ann.user(), Some(nobody.id));
    let refused = two.ask(&ann, RESET).await;
    assert!(matches!(refused, Err(ApprovalError::Access(_))), "{refused:?}");
    let id = two.ask(&jeremy, RESET).await.unwrap();
    assert_eq!(two.waiting(&ann).await, 0);
    for refused in [
        two.world.identity.approve(&ann, id).await.map(|_| ()),
        two.world.identity.decline_approval(&ann, id).await,
    ] {
        assert!(matches!(refused, Err(ApprovalError::Access(_))), "{refused:?}");
    }
    // A client is no person.
    let client = two.ask(&two.world.crm().await, RESET).await;
    assert!(matches!(client, Err(ApprovalError::PeopleOnly)), "{client:?}");
    assert_eq!(two.waiting(&jeremy).await, 1);
}

#[tokio::test]
async fn both_administrators_need_a_fresh_proof() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    let id = two.ask(&jeremy, RESET).await.unwrap();
    two.world.clock.advance(two.world.identity.settings().sensitive_after);
    let stale = two.world.identity.approve(&olga, id).await;
    assert!(matches!(stale, Err(ApprovalError::ProveAgain)), "{stale:?}");
    let stale = two.ask(&jeremy, ApprovalAct::StartRecovery).await;
    assert!(matches!(stale, Err(ApprovalError::ProveAgain)), "{stale:?}");
}

/// What one asked for who may not ask any longer is not done, also when the right goes while it is approved.
#[tokio::test]
async fn an_asker_who_lost_the_right_has_asked_for_nothing() {
    let two = two().await;
    let (jeremy, olga) = (two.world.caller(JEREMY).await, two.world.caller(OLGA).await);
    let id = two.ask(&jeremy, RESET).await.unwrap();
    let mut changes = ChangeSet::new();
    for grant in two.world.grants_at(two.city_group).await {
        if grant.holder == identity_core::domain::Holder::User(jeremy.user().unwrap()) {
            let revoked_at = Some(two.world.identity.clock().now());
            changes.update(identity_core::domain::Grant { revoked_at, ..grant.record }, grant.version);
        }
    }
    let refused = two.world.while_another_node(changes).approve(&olga, id).await;
    assert!(matches!(refused, Err(ApprovalError::AskerLostRight)), "{refused:?}");
    assert_eq!(two.world.events(Action::AuthenticatorsReset).await, 0);
    two.world.identity.decline_approval(&olga, id).await.unwrap();
}

/// The strictest counts: the deployment, an organisation, or a role is enough.
#[tokio::test]
async fn one_rule_that_asks_for_two_is_enough() {
    for place in ["deployment", "organisation", "none"] {
        let world = world_with(|settings| settings.four_eyes = place == "deployment").await;
        let jeremy = world.caller(JEREMY).await;
        with_app(&world, &jeremy).await;
        let scott = world.scott().await;
        let city_group = world.identity.own_organizations(&jeremy).await.unwrap()[0].id;
        if place == "organisation" {
            let rules = SetSignInPolicy::new(city_group, four_eyes(true));
            world.identity.set_sign_in_policy(&scott, &rules).await.unwrap();
        }
        let reset = world.identity.reset_authenticators(&scott, jeremy.user().unwrap()).await;
        let refused = matches!(reset, Err(UserStateError::ApprovalNeeded));
        assert_eq!(refused, place != "none", "{place}: {reset:?}");
    }
}

/// Nobody does alone what needs two by changing the rules first.
#[tokio::test]
async fn turning_it_off_takes_effect_after_a_day() {
    let two = two().await;
    let jeremy = two.world.caller(JEREMY).await;
    two.world.clock.advance(Duration::from_secs(1));
    let off = SetSignInPolicy::new(two.city_group, four_eyes(false));
    two.world.identity.set_sign_in_policy(&jeremy, &off).await.unwrap();
    assert_eq!(two.world.last_row(Action::SignInPolicyChanged).await.details["four_eyes"], "false");
    let alone = two.world.identity.reset_authenticators(&jeremy, two.tom).await;
    assert!(matches!(alone, Err(UserStateError::ApprovalNeeded)), "{alone:?}");
    // Another change of the rules does not end it either.
    let days = SignInRules { remember_days: Some(7), ..four_eyes(false) };
    let days = SetSignInPolicy::new(two.city_group, days);
    two.world.identity.set_sign_in_policy(&jeremy, &days).await.unwrap();
    two.world.identity.set_sign_in_policy(&jeremy, &off).await.unwrap();
    let alone = two.world.identity.send_password_link(&jeremy, two.tom).await;
    assert!(matches!(alone, Err(PasswordLinkError::ApprovalNeeded)), "{alone:?}");
    two.world.clock.advance(DAY);
    let jeremy = two.world.caller(JEREMY).await;
    two.world.identity.reset_authenticators(&jeremy, two.tom).await.unwrap();
    assert!(two.world.sign_in("tom@citygroup.example", PASSWORD).await.is_ok());
}

/// An account that never had a way in is new: its first link is no recovery.
#[tokio::test]
async fn the_first_link_of_a_new_account_needs_one_administrator() {
    let two = two().await;
    let jeremy = two.world.caller(JEREMY).await;
    let new = identity_core::people::NewMember::new(
        two.city_group,
        "new@citygroup.example".parse().unwrap(),
        "New".parse().unwrap(),
        [role("planner")],
    );
    let made = two.world.identity.create_member(&jeremy, &new).await.unwrap();
    two.world.identity.send_password_link(&jeremy, made.record.id).await.unwrap();
}
