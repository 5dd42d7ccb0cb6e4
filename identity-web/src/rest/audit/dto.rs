//! The JSON of audit events.

use crate::rest::http::names::Party;
use identity_core::{Timestamp, domain};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// One row of the audit trail of an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEvent {
    id: Uuid,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The actor.
    actor: Party,
    /// The organisation that the actor acted for.
    acting_for: Option<Uuid>,
    /// The mandate by which they acted.
    mandate: Option<Uuid>,
    /// The action.
    #[schema(example = "invitation.sent")]
    action: &'static str,
    /// The record that was changed or asked for.
    target: Option<Target>,
    details: BTreeMap<String, String>,
    /// The reference of the call, as in its answer.
    reference: Option<String>,
}

/// The record that an action was about.
#[derive(Debug, Serialize, ToSchema)]
struct Target {
    kind: &'static str,
    id: Uuid,
}

impl From<domain::AuditEvent> for AuditEvent {
    fn from(event: domain::AuditEvent) -> Self {
        Self {
            id: event.id.into(),
            at: event.at,
            actor: event.actor.into(),
            acting_for: event.acting_for.map(Uuid::from),
            mandate: event.mandate.map(Uuid::from),
            action: event.action.as_str(),
            target: event.target.map(|target| Target { kind: target.kind().as_str(), id: target.as_uuid() }),
            details: event.details,
            reference: event.reference,
        }
    }
}
