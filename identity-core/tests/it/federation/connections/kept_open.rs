//! Nobody is locked out by a connection.

use super::{register, saml, stored, tried};
use crate::support::{World, invite};
use identity_core::federation::{ConnectionError, ConnectionPatch, RulesPatch};
use identity_core::ids::{ConnectionId, OrganizationId, UserId};
use identity_core::{Caller, Timestamp};

const FROM: Timestamp = Timestamp::from_unix_seconds(1_900_000_000);

struct Set {
    world: World,
    city_group: OrganizationId,
    caller: Caller,
    jeremy: UserId,
    connection: ConnectionId,
}

async fn set() -> Set {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let caller = world.caller("jeremy@citygroup.example").await;
    let connection = register(&world, &caller, &saml(Some(city_group))).await;
    Set { world, city_group, caller, jeremy: jeremy.id, connection }
}

impl Set {
    async fn change(&self, rules: RulesPatch) -> Result<(), ConnectionError> {
        let patch = ConnectionPatch::rules(rules);
        self.world.identity.change_connection(&self.caller, self.connection, &patch).await
    }
}

fn only(from: Option<Timestamp>, people: &[UserId]) -> RulesPatch {
    let mut rules = RulesPatch::default();
    rules.only_from = Some(from);
    rules.break_glass = Some(people.iter().copied().collect());
    rules
}

#[tokio::test]
async fn people_sign_in_by_it_alone_only_after_it_was_tried_and_somebody_keeps_a_password() {
    let set = set().await;
    let refused = set.change(only(Some(FROM), &[set.jeremy])).await;
    assert!(matches!(refused, Err(ConnectionError::NotTested)), "{refused:?}");
    tried(&set.world, set.connection).await;
    let refused = set.change(only(Some(FROM), &[])).await;
    assert!(matches!(refused, Err(ConnectionError::NobodyKeepsPassword)), "{refused:?}");
    set.change(only(Some(FROM), &[set.jeremy])).await.unwrap();
    let rules = stored(&set.world, set.connection).await.record.rules;
    assert_eq!((rules.only_from, rules.break_glass.len()), (Some(FROM), 1));
    // Nobody is taken off the list who is the last one there.
    let refused = set.change(only(Some(FROM), &[])).await;
    assert!(matches!(refused, Err(ConnectionError::NobodyKeepsPassword)), "{refused:?}");
    set.change(only(None, &[])).await.unwrap();
}

#[tokio::test]
async fn only_somebody_who_manages_connections_there_and_has_a_password_keeps_it() {
    let set = set().await;
    let planner = invite(set.city_group, "ada@citygroup.example", "planner");
    let ada = set.world.join(&set.caller, &planner).await.id;
    tried(&set.world, set.connection).await;
    for person in [ada, UserId::from_uuid(uuid::Uuid::nil())] {
        let refused = set.change(only(Some(FROM), &[person])).await;
        assert!(matches!(refused, Err(ConnectionError::NoKeeper(id)) if id == person), "{refused:?}");
    }
    let keepers = set.world.identity.connection_keepers(&set.caller, Some(set.city_group)).await.unwrap();
    let found: Vec<_> = keepers.iter().map(|keeper| (keeper.id, keeper.has_password)).collect();
    assert_eq!(found, [(set.jeremy, true)]);
}

#[tokio::test]
async fn other_rules_change_while_people_sign_in_by_it_alone() {
    let set = set().await;
    tried(&set.world, set.connection).await;
    set.change(only(Some(FROM), &[set.jeremy])).await.unwrap();
    let mut rules = RulesPatch::default();
    rules.preferred = Some(true);
    set.change(rules).await.unwrap();
    assert!(stored(&set.world, set.connection).await.rules.preferred);
}
