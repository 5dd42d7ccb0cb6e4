//! The names under which an application knows a person and a session.

use crate::authority::{Act, Identity};
use crate::domain::{
    NameFormat, NameIdentifier, NameIdentifierKey, Participant, ParticipantKey, RelyingParty, User,
};
use crate::ids::UserId;
use crate::secrets::SecretToken;
use crate::sign_on::session_of::SessionOf;
use crate::store::{StoreError, Versioned};

/// The person as a relying party is told of them.
#[derive(Clone, Copy)]
pub(in crate::sign_on) struct Named<'a> {
    pub(in crate::sign_on) user: &'a User,
    /// The persistent name.
    pub(in crate::sign_on) persistent: &'a str,
    /// The format that is wanted.
    pub(in crate::sign_on) format: NameFormat,
}

impl Identity {
    /// The persistent, opaque name of the person at this relying party; made at the first sign-on.
    pub(in crate::sign_on) async fn name_for(
        &self,
        act: &mut Act,
        user: UserId,
        party: &RelyingParty,
    ) -> Result<String, StoreError> {
        let key = NameIdentifierKey::Of(user, party.id);
        if let Some(found) = self.store.name_identifiers().find(&key).await? {
            return Ok(found.record.value);
        }
        let value = SecretToken::generate(self.entropy()).expose().to_owned();
        act.changes().insert(NameIdentifier {
            id: self.new_id(),
            user,
            relying_party: party.id,
            value: value.clone(),
            created_at: self.now(),
        });
        Ok(value)
    }

    /// Remembers that the relying party takes part in the session, and by which name it knows the person there. Who takes
    /// part already, also in the session that this one goes on from, keeps the session's name.
    pub(in crate::sign_on) async fn take_part(
        &self,
        act: &mut Act,
        session: &SessionOf,
        party: &RelyingParty,
        named: Named<'_>,
    ) -> Result<Participant, StoreError> {
        let id = session.session.id;
        let known = match session.inherited.iter().find(|part| part.relying_party == party.id) {
            Some(inherited) => Some(inherited.clone()),
            None => self.store.participants().find(&ParticipantKey::Of(id, party.id)).await?,
        };
        let Some(known) = known else {
            let participant = Participant {
                id: self.new_id(),
                session: id,
                relying_party: party.id,
                name_id: self.name_in_format(named, None),
                name_format: named.format,
                created_at: self.now(),
            };
            act.changes().insert(participant.clone());
            return Ok(participant);
        };
        let name_id = self.name_in_format(named, Some(&known));
        let part = Participant { session: id, name_id, name_format: named.format, ..known.record.clone() };
        if part != known.record {
            act.changes().update(part.clone(), known.version);
        }
        Ok(part)
    }

    fn name_in_format(&self, named: Named<'_>, known: Option<&Versioned<Participant>>) -> String {
        match named.format {
            NameFormat::Persistent => named.persistent.to_owned(),
            NameFormat::Email => {
                named.user.email.as_ref().map_or_else(|| named.persistent.to_owned(), ToString::to_string)
            }
            NameFormat::Transient => {
                let earlier = known.filter(|known| known.name_format == NameFormat::Transient);
                earlier.map_or_else(
                    || SecretToken::generate(self.entropy()).expose().to_owned(),
                    |earlier| earlier.name_id.clone(),
                )
            }
        }
    }
}
