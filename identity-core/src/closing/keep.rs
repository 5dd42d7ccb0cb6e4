//! Taking back an account that one closed.

use crate::authority::{Act, Identity, Trace};
use crate::delivery::MessageContent;
use crate::domain::{Action, Channel, User, UserState};
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Takes an account back as part of an act that proves that its person wants it: it is as it was before, and nobody is
    /// reminded any more.
    pub(crate) async fn keep_account(&self, mut act: Act, user: &Versioned<User>) -> Result<(), StoreError> {
        let kept =
            User { state: UserState::Active, erase_at: None, updated_at: self.now(), ..user.record.clone() };
        act.changes().update(kept, user.version);
        let reminds =
            |content: &MessageContent| matches!(content, MessageContent::AccountClosed { reminds: true, .. });
        for address in self.addresses_of(user).await?.emails() {
            self.remove_waiting(&mut act, Channel::Email, address.as_str(), reminds).await?;
        }
        self.commit(act.finish(self, Action::UserKept, Trace::of(user.id).with("user", user.id))).await
    }
}
