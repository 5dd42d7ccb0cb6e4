//! The values that fill several columns, or one in a form of their own.

use super::cells::Cell;
use super::reading::Row;
use super::stored::Stored;
use identity_core::Timestamp;
use identity_core::domain::{
    Actor, BrandSubject, CodePurpose, CredentialSecret, GrantPath, Holder, Mandate, OrganizationPath, Period,
    SignInSubject,
};
use identity_core::secrets::PasswordHash;
use identity_core::store::{RecordId, StoreError};
use identity_core::values::PhoneNumber;
use sea_orm::sea_query::Value;
use uuid::Uuid;

/// A kind and an id, as [`Holder`], [`Actor`] and [`RecordId`] have them.
const KIND_AND_ID: &[&str] = &["_kind", "_id"];

impl Cell for OrganizationPath {
    type Raw = String;

    fn to_raw(&self) -> String {
        self.to_string()
    }

    fn from_raw(raw: String) -> Option<Self> {
        Self::parse(&raw)
    }
}

impl Cell for GrantPath {
    type Raw = String;

    fn to_raw(&self) -> String {
        self.to_string()
    }

    fn from_raw(raw: String) -> Option<Self> {
        Self::parse(&raw)
    }
}

/// A grant is a mandate if it says how often it can be passed on.
impl Stored for Option<Mandate> {
    const PARTS: &'static [&'static str] =
        &["_max_delegation_depth", "_reason", "_answer", "_answered_at", "_notices_sent"];

    fn store(&self, row: &mut Vec<Value>) {
        let mandate = self.as_ref();
        mandate.map(|mandate| mandate.max_delegation_depth).store(row);
        mandate.and_then(|mandate| mandate.reason.clone()).store(row);
        mandate.map(|mandate| mandate.answer).store(row);
        mandate.and_then(|mandate| mandate.answered_at).store(row);
        mandate.map(|mandate| mandate.notices_sent).store(row);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let depth = Option::<u8>::load(row)?;
        let reason = Option::load(row)?;
        let answer = Option::load(row)?;
        let answered_at = Option::load(row)?;
        let notices = Option::load(row)?;
        match (depth, answer, notices) {
            (None, None, None) => Ok(None),
            (Some(max_delegation_depth), Some(answer), Some(notices_sent)) => {
                Ok(Some(Mandate { max_delegation_depth, reason, answer, answered_at, notices_sent }))
            }
            _ => Err(row.unreadable("a part of a mandate without the others")),
        }
    }
}

impl Stored for Period {
    const PARTS: &'static [&'static str] = &["_starts_at", "_ends_at"];

    fn store(&self, row: &mut Vec<Value>) {
        let Self { starts_at, ends_at } = self;
        starts_at.store(row);
        ends_at.store(row);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { starts_at: Option::<Timestamp>::load(row)?, ends_at: Option::<Timestamp>::load(row)? })
    }
}

/// The kind and the id of a holder.
pub(crate) fn holder_parts(holder: Holder) -> (&'static str, Uuid) {
    match holder {
        Holder::User(id) => ("user", id.as_uuid()),
        Holder::Organization(id) => ("organization", id.as_uuid()),
        Holder::Client(id) => ("client", id.as_uuid()),
    }
}

impl Stored for Holder {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        let (kind, id) = holder_parts(*self);
        row.extend([kind.into(), id.into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (String, Uuid) = (row.take()?, row.take()?);
        match kind.as_str() {
            "user" => Ok(Self::User(id.into())),
            "organization" => Ok(Self::Organization(id.into())),
            "client" => Ok(Self::Client(id.into())),
            _ => Err(row.unreadable(format!("no holder is a {kind:?}"))),
        }
    }
}

/// The kind of an actor, and the id if it has one.
pub(crate) fn actor_parts(actor: Actor) -> (&'static str, Option<Uuid>) {
    match actor {
        Actor::User(id) => ("user", Some(id.as_uuid())),
        Actor::Client(id) => ("client", Some(id.as_uuid())),
        Actor::System => ("system", None),
        Actor::Anonymous => ("anonymous", None),
    }
}

impl Stored for Actor {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        let (kind, id) = actor_parts(*self);
        row.extend([kind.into(), id.into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (String, Option<Uuid>) = (row.take()?, row.take()?);
        match (kind.as_str(), id) {
            ("user", Some(id)) => Ok(Self::User(id.into())),
            ("client", Some(id)) => Ok(Self::Client(id.into())),
            ("system", None) => Ok(Self::System),
            ("anonymous", None) => Ok(Self::Anonymous),
            _ => Err(row.unreadable(format!("no actor is a {kind:?} with this id, or without one"))),
        }
    }
}

impl Stored for Option<RecordId> {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        let kind = self.map(|id| id.kind().as_str());
        row.extend([kind.into(), self.map(RecordId::as_uuid).into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (Option<String>, Option<Uuid>) = (row.take()?, row.take()?);
        match (kind, id) {
            (None, None) => Ok(None),
            (Some(kind), Some(id)) => match RecordId::from_parts(&kind, id) {
                Some(record) => Ok(Some(record)),
                None => Err(row.unreadable(format!("no record is a {kind:?}"))),
            },
            _ => Err(row.unreadable("a kind without an id, or an id without a kind")),
        }
    }
}

impl Stored for CodePurpose {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        row.extend([self.kind().into(), self.id().into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (String, Uuid) = (row.take()?, row.take()?);
        Self::from_parts(&kind, id).ok_or_else(|| row.unreadable(format!("no code is for a {kind:?}")))
    }
}

impl Stored for SignInSubject {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        row.extend([self.kind().into(), self.id().into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (String, Uuid) = (row.take()?, row.take()?);
        Self::from_parts(&kind, id).ok_or_else(|| row.unreadable(format!("nothing is asked of a {kind:?}")))
    }
}

impl Stored for BrandSubject {
    const PARTS: &'static [&'static str] = KIND_AND_ID;

    fn store(&self, row: &mut Vec<Value>) {
        row.extend([self.kind().into(), self.id().into()]);
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, id): (String, Uuid) = (row.take()?, row.take()?);
        Self::from_parts(&kind, id).ok_or_else(|| row.unreadable(format!("no {kind:?} has a brand")))
    }
}

/// What no text can hold is `null`, which is not read again.
fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_string(value).ok().into()
}

impl Stored for CredentialSecret {
    const PARTS: &'static [&'static str] = &["_kind", ""];

    fn store(&self, row: &mut Vec<Value>) {
        match self {
            Self::Password(hash) => row.extend(["password".into(), hash.as_phc().into()]),
            Self::Totp { key, last_step } => row.extend(["totp".into(), json(&(key, last_step))]),
            Self::Sms(number) => row.extend(["sms".into(), number.as_str().into()]),
            Self::RecoveryCodes(codes) => row.extend(["recovery_codes".into(), json(codes)]),
            Self::Passkey(passkey) => row.extend(["passkey".into(), json(passkey)]),
        }
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let (kind, secret): (String, String) = (row.take()?, row.take()?);
        match kind.as_str() {
            "password" => {
                PasswordHash::parse(&secret).map(Self::Password).map_err(|error| row.unreadable(error))
            }
            "totp" => {
                let read = serde_json::from_str(&secret);
                read.map(|(key, last_step)| Self::Totp { key, last_step })
                    .map_err(|error| row.unreadable(error))
            }
            "sms" => PhoneNumber::parse(&secret).map(Self::Sms).map_err(|error| row.unreadable(error)),
            "recovery_codes" => {
                serde_json::from_str(&secret).map(Self::RecoveryCodes).map_err(|error| row.unreadable(error))
            }
            "passkey" => {
                serde_json::from_str(&secret).map(Self::Passkey).map_err(|error| row.unreadable(error))
            }
            _ => Err(row.unreadable(format!("no credential is a {kind:?}"))),
        }
    }
}
