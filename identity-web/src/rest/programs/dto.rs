//! The JSON of programs.

use crate::rest::http::names::Names;
use crate::rest::roles::dto::{Ability, Grant};
use identity_core::Timestamp;
use identity_core::values::{ClientId, DisplayName};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A program that holds something at an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Program {
    /// The id of the client.
    id: Uuid,
    #[schema(value_type = String)]
    client_id: ClientId,
    #[schema(value_type = String)]
    name: DisplayName,
    /// Whether it gets tokens at all.
    enabled: bool,
    /// When it last did something that is in the history of the organisation: got a token by a mandate, or changed something.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
    /// What it holds there, the oldest first.
    rights: Vec<ProgramRight>,
}

/// A role or mandate of a program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramRight {
    #[serde(flatten)]
    grant: Grant,
    /// The name of the role.
    role_name: String,
    /// The name of who gave it; absent for what the deployment declares.
    given_by_name: Option<String>,
    /// The name of the person who answers for it.
    owner_name: Option<String>,
    /// Whether that person can: if not, those who manage the organisation do.
    owner_answers: bool,
    /// Whether it was given at the organisation itself, where it can be taken.
    here: bool,
    /// What it derives from: the holder and the role of each grant, up to the root grant.
    chain: Vec<ChainStep>,
}

/// One grant of a chain.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChainStep {
    grant: Uuid,
    /// The name of its holder.
    holder: String,
    /// The name of its role.
    role: String,
    is_mandate: bool,
    organization_id: Uuid,
    organization: String,
}

/// A program at an organisation, with what it can do there now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramDetails {
    #[serde(flatten)]
    program: Program,
    /// What it can do there now, and through what.
    permissions: Vec<Ability>,
    /// The names of the services that it can use there now.
    services: Vec<String>,
    /// Whether you can stop it at the organisation.
    can_be_stopped: bool,
}

impl Program {
    pub(crate) fn new(found: &identity_core::programs::Program, names: &Names) -> Self {
        Self {
            id: found.id.into(),
            client_id: found.client_id.clone(),
            name: found.name.clone(),
            enabled: found.enabled,
            last_used_at: found.last_used_at,
            rights: found.rights.iter().map(|right| ProgramRight::new(right, names)).collect(),
        }
    }
}

impl ProgramRight {
    fn new(found: &identity_core::programs::ProgramRight, names: &Names) -> Self {
        let steps = found.chain.iter().map(|link| ChainStep {
            grant: link.grant.into(),
            holder: link.holder_name.clone(),
            role: link.role.clone(),
            is_mandate: link.mandate,
            organization_id: link.organization.into(),
            organization: link.organization_name.clone(),
        });
        Self {
            grant: Grant::new(&found.held, names),
            role_name: found.held.role.name.to_string(),
            given_by_name: Some(found.given_by.clone()).filter(|name| !name.is_empty()),
            owner_name: found.owner.as_ref().map(|owner| owner.name.clone()),
            owner_answers: found.owner.as_ref().is_some_and(|owner| owner.answers),
            here: found.here,
            chain: steps.collect(),
        }
    }
}

impl ProgramDetails {
    pub(crate) fn new(found: &identity_core::programs::ProgramDetails, names: &Names) -> Self {
        Self {
            program: Program::new(&found.program, names),
            permissions: found.abilities.iter().cloned().map(Ability::from).collect(),
            services: found.usable.iter().map(|usable| usable.service.clone()).collect(),
            can_be_stopped: found.can_stop,
        }
    }
}
