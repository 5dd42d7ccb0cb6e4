//! The JSON of sessions.

use identity_core::Timestamp;
use identity_core::domain::{self, AuthenticationMethod};
use identity_core::ids::SessionId;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// One browser in which the caller is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    id: Uuid,
    /// Whether this call was made in it.
    current: bool,
    /// The authentication methods of the sign-in (`amr`, RFC 8176).
    #[schema(value_type = Vec<String>, example = json!(["pwd"]))]
    methods: BTreeSet<AuthenticationMethod>,
    #[schema(value_type = String, format = DateTime)]
    authenticated_at: Timestamp,
    /// The organisation that the person acts for in it.
    acting_for: Option<Uuid>,
    user_agent: Option<String>,
    address: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The time of the last call, accurate to a minute.
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl Session {
    pub(crate) fn new(record: &domain::Session, current: Option<SessionId>) -> Self {
        Self {
            id: record.id.into(),
            current: current == Some(record.id),
            methods: record.methods.clone(),
            authenticated_at: record.authenticated_at,
            acting_for: record.acting_for.map(Uuid::from),
            user_agent: record.device.user_agent.clone(),
            address: record.device.address.clone(),
            created_at: record.created_at,
            last_seen_at: record.last_seen_at,
            expires_at: record.expires_at,
        }
    }
}
