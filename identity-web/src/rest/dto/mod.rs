//! The JSON of the interface, one resource a file. What comes in is read into core's values, which check
//! it; unknown fields are refused everywhere.

mod ability;
mod audit;
mod contract;
mod decision;
mod grant;
mod invitation;
mod mandate;
mod me;
mod member;
mod names;
mod organization;
mod patch;
mod role;
mod session;
mod terms;
mod user;

pub(crate) use ability::{Ability, AbleHolder};
pub(crate) use audit::AuditEvent;
pub(crate) use contract::{Contract, ContractCall, ProvisionedContract};
pub(crate) use decision::{Decision, DecisionCall};
pub(crate) use grant::{GiveRoleCall, Grant};
pub(crate) use invitation::{Invitation, InvitationCall, ListedInvitation};
pub(crate) use mandate::{Mandate, MandateCall};
pub(crate) use me::{ActingForCall, Me, MyClient, MySelf};
pub(crate) use member::Member;
pub(crate) use names::{Names, Party};
pub(crate) use organization::{Organization, OrganizationCall, Outcome, ProvisionedOrganization};
pub(crate) use role::{Role, RoleCall};
pub(crate) use session::Session;
pub(crate) use terms::{Terms, TermsCall};
pub(crate) use user::{User, UserPatchCall};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A field that is not right.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Its name; of nested ones the path, such as `domains[2]`.
    pub(crate) field: String,
    /// What is wrong, and what to do.
    pub(crate) message: String,
}

/// Why a call was refused (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The kind of problem; stable, for programs.
    #[serde(rename = "type")]
    #[schema(example = "urn:identity:problem:invalid-fields")]
    pub(crate) kind: String,
    /// The kind in a few words.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// What happened this time, for people.
    pub(crate) detail: String,
    /// Stands in the log and the audit trail too; give it when you ask for help.
    #[schema(example = "7Q2M-4K8D")]
    pub(crate) reference: String,
    /// The fields that are not right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldError>,
    /// Of `forbidden`: the nearest link that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<String>,
    /// Of `forbidden`: who could give it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ask: Vec<String>,
    /// Of `forbidden`: the organisation to act for, if that is all that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) act_for: Option<Uuid>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// Send it as `cursor` for the next page; `null` on the last.
    pub(crate) next: Option<String>,
}
