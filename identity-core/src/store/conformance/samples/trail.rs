//! What is written beside a change: audit events and outgoing messages. And the signing keys.

use super::draw::Draw;
use super::sample::Sample;
use crate::domain::{
    Action, Actor, AuditEvent, AuditFilter, Channel, KeyState, KeyUse, MessageState, OutboxFilter,
    OutboxMessage, SigningKey, SigningKeyFilter,
};
use crate::ids::UserId;
use crate::store::RecordId;
use crate::store::RecordKind;

/// By whom or what an event is about, and by time.
fn narrower(draw: &mut Draw, one: &AuditEvent, other: &AuditEvent) -> Vec<AuditFilter> {
    let all = AuditFilter::default;
    let acting = |event: &AuditEvent| match event.actor {
        Actor::User(id) => Some(id),
        _ => None,
    };
    let times = [one.at.min(other.at), one.at.max(other.at)].map(Some);
    vec![
        AuditFilter { target: one.target, ..all() },
        AuditFilter { organization: one.organization, target: other.target, ..all() },
        AuditFilter { about: one.about(), ..all() },
        AuditFilter { about: Some(draw.id()), ..all() },
        AuditFilter { person: one.about(), ..all() },
        AuditFilter { person: acting(one), ..all() },
        AuditFilter { organization: other.organization, person: acting(other).or(other.about()), ..all() },
        AuditFilter { person: Some(draw.id()), ..all() },
        AuditFilter { from: times[0], before: times[1], ..all() },
        AuditFilter { organization: one.organization, from: Some(one.at), ..all() },
        AuditFilter { before: Some(one.at), ..all() },
    ]
}

impl Draw {
    /// Particulars, often with the person whom they are about.
    fn details(&mut self) -> std::collections::BTreeMap<String, String> {
        let mut details = self.text_map();
        if let Some(person) = self.maybe(Draw::known::<UserId>) {
            details.insert("user".to_owned(), person.to_string());
        }
        details
    }

    fn record_id(&mut self) -> Option<RecordId> {
        let id = self.id();
        self.among(RecordKind::ALL).and_then(|kind| RecordId::from_parts(kind.as_str(), id))
    }
}

impl Sample for AuditEvent {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            at: draw.time(),
            actor: draw.actor(),
            acting_for: draw.maybe(Draw::known),
            mandate: draw.maybe(Draw::id),
            action: draw.among(Action::ALL).copied().unwrap_or(Action::SystemConfigured),
            target: draw.maybe(Draw::record_id).flatten(),
            organization: draw.maybe(Draw::known),
            details: draw.details(),
            reference: draw.maybe(Draw::text),
        }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<AuditFilter> {
        [
            (None, None),
            (one.organization, None),
            (Some(draw.id()), None),
            (None, Some(one.actor)),
            (one.organization, Some(other.actor)),
        ]
        .map(|(organization, actor)| AuditFilter { organization, actor, ..AuditFilter::default() })
        .into_iter()
        .chain([
            AuditFilter { actions: Some(vec![one.action, other.action]), ..AuditFilter::default() },
            AuditFilter { actor: Some(one.actor), actions: Some(vec![one.action]), ..AuditFilter::default() },
            AuditFilter { actions: Some(Vec::new()), ..AuditFilter::default() },
        ])
        .chain(narrower(draw, one, other))
        .collect()
    }
}

impl Sample for OutboxMessage {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            channel: draw.one_of(&[Channel::Email, Channel::Sms, Channel::Application]),
            recipient: draw.text(),
            payload: draw.maybe(Draw::sealed),
            invitation: draw.maybe(Draw::known),
            state: draw.one_of(&[MessageState::Queued, MessageState::Sent, MessageState::Dead]),
            attempts: draw.one_of(&[0, 1, 17, u32::MAX - 9]),
            next_attempt_at: draw.time(),
            last_error: draw.maybe(Draw::text),
            created_at: draw.time(),
            closed_at: draw.maybe(Draw::time),
        }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<OutboxFilter> {
        let invitations: Vec<_> = one.invitation.into_iter().chain(other.invitation).collect();
        [
            (None, None),
            (Some(one.state), None),
            (None, Some(invitations.clone())),
            (Some(other.state), Some(invitations)),
            (None, Some(vec![draw.id()])),
        ]
        .map(|(state, invitations)| OutboxFilter { state, invitations, recipient: None })
        .into_iter()
        .chain([OutboxFilter { recipient: Some(one.recipient.clone()), ..OutboxFilter::default() }])
        .chain([OutboxFilter {
            state: Some(other.state),
            recipient: Some(one.recipient.clone()),
            ..OutboxFilter::default()
        }])
        .collect()
    }

    fn empty_lists() -> Vec<OutboxFilter> {
        vec![OutboxFilter { invitations: Some(Vec::new()), ..OutboxFilter::default() }]
    }
}

/// The states in which one key of each use is.
const ONE_OF_EACH: [KeyState; 2] = [KeyState::Active, KeyState::Next];

const USES: [KeyUse; 2] = [KeyUse::SamlIdentityProvider, KeyUse::SamlServiceProvider];

impl Sample for SigningKey {
    /// Always retired: of each use one key is active and one is the next, and these are the unique keys of the kind.
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            key_use: draw.one_of(&USES),
            state: KeyState::Retired,
            certificate: draw.octets(),
            private_key: draw.sealed(),
            created_at: draw.time(),
            state_since: draw.time(),
            state_until: draw.maybe(Draw::time),
        }
    }

    fn keyed(draw: &mut Draw) -> Self {
        Self { state: draw.one_of(&ONE_OF_EACH), ..Self::sample(draw) }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        match of.state {
            KeyState::Active | KeyState::Next => {
                vec![Self { key_use: of.key_use, state: of.state, ..Self::sample(draw) }]
            }
            KeyState::Retired => Vec::new(),
        }
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let other_use = USES.into_iter().filter(|key_use| *key_use != of.key_use);
        let mut keys: Vec<_> =
            other_use.map(|key_use| Self { key_use, state: of.state, ..Self::sample(draw) }).collect();
        let others = [KeyState::Retired].into_iter().chain(ONE_OF_EACH).filter(|state| *state != of.state);
        keys.extend(others.map(|state| Self { key_use: of.key_use, state, ..Self::sample(draw) }));
        keys
    }

    fn filters(_draw: &mut Draw, one: &Self, _other: &Self) -> Vec<SigningKeyFilter> {
        [None, Some(one.key_use)].map(|key_use| SigningKeyFilter { key_use }).to_vec()
    }
}
