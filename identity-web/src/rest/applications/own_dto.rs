//! The JSON of applications that know the caller.

use identity_core::Timestamp;
use identity_core::applications::OwnApplication;
use identity_core::values::Scope;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// An application that knows the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnownApplication {
    id: Uuid,
    name: String,
    /// What it may know of the caller and do for them.
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Scope>,
    /// Whether the caller was asked and agreed, rather than the deployment deciding it.
    consented: bool,
    /// Whether it has tokens that are good while the caller is away.
    offline: bool,
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
}

impl From<OwnApplication> for KnownApplication {
    fn from(own: OwnApplication) -> Self {
        let OwnApplication { id, name, scopes, consented, offline, since, .. } = own;
        Self { id: id.into(), name: name.to_string(), scopes, consented, offline, since }
    }
}
