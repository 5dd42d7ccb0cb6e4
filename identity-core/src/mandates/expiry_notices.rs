//! Messages about mandates that end soon or have ended.

use crate::authority::{Act, Identity, Proof, Trace};
use crate::delivery::MandateNews;
use crate::delivery::{MandateNames, with_notice};
use crate::domain::{Action, Actor, Grant, GrantFilter, MandateNotice};
use crate::store::{Page, StoreError, Versioned};
use std::time::Duration;

/// How long before its end the sides of a mandate are told.
const AHEAD: Duration = Duration::from_hours(7 * 24);

impl Identity {
    /// Tells both sides of every mandate that ends within a week, or has ended, once each. Gives the number of
    /// mandates. To be called now and then by one or several nodes.
    #[doc(hidden)]
    pub async fn send_expiry_notices(&self) -> Result<usize, StoreError> {
        let now = self.now();
        let mut count = 0;
        for (said, limit, news, then) in [
            (MandateNotice::EndsSoon, now, MandateNews::Ended, MandateNotice::Ended),
            (MandateNotice::Nothing, now, MandateNews::Ended, MandateNotice::Ended),
            (MandateNotice::Nothing, now.plus(AHEAD), MandateNews::EndsSoon, MandateNotice::EndsSoon),
        ] {
            let filter =
                GrantFilter { unrevoked: true, ending: Some((said, limit)), ..GrantFilter::default() };
            let mut page = Page::first(100);
            loop {
                let slice = self.store.grants().list(&filter, &page).await?;
                for grant in &slice.items {
                    count += usize::from(self.send_once(grant, news, then).await?);
                }
                match slice.next {
                    Some(next) => page = page.after(next),
                    None => break,
                }
            }
        }
        Ok(count)
    }

    /// Tells the sides of a mandate something, unless another node was faster.
    async fn send_once(
        &self,
        grant: &Versioned<Grant>,
        news: MandateNews,
        then: MandateNotice,
    ) -> Result<bool, StoreError> {
        let mut act = Act::by_proof(Proof::Housekeeping, Actor::System);
        if !grant.awaits_acceptance() {
            let mut sides = self.contacts(grant.holder).await?;
            sides.extend(self.giving_side(grant).await?);
            self.send(&mut act, grant, news, MandateNames::default(), &sides).await?;
        }
        act.changes().update(with_notice(grant, then), grant.version);
        let trace =
            Trace::of(grant.id).at(grant.organization).with("notice", format!("{then:?}").to_lowercase());
        match self.commit(act.finish(self, Action::MandateNoticeSent, trace)).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
