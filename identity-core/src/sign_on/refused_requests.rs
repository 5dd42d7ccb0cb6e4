//! Audit rows for requests and answers that were refused.

use crate::authority::{Identity, Trace};
use crate::domain::Action;
use crate::ids::RelyingPartyId;
use crate::store::StoreError;
use std::time::Duration;

/// How many refused messages of one kind the audit trail takes in a minute; the log has them all.
const NOTES_PER_MINUTE: u64 = 60;

const MINUTE: Duration = Duration::from_mins(1);

/// A request or an answer that was refused.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct RefusedRequest<'a> {
    /// The application that sent it, or says so, if it is registered.
    pub relying_party: Option<RelyingPartyId>,
    /// The check that failed, by a stable name.
    pub check: &'a str,
    /// The reference that the answer and the log show.
    pub reference: Option<&'a str>,
    /// What helps to find the cause, such as the address that was asked for beside those that are registered. Nothing in
    /// it was verified.
    pub details: Vec<(&'static str, String)>,
}

impl<'a> RefusedRequest<'a> {
    /// A refusal by a check, of which nothing else is known.
    pub fn by(check: &'a str) -> Self {
        Self { check, ..Self::default() }
    }
}

impl Identity {
    /// Writes down that a request or an answer was refused, and which check failed, for an audit of attacks.
    pub async fn note_refused_request(
        &self,
        relying_party: Option<RelyingPartyId>,
        check: &str,
        reference: Option<&str>,
    ) -> Result<(), StoreError> {
        self.note_refused(RefusedRequest { relying_party, reference, ..RefusedRequest::by(check) }).await
    }

    /// Writes down that a request or an answer was refused, with what helps to find the cause.
    /// Anybody can send what is refused, so of each kind only so many are written down in a minute.
    pub async fn note_refused(&self, refused: RefusedRequest<'_>) -> Result<(), StoreError> {
        let RefusedRequest { relying_party, check, reference, details } = refused;
        let party = relying_party.map_or_else(String::new, |party| party.to_string());
        let counter = format!("sso-refused:{check}:{party}");
        if !self.count_up_to(NOTES_PER_MINUTE, &counter, MINUTE).await? {
            return Ok(());
        }
        let trace = relying_party.map_or_else(Trace::default, Trace::of).with("check", check);
        let trace = details.into_iter().fold(trace, |trace, (name, value)| trace.with(name, value));
        self.note_try(Action::RequestRefused, trace, reference).await
    }
}
