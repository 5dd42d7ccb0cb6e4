//! People: the members of an organisation, and the account of a person.

mod account;
mod manage;
mod members;
mod user_error;

pub use account::{Account, Application};
pub use manage::UserPatch;
pub use members::Member;
pub use user_error::UserError;
