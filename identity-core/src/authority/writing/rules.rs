//! The rules that a change to somebody's authority needs besides the right to make it.

use crate::domain::{Actor, Grant, Holder, Record, RecordKind, UserState};
use crate::store::{Change, RecordId};
use std::collections::BTreeSet;

/// A rule that is asked besides the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// Nobody gives or takes what they do not hold, and nobody manages a person who holds more.
    NoHigherOne,
    /// An organisation keeps an administrator.
    AdministratorStays,
}

/// A value that is made only where a [`Rule`] was asked, and kept.
///
/// Each implementation is a type with private fields beside the check; the test that lists the
/// [proofs](super::Proof) lists these too.
pub(crate) trait RuleKept {
    /// Which one.
    const RULE: Rule;

    /// For a change of which record.
    fn about(&self) -> RecordId;
}

/// The rules that a change needs, each with the record that it is asked about.
pub(super) fn rules_of(change: &Change, actor: Actor) -> BTreeSet<(Rule, RecordId)> {
    let id = match change {
        Change::Insert(record) | Change::Update(record, _) => record.id(),
        Change::Remove(id, _) | Change::Require(id, _) => *id,
    };
    let rules = if bears_authority(id.kind()) { rules_by_kind(change, actor) } else { BTreeSet::new() };
    rules.into_iter().map(|rule| (rule, id)).collect()
}

fn rules_by_kind(change: &Change, actor: Actor) -> BTreeSet<Rule> {
    match change {
        Change::Insert(Record::Grant(_) | Record::Role(_)) => [Rule::NoHigherOne].into(),
        // Who has an account or a membership, and no grant, may do nothing. The keys of a membership follow the person,
        // about whose change it was asked.
        Change::Insert(_)
        | Change::Require(..)
        | Change::Update(Record::Membership(_), _)
        | Change::Remove(RecordId::ApiClient(_), _) => BTreeSet::new(),
        // A client's grants are used by whoever knows its secret, so changing it takes what holding them takes. Ending what it
        // can do, by disabling or deleting it, takes the permission alone.
        Change::Update(Record::ApiClient(client), _) => {
            client.enabled.then_some(Rule::NoHigherOne).into_iter().collect()
        }
        Change::Update(Record::Grant(grant), _) => rules_of_grant(grant),
        Change::Update(Record::User(user), _) => {
            let other = (actor != Actor::User(user.id)).then_some(Rule::NoHigherOne);
            let state = (user.state != UserState::Active).then_some(Rule::AdministratorStays);
            other.into_iter().chain(state).collect()
        }
        Change::Update(..) | Change::Remove(..) => [Rule::NoHigherOne, Rule::AdministratorStays].into(),
    }
}

/// A derived grant is cut at every decision to what its parent gives, and each through whose hands it came can end it.
fn rules_of_grant(changed: &Grant) -> BTreeSet<Rule> {
    if changed.is_derived() {
        return BTreeSet::new();
    }
    let stays = matches!(changed.holder, Holder::User(_)).then_some(Rule::AdministratorStays);
    [Rule::NoHigherOne].into_iter().chain(stays).collect()
}

/// Whether a change to a record of this kind can give somebody authority over an organisation, or take it. The match
/// names every kind, so that a new one does not compile before it was thought of here.
const fn bears_authority(kind: RecordKind) -> bool {
    match kind {
        RecordKind::User
        | RecordKind::Membership
        | RecordKind::Role
        | RecordKind::Grant
        | RecordKind::ApiClient => true,
        // Contracts, services and organisations are the CRM's and the deployment's; an invitation gives by the grants that
        // are inserted when it is accepted; the rest is about signing in and about what happened.
        RecordKind::Organization
        | RecordKind::Contract
        | RecordKind::Service
        | RecordKind::Invitation
        | RecordKind::Session
        | RecordKind::Credential
        | RecordKind::Recovery
        | RecordKind::ContactChange
        | RecordKind::UserEmail
        | RecordKind::Approval
        | RecordKind::RelyingParty
        | RecordKind::NameIdentifier
        | RecordKind::Participant
        | RecordKind::SigningKey
        | RecordKind::AccessToken
        | RecordKind::Authorization
        | RecordKind::Consent
        | RecordKind::AuditEvent
        | RecordKind::OutboxMessage
        | RecordKind::SignOn
        | RecordKind::SentCode
        | RecordKind::RememberedBrowser
        | RecordKind::SignInPolicy
        | RecordKind::Brand
        | RecordKind::SmsSettings
        | RecordKind::Logout
        | RecordKind::LoginRequest
        | RecordKind::ConsumedAssertion
        | RecordKind::ServiceSession
        | RecordKind::Connection
        | RecordKind::LinkedIdentity
        | RecordKind::LinkOffer
        | RecordKind::SignInDomain => false,
    }
}

#[cfg(test)]
mod tests;
