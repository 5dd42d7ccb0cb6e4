//! Erasing one person, and all whose time is over.

use super::over::TimeIsOver;
use crate::authority::{Act, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, CodePurpose, UserFilter};
use crate::ids::UserId;
use crate::store::StoreError;

impl Identity {
    /// Erases every person whose time is over; gives their number. One who cannot be erased now keeps back no other.
    #[doc(hidden)]
    pub async fn erase_closed_accounts(&self) -> Result<usize, StoreError> {
        let over = UserFilter { ids: None, erase_before: Some(self.now()) };
        let (mut erased, mut failed) = (0, None);
        for user in self.all(self.store.users(), &over).await? {
            match self.erase(user.id).await {
                Ok(was_there) => erased += usize::from(was_there),
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(erased), Err)
    }

    /// Erases a person, if their time is over; says whether there was one.
    pub(in crate::closing) async fn erase(&self, user: UserId) -> Result<bool, StoreError> {
        // Boxed, since it is large and happens seldom.
        Box::pin(async { on_fresh_facts!(self.erase_on_present_facts(user)) }).await
    }

    async fn erase_on_present_facts(&self, user: UserId) -> Result<bool, StoreError> {
        let stored = self.store.users().get(user).await?;
        let Some(over) = stored.and_then(|stored| TimeIsOver::of(stored, self.now())) else {
            return Ok(false);
        };
        self.end_grants_of(&over).await?;
        self.end_memberships_of(&over).await?;
        let found = self.found_about(&over).await?;
        self.erase_from_trail(&over, &found).await?;
        for contact in &found.contacts {
            for kind in CodePurpose::KINDS {
                self.store.counters().reset(&format!("codes-to:{kind}:{contact}")).await?;
            }
        }
        self.remove_records_of(&over, &found).await?;
        let mut act = Act::by_proof::<TimeIsOver>(&over);
        TimeIsOver::takes_nothing(&over, &mut act, user);
        act.changes().remove(user, over.user().version);
        self.commit(act.finish(self, Action::UserErased, Trace::of(user).with("user", user))).await?;
        Ok(true)
    }
}
