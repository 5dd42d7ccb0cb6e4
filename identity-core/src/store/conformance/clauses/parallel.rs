//! Clauses: commits that run side by side.

use crate::domain::{AuditEvent, Grant, Membership, MembershipFilter, Organization, User};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::version_after;
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, holds, insert, insertion, read, update};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Page, Record, StoreError, Version};
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// How many commits run side by side.
const WORKERS: usize = 12;
const ROUNDS: usize = 8;

/// Commits all at once, each from a task of its own, and gives what came of them in the order of the sets.
pub(crate) async fn side_by_side(
    subject: &Arc<dyn Subject>,
    sets: Vec<ChangeSet>,
) -> Result<Vec<Result<(), StoreError>>, Failure> {
    let barrier = Arc::new(Barrier::new(sets.len()));
    let mut tasks = JoinSet::new();
    for (place, changes) in sets.into_iter().enumerate() {
        let (subject, barrier) = (Arc::clone(subject), Arc::clone(&barrier));
        tasks.spawn(async move {
            barrier.wait().await;
            (place, subject.store().commit(&changes).await)
        });
    }
    let mut outcomes = Vec::new();
    while let Some(done) = tasks.join_next().await {
        outcomes.push(done?);
    }
    outcomes.sort_by_key(|(place, _)| *place);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

/// The place of the one commit that succeeded, where all others were refused as `expected`.
fn winner(
    outcomes: &[Result<(), StoreError>],
    expected: fn(&StoreError) -> bool,
    what: &str,
) -> Result<usize, Failure> {
    let winners: Vec<usize> =
        outcomes.iter().enumerate().filter(|(_, outcome)| outcome.is_ok()).map(|(place, _)| place).collect();
    let odd = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).find(|error| !expected(error));
    if let Some(error) = odd {
        return Err(Failure::new(format!("of {} {what}, one was refused with {error:?}", outcomes.len())));
    }
    match winners.as_slice() {
        [one] => Ok(*one),
        _ => Err(Failure::new(format!("of {} {what}, {} were committed", outcomes.len(), winners.len()))),
    }
}

fn is_conflict(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict { .. })
}

fn is_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::AlreadyExists { .. })
}

pub(crate) async fn one_of_parallel_updates_wins(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(50);
    for _ in 0..ROUNDS {
        let user = User::sample(&mut draw);
        insert(subject.store(), &user.clone().into()).await?;
        let mut updates = Vec::new();
        for _ in 0..WORKERS {
            updates.push(Record::from(User { id: user.id, ..User::sample(&mut draw) }));
        }
        let sets = updates.iter().map(|record| update(record, Version::FIRST)).collect();
        let outcomes = side_by_side(&subject, sets).await?;
        let won = winner(&outcomes, is_conflict, "parallel updates of one version")?;
        if let Some(record) = updates.get(won) {
            holds(subject.store(), record, version_after(1), "after parallel updates").await?;
        }
    }
    Ok(())
}

pub(crate) async fn one_of_parallel_inserts_of_a_key_wins(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(51);
    for _ in 0..ROUNDS {
        let of = Membership::sample(&mut draw);
        let members: Vec<_> = (0..WORKERS).flat_map(|_| Membership::clashing(&mut draw, &of)).collect();
        let sets = members.iter().map(|member| insertion(&member.clone().into())).collect();
        let outcomes = side_by_side(&subject, sets).await?;
        let won = winner(&outcomes, is_taken, "parallel insertions of one key")?;
        let filter = MembershipFilter {
            user: Some(of.user),
            organization: Some(of.organization),
            ..MembershipFilter::default()
        };
        let rows = subject.store().memberships().list(&filter, &Page::first(100)).await?;
        Failure::unless(rows.items.len() == 1, || {
            format!("after parallel insertions of one key there are {} records with it", rows.items.len())
        })?;
        if let Some(member) = members.get(won) {
            let record = Record::from(member.clone());
            holds(subject.store(), &record, Version::FIRST, "after parallel insertions").await?;
        }
    }
    Ok(())
}

/// Single use: a token is spent by one commit, with the effect of that commit alone.
pub(crate) async fn one_of_parallel_removals_takes_effect(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(52);
    for _ in 0..ROUNDS {
        let grant = Grant::sample(&mut draw);
        insert(subject.store(), &grant.clone().into()).await?;
        let events: Vec<_> = (0..WORKERS).map(|_| AuditEvent::sample(&mut draw)).collect();
        let set = |event: &AuditEvent| {
            let mut changes = ChangeSet::new();
            changes.insert(event.clone()).remove(grant.id, Version::FIRST);
            changes
        };
        let outcomes = side_by_side(&subject, events.iter().map(set).collect()).await?;
        let won = winner(&outcomes, is_conflict, "parallel removals of one version")?;
        for (place, event) in events.iter().enumerate() {
            let written = read(subject.store(), event.id.into()).await?.is_some();
            Failure::unless(written == (place == won), || {
                "of parallel removals, the audit event of one that was refused is there, or that of the one \
                 that was committed is not"
                    .to_owned()
            })?;
        }
    }
    Ok(())
}

/// Each worker reads, adds one, and tries again after a conflict; nothing may be lost.
pub(crate) async fn parallel_updates_lose_nothing(subject: Arc<dyn Subject>) -> Outcome {
    const EACH: u64 = 5;
    let mut draw = Draw::new(53);
    let organization = Organization { source_version: Some(0), ..Organization::sample(&mut draw) };
    insert(subject.store(), &organization.clone().into()).await?;
    let mut tasks = JoinSet::new();
    for _ in 0..WORKERS {
        let (subject, id) = (Arc::clone(&subject), organization.id);
        tasks.spawn(async move {
            let (mut done, mut tries) = (0, 0);
            while done < EACH {
                tries += 1;
                Failure::unless(tries < 10_000, || {
                    "of parallel updates that are tried again after a conflict, one never gets through"
                        .to_owned()
                })?;
                let Some(read) = subject.store().organizations().get(id).await? else {
                    return Err(Failure::new("a record went while it was updated in parallel"));
                };
                let count = read.record.source_version.unwrap_or(0);
                let next = Organization { source_version: Some(count + 1), ..read.record };
                match subject.store().commit(&update(&next.into(), read.version)).await {
                    Ok(()) => done += 1,
                    Err(StoreError::Conflict { .. }) => tokio::task::yield_now().await,
                    Err(error) => return Err(Failure::from(error).at("a parallel update")),
                }
            }
            Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let total = u64::try_from(WORKERS).unwrap_or(0) * EACH;
    let expected = Organization { source_version: Some(total), ..organization };
    holds(subject.store(), &expected.into(), version_after(total), "after parallel additions of one").await
}

/// Two commits that each change what the other requires: whichever comes second rests on a fact that no
/// longer holds (write skew), so exactly one is committed.
pub(crate) async fn requirement_holds_until_the_commit(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(54);
    for _ in 0..ROUNDS * 3 {
        let pair = [User::sample(&mut draw), User::sample(&mut draw)];
        for user in &pair {
            insert(subject.store(), &user.clone().into()).await?;
        }
        let [one, other] = &pair;
        let mut set = |required: &User, changed: &User| {
            let mut changes = ChangeSet::new();
            changes.require(required.id, Version::FIRST);
            changes.update(User { id: changed.id, ..User::sample(&mut draw) }, Version::FIRST);
            changes
        };
        let outcomes = side_by_side(&subject, vec![set(one, other), set(other, one)]).await?;
        winner(&outcomes, is_conflict, "parallel commits that each change what the other requires")?;
    }
    Ok(())
}

/// Many decisions rest on one grant while it is revoked: each is committed before that, or not at all.
pub(crate) async fn requirement_excludes_a_parallel_change(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(55);
    for _ in 0..ROUNDS {
        let grant = Grant::sample(&mut draw);
        insert(subject.store(), &grant.clone().into()).await?;
        let mut sets = Vec::new();
        for _ in 0..WORKERS {
            let mut changes = ChangeSet::new();
            changes.require(grant.id, Version::FIRST).insert(AuditEvent::sample(&mut draw));
            sets.push(changes);
        }
        sets.insert(
            WORKERS / 2,
            update(&Grant { id: grant.id, ..Grant::sample(&mut draw) }.into(), Version::FIRST),
        );
        let outcomes = side_by_side(&subject, sets).await?;
        let revoked = outcomes.get(WORKERS / 2).is_some_and(Result::is_ok);
        Failure::unless(revoked, || "a change was refused since others require the record".to_owned())?;
        let odd =
            outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).find(|error| !is_conflict(error));
        Failure::unless(odd.is_none(), || format!("a commit beside a parallel change gave {odd:?}"))?;
    }
    Ok(())
}
