use super::fault::Fault;
use super::lists::in_milliseconds;
use super::sabotaged::{Sabotaged, failed, keys, let_others_go_first};
use super::steps::{id_of, inserted, is_require, set_of};
use identity_core::store::{Change, ChangeSet, Record, RecordId, RecordKind, Store, StoreError, Version};
use std::sync::atomic::Ordering;
use unicode_normalization::UnicodeNormalization;

/// What becomes of a record on its way into a store with this fault.
fn spoilt(fault: Fault, mut record: Record) -> Record {
    match (&mut record, fault) {
        (Record::Role(role), Fault::FieldForgotten) => role.description.clear(),
        (Record::Session(session), Fault::TimeInMilliseconds) => {
            session.expires_at = in_milliseconds(session.expires_at);
        }
        (Record::OutboxMessage(message), Fault::TextLowerCased) => {
            message.recipient = message.recipient.to_lowercase();
        }
        (Record::OutboxMessage(message), Fault::TextNormalised) => {
            message.recipient = message.recipient.nfc().collect();
        }
        _ => {}
    }
    record
}

impl Sabotaged {
    pub(super) async fn sabotaged_commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let Some(fault) = self.fault else { return self.inner.commit(changes).await };
        match fault {
            Fault::BatchesOfAHundred => return self.in_batches(changes).await,
            Fault::OneTransactionAStep | Fault::DroppedCommitLeavesHalf => {
                return self.step_by_step(changes).await;
            }
            Fault::StuckAfterDrop => return self.stuck_when_dropped(changes).await,
            _ => {}
        }
        self.refusal(fault, changes.changes()).await?;
        self.refusal_in_set(fault, changes.changes()).await?;
        let mut steps = Vec::new();
        for step in changes.changes() {
            steps.extend(self.step(fault, step.clone(), changes.changes()).await);
        }
        steps = self.rewritten(fault, steps).await;
        match fault {
            Fault::Reordered => steps.sort_by_key(|step| match step {
                Change::Insert(_) => 0,
                Change::Update(..) => 1,
                _ => 2,
            }),
            Fault::LastChangeDropped if steps.len() > 1 => drop(steps.pop()),
            Fault::NotAtomic => return self.one_by_one(steps).await,
            Fault::VersionsCheckedApart | Fault::KeysCheckedApart | Fault::RequirementsCheckedApart => {
                return self.checked_apart(fault, steps).await;
            }
            _ => {}
        }
        let outcome = self.inner.commit(&set_of(steps)).await;
        self.remember(fault, changes.changes(), &outcome);
        if outcome.is_ok() {
            self.remember_owners(changes.changes());
            self.remember_names(changes.changes());
        }
        match outcome {
            Err(StoreError::Conflict { .. }) if fault == Fault::ConflictNamesAnother => {
                Err(StoreError::Conflict { record: RecordId::User(uuid::Uuid::from_u128(1).into()) })
            }
            outcome => outcome,
        }
    }

    /// What is refused that should not be.
    async fn refusal(&self, fault: Fault, steps: &[Change]) -> Result<(), StoreError> {
        match fault {
            Fault::EmptySetRefused if steps.is_empty() => return Err(failed("nothing to do")),
            Fault::LargeSetRefused if steps.len() > 100 => return Err(failed("too many parameters")),
            Fault::LongKeyRefused if inserted(steps).flat_map(keys).any(|key| key.len() > 767) => {
                return Err(failed("specified key was too long"));
            }
            Fault::StuckAfterRefusal if self.stuck.load(Ordering::SeqCst) => {
                return Err(failed("current transaction is aborted"));
            }
            Fault::BusyWhenRequired => {
                let others = self.in_flight.fetch_add(1, Ordering::SeqCst);
                let_others_go_first().await;
                self.in_flight.fetch_sub(1, Ordering::SeqCst);
                if others > 0 && steps.iter().any(is_require) {
                    return Err(StoreError::Unavailable("deadlock detected".into()));
                }
            }
            Fault::RequirementsLookedAtLast => {
                for id in steps.iter().filter(|step| !is_require(step)).map(id_of) {
                    if steps.iter().any(|step| is_require(step) && id_of(step) == id) {
                        return Err(StoreError::Conflict { record: id });
                    }
                }
            }
            _ => return self.key_refusal(fault, steps).await,
        }
        Ok(())
    }

    /// Which free key is taken for another's.
    async fn key_refusal(&self, fault: Fault, steps: &[Change]) -> Result<(), StoreError> {
        let taken = |key: &String| StoreError::AlreadyExists { key: key.clone() };
        match fault {
            Fault::KeysIgnoreCase => {
                let known = self.taken.lock().unwrap();
                for key in inserted(steps).flat_map(keys) {
                    if known.contains(&key.to_lowercase()) {
                        return Err(taken(&key));
                    }
                }
            }
            Fault::KeyStaysTakenAfterRemove | Fault::KeyStaysTakenAfterUpdate => {
                let known = self.taken.lock().unwrap();
                if let Some(key) = inserted(steps).flat_map(keys).find(|key| known.contains(key)) {
                    return Err(taken(&key));
                }
            }
            Fault::OwnKeyClashes => {
                for step in steps {
                    let Change::Update(record, _) = step else { continue };
                    let stored = self.stored(record.id()).await.map(|(stored, _)| keys(&stored));
                    let stored = stored.unwrap_or_default();
                    if let Some(key) = keys(record).iter().find(|key| stored.contains(key)) {
                        return Err(taken(key));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What a step turns into.
    async fn step(&self, fault: Fault, step: Change, all: &[Change]) -> Vec<Change> {
        let stored = self.stored(id_of(&step)).await;
        let current = stored.as_ref().map(|(_, version)| *version);
        match (fault, step) {
            (Fault::InsertLost, Change::Insert(Record::Role(_)))
            | (Fault::AuditDropped, Change::Insert(Record::AuditEvent(_)))
            | (Fault::RequirementsIgnored, Change::Require(..)) => Vec::new(),
            (Fault::RemoveOfMissingPasses, Change::Remove(..))
            | (Fault::MissingRequirementPasses, Change::Require(..))
                if current.is_none() =>
            {
                Vec::new()
            }
            (Fault::RemoveIgnored, Change::Remove(id, version)) => vec![Change::Require(id, version)],
            (Fault::RemovalInSetOfThreeLost, Change::Remove(id, version)) if all.len() == 3 => {
                vec![Change::Require(id, version)]
            }
            (Fault::VersionStays, Change::Update(record, version)) => {
                vec![Change::Remove(record.id(), version), Change::Insert(record)]
            }
            (Fault::InsertOverwrites, Change::Insert(record)) => match current {
                Some(version) => vec![Change::Update(record, version)],
                None => vec![Change::Insert(record)],
            },
            (Fault::TakenKeyInsertedOrIgnored, Change::Insert(record)) => self.unless_taken(record).await,
            (Fault::KeyWithoutOwnerNotUnique, Change::Insert(Record::Role(role))) if role.owner.is_none() => {
                self.unless_taken(Record::Role(role)).await
            }
            (Fault::TakenKeyUpdatedOrIgnored, Change::Update(record, version)) => {
                if self.is_taken(&record).await { Vec::new() } else { vec![Change::Update(record, version)] }
            }
            (Fault::UpdateUnchecked, Change::Update(record, version)) => {
                vec![Change::Update(record, current.unwrap_or(version))]
            }
            (Fault::UpdateOfMissingInserts, Change::Update(record, _)) if current.is_none() => {
                vec![Change::Insert(record)]
            }
            (Fault::RemoveUnchecked, Change::Remove(id, version)) => {
                vec![Change::Remove(id, current.unwrap_or(version))]
            }
            (Fault::RequirementTouches, Change::Require(id, version)) => match stored {
                Some((record, _)) => vec![Change::Update(record, version)],
                None => vec![Change::Require(id, version)],
            },
            (_, Change::Insert(record)) => vec![Change::Insert(spoilt(fault, record))],
            (_, Change::Update(record, version)) => vec![Change::Update(spoilt(fault, record), version)],
            (_, step) => vec![step],
        }
    }

    fn remember(&self, fault: Fault, steps: &[Change], outcome: &Result<(), StoreError>) {
        self.stuck.store(fault == Fault::StuckAfterRefusal && outcome.is_err(), Ordering::SeqCst);
        let mut taken = self.taken.lock().unwrap();
        for step in steps.iter().filter(|_| outcome.is_ok()) {
            match (fault, step) {
                (Fault::KeysIgnoreCase, Change::Insert(record)) => {
                    taken.extend(keys(record).iter().map(|key| key.to_lowercase()));
                }
                // What the removed or updated record held is known from its insertion.
                (Fault::KeyStaysTakenAfterRemove, Change::Remove(id, _)) if id.kind() == RecordKind::User => {
                    let gone =
                        taken.iter().filter_map(|key| key.strip_prefix(&format!("{id} "))).map(str::to_owned);
                    let gone: Vec<String> = gone.collect();
                    taken.extend(gone);
                }
                (Fault::KeyStaysTakenAfterUpdate, Change::Update(record, _)) => {
                    let prefix = format!("{} ", record.id());
                    let gone: Vec<String> =
                        taken.iter().filter_map(|key| key.strip_prefix(&prefix)).map(str::to_owned).collect();
                    taken.extend(gone);
                }
                (
                    Fault::KeyStaysTakenAfterRemove | Fault::KeyStaysTakenAfterUpdate,
                    Change::Insert(record),
                ) => {
                    taken.extend(keys(record).iter().map(|key| format!("{} {key}", record.id())));
                }
                _ => {}
            }
        }
    }

    /// Whether a key of the record is held by another.
    async fn is_taken(&self, record: &Record) -> bool {
        let mut probe = ChangeSet::new();
        match self.stored(record.id()).await {
            Some((_, version)) => probe.update(record.clone(), version),
            None => probe.insert(record.clone()),
        };
        // A requirement that cannot hold keeps the probe from being committed; it would be looked at first, so
        // that a removal of something unknown stands at the end instead.
        probe.remove(RecordId::User(uuid::Uuid::from_u128(u128::MAX).into()), Version::FIRST);
        matches!(self.inner.commit(&probe).await, Err(StoreError::AlreadyExists { .. }))
    }

    async fn unless_taken(&self, record: Record) -> Vec<Change> {
        if self.is_taken(&record).await { Vec::new() } else { vec![Change::Insert(record)] }
    }

    async fn one_by_one(&self, steps: Vec<Change>) -> Result<(), StoreError> {
        for step in steps {
            self.inner.commit(&set_of([step])).await?;
        }
        Ok(())
    }

    /// Looks first, and writes later without looking again.
    async fn checked_apart(&self, fault: Fault, steps: Vec<Change>) -> Result<(), StoreError> {
        for step in &steps {
            let current = self.stored(id_of(step)).await.map(|(_, version)| version);
            let conflict = Err(StoreError::Conflict { record: id_of(step) });
            match (fault, step) {
                (Fault::VersionsCheckedApart, Change::Update(_, version)) if current != Some(*version) => {
                    return conflict;
                }
                (Fault::RequirementsCheckedApart, Change::Require(_, version))
                    if current != Some(*version) =>
                {
                    return conflict;
                }
                (Fault::KeysCheckedApart, Change::Insert(record)) if self.is_taken(record).await => {
                    return Err(StoreError::AlreadyExists { key: format!("{:?}", keys(record)) });
                }
                _ => {}
            }
        }
        let_others_go_first().await;
        let mut blind = Vec::new();
        for step in steps {
            match (fault, step) {
                (Fault::VersionsCheckedApart, Change::Update(record, version)) => {
                    let current = self.stored(record.id()).await.map_or(version, |(_, version)| version);
                    blind.push(Change::Update(record, current));
                }
                (Fault::RequirementsCheckedApart, Change::Require(..)) => {}
                (Fault::KeysCheckedApart, Change::Insert(record)) => {
                    blind.extend(self.unless_taken(record).await);
                }
                (_, step) => blind.push(step),
            }
        }
        self.inner.commit(&set_of(blind)).await
    }
}
