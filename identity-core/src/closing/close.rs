//! Closing one's own account.

use super::close_error::CloseAccountError;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::contacts::OwnAddresses;
use crate::delivery::{Message, MessageContent};
use crate::domain::{Action, Channel, ContactChangeFilter, OutboxFilter, RecoveryFilter, User, UserState};
use crate::ids::UserId;
use crate::store::StoreError;
use crate::values::Contact;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long before an account is erased its person is reminded.
const REMINDED_BEFORE: Duration = Duration::from_hours(48);

impl Identity {
    /// Closes the caller's account, and gives the time at which it is erased. The caller, who has
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago, is signed out everywhere, and their rights have
    /// no effect from now on. Until that time they can take it back, by [keeping](crate::sign_on::Answer::KeepAccount) it when
    /// they sign in. They are told by mail, and reminded two days before.
    ///
    /// The last administrator of an organisation makes somebody else its administrator first.
    pub async fn close_account(&self, caller: &Caller) -> Result<Timestamp, CloseAccountError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let (user, mut act) = (who.user, who.act());
            self.keep_administrators_with_state(&mut act, caller, user, UserState::Closing).await?;
            self.forget_waiting_contacts(&mut act, user.id).await?;
            self.end_sessions_of(&mut act, user.id, None).await?;
            let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
            for recovery in self.all(self.store.recoveries(), &filter).await? {
                act.changes().remove(recovery.id, recovery.version);
            }
            let (_, erase_at) = self.closing_time();
            let closed = User {
                state: UserState::Closing,
                erase_at: Some(erase_at),
                updated_at: self.instant(caller),
                ..user.record.clone()
            };
            act.changes().update(closed, user.version);
            let addresses = self.addresses_of(user).await?;
            self.queue_closing_mails(&mut act, user, &addresses, erase_at).await?;
            let trace = Trace::of(user.id).with("user", user.id).with("erase_at", erase_at);
            self.commit(act.finish(self, Action::UserClosed, trace)).await?;
            Ok(erase_at)
        })
    }

    /// Takes away what was sent to an address or number that the person has not proved, which is given up with the sessions:
    /// nothing would lead to it any more.
    pub(super) async fn forget_waiting_contacts(
        &self,
        act: &mut Act,
        user: UserId,
    ) -> Result<(), StoreError> {
        let filter = ContactChangeFilter { user: Some(user), expired_before: None };
        let mut changes = self.all(self.store.contact_changes(), &filter).await?;
        changes.retain(|change| change.is_waiting());
        let waiting: BTreeSet<_> =
            changes.iter().filter_map(|change| change.after.as_ref()).map(Contact::as_str).collect();
        // Others may be written to there: the address is theirs as long as the person has not proved that it is not.
        for recipient in waiting {
            let filter = OutboxFilter { recipient: Some(recipient.to_owned()), ..OutboxFilter::default() };
            for message in self.all(self.store.outbox_messages(), &filter).await? {
                let proves = |found: Message| matches!(found.content, MessageContent::ContactProof { .. });
                if self.opened(&message).is_none_or(proves) {
                    act.changes().remove(message.id, message.version);
                }
            }
        }
        Ok(())
    }

    /// Tells every address of the person now, and reminds them in time. Somebody without an address gets a text message now.
    async fn queue_closing_mails(
        &self,
        act: &mut Act,
        user: &User,
        own: &OwnAddresses,
        erase_at: Timestamp,
    ) -> Result<(), StoreError> {
        let (given_name, link) = (user.given_name.to_string(), self.settings().link("/login"));
        let told = MessageContent::AccountClosed {
            given_name: given_name.clone(),
            erase_at,
            link: link.clone(),
            reminds: false,
        };
        if own.emails().is_empty() {
            return self.notify(act, user, told, None).await;
        }
        for address in own.emails() {
            let message = Message::new(address.as_str(), told.clone()).in_language(user.locale.as_ref());
            self.queue(act, Channel::Email, &message, None);
        }
        let at = erase_at.minus(REMINDED_BEFORE);
        if at > self.now() {
            let reminder = MessageContent::AccountClosed { given_name, erase_at, link, reminds: true };
            for address in own.emails() {
                let message =
                    Message::new(address.as_str(), reminder.clone()).in_language(user.locale.as_ref());
                self.queue_for(act, Channel::Email, &message, at);
            }
        }
        Ok(())
    }
}
