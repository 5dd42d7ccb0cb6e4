//! The browsers that a person had remembered: seeing them, and having their second proof asked for there again.

use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, RememberedBrowser, RememberedBrowserFilter};
use crate::ids::{RememberedBrowserId, UserId};
use crate::store::{StoreError, Versioned};

impl Identity {
    /// The browsers in which the caller is not asked for a second proof each time.
    pub async fn remembered_browsers(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Versioned<RememberedBrowser>>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let mut browsers = self.browsers_of(user).await?;
        let now = self.instant(caller);
        browsers.retain(|browser| now < browser.expires_at);
        Ok(browsers)
    }

    /// Has the second proof asked for again in one of the caller's browsers; another person's answers like an unknown one.
    pub async fn forget_browser(&self, caller: &Caller, id: RememberedBrowserId) -> Result<(), AccessError> {
        on_fresh_facts!(async {
            let found = self.store.remembered_browsers().get(id).await?;
            let own = found.and_then(|found| Some((Own::account(caller, found.user)?, found)));
            let Some((own, found)) = own else {
                self.note_refusal(caller, Trace::default().with("asked_for", id)).await?;
                return Err(AccessError::NotFound);
            };
            let mut act = Act::by_proof::<Own<'_>>(&own);
            act.changes().remove(id, found.version);
            let trace = Trace::of(id).with("user", found.user);
            Ok(self.commit(act.finish(self, Action::BrowserForgotten, trace)).await?)
        })
    }

    /// Has the second proof asked for again in every browser of a person, as part of an act.
    pub(crate) async fn forget_browsers_of(&self, act: &mut Act, user: UserId) -> Result<(), StoreError> {
        for browser in self.browsers_of(user).await? {
            act.changes().remove(browser.id, browser.version);
        }
        Ok(())
    }

    /// The browsers that a person had remembered, also those whose time is over.
    pub(super) async fn browsers_of(
        &self,
        user: UserId,
    ) -> Result<Vec<Versioned<RememberedBrowser>>, StoreError> {
        let filter = RememberedBrowserFilter { user: Some(user), expired_before: None };
        self.all(self.store.remembered_browsers(), &filter).await
    }
}
