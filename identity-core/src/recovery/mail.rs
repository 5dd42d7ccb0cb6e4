//! What the mail to somebody who forgot their password says.

use crate::authority::{Act, Identity};
use crate::delivery::{Message, MessageContent, NoRecovery};
use crate::domain::{Channel, Credential, Recovery, User, UserState};
use crate::secrets::SecretToken;
use std::time::Duration;

/// How long a link can be used.
const LIFETIME: Duration = Duration::from_mins(30);

impl Identity {
    /// Puts the mail into the change set: with a link if the person can set a password, or else with what they can do.
    pub(crate) fn queue_recovery(
        &self,
        act: &mut Act,
        user: &User,
        credential: Option<&Credential>,
        return_to: &str,
    ) {
        let given_name = user.given_name.to_string();
        let content = match (user.state, credential) {
            (UserState::Active, Some(_)) => {
                let token = SecretToken::generate(self.entropy());
                let recovery = self.new_recovery(user, &token, return_to);
                let link = self.settings().link(&format!("/recover/{}", token.expose()));
                let content = MessageContent::Recovery { given_name, link, expires_at: recovery.expires_at };
                act.changes().insert(recovery);
                content
            }
            (UserState::Active, None) => {
                MessageContent::RecoveryRefused { given_name, why: NoRecovery::NoPassword }
            }
            (UserState::Locked | UserState::Disabled, _) => {
                MessageContent::RecoveryRefused { given_name, why: NoRecovery::Closed }
            }
        };
        let message = Message { recipient: user.email.to_string(), locale: user.locale.clone(), content };
        self.queue(act, Channel::Email, &message, None);
    }

    fn new_recovery(&self, user: &User, token: &SecretToken, return_to: &str) -> Recovery {
        let now = self.now();
        Recovery {
            id: self.new_id(),
            user: user.id,
            token: token.digest(),
            email: user.email.clone(),
            return_to: return_to.to_owned(),
            created_at: now,
            expires_at: now.plus(LIFETIME),
        }
    }
}
