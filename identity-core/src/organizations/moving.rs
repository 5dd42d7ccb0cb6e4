//! Organisations that are created while one above them moves.
//!
//! A move gives everything below the organisation a new path, in one commit. Creating an organisation does not write its
//! parent, so that many can be created at once. So nothing would keep one from being created after the move has read
//! what lies below, and from being left behind with the path of before. Therefore a move is announced, and then writes
//! its organisation once, unchanged. A commit that rests on what was read before that fails, because it requires every
//! organisation on the path of the new one. Who reads later finds the announcement, and writes the parent: then it is
//! the commit of the move, or that of the creation, that fails and runs again on fresh facts.

use crate::Timestamp;
use crate::authority::{Act, Caller, Identity};
use crate::domain::{Organization, OrganizationPath};
use crate::store::{StoreError, Versioned};
use std::time::Duration;

/// For how long after the announcement of a move organisations near it are created with a write of their parent.
const ANNOUNCED: Duration = Duration::from_mins(3);

/// For how long after its announcement a move can be committed. What remains of [`ANNOUNCED`] is for a commit that has
/// to wait, and for the clocks of nodes that differ.
const COMMITTED_WITHIN: Duration = Duration::from_mins(1);

/// A move that others know of.
pub(super) struct AnnouncedMove {
    from: OrganizationPath,
    until: Timestamp,
}

impl AnnouncedMove {
    /// Whether the organisation can be moved from where it lies, and now.
    pub(super) fn holds(&self, moved: &Organization, now: Timestamp) -> bool {
        self.from == moved.path && now < self.until
    }
}

impl Identity {
    /// Announces that an organisation moves. What was read of it before is outdated then.
    pub(super) async fn announce_move(
        &self,
        caller: &Caller,
        moved: &Versioned<Organization>,
    ) -> Result<AnnouncedMove, StoreError> {
        let now = self.now();
        if let Some(counter) = counter(&moved.path) {
            self.store.counters().hit(&counter, now).await?;
        }
        self.touch(caller, moved).await?;
        Ok(AnnouncedMove { from: moved.path.clone(), until: now.plus(COMMITTED_WITHIN) })
    }

    /// Makes the commit with a new child of `parent` rest on where the parent lies, and conflict with that of a move
    /// that has not seen the child. To be called when the parent and the facts were read.
    pub(super) async fn gain_child(
        &self,
        act: &mut Act,
        parent: &Versioned<Organization>,
    ) -> Result<(), StoreError> {
        act.changes().require_read(parent);
        if let Some(counter) = counter(&parent.path)
            && self.store.counters().count(&counter, self.now().minus(ANNOUNCED)).await? > 0
        {
            act.changes().update(parent.record.clone(), parent.version);
        }
        Ok(())
    }
}

/// The counter of the moves within the same customer, which is the organisation directly below the root; the root itself
/// never moves.
fn counter(path: &OrganizationPath) -> Option<String> {
    path.steps().get(1).map(|customer| format!("moves:{customer}"))
}
