//! Messages to people whose roles changed.

use crate::authority::{Act, Caller, DecisionContext, Identity};
use crate::delivery::{Message, MessageContent};
use crate::domain::{Channel, Grant, Role, User};

impl Identity {
    /// Tells a person that somebody else gave them a role or took it back.
    #[allow(clippy::too_many_arguments, reason = "one sentence with seven parts")]
    pub(crate) fn send_role_notice(
        &self,
        act: &mut Act,
        caller: &Caller,
        user: &User,
        known: &DecisionContext,
        role: &Role,
        grant: &Grant,
        given: bool,
    ) {
        if caller.user() == Some(user.id) {
            return;
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
    }
}
