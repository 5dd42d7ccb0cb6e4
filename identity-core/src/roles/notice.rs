//! Messages to people whose roles changed.

use crate::authority::{Act, Caller, DecisionContext, Identity};
use crate::delivery::{Message, MessageContent, RoleChange};
use crate::domain::{Channel, Grant, Role, User};
use crate::store::StoreError;
use std::time::Duration;

/// How many of these mails a person gets in an hour, whoever changes their roles: nobody floods a mailbox through us. The
/// last ones lead to the person's own page, which shows all roles.
const NOTICES_PER_HOUR: u64 = 10;

/// How long a mail waits for further changes to the same person's roles, so that a role that is given and taken again and
/// again makes one mail, which says how each role stands in the end.
const WAITS: Duration = Duration::from_mins(1);

/// How many changes one mail tells of; those before are on the person's own page.
const MOST_CHANGES: usize = 20;

const HOUR: Duration = Duration::from_hours(1);

/// A role that somebody gives to a person or takes back, of which the person is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleNotice<'a> {
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
        user: &User,
        known: &DecisionContext,
        notice: RoleNotice<'_>,
    ) -> Result<(), StoreError> {
        self.send_role_notices(act, caller, user, known, &[notice]).await
    }

    /// Tells a person of all the roles that one act of somebody else gives or takes, each with its grant and whether it is
    /// given. What waits for the person already is added to.
    pub(crate) async fn send_role_notices(
        &self,
        act: &mut Act,
        caller: &Caller,
        user: &User,
        known: &DecisionContext,
        changes: &[RoleNotice<'_>],
    ) -> Result<(), StoreError> {
        if caller.user() == Some(user.id) || changes.is_empty() {
            return Ok(());
        }
        let by = known.subject_name();
        let change = |&RoleNotice { role, grant, given }: &RoleNotice<'_>| {
            let organization = known.organization_name(grant.organization);
            RoleChange::new(organization, role.name.as_str(), given, by.as_str())
        };
        let changes: Vec<_> = changes.iter().map(change).collect();
        // Somebody without an address sees their roles on their own page.
        let Some(recipient) = user.email.as_ref().map(ToString::to_string) else { return Ok(()) };
        let added = |content| with_changes(content, &changes);
        if self.rewrite_waiting(act, Channel::Email, &recipient, added).await? {
            return Ok(());
        }
        let told = self.store.counters().hit(&format!("role-notices:{}", user.id), self.window(HOUR)).await?;
        let content = told_of(user.given_name.to_string(), self.settings().link("/account"), changes);
        let Some(content) = content.filter(|_| told <= NOTICES_PER_HOUR) else { return Ok(()) };
        let message = Message::new(recipient, content).in_language(user.locale.as_ref());
        self.queue_for(act, Channel::Email, &message, self.now().plus(WAITS));
        Ok(())
    }
}

/// A message about changes, of which the first has its place in front.
fn told_of(given_name: String, link: String, mut changes: Vec<RoleChange>) -> Option<MessageContent> {
    let surplus = changes.len().saturating_sub(MOST_CHANGES);
    let mut changes = changes.split_off(surplus).into_iter();
    let RoleChange { organization, role, given, by } = changes.next()?;
    let further = changes.collect();
    Some(MessageContent::RolesChanged { given_name, organization, role, given, by, link, further })
}

/// The message with further changes: each role once, as it stands after the last of them. Nothing for another message.
fn with_changes(content: MessageContent, later: &[RoleChange]) -> Option<MessageContent> {
    let MessageContent::RolesChanged { given_name, organization, role, given, by, link, further } = content
    else {
        return None;
    };
    let first = RoleChange { organization, role, given, by };
    let mut changes: Vec<_> = std::iter::once(first).chain(further).collect();
    changes.retain(|change| !later.iter().any(|later| later.is_about(change)));
    changes.extend(later.iter().cloned());
    told_of(given_name, link, changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v_07_each_role_is_told_once_as_it_stands_in_the_end() {
        let change = |role: &str, given| RoleChange::new("City Group", role, given, "Scott Long");
        let content = told_of("Jeremy".to_owned(), "link".to_owned(), vec![change("User", true)]).unwrap();
        let content = with_changes(content, &[change("Viewer", true)]).unwrap();
        let content = with_changes(content, &[change("User", false)]).unwrap();
        let told = told_of(
            "Jeremy".to_owned(),
            "link".to_owned(),
            vec![change("Viewer", true), change("User", false)],
        );
        assert_eq!(Some(content.clone()), told);
        let many: Vec<_> = (0..30).map(|number| change(&number.to_string(), true)).collect();
        let Some(MessageContent::RolesChanged { role, further, .. }) = with_changes(content, &many) else {
            panic!("it stays a message about roles")
        };
        assert_eq!((role.as_str(), further.len()), ("10", MOST_CHANGES - 1));
        let other = MessageContent::PasswordChanged {
            given_name: String::new(),
            at: crate::Timestamp::from_unix_seconds(0),
        };
        assert_eq!(with_changes(other, &many), None);
    }
}
