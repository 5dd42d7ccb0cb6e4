//! Links for a password, and what the mails with them say.

use super::first_use_code::FirstUseCode;
use crate::Timestamp;
use crate::authority::{Act, Identity};
use crate::delivery::{Message, MessageContent, NoRecovery};
use crate::domain::{Channel, Credential, Recovery, RecoveryFilter, RecoveryKind, User};
use crate::ids::OrganizationId;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::values::EmailAddress;
use std::time::Duration;

/// How long a link can be used that its person asked for.
const LIFETIME: Duration = Duration::from_mins(30);

/// How long a link can be used that an administrator had mailed: NIST SP 800-63B-4 takes one day at most.
const STARTED_LIFETIME: Duration = Duration::from_hours(24);

/// A link for a password, as it is mailed or printed: whoever has it sets the password.
pub(crate) struct PasswordLink {
    pub(crate) link: String,
    /// What is typed in place of the link of a letter.
    pub(crate) code: Option<String>,
    pub(crate) expires_at: Timestamp,
}

impl Identity {
    /// Puts the mail to an address of a person into the change set: with a link if they can set a password, or else with what
    /// they can do.
    pub(crate) fn queue_recovery(
        &self,
        act: &mut Act,
        (user, to): (&User, &EmailAddress),
        credential: Option<&Credential>,
        return_to: &str,
    ) {
        let given_name = user.given_name.to_string();
        let content = match (user.can_prove(self.now()), credential) {
            (true, Some(_)) => {
                let token = SecretToken::generate(self.entropy());
                let forgotten = RecoveryKind::Forgotten;
                let recovery = Recovery {
                    email: Some(to.clone()),
                    ..self.new_recovery(user, &token, forgotten, return_to.to_owned())
                };
                let link = self.recovery_link(&token);
                let content = MessageContent::Recovery { given_name, link, expires_at: recovery.expires_at };
                act.changes().insert(recovery);
                content
            }
            (true, None) => MessageContent::RecoveryRefused { given_name, why: NoRecovery::NoPassword },
            (false, _) => MessageContent::RecoveryRefused { given_name, why: NoRecovery::Closed },
        };
        let message = Message::new(to.as_str(), content).in_language(user.locale.as_ref());
        self.queue(act, Channel::Email, &message, None);
    }

    /// Puts a link into the change set that an administrator made, in the place of every link that the person had. Gives the
    /// link.
    pub(crate) async fn insert_password_link(
        &self,
        act: &mut Act,
        user: &User,
        kind: RecoveryKind,
    ) -> Result<PasswordLink, StoreError> {
        let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
        for earlier in self.all(self.store.recoveries(), &filter).await? {
            act.changes().remove(earlier.id, earlier.version);
        }
        let code = (!kind.is_mailed()).then(|| FirstUseCode::draw(self.entropy()));
        let drawn = || SecretToken::generate(self.entropy());
        let token = code.as_ref().map_or_else(drawn, FirstUseCode::token);
        let start = self.settings().start_path();
        let recovery = self.new_recovery(user, &token, kind, start);
        let (link, expires_at) = (self.recovery_link(&token), recovery.expires_at);
        let link = PasswordLink { link, code: code.as_ref().map(FirstUseCode::shown), expires_at };
        act.changes().insert(recovery);
        Ok(link)
    }

    /// Puts the mail with a link into the change set that somebody, named `by`, made for a person, to an address of theirs: for
    /// the first password of an account at an organisation, or for a new password.
    pub(crate) fn queue_password_link(
        &self,
        act: &mut Act,
        (user, to): (&User, &EmailAddress),
        link: PasswordLink,
        by: String,
        first_at: Option<(OrganizationId, String)>,
    ) {
        let PasswordLink { link, expires_at, .. } = link;
        let given_name = user.given_name.to_string();
        let place = first_at.as_ref().map(|(id, _)| *id);
        let content = match first_at {
            Some((_, organization)) => {
                let username = user.username.as_ref().map(ToString::to_string);
                MessageContent::FirstPassword { given_name, by, organization, username, link, expires_at }
            }
            None => MessageContent::RecoveryStarted { given_name, by, link, expires_at },
        };
        let message = Message::new(to.as_str(), content).in_language(user.locale.as_ref());
        let message = Message { organization: place, ..message };
        self.queue(act, Channel::Email, &message, None);
    }

    fn recovery_link(&self, token: &SecretToken) -> String {
        self.settings().link(&format!("/recover/{}", token.expose()))
    }

    fn new_recovery(
        &self,
        user: &User,
        token: &SecretToken,
        kind: RecoveryKind,
        return_to: String,
    ) -> Recovery {
        let now = self.now();
        let lifetime = match kind {
            RecoveryKind::Forgotten => LIFETIME,
            RecoveryKind::Started => STARTED_LIFETIME,
            RecoveryKind::FirstPassword => self.settings().invitation_lifetime,
            RecoveryKind::Letter | RecoveryKind::StartedLetter => self.settings().letter_lifetime,
        };
        Recovery {
            id: self.new_id(),
            user: user.id,
            token: token.digest(),
            email: user.email.clone(),
            kind,
            return_to,
            created_at: now,
            expires_at: now.plus(lifetime),
        }
    }
}
