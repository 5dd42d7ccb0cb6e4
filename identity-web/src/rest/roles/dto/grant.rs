//! The JSON of grants.

use crate::forms::Form;
use crate::forms::roles::GIVE_ROLE;
use crate::language::{clause_in_english, explanations};
use crate::rest::http::body::Declared;
use crate::rest::http::names::{Names, Party};
use crate::rest::http::patch::end;
use crate::rest::http::problem::Problem;
use crate::rest::roles::dto::to_client::to_client;
use identity_core::Timestamp;
use identity_core::domain::{GrantScope, Period, Rights};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::roles::{GiveRole, HeldRole};
use identity_core::values::{ClientId, ExternalId, RoleKey, ServiceKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A role to give to a member of the organisation or to a program: exactly one of `user` and `client`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveRoleCall {
    /// The user's id.
    user: Option<Uuid>,
    /// The `client_id` of a program, which may act by the role and gives it to nobody.
    #[schema(value_type = Option<String>)]
    client: Option<ClientId>,
    /// The id of the member who answers for the program; if left out, you do. With `client` only.
    owner: Option<Uuid>,
    /// The key of the role; one that you can give.
    #[schema(value_type = String)]
    role: RoleKey,
    /// The services to limit the role to; if left out, all services of the role.
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<BTreeSet<ServiceKey>>,
    /// The start; if left out, at once.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    /// The end (exclusive); if left out, no end.
    #[serde(default, deserialize_with = "end")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
}

impl Declared for GiveRoleCall {
    const FORM: &'static Form = &GIVE_ROLE;
}

impl GiveRoleCall {
    pub(crate) fn into_core(self, organization: OrganizationId) -> Result<GiveRole, Problem> {
        let period = Period { starts_at: self.starts_at, ends_at: self.ends_at };
        let wanted = match (self.user, self.client) {
            (Some(user), None) if self.owner.is_none() => {
                GiveRole::new(organization, UserId::from(user), self.role)
            }
            (None, Some(client)) => {
                GiveRole::to_client(organization, to_client(client, self.owner), self.role)
            }
            _ => return Err(Problem::said_of_field("user", "rest-one-holder")),
        };
        let mut wanted = wanted.period(period);
        wanted.services = self.services;
        Ok(wanted)
    }
}

/// A role that a person, an organisation or a client has at an organisation.
#[allow(clippy::struct_field_names, reason = "the field's word for the grant that it derives from")]
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Grant {
    id: Uuid,
    holder: Party,
    #[serde(flatten)]
    effect: Effect,
    /// The key of the role.
    #[schema(value_type = Option<String>)]
    role: Option<RoleKey>,
    organization_id: Uuid,
    /// `organization` or `subtree`.
    #[schema(value_type = String, example = "subtree")]
    scope: GrantScope,
    /// `act`, `grant` or `act_and_grant`.
    #[schema(value_type = String, example = "act_and_grant")]
    rights: Rights,
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<Vec<ServiceKey>>,
    /// The contracts that it is limited to, by their ids in the CRM.
    #[schema(value_type = Option<Vec<String>>)]
    contracts: Option<Vec<ExternalId>>,
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// The id of the parent grant, from which it is derived; `null` for a root grant.
    parent_grant: Option<Uuid>,
    /// Whether it is a mandate; `/api/v1/mandates/{id}` has its terms.
    is_mandate: bool,
    given_by: Party,
    /// The id of the person who answers for it, where a program holds it.
    owner: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// Whether a grant has an effect now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Effect {
    /// `active`, `offered` for a mandate that its receiver has not accepted, or `inactive`.
    #[schema(example = "active")]
    state: &'static str,
    /// Why it has no effect now.
    why: Option<String>,
    /// The stable code of that reason.
    why_code: Option<&'static str>,
}

impl Effect {
    pub(crate) fn of(held: &HeldRole) -> Self {
        match &held.obstacle {
            _ if held.grant.awaits_acceptance() => Self { state: "offered", why: None, why_code: None },
            None => Self { state: "active", why: None, why_code: None },
            Some(denied) => Self {
                state: "inactive",
                why: Some(clause_in_english(&explanations::deny(denied))),
                why_code: Some(denied.reason.code()),
            },
        }
    }
}

impl Grant {
    pub(crate) fn new(held: &HeldRole, names: &Names) -> Self {
        let record = &held.grant.record;
        Self {
            effect: Effect::of(held),
            id: record.id.into(),
            holder: record.holder.into(),
            role: names.role(record.role),
            organization_id: record.organization.into(),
            scope: record.scope,
            rights: record.rights,
            services: record.services.as_ref().map(|ids| names.services(ids)),
            contracts: record.contracts.as_ref().map(|ids| names.contracts(ids)),
            parent_grant: record.path.parent_grant().map(Uuid::from),
            is_mandate: record.mandate.is_some(),
            starts_at: record.period.starts_at,
            ends_at: record.period.ends_at,
            given_by: record.given_by.into(),
            owner: record.owner.map(Uuid::from),
            created_at: record.created_at,
        }
    }
}
