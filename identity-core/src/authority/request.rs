//! What one request keeps: its instant, its reference, its browser, and the facts that were read for it.

use super::decision_context::DecisionContext;
use super::guarded::GuardedStore;
use crate::Timestamp;
use crate::domain::Device;
use crate::ids::OrganizationId;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the instant and the facts of a request count. A handler that goes on for longer, such as one that feeds an
/// open connection, decides by what it reads anew from then on, so that it outlives no revocation.
const LONGEST: Duration = Duration::from_secs(5);

/// One request of a caller.
#[derive(Debug)]
pub(crate) struct RequestContext {
    at: Timestamp,
    reference: String,
    device: Device,
    read: Mutex<Read>,
}

/// What was read for a request so far.
#[derive(Debug, Default)]
struct Read {
    /// Grows whenever what was read is forgotten, so that a read that began before is not kept.
    forgotten: u64,
    facts: Option<KnownFacts>,
}

#[derive(Debug)]
struct KnownFacts {
    store: GuardedStore,
    /// The organisations that were asked about.
    asked: BTreeSet<OrganizationId>,
    known: Arc<DecisionContext>,
}

/// A read that the memory of a request does not answer.
#[derive(Debug)]
pub(super) struct Unread {
    forgotten: u64,
    /// The organisations to ask about: those that are wanted and those that were asked about before.
    pub(super) organizations: Vec<OrganizationId>,
}

impl Unread {
    /// At the beginning of a request nothing was read.
    pub(super) const fn everything() -> Self {
        Self { forgotten: 0, organizations: Vec::new() }
    }
}

impl RequestContext {
    pub(super) fn new(at: Timestamp, reference: String, device: Device) -> Self {
        Self { at, reference, device, read: Mutex::default() }
    }

    pub(super) fn reference(&self) -> &str {
        &self.reference
    }

    pub(super) fn device(&self) -> &Device {
        &self.device
    }

    /// The instant of the request, unless that is long ago.
    pub(super) fn at(&self, now: Timestamp) -> Option<Timestamp> {
        (now.since(self.at) <= LONGEST && self.at <= now).then_some(self.at)
    }

    /// The facts that were read from this store about these organisations, among others.
    pub(super) fn facts(
        &self,
        store: &GuardedStore,
        organizations: &[OrganizationId],
    ) -> Result<Arc<DecisionContext>, Unread> {
        let read = self.read();
        let facts = read.facts.as_ref().filter(|facts| facts.store.is(store));
        let mut wanted: BTreeSet<_> = organizations.iter().copied().collect();
        if let Some(facts) = facts {
            // What was read because it lies above another is read again when it is asked about. Else the number of reads
            // would tell an organisation that is foreign from one that is unknown.
            let own = facts.known.own_places();
            if wanted.iter().all(|id| facts.asked.contains(id) || own.contains(id)) {
                return Ok(Arc::clone(&facts.known));
            }
            wanted.extend(&facts.asked);
        }
        Err(Unread { forgotten: read.forgotten, organizations: wanted.into_iter().collect() })
    }

    /// Keeps what was read since.
    pub(super) fn keep(&self, store: &GuardedStore, unread: Unread, known: &Arc<DecisionContext>) {
        let mut read = self.read();
        if read.forgotten != unread.forgotten {
            return;
        }
        read.facts = Some(KnownFacts {
            store: store.clone(),
            asked: unread.organizations.into_iter().collect(),
            known: Arc::clone(known),
        });
    }

    /// Forgets what was read: something was written, or somebody else was faster.
    pub(super) fn forget(&self) {
        let mut read = self.read();
        read.forgotten = read.forgotten.wrapping_add(1);
        read.facts = None;
    }

    fn read(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
