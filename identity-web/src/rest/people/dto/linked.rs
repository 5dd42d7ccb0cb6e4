use identity_core::Timestamp;
use identity_core::federation::OwnIdentity;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An identity elsewhere by which the caller signs in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkedIdentity {
    id: Uuid,
    /// The connection by which it comes.
    connection: Uuid,
    /// The name of the connection.
    #[schema(example = "City Group")]
    name: String,
    /// What the person calls it, as the identity provider said it last.
    label: Option<String>,
    /// The verification level that the identity provider said last.
    level: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    linked_at: Timestamp,
    /// The time of the last sign-in by it.
    #[schema(value_type = String, format = DateTime)]
    asserted_at: Timestamp,
    /// Whether people can sign in by the connection now.
    is_open: bool,
}

impl From<OwnIdentity> for LinkedIdentity {
    fn from(own: OwnIdentity) -> Self {
        Self {
            id: own.id.into(),
            connection: own.connection.into(),
            name: own.name,
            label: own.label,
            level: own.level,
            linked_at: own.linked_at,
            asserted_at: own.asserted_at,
            is_open: own.is_open,
        }
    }
}
