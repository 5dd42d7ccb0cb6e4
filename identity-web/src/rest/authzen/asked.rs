//! What an evaluation asks (`AuthZEN` Authorization API 1.0, sections 5 to 7), read from its JSON.
//!
//! The standard lets callers add members and properties of their own, so what is not known here is passed over.

use crate::rest::http::body::read_in_time;
use crate::rest::http::body::{check_json_type, json_of};
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::extract::{FromRequest, Request};
use identity_core::ids::{ApiClientId, OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::roles::AskedActor;
use serde_json::{Map, Value};

/// The most evaluations of one request: each is decided by itself.
pub(super) const MOST_EVALUATIONS: usize = 50;

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Asked(pub(super) Map<String, Value>);

impl FromRequest<WebState> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &WebState) -> Result<Self, Problem> {
        check_json_type(request.headers())?;
        match json_of(&read_in_time(request).await?)? {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(Problem::invalid_request("authzen-object")),
        }
    }
}

/// When the evaluations of a request stop (section on the semantics of evaluations).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Semantic {
    /// All of them are decided.
    ExecuteAll,
    /// The first deny is the last one decided.
    DenyOnFirstDeny,
    /// The first permit is the last one decided.
    PermitOnFirstPermit,
}

impl Semantic {
    /// Whether nothing more is decided after this decision.
    pub(super) fn ends_with(self, decision: bool) -> bool {
        match self {
            Self::ExecuteAll => false,
            Self::DenyOnFirstDeny => !decision,
            Self::PermitOnFirstPermit => decision,
        }
    }
}

/// A question that can be decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evaluation {
    pub(super) actor: AskedActor,
    pub(super) permission: Permission,
    pub(super) organization: OrganizationId,
    pub(super) acting_for: Option<OrganizationId>,
}

/// Why an evaluation is not decided by the policy.
#[derive(Debug)]
pub(super) enum NoEvaluation {
    /// A member that has to be there is not, or is of another type.
    Malformed(Problem),
    /// There is no such subject, action or resource here.
    Unknown,
}

impl Asked {
    /// The members of each evaluation, with what the request says for all of them; `None` for a request that is one evaluation
    /// itself.
    pub(super) fn evaluations(&self) -> Result<Option<Vec<Map<String, Value>>>, Problem> {
        let list = match self.0.get("evaluations") {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(list)) if list.is_empty() => return Ok(None),
            Some(Value::Array(list)) if list.len() <= MOST_EVALUATIONS => list,
            Some(Value::Array(_)) => return Err(Problem::invalid_request("authzen-too-many")),
            Some(_) => return Err(Problem::invalid_request("authzen-evaluations")),
        };
        let all = list.iter().map(|one| match one {
            Value::Object(own) => Ok(self.with_defaults(own)),
            _ => Err(Problem::invalid_request("authzen-evaluations")),
        });
        all.collect::<Result<_, _>>().map(Some)
    }

    fn with_defaults(&self, own: &Map<String, Value>) -> Map<String, Value> {
        let members = ["subject", "action", "resource", "context"].into_iter();
        let value = |name: &'static str| Some((name.to_owned(), own.get(name).or(self.0.get(name))?.clone()));
        members.filter_map(value).collect()
    }

    pub(super) fn semantic(&self) -> Result<Semantic, Problem> {
        let refused = || Problem::invalid_request("authzen-semantic");
        let options = match self.0.get("options") {
            None | Some(Value::Null) => return Ok(Semantic::ExecuteAll),
            Some(Value::Object(options)) => options,
            Some(_) => return Err(refused()),
        };
        match options.get("evaluations_semantic").map(Value::as_str) {
            None | Some(Some("execute_all")) => Ok(Semantic::ExecuteAll),
            Some(Some("deny_on_first_deny")) => Ok(Semantic::DenyOnFirstDeny),
            Some(Some("permit_on_first_permit")) => Ok(Semantic::PermitOnFirstPermit),
            Some(_) => Err(refused()),
        }
    }
}

/// The question of one evaluation.
pub(super) fn evaluation(members: &Map<String, Value>) -> Result<Evaluation, NoEvaluation> {
    let (kind, id) = entity(members, "subject")?;
    let (place, resource) = entity(members, "resource")?;
    let action = object(members, "action")?.get("name").and_then(Value::as_str);
    let action = action.ok_or_else(|| malformed("action.name"))?;
    let acting_for = match members.get("context") {
        None | Some(Value::Null) => None,
        Some(Value::Object(context)) => acting_for(context)?,
        Some(_) => return Err(malformed("context")),
    };
    let actor = match kind {
        "user" => UserId::parse(id).ok().map(AskedActor::User),
        "client" => ApiClientId::parse(id).ok().map(AskedActor::Client),
        _ => None,
    };
    let organization = OrganizationId::parse(resource).ok().filter(|_| place == "organization");
    Ok(Evaluation {
        actor: actor.ok_or(NoEvaluation::Unknown)?,
        permission: Permission::parse(action).ok_or(NoEvaluation::Unknown)?,
        organization: organization.ok_or(NoEvaluation::Unknown)?,
        acting_for,
    })
}

fn malformed(path: &str) -> NoEvaluation {
    NoEvaluation::Malformed(Problem::said_of_field(path, "authzen-member"))
}

fn object<'a>(
    members: &'a Map<String, Value>,
    name: &'static str,
) -> Result<&'a Map<String, Value>, NoEvaluation> {
    members.get(name).and_then(Value::as_object).ok_or_else(|| malformed(name))
}

/// The type and id of a subject or resource.
fn entity<'a>(
    members: &'a Map<String, Value>,
    name: &'static str,
) -> Result<(&'a str, &'a str), NoEvaluation> {
    let entity = object(members, name)?;
    let text = |member: &str| {
        let text = entity.get(member).and_then(Value::as_str);
        text.ok_or_else(|| malformed(&format!("{name}.{member}")))
    };
    Ok((text("type")?, text("id")?))
}

/// The organisation that the subject acts for: an id, as `acting_for` in the context.
fn acting_for(context: &Map<String, Value>) -> Result<Option<OrganizationId>, NoEvaluation> {
    match context.get("acting_for") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => OrganizationId::parse(id).map(Some).map_err(|_| NoEvaluation::Unknown),
        Some(_) => Err(malformed("context.acting_for")),
    }
}
