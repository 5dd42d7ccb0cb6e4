//! The JSON of roles, grants and decisions.

mod ability;
mod decision;
mod grant;
mod reason;
mod role;
mod to_client;

pub(crate) use ability::{Ability, AbleHolder};
pub(crate) use decision::{Decision, DecisionCall};
pub(crate) use grant::{Effect, GiveRoleCall, Grant};
pub(crate) use reason::{Because, Giver, MissingLink};
pub(crate) use role::{Role, RoleCall};
pub(crate) use to_client::to_client;
