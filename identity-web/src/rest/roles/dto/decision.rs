//! The JSON of policy decisions.

use crate::forms::Form;
use crate::forms::roles::DECIDE;
use crate::language::{PageText, in_english};
use crate::rest::http::body::Declared;
use crate::rest::roles::dto::reason::{Because, Giver, MissingLink};
use identity_core::ids::{ApiClientId, OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::roles::{AskedActor, DecisionReason, ExplainedDecision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question for a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionCall {
    /// The actor: `user:` or `client:` and an id; a bare id is the id of a user.
    #[schema(value_type = String, example = "user:0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b")]
    pub(crate) actor: NamedActor,
    /// The permission.
    #[schema(value_type = String, example = "invitation.manage")]
    pub(crate) permission: Permission,
    /// The resource: `organization:` and an id; a bare id is the id of an organisation.
    #[schema(value_type = String, example = "organization:0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b")]
    pub(crate) resource: NamedOrganization,
    /// The organisation that the person acts for: mandates for others do not count. If left out, all mandates count.
    #[schema(value_type = Option<String>)]
    pub(crate) acting_for: Option<NamedOrganization>,
}

impl Declared for DecisionCall {
    const FORM: &'static Form = &DECIDE;
}

/// An actor as a text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct NamedActor(pub(crate) AskedActor);

/// An organisation as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct NamedOrganization(pub(crate) OrganizationId);

impl TryFrom<String> for NamedActor {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let asked = match text.split_once(':') {
            Some(("client", id)) => ApiClientId::parse(id).map(AskedActor::Client),
            Some(("user", id)) => UserId::parse(id).map(AskedActor::User),
            _ => UserId::parse(&text).map(AskedActor::User),
        };
        asked.map(Self).map_err(|_| in_english(&PageText::new("rest-actor-form")))
    }
}

impl TryFrom<String> for NamedOrganization {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let id = text.strip_prefix("organization:").unwrap_or(&text);
        OrganizationId::parse(id).map(Self).map_err(|_| in_english(&PageText::new("rest-organization-form")))
    }
}

/// A decision with its reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Decision {
    allowed: bool,
    /// Why it is allowed: the chain of grants, the one that gives it first. Empty for a deny.
    because: Vec<Because>,
    /// What is missing, for a deny.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<MissingLink>,
    /// Who could give what is missing; three people at the most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ask: Vec<Giver>,
}

impl From<ExplainedDecision> for Decision {
    fn from(ExplainedDecision { allowed, reason, .. }: ExplainedDecision) -> Self {
        let (because, missing, ask) = match reason {
            DecisionReason::Allowed(because) => (Because::all(&because), None, Vec::new()),
            DecisionReason::Denied { missing, ask } => {
                (Vec::new(), Some((&missing).into()), ask.into_iter().map(Into::into).collect())
            }
        };
        Self { allowed, because, missing, ask }
    }
}
