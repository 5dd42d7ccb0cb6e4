use super::fault::Fault;
use super::sabotaged::{Sabotaged, let_others_go_first};
use async_trait::async_trait;
use identity_core::Timestamp;
use identity_core::domain::{MessageState, OutboxFilter, OutboxMessage};
use identity_core::store::{ChangeSet, Claims, Counters, Page, Store, StoreError, Versioned};
use std::time::Duration;

impl Sabotaged {
    fn counter(&self, key: &str, window: Timestamp) -> (String, Timestamp) {
        let key = if self.is(Fault::CountersIgnoreCase) { key.to_lowercase() } else { key.to_owned() };
        (key, if self.is(Fault::WindowIgnored) { Timestamp::from_unix_seconds(0) } else { window })
    }

    fn has_counters_of_its_own(&self) -> bool {
        self.is(Fault::EarlierWindowStartsAgain)
            || self.is(Fault::EarlierWindowIsApart)
            || self.is(Fault::EarlierHitNotCounted)
    }

    /// The name of a counter, with the window in front where each window has one.
    fn own_key(&self, key: &str, window: Timestamp) -> String {
        let window = if self.is(Fault::EarlierWindowIsApart) { window.unix_micros() } else { 0 };
        format!("{window}@{key}")
    }

    fn own_hit(&self, key: &str, window: Timestamp) -> u64 {
        let mut counts = self.counts.lock().unwrap();
        let counter = counts.entry(self.own_key(key, window)).or_insert((window, 0));
        match counter.0.cmp(&window) {
            std::cmp::Ordering::Less => *counter = (window, 1),
            std::cmp::Ordering::Greater if self.is(Fault::EarlierWindowStartsAgain) => *counter = (window, 1),
            std::cmp::Ordering::Greater => {}
            std::cmp::Ordering::Equal => counter.1 += 1,
        }
        counter.1
    }

    fn own_count(&self, key: &str, window: Timestamp) -> u64 {
        let counts = self.counts.lock().unwrap();
        let counter = counts.get(&self.own_key(key, window));
        counter.filter(|(start, _)| *start >= window).map_or(0, |(_, count)| *count)
    }
}

#[async_trait]
impl Counters for Sabotaged {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        if self.has_counters_of_its_own() {
            return Ok(self.own_hit(key, window_start));
        }
        let (key, window) = self.counter(key, window_start);
        if !self.is(Fault::HitNotAtomic) {
            return self.inner.hit(&key, window).await;
        }
        let count = self.counts.lock().unwrap().get(&key).map_or(0, |(_, count)| *count) + 1;
        let_others_go_first().await;
        self.counts.lock().unwrap().insert(key, (window, count));
        Ok(count)
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        if self.has_counters_of_its_own() {
            return Ok(self.own_count(key, window_start));
        }
        let (key, window) = self.counter(key, window_start);
        let count = self.inner.count(&key, window).await?;
        if self.is(Fault::CountAdds) {
            self.inner.hit(&key, window).await?;
        }
        Ok(count)
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        let mine = |own: &String| own.split_once('@').is_some_and(|(_, name)| name == key);
        self.counts.lock().unwrap().retain(|own, _| !mine(own));
        match self.fault {
            Some(Fault::ResetIgnored) => return Ok(()),
            Some(Fault::ResetForgetsAll) => {
                for other in ["a", "b"] {
                    self.inner.reset(other).await?;
                }
            }
            _ => {}
        }
        self.inner.reset(&self.counter(key, Timestamp::from_unix_seconds(0)).0).await
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        let before = match self.fault {
            Some(Fault::PurgeIgnored) => Timestamp::from_unix_micros(i64::MIN),
            Some(Fault::PurgeInclusive) => before.plus(Duration::from_micros(1)),
            Some(Fault::PurgeForgetsAll) => Timestamp::from_unix_micros(i64::MAX),
            _ => before,
        };
        let purged = self.inner.purge(before).await?;
        Ok(if self.is(Fault::PurgeGivesNoNumber) { 0 } else { purged })
    }
}

#[async_trait]
impl Claims for Sabotaged {
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
        let list = self.inner.outbox_messages().list(&OutboxFilter::default(), &Page::first(1_000)).await?;
        let mut due = list.items;
        due.retain(|row| {
            let state = row.state == MessageState::Queued
                || (self.is(Fault::SentClaimed) && row.state == MessageState::Sent);
            state && (row.next_attempt_at <= now || self.is(Fault::EarlyClaimed))
        });
        if self.is(Fault::NewestClaimedFirst) {
            due.reverse();
        }
        if !self.is(Fault::ClaimLimitIgnored) {
            due.truncate(limit.try_into().unwrap());
        }
        if self.is(Fault::ClaimsShared) {
            let_others_go_first().await;
        }
        let mut claimed = Vec::new();
        for mut row in due {
            row.record.attempts += 1;
            row.record.next_attempt_at = lease_until;
            claimed.push(self.write_claim(row).await?);
        }
        Ok(claimed)
    }
}

impl Sabotaged {
    async fn write_claim(
        &self,
        row: Versioned<OutboxMessage>,
    ) -> Result<Versioned<OutboxMessage>, StoreError> {
        let mut written = row.record.clone();
        match self.fault {
            Some(Fault::NoLease) if written.attempts % 2 == 1 => return Ok(row),
            Some(Fault::LeaseForEver) => written.next_attempt_at = Timestamp::from_unix_micros(i64::MAX),
            Some(Fault::AttemptsNotWritten) => written.attempts -= 1,
            _ => {}
        }
        let current = self.inner.outbox_messages().get(row.record.id).await?.unwrap().version;
        let mut changes = ChangeSet::new();
        if self.is(Fault::ClaimKeepsVersion) {
            changes.remove(written.id, current).insert(written);
            self.inner.commit(&changes).await?;
            return Ok(row);
        }
        changes.update(written, current);
        self.inner.commit(&changes).await?;
        Ok(Versioned::new(row.record, row.version.next()))
    }
}
