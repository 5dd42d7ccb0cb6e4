//! Short names that people and programs write: of services, roles, clients, and scopes.

mod scope;
mod slug;

pub use scope::{InvalidScope, Scope};
pub use slug::{ClientId, InvalidClientId, InvalidRoleKey, InvalidServiceKey, RoleKey, ServiceKey};
