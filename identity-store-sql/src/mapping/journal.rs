//! What is written along with a change: the audit trail and the outgoing messages.

use super::conditions::{all, is, one_of};
use super::mapped::{Searched, mapped};
use crate::row::{Cell as _, actor_parts};
use identity_core::domain::{Action, Actor, AuditEvent, AuditFilter, NoKey, OutboxFilter, OutboxMessage};
use identity_core::store::RecordId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

mapped! {
    AuditEvent in "identity_audit_events" {
        at, actor, acting_for, mandate, action, target, organization, details, reference,
    }
    derived {
        about_id: |event| event.about(),
    }
}

impl Searched for AuditEvent {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(filter: &AuditFilter) -> Condition {
        let AuditFilter { organization, actor, actions, target, about, person, from, before } = filter;
        all()
            .add_option(organization.map(|organization| is("organization_id", &organization)))
            .add_option(actor.map(done_by))
            .add_option(actions.as_ref().map(|actions| done(actions)))
            .add_option(target.map(done_to))
            .add_option(about.map(|about| is("about_id", &about)))
            .add_option(person.map(|person| {
                Condition::any().add(done_by(Actor::User(person))).add(is("about_id", &person))
            }))
            .add_option(from.map(|from| Expr::col("at").gte(from.to_raw())))
            .add_option(before.map(|before| Expr::col("at").lt(before.to_raw())))
    }
}

fn done(actions: &[Action]) -> Expr {
    Expr::col("action").is_in(actions.iter().copied().map(Action::as_str))
}

fn done_to(target: RecordId) -> Condition {
    let id = Expr::col("target_id").eq(target.as_uuid());
    all().add(Expr::col("target_kind").eq(target.kind().as_str())).add(id)
}

fn done_by(actor: Actor) -> Condition {
    let (kind, id) = actor_parts(actor);
    let id = id.map_or_else(|| Expr::col("actor_id").is_null(), |id| Expr::col("actor_id").eq(id));
    all().add(Expr::col("actor_kind").eq(kind)).add(id)
}

mapped! {
    OutboxMessage in "identity_outbox_messages" {
        channel, recipient, payload, invitation, state, attempts, next_attempt_at, last_error, created_at,
        closed_at,
    }
}

impl Searched for OutboxMessage {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(filter: &OutboxFilter) -> Condition {
        let OutboxFilter { state, invitations, recipient } = filter;
        all()
            .add_option(state.map(|state| is("state", &state)))
            .add_option(invitations.as_ref().map(|ids| one_of("invitation_id", ids)))
            .add_option(recipient.as_ref().map(sent_to))
    }
}

/// The index holds the first 254 characters, which are all of an address: PostgreSQL takes no long text in an index.
fn sent_to(recipient: &String) -> Expr {
    let begin: String = recipient.to_raw().chars().take(254).collect();
    Expr::cust("substr(recipient, 1, 254)").eq(begin).and(is("recipient", recipient))
}
