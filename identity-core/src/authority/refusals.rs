//! Audit rows for refusals that are no deny of the policy.

use super::caller::Caller;
use super::identity::Identity;
use super::writing::Trace;
use crate::domain::{Action, Device};
use crate::ids::OrganizationId;
use crate::store::StoreError;
use crate::values::{Network, RoleKey};
use std::time::Duration;

/// The code that the audit trail has for a refusal that is no deny of the policy.
#[derive(Debug)]
pub(crate) struct RefusalNote {
    code: &'static str,
    role: Option<RoleKey>,
    after_access: bool,
}

impl RefusalNote {
    /// A refusal after the policy allowed the act as such, so that it belongs to the history of the organisation.
    pub(crate) fn after_access(code: &'static str) -> Self {
        Self { code, role: None, after_access: true }
    }

    /// A refusal before the policy was asked: the organisation may be any, and its history is left alone.
    pub(crate) fn before_access(code: &'static str) -> Self {
        Self { code, role: None, after_access: false }
    }

    /// Names the role that the refusal is about.
    pub(crate) fn of_role(self, role: &RoleKey) -> Self {
        Self { role: Some(role.clone()), ..self }
    }
}

/// An error that may be a refusal for another reason than a deny of the policy, which is written down where it happens.
pub(crate) trait AuditedRefusal {
    /// What to write down, if it is such a refusal.
    fn refusal(&self) -> Option<RefusalNote>;
}

/// How many refused tries of one kind the audit trail takes in a minute from one network.
const NOTES_OF_NETWORK: u64 = 60;

/// How many it takes in a minute from all networks.
const NOTES: u64 = 600;

const MINUTE: Duration = Duration::from_mins(1);

/// Where no address of a sender is known, all of them together may send this many times as much.
const NETWORKS: u64 = 20;

/// The counter of what the network of a sender sends, and how much it may be.
pub(crate) fn counter_of_network(of: &str, device: &Device, limit: u64) -> (String, u64) {
    match device.network() {
        Some(network) => (format!("{of}:{network}"), limit),
        None => (format!("{of}:unknown"), limit.saturating_mul(NETWORKS)),
    }
}

impl Identity {
    /// Counts one more of what anybody can send, and says whether that many may be. Over the limit nothing is written, so
    /// that whoever goes on sending does not keep the store busy.
    pub(crate) async fn count_up_to(
        &self,
        most: u64,
        counter: &str,
        span: Duration,
    ) -> Result<bool, StoreError> {
        let (counters, window) = (self.store.counters(), self.window(span));
        if counters.count(counter, window).await? > most {
            return Ok(false);
        }
        Ok(counters.hit(counter, window).await? <= most)
    }

    /// Writes down a try of somebody unknown that came to nothing. Anybody can try, so of each kind only so many are written
    /// down in a minute; the log has them all.
    pub(crate) async fn note_some_tries(
        &self,
        action: Action,
        trace: Trace,
        reference: Option<&str>,
        network: Option<Network>,
    ) -> Result<(), StoreError> {
        let kind = action.as_str();
        tracing::info!(kind, network = network.map(tracing::field::display), details = ?trace.details, "try refused");
        if let Some(network) = network
            && !self.count_up_to(NOTES_OF_NETWORK, &format!("noted:{kind}:{network}"), MINUTE).await?
        {
            return Ok(());
        }
        let most = if network.is_some() { NOTES } else { NOTES_OF_NETWORK };
        if !self.count_up_to(most, &format!("noted:{kind}"), MINUTE).await? {
            return Ok(());
        }
        self.note_try(action, trace, reference).await
    }

    /// Writes down that a caller was refused what they do not hold, or sent too much.
    pub(crate) async fn audit_refusal<T, E: AuditedRefusal + From<StoreError>>(
        &self,
        caller: &Caller,
        organization: impl Into<Option<OrganizationId>>,
        result: Result<T, E>,
    ) -> Result<T, E> {
        if let Some(note) = result.as_ref().err().and_then(AuditedRefusal::refusal) {
            let organization = organization.into().filter(|_| note.after_access);
            let trace = Trace { organization, ..Trace::default() };
            let trace = trace.with("missing", note.code);
            let trace = note.role.into_iter().fold(trace, |trace, role| trace.with("role", role));
            self.note_refusal(caller, trace).await?;
        }
        result
    }
}
