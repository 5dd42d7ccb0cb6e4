//! The JSON of the caller.

use crate::forms::Form;
use crate::forms::sessions::ACTING_FOR;
use crate::rest::http::body::Declared;
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
    /// A client.
    Client(MyClient),
}

/// A signed-in person with their organisations and rights.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MySelf {
    user: User,
    session: Option<Session>,
    /// The organisations in which they are a member or have a role.
    organizations: Vec<MyOrganization>,
    applications: Vec<MyApplication>,
    /// The organisation that the person acts for in this session; `null` if none was chosen.
    acting_for: Option<Uuid>,
    /// The mandates that the caller has or is offered, without ended ones.
    mandates: Vec<Mandate>,
    /// The value of `X-CSRF-Token` for every change made with the session cookie.
    csrf_token: Option<String>,
}

/// A client.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyClient {
    id: Uuid,
    /// The scopes of its token.
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Permission>,
}

/// The organisation to act for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActingForCall {
    /// The id, one of `organizations` of `GET /api/v1/me`; `null` for none.
    #[serde(deserialize_with = "crate::rest::http::patch::nullable")]
    #[schema(required)]
    pub(crate) organization: Option<Uuid>,
}

impl Declared for ActingForCall {
    const FORM: &'static Form = &ACTING_FOR;
}

/// An organisation of the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyOrganization {
    id: Uuid,
    #[schema(value_type = String)]
    name: DisplayName,
    /// The keys of the caller's roles there.
    #[schema(value_type = Vec<String>)]
    roles: BTreeSet<RoleKey>,
    /// The caller's permissions there now.
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
    /// The id of the organisation that the person opens it for.
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
