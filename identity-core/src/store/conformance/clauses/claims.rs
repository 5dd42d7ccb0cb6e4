//! Clauses: claiming outgoing messages.

use crate::Timestamp;
use crate::domain::{MessageState, OutboxMessage};
use crate::ids::MessageId;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::version_after;
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit, conflicts, holds, insert, update};
use crate::store::conformance::subject::Subject;
use crate::store::{Record, Store, Version, Versioned};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const NOW: Timestamp = Timestamp::from_unix_micros(1_800_000_000_000_007);
const MICROSECOND: Duration = Duration::from_micros(1);

fn lease_end() -> Timestamp {
    NOW.plus(Duration::from_mins(1))
}

async fn claim(
    store: &dyn Store,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Versioned<OutboxMessage>>, Failure> {
    let claimed = store.claims().claim_messages(now, now.plus(Duration::from_mins(1)), limit).await;
    claimed.map_err(|error| Failure::from(error).at("claiming messages"))
}

/// Queued messages whose time has come, in the order of their ids.
async fn queue(store: &dyn Store, draw: &mut Draw, count: usize) -> Result<Vec<OutboxMessage>, Failure> {
    let mut messages = Vec::new();
    for _ in 0..count {
        let earlier = Duration::from_secs(u64::try_from(draw.below(1_000)).unwrap_or(0));
        let message = OutboxMessage {
            state: MessageState::Queued,
            next_attempt_at: NOW.minus(earlier),
            ..OutboxMessage::sample(draw)
        };
        insert(store, &message.clone().into()).await?;
        messages.push(message);
    }
    messages.sort_by_key(|message| message.id);
    Ok(messages)
}

fn ids<'a>(messages: impl IntoIterator<Item = &'a OutboxMessage>) -> Vec<MessageId> {
    messages.into_iter().map(|message| message.id).collect()
}

fn claimed_ids(claimed: &[Versioned<OutboxMessage>]) -> Vec<MessageId> {
    ids(claimed.iter().map(|row| &row.record))
}

pub(crate) async fn due_messages_are_claimed_oldest_first(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(80));
    let messages = queue(store, &mut draw, 9).await?;
    let claimed = claim(store, NOW, 100).await?;
    Failure::unless(claimed_ids(&claimed) == ids(&messages), || {
        format!("of 9 due messages {} were claimed, or not in the order of their ids", claimed.len())
    })
}

pub(crate) async fn claim_takes_no_more_than_its_limit(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(81));
    let messages = queue(store, &mut draw, 7).await?;
    let mut expected = messages.iter();
    for (limit, count) in [(0, 0), (3, 3), (3, 3), (3, 1)] {
        let claimed = claim(store, NOW, limit).await?;
        Failure::unless(claimed_ids(&claimed) == ids(expected.by_ref().take(count)), || {
            format!("claiming up to {limit} took {} messages, or not the oldest {count}", claimed.len())
        })?;
    }
    Ok(())
}

pub(crate) async fn only_queued_and_due_messages_are_claimed(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(82));
    let cases = [
        (MessageState::Queued, NOW, true),
        (MessageState::Queued, NOW.plus(MICROSECOND), false),
        (MessageState::Queued, Timestamp::from_unix_micros(i64::MIN), true),
        (MessageState::Sent, NOW, false),
        (MessageState::Dead, NOW, false),
    ];
    let mut due = BTreeSet::new();
    for (state, next_attempt_at, is_due) in cases {
        let message = OutboxMessage { state, next_attempt_at, ..OutboxMessage::sample(&mut draw) };
        insert(store, &message.clone().into()).await?;
        due.extend(is_due.then_some(message.id));
    }
    let claimed: BTreeSet<_> = claimed_ids(&claim(store, NOW, 100).await?).into_iter().collect();
    Failure::unless(claimed == due, || {
        format!(
            "of a queued message due now, one due a microsecond later, one long due, a sent and a dead one, {} were \
             claimed and not the first and the third",
            claimed.len()
        )
    })
}

pub(crate) async fn claimed_message_is_leased(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(83));
    let messages = queue(store, &mut draw, 3).await?;
    claim(store, NOW, 100).await?;
    for (at, expected) in [(NOW, 0), (lease_end().minus(MICROSECOND), 0), (lease_end(), messages.len())] {
        let claimed = claim(store, at, 100).await?;
        Failure::unless(claimed.len() == expected, || {
            format!(
                "{} messages were claimed at {at} that are leased until {}; expected {expected}",
                claimed.len(),
                lease_end()
            )
        })?;
    }
    Ok(())
}

/// A claim is an update: what it gives is what the store now has, and who read earlier is stale.
pub(crate) async fn claim_is_written(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(84));
    let messages = queue(store, &mut draw, 4).await?;
    let claimed = claim(store, NOW, 100).await?;
    for message in messages {
        let leased =
            OutboxMessage { attempts: message.attempts + 1, next_attempt_at: lease_end(), ..message.clone() };
        let expected = Versioned::new(leased.clone(), version_after(1));
        let given = claimed.iter().find(|row| row.record.id == message.id);
        Failure::unless(given == Some(&expected), || {
            format!(
                "claiming gave {given:?}, expected {expected:?}: one more attempt, leased, the next version"
            )
        })?;
        let leased = Record::from(leased);
        holds(store, &leased, version_after(1), "after its claim").await?;
        conflicts(
            store,
            &update(&leased, Version::FIRST),
            leased.id(),
            "an update of what was read before the claim",
        )
        .await?;
        commit(store, &update(&leased, version_after(1)), "an update of what the claim gave").await?;
    }
    Ok(())
}

pub(crate) async fn parallel_claims_share_no_message(subject: Arc<dyn Subject>) -> Outcome {
    const WORKERS: usize = 6;
    let mut draw = Draw::new(85);
    for _ in 0..3 {
        let messages = queue(subject.store(), &mut draw, 24).await?;
        let barrier = Arc::new(Barrier::new(WORKERS));
        let mut tasks = JoinSet::new();
        for _ in 0..WORKERS {
            let (subject, barrier) = (Arc::clone(&subject), Arc::clone(&barrier));
            tasks.spawn(async move {
                let mut taken = Vec::new();
                barrier.wait().await;
                loop {
                    let claimed = claim(subject.store(), NOW, 3).await?;
                    if claimed.is_empty() {
                        return Ok::<_, Failure>(taken);
                    }
                    taken.extend(claimed_ids(&claimed));
                    Failure::unless(taken.len() < 1_000, || {
                        "a worker that claims until there is nothing left never ends".to_owned()
                    })?;
                }
            });
        }
        let mut taken = Vec::new();
        while let Some(done) = tasks.join_next().await {
            taken.extend(done??);
        }
        taken.sort_unstable();
        Failure::unless(taken == ids(&messages), || {
            let distinct: BTreeSet<_> = taken.iter().collect();
            format!(
                "parallel workers claimed {} of 24 messages, and {} of them more than once",
                distinct.len(),
                taken.len() - distinct.len()
            )
        })?;
    }
    Ok(())
}
