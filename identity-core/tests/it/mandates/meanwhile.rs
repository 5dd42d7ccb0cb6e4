//! What other nodes do to a mandate, or to what it derives from, between a use case's reading and its writing.

use crate::support::stores::Meanwhile;
use crate::support::{NOW, World, display, invite, organization, role};
use identity_core::domain::{
    Action, Grant, Holder, Mandate, MandateAnswer, Organization, OrganizationPath, Role,
};
use identity_core::ids::OrganizationId;
use identity_core::invitations::InviteError;
use identity_core::mandates::{AnswerMandateError, OfferOver};
use identity_core::policy::Permission;
use identity_core::roles::{GiveError, GiveRole, GiveRoleError};
use identity_core::store::{ChangeSet, Store, Version, Versioned};
use identity_core::{Caller, Identity};
use std::collections::BTreeMap;

const ANN: &str = "ann@citygroup.example";

/// City Group, Jeremy's right there, and Ann's mandate that derives from it.
struct Given {
    world: World,
    city_group: OrganizationId,
    jeremys: Versioned<Grant>,
    anns: Versioned<Grant>,
    ann: Caller,
}

impl Given {
    async fn with(answer: MandateAnswer) -> Self {
        let world = World::new().await;
        let (city_group, jeremy) = world.with_jeremy().await;
        let caller = world.caller("jeremy@citygroup.example").await;
        let ann = world.join(&caller, &invite(city_group, ANN, "planner")).await;
        let grants = world.grants_at(city_group).await;
        let is_jeremys = |grant: &Versioned<Grant>| grant.holder == Holder::User(jeremy.id);
        let jeremys = grants.into_iter().find(is_jeremys).unwrap();
        let id = uuid::Uuid::from_u128(11).into();
        let [stand_in, viewer] = roles();
        let anns = Grant {
            id,
            path: jeremys.path.child(id).unwrap(),
            mandate: Some(Mandate { answer, ..Mandate::offered(1, None) }),
            role: stand_in.id,
            holder: Holder::User(ann.id),
            ..jeremys.record.clone()
        };
        let mut changes = ChangeSet::new();
        changes.insert(stand_in).insert(viewer).insert(anns.clone());
        world.store.commit(&changes).await.unwrap();
        let ann = world.caller(ANN).await;
        Self { world, city_group, jeremys, anns: Versioned::new(anns, Version::FIRST), ann }
    }

    fn while_another_writes(&self, grant: Grant, version: Version) -> [Identity; 2] {
        let mut other = ChangeSet::new();
        other.update(grant, version);
        let store = &self.world.store;
        [Meanwhile::new(store.clone(), other.clone()), Meanwhile::before_gathering(store.clone(), other)]
            .map(|store| self.world.identity.with_store(store))
    }

    async fn answer(&self) -> MandateAnswer {
        let stored = self.world.store.grants().get(self.anns.id).await.unwrap().unwrap();
        stored.mandate.as_ref().unwrap().answer
    }
}

/// What Ann has by mandate, and a part of it that she can give.
fn roles() -> [Role; 2] {
    let stand_in = Role {
        id: uuid::Uuid::from_u128(12).into(),
        owner: None,
        key: role("stand-in"),
        name: display("Stand-in"),
        description: String::new(),
        permissions: [Permission::OrganizationView, Permission::MemberView, Permission::GrantManage].into(),
        application_roles: BTreeMap::new(),
        mandate_only: true,
        enabled: true,
        created_at: NOW,
        updated_at: NOW,
    };
    let viewer = Role {
        id: uuid::Uuid::from_u128(13).into(),
        key: role("viewer"),
        permissions: [Permission::OrganizationView].into(),
        mandate_only: false,
        ..stand_in.clone()
    };
    [stand_in, viewer]
}

fn revoked(grant: &Grant) -> Grant {
    Grant { revoked_at: Some(NOW), ..grant.clone() }
}

/// Whether the other node writes while this one reads or right before it writes.
const MOMENTS: [usize; 2] = [0, 1];

#[tokio::test]
async fn a_mandate_that_is_ended_while_it_is_accepted_is_over() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Open).await;
        let nodes = given.while_another_writes(revoked(&given.anns), given.anns.version);
        let refused = nodes[moment].accept_mandate(&given.ann, given.anns.id).await;
        assert!(
            matches!(&refused, Err(AnswerMandateError::NoLongerOffered(OfferOver::Revoked))),
            "{refused:?}"
        );
        assert_eq!(given.answer().await, MandateAnswer::Open);
        assert_eq!(given.world.events(Action::MandateAccepted).await, 0);
    }
}

#[tokio::test]
async fn a_mandate_whose_source_ends_while_it_is_accepted_is_not_accepted() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Open).await;
        let nodes = given.while_another_writes(revoked(&given.jeremys), given.jeremys.version);
        let refused = nodes[moment].accept_mandate(&given.ann, given.anns.id).await;
        assert!(matches!(refused, Err(AnswerMandateError::NoLongerOffered(_))), "{refused:?}");
        assert_eq!(given.answer().await, MandateAnswer::Open);
        assert_eq!(given.world.events(Action::MandateAccepted).await, 0);
    }
}

#[tokio::test]
async fn a_mandate_that_another_tab_answers_meanwhile_was_answered_already() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Open).await;
        let declined = given.anns.mandate.clone().map(|terms| terms.answered(MandateAnswer::Declined, NOW));
        let declined = Grant { mandate: declined, ..revoked(&given.anns) };
        let nodes = given.while_another_writes(declined, given.anns.version);
        let refused = nodes[moment].accept_mandate(&given.ann, given.anns.id).await;
        assert!(matches!(refused, Err(AnswerMandateError::AlreadyAnswered)), "{moment}: {refused:?}");
        assert_eq!(given.answer().await, MandateAnswer::Declined);
    }
}

#[tokio::test]
async fn a_mandate_accepted_in_two_tabs_is_accepted_once() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Open).await;
        let accepted = given.anns.mandate.clone().map(|terms| terms.answered(MandateAnswer::Accepted, NOW));
        let accepted = Grant { mandate: accepted, ..given.anns.record.clone() };
        let nodes = given.while_another_writes(accepted.clone(), given.anns.version);
        let found = nodes[moment].accept_mandate(&given.ann, given.anns.id).await.unwrap();
        assert_eq!(found.record, accepted);
        assert_eq!(found.version, given.anns.version.next(), "written by the other alone");
        assert_eq!(given.world.events(Action::MandateAccepted).await, 0, "the other has told of it");
    }
}

/// Ann may pass on what she has, until Jeremy has it no more.
#[tokio::test]
async fn a_mandate_whose_source_ends_while_it_is_used_gives_nothing() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Accepted).await;
        let wanted = GiveRole::new(given.city_group, given.ann.user().unwrap(), role("viewer"));
        let before = given.world.events(Action::GrantGiven).await;
        let nodes = given.while_another_writes(revoked(&given.jeremys), given.jeremys.version);
        let refused = nodes[moment].give_role(&given.ann, &wanted).await;
        assert!(matches!(refused, Err(GiveRoleError::Give(GiveError::Access(_)))), "{refused:?}");
        assert_eq!(given.world.events(Action::GrantGiven).await, before);
        // The same is let where nobody is in the way.
        let given = Given::with(MandateAnswer::Accepted).await;
        let wanted = GiveRole::new(given.city_group, given.ann.user().unwrap(), role("viewer"));
        given.world.identity.give_role(&given.ann, &wanted).await.unwrap();
    }
}

/// Jeremy's right over City Group reached its department, which leaves it while he invites somebody there.
#[tokio::test]
async fn a_right_in_a_department_that_leaves_while_it_is_used_is_gone() {
    for moment in MOMENTS {
        let given = Given::with(MandateAnswer::Open).await;
        let world = &given.world;
        let department = world.provision(&organization("CRM-2", Some("CRM-1"))).await.record;
        let stored = world.store.organizations().get(department.id).await.unwrap().unwrap();
        let path = OrganizationPath::root(world.operator().await).child(department.id).unwrap();
        let mut other = ChangeSet::new();
        other.update(Organization { path, ..stored.record }, stored.version);
        let store = world.store.clone();
        let store = [Meanwhile::new(store.clone(), other.clone()), Meanwhile::before_gathering(store, other)];
        let identity = store.map(|store| world.identity.with_store(store))[moment].clone();
        let jeremy = world.caller("jeremy@citygroup.example").await;
        let wanted = invite(department.id, "bob@citygroup.example", "planner");
        let refused = identity.invite(&jeremy, &wanted).await;
        assert!(matches!(refused, Err(InviteError::Give(GiveError::Access(_)))), "{refused:?}");
        assert!(world.mails().await.is_empty());
    }
}
