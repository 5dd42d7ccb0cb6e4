//! The JSON of members of an organisation.

use crate::rest::roles::dto::Effect;
use identity_core::Timestamp;
use identity_core::domain::UserState;
use identity_core::values::{DisplayName, EmailAddress, PersonName, RoleKey, Username};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A member of an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Member {
    /// The user's id.
    id: Uuid,
    #[schema(value_type = String)]
    given_name: PersonName,
    /// `null` for a person who has one name only.
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    /// `null` for somebody who signs in by user name alone.
    #[schema(value_type = Option<String>)]
    email: Option<EmailAddress>,
    #[schema(value_type = Option<String>)]
    username: Option<Username>,
    /// The time when the e-mail address was verified; `null` for one that an administrator wrote down.
    #[schema(value_type = Option<String>, format = DateTime)]
    email_verified_at: Option<Timestamp>,
    /// `active`, `locked`, `disabled` or `closing`.
    #[schema(value_type = String, example = "active")]
    state: UserState,
    /// The time when the membership began.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// The roles that the member has here, if you may see them.
    roles: Vec<MemberRole>,
}

/// A role of a member.
#[derive(Debug, Serialize, ToSchema)]
struct MemberRole {
    /// The id of the grant, for revoking it.
    grant: Uuid,
    /// The key of the role.
    #[schema(value_type = String)]
    role: RoleKey,
    #[schema(value_type = String)]
    name: DisplayName,
    #[serde(flatten)]
    effect: Effect,
}

impl From<identity_core::people::Member> for Member {
    fn from(member: identity_core::people::Member) -> Self {
        let held = member.roles.into_iter().map(|held| MemberRole {
            effect: Effect::of(&held),
            grant: held.grant.id.into(),
            role: held.role.key,
            name: held.role.name,
        });
        let user = member.user.record;
        Self {
            id: user.id.into(),
            given_name: user.given_name,
            family_name: user.family_name.name(),
            email: user.email,
            username: user.username,
            email_verified_at: user.email_verified_at,
            state: user.state,
            since: member.membership.created_at,
            roles: held.collect(),
        }
    }
}
