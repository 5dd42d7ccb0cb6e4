//! Audit rows for requests and answers that were refused.

use crate::authority::{Identity, Trace};
use crate::domain::Action;
use crate::ids::RelyingPartyId;
use crate::store::StoreError;
use std::time::Duration;

/// How many refused messages of one kind the audit trail takes in a minute; the log has them all.
const NOTES_PER_MINUTE: u64 = 60;

const MINUTE: Duration = Duration::from_mins(1);

impl Identity {
    /// Writes down that a request or an answer was refused, and which check failed, for an audit of attacks.
    /// Anybody can send what is refused, so of each kind only so many are written down in a minute.
    pub async fn note_refused_request(
        &self,
        relying_party: Option<RelyingPartyId>,
        check: &str,
        reference: Option<&str>,
    ) -> Result<(), StoreError> {
        let party = relying_party.map_or_else(String::new, |party| party.to_string());
        let counter = format!("sso-refused:{check}:{party}");
        if self.store.counters().hit(&counter, self.window(MINUTE)).await? > NOTES_PER_MINUTE {
            return Ok(());
        }
        let trace = relying_party.map_or_else(Trace::default, Trace::of).with("check", check);
        self.note_try(Action::RequestRefused, trace, reference).await
    }
}
