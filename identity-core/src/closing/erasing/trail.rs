//! What the history says of a person in words, taken out.

use super::over::TimeIsOver;
use super::person::Found;
use super::records::AT_ONCE;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, Actor, AuditEvent, AuditFilter};
use crate::store::{Page, RecordId, StoreError, Versioned};

/// The details by which a row names the person whom it is about, or says how they are reached.
const NAMING: [&str; 3] = ["email", "receiver", "to"];

/// The details that people write, or that repeat what they wrote. The others are ids and codes, which stay whatever name
/// somebody gave themselves.
const WRITTEN: [&str; 8] = ["asked_for", "email", "for", "name", "name_before", "reason", "receiver", "to"];

impl Identity {
    /// Takes names, addresses and numbers of the person out of the history. What stays names them by their id.
    pub(super) async fn erase_from_trail(&self, over: &TimeIsOver, found: &Found) -> Result<(), StoreError> {
        let user = over.user().id;
        let about = AuditFilter { about: Some(user), ..AuditFilter::default() };
        self.rewrite_rows(over, &about, |row| without_names(row, found)).await?;
        let by = AuditFilter { actor: Some(Actor::User(user)), ..AuditFilter::default() };
        self.rewrite_rows(over, &by, |row| without_texts(row, found)).await?;
        let invitations = found.invitations.iter().map(|invitation| RecordId::from(invitation.id));
        let messages = found.messages.iter().map(|message| RecordId::from(message.id));
        for target in invitations.chain(messages) {
            let on = AuditFilter { target: Some(target), ..AuditFilter::default() };
            self.rewrite_rows(over, &on, |row| without_names(row, found)).await?;
        }
        Ok(())
    }

    async fn rewrite_rows(
        &self,
        over: &TimeIsOver,
        filter: &AuditFilter,
        without: impl Fn(&AuditEvent) -> AuditEvent + Send + Sync,
    ) -> Result<(), StoreError> {
        let mut page = Page::first(Page::MAX_LIMIT);
        loop {
            let slice = self.store.audit_events().list(filter, &page).await?;
            let changed: Vec<_> = slice
                .items
                .iter()
                .map(|row| Versioned::new(without(row), row.version))
                .zip(&slice.items)
                .filter(|(after, before)| after.record != before.record)
                .map(|(after, _)| after)
                .collect();
            for some in changed.chunks(AT_ONCE) {
                let mut act = Act::by_proof::<TimeIsOver>(over);
                act.changes().require_read(over.user());
                for row in some {
                    act.changes().update(row.record.clone(), row.version);
                }
                let trace = Trace::of(over.user().id).with("user", over.user().id);
                let trace = trace.with("kind", "audit_event").with("records", some.len());
                self.commit(act.finish(self, Action::UserDataErased, trace)).await?;
            }
            match slice.next {
                Some(next) => page = page.after(next),
                None => return Ok(()),
            }
        }
    }
}

/// A row about the person, without what names them.
fn without_names(row: &AuditEvent, found: &Found) -> AuditEvent {
    let mut row = without_texts(row, found);
    row.details.retain(|name, _| !NAMING.contains(&name.as_str()));
    if row.action == Action::MessageDead {
        // What the other side said may repeat the address.
        row.details.remove("reason");
    }
    row
}

/// A row of the person, who may have done it to somebody else, without the texts that name the person.
fn without_texts(row: &AuditEvent, found: &Found) -> AuditEvent {
    let mut row = row.clone();
    row.details.retain(|name, text| !WRITTEN.contains(&name.as_str()) || !found.is_named_in(text));
    row
}
