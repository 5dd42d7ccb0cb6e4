//! Messages about mandates that end soon or have ended.

use crate::Timestamp;
use crate::authority::{Act, Identity, Proof};
use crate::delivery::MandateNews;
use crate::delivery::{MandateNames, with_notice};
use crate::domain::{Action, Actor, Grant, GrantFilter, MandateNotice};
use crate::store::{Page, StoreError, Versioned};
use std::time::Duration;

/// How long before its end the sides of a mandate are told.
const AHEAD: Duration = Duration::from_hours(7 * 24);

/// A mandate whose end is near or past, of which its sides were not told yet.
struct DueNotice<'a> {
    grant: &'a Versioned<Grant>,
    news: MandateNews,
    then: MandateNotice,
}

impl<'a> DueNotice<'a> {
    /// The notice, if the mandate ends before `limit` and its sides were told less.
    fn of(
        grant: &'a Versioned<Grant>,
        limit: Timestamp,
        (news, then): (MandateNews, MandateNotice),
    ) -> Option<Self> {
        let ends = grant.period.ends_at.is_some_and(|end| end < limit);
        let untold = grant.mandate.as_ref().is_some_and(|mandate| mandate.notices_sent < then);
        (ends && untold).then_some(Self { grant, news, then })
    }
}

impl Proof for DueNotice<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

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
                    if let Some(due) = DueNotice::of(grant, limit, (news, then)) {
                        count += usize::from(self.send_once(&due).await?);
                    }
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
    async fn send_once(&self, due: &DueNotice<'_>) -> Result<bool, StoreError> {
        let mut act = Act::by_proof::<DueNotice<'_>>(due);
        let &DueNotice { grant, news, then } = due;
        if !grant.awaits_acceptance() {
            let mut sides = self.receiving_side(grant).await?;
            sides.extend(self.giving_side(grant).await?);
            self.send(&mut act, grant, news, MandateNames::default(), &sides).await?;
        }
        act.changes().update(with_notice(grant, then), grant.version);
        let trace = self.trace_of_mandate(grant).await?.with("notice", then.as_str());
        match self.commit(act.finish(self, Action::MandateNoticeSent, trace)).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
