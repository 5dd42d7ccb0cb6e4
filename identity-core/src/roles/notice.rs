//! Messages to people whose roles changed.

use crate::authority::{Act, Caller, DecisionContext, Identity};
use crate::delivery::{Message, MessageContent};
use crate::domain::{Channel, Grant, Role, User};
use crate::store::StoreError;
use std::time::Duration;

/// How many of these mails a person gets in an hour, whoever changes their roles: nobody floods a mailbox through us. The
/// last ones lead to the person's own page, which shows all roles.
const NOTICES_PER_HOUR: u64 = 10;

const HOUR: Duration = Duration::from_hours(1);

/// What a person is told of their roles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleNotice<'a> {
    pub(crate) user: &'a User,
    pub(crate) role: &'a Role,
    pub(crate) grant: &'a Grant,
    /// Whether the role was given, or else taken back.
    pub(crate) given: bool,
}

impl Identity {
    /// Tells a person that somebody else gave them a role or took it back.
    pub(crate) async fn send_role_notice(
        &self,
        act: &mut Act,
        caller: &Caller,
        known: &DecisionContext,
        notice: RoleNotice<'_>,
    ) -> Result<(), StoreError> {
        let RoleNotice { user, role, grant, given } = notice;
        if caller.user() == Some(user.id) {
            return Ok(());
        }
        let told = self.store.counters().hit(&format!("role-notices:{}", user.id), self.window(HOUR)).await?;
        if told > NOTICES_PER_HOUR {
            return Ok(());
        }
        let content = MessageContent::RolesChanged {
            given_name: user.given_name.to_string(),
            organization: known.organization_name(grant.organization),
            role: role.name.to_string(),
            given,
            by: known.subject_name(),
            link: self.settings().link("/account"),
        };
        let message = Message { recipient: user.email.to_string(), locale: user.locale.clone(), content };
        self.queue(act, Channel::Email, &message, None);
        Ok(())
    }
}
