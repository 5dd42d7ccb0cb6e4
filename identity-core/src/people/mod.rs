//! People: the members of an organisation, and the account of a person.

mod account;
mod change_password;
mod change_password_error;
mod create;
mod create_error;
mod leave;
mod leave_error;
mod manage;
mod members;
mod new_member;
mod password_link;
mod password_link_error;
mod remove;
mod remove_member_error;
mod reset_authenticators;
mod search;
mod state_error;
mod still_manages;
mod update_error;

pub use account::{Account, Application};
pub use change_password_error::ChangePasswordError;
pub use create_error::CreateMemberError;
pub use leave::OwnRole;
pub use leave_error::LeaveError;
pub use manage::UserPatch;
pub use members::Member;
pub use new_member::NewMember;
pub use password_link::{PasswordLetter, PasswordStatus};
pub use password_link_error::PasswordLinkError;
pub use remove_member_error::RemoveMemberError;
pub use search::MemberSearch;
pub use state_error::UserStateError;
pub use update_error::UpdateUserError;
