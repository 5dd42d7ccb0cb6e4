//! The JSON of the caller.

use crate::rest::mandates::dto::Mandate;
use crate::rest::people::dto::User;
use crate::rest::sessions::dto::Session;
use identity_core::Caller;
use identity_core::ids::OrganizationId;
use identity_core::people::Account;
use identity_core::policy::Permission;
use identity_core::values::{DisplayName, RoleKey, ServiceKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Me {
    /// A signed-in person.
    User(Box<MySelf>),
    /// A program.
    Client(MyClient),
}

/// A signed-in person with their organisations and rights.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MySelf {
    user: User,
    session: Option<Session>,
    /// Where they belong or hold a role.
    organizations: Vec<MyOrganization>,
    applications: Vec<MyApplication>,
    /// The organisation acted for in this session; `null` when it is left open.
    acting_for: Option<Uuid>,
    /// The mandates that the caller holds or is offered, those that ended left out.
    mandates: Vec<Mandate>,
    /// To be sent as `X-CSRF-Token` with every change made by session cookie.
    csrf_token: Option<String>,
}

/// A program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyClient {
    id: Uuid,
    /// What its token may be used for.
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Permission>,
}

/// For which organisation to act.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActingForCall {
    /// Its id, one of `organizations` of `GET /api/v1/me`; `null` leaves it open.
    #[serde(deserialize_with = "crate::rest::http::patch::nullable")]
    pub(crate) organization: Option<Uuid>,
}

/// An organisation of the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyOrganization {
    id: Uuid,
    #[schema(value_type = String)]
    name: DisplayName,
    /// The keys of the roles held there.
    #[schema(value_type = Vec<String>)]
    roles: BTreeSet<RoleKey>,
    /// What the caller may do there now.
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
}

/// An application that the caller can open.
#[derive(Debug, Serialize, ToSchema)]
struct MyApplication {
    /// The key of the service.
    #[schema(value_type = String)]
    service: ServiceKey,
    #[schema(value_type = String)]
    name: DisplayName,
    /// For which organisation.
    organization_id: Uuid,
    start_url: Option<String>,
}

impl MySelf {
    pub(crate) fn new(
        account: Account,
        session: Option<Session>,
        acting_for: Option<OrganizationId>,
        mandates: Vec<Mandate>,
        csrf_token: Option<String>,
    ) -> Self {
        let mut permitted = account.permitted;
        let organizations = account.places.into_iter().map(|(place, held)| MyOrganization {
            id: place.id.into(),
            permissions: permitted.remove(&place.id).unwrap_or_default(),
            roles: held.into_iter().map(|held| held.role.key).collect(),
            name: place.name,
        });
        let applications = account.applications.into_iter().map(|application| MyApplication {
            service: application.service.key,
            name: application.service.name,
            organization_id: application.organization.into(),
            start_url: application.service.start_url,
        });
        Self {
            organizations: organizations.collect(),
            applications: applications.collect(),
            user: account.user.record.into(),
            acting_for: acting_for.map(Uuid::from),
            mandates,
            session,
            csrf_token,
        }
    }
}

impl MyClient {
    pub(crate) fn new(id: Uuid, caller: &Caller) -> Self {
        Self { id, scopes: caller.scopes().cloned().unwrap_or_default() }
    }
}
