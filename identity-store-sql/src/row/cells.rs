//! The values that fill one column.

use super::raw::Raw;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use identity_core::domain::{
    Action, AssertedIdentity, AssertionConsumerService, AuthenticationMethod, BrandLook, Channel,
    CodeRequest, ConnectionRules, Device, EmailUse, GrantScope, IdentityProvider, InvitationState,
    LogoutInitiator, LogoutParty, LogoutService, MandateAnswer, MandateNotice, MandateTerms, MessageState,
    MetadataOrigin, NameFormat, OpenIdClient, OrganizationClass, OrganizationState, Origin, Proved,
    ProviderFailure, ProviderRequest, ProviderSession, ProviderSubject, RecoveryKind, RefreshTokens, Rights,
    SamlOptions, SignInRules, SmsGateway, SmsProposal, UserState,
};
use identity_core::ids::{ContractId, RoleId, ServiceId};
use identity_core::policy::Permission;
use identity_core::secrets::{Sealed, TokenDigest};
use identity_core::values::{
    Attributes, BusinessId, ClientId, Contact, DisplayName, DomainName, EmailAddress, EntityId, ExternalId,
    FamilyName, FoldedText, Locale, PersonName, PhoneNumber, Reason, RoleKey, Scope, ServiceKey, Username,
};
use identity_core::{Timestamp, for_each_record};
use sea_orm::sea_query::{Nullable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A value that fills one column.
pub(crate) trait Cell: Sized {
    /// What the database keeps.
    type Raw: Into<Value> + Nullable + Raw;

    /// What is added to the field's name for the column's.
    const SUFFIX: &'static str = "";

    /// What to write.
    fn to_raw(&self) -> Self::Raw;

    /// What was read; `None` when it is no such value.
    fn from_raw(raw: Self::Raw) -> Option<Self>;
}

/// `$type` is kept as `$raw`, there and back by the two functions.
macro_rules! cell {
    ($type:ty as $raw:ty, $to:expr, $from:expr) => {
        impl Cell for $type {
            type Raw = $raw;

            fn to_raw(&self) -> $raw {
                let to: fn(&$type) -> $raw = $to;
                to(self)
            }

            fn from_raw(raw: $raw) -> Option<Self> {
                let from: fn($raw) -> Option<$type> = $from;
                from(raw)
            }
        }
    };
}

cell!(bool as bool, |value| *value, Some);
cell!(String as String, |value| escape(value), |raw| unescape(&raw));
cell!(Vec<u8> as Vec<u8>, Clone::clone, Some);
cell!(u8 as i64, |value| i64::from(*value), |raw| u8::try_from(raw).ok());
cell!(u16 as i64, |value| i64::from(*value), |raw| u16::try_from(raw).ok());
cell!(u32 as i64, |value| i64::from(*value), |raw| u32::try_from(raw).ok());
// The database has no unsigned type. The same 64 bits come back whole, and nothing asks for their order.
cell!(u64 as i64, |value| value.cast_signed(), |raw| Some(raw.cast_unsigned()));
cell!(Timestamp as i64, |value| value.unix_micros(), |raw| {
    Some(Timestamp::from_unix_micros(raw)).filter(|at| at.unix_micros() == raw)
});
cell!(TokenDigest as Vec<u8>, |value| value.as_bytes().to_vec(), |raw| {
    raw.try_into().ok().map(TokenDigest::from_bytes)
});
cell!(Sealed as Vec<u8>, |value| value.as_bytes().to_vec(), |raw| Some(Sealed::from_bytes(raw)));
// Escaping keeps the order of texts without U+0000, which no name has.
cell!(FoldedText as String, |value| escape(value.as_str()), |raw| {
    serde_json::from_value(unescape(&raw)?.into()).ok()
});
cell!(Action as String, |value| value.as_str().to_owned(), |raw| Action::parse(&raw));
// Certificates: octets in JSON would be lists of numbers.
cell!(
    Vec<Vec<u8>> as String,
    |value| to_json(&value.iter().map(|octets| STANDARD_NO_PAD.encode(octets)).collect::<Vec<_>>()),
    |raw| {
        let texts: Vec<String> = serde_json::from_str(&raw).ok()?;
        texts.iter().map(|text| STANDARD_NO_PAD.decode(text).ok()).collect()
    }
);

/// Ids are UUIDs in columns that end in `_id`.
macro_rules! ids {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {$(
        impl Cell for $id {
            type Raw = Uuid;

            const SUFFIX: &'static str = "_id";

            fn to_raw(&self) -> Uuid {
                self.as_uuid()
            }

            fn from_raw(raw: Uuid) -> Option<Self> {
                Some(raw.into())
            }
        }
    )+};
}

for_each_record!(ids);

/// Values that are texts stand as they are.
macro_rules! texts {
    ($($type:ty),+ $(,)?) => {
        $(cell!($type as String, |value| value.as_str().to_owned(), |raw| <$type>::parse(&raw).ok());)+
    };
}

texts!(
    BusinessId,
    ClientId,
    DisplayName,
    DomainName,
    EmailAddress,
    EntityId,
    ExternalId,
    Locale,
    FamilyName,
    PersonName,
    PhoneNumber,
    Reason,
    RoleKey,
    ServiceKey,
    Username,
);

cell!(Contact as String, |value| value.to_string(), |raw| Contact::parse(&raw).ok());

/// Closed lists of words stand as the word that serde knows them by. Those of a record can be named beside its mapping.
macro_rules! words {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::row::Cell for $type {
            type Raw = String;

            fn to_raw(&self) -> String {
                $crate::row::to_word(self)
            }

            fn from_raw(raw: String) -> Option<Self> {
                $crate::row::from_word(raw)
            }
        }
    )+};
}
pub(crate) use words;

words!(
    Channel,
    EmailUse,
    GrantScope,
    InvitationState,
    MandateAnswer,
    MandateNotice,
    MessageState,
    NameFormat,
    OrganizationClass,
    OrganizationState,
    RecoveryKind,
    Rights,
    UserState,
);

/// What nothing searches stands as JSON.
macro_rules! documents {
    ($($type:ty),+ $(,)?) => { $(cell!($type as String, to_json, |raw| serde_json::from_str(&raw).ok());)+ };
}

documents!(
    Attributes,
    BTreeMap<RoleId, Rights>,
    BTreeMap<ServiceId, BTreeSet<RoleKey>>,
    BTreeMap<String, String>,
    BTreeMap<String, Vec<String>>,
    BTreeSet<AuthenticationMethod>,
    BTreeSet<ContractId>,
    BTreeSet<Permission>,
    BTreeSet<RoleId>,
    BTreeSet<Scope>,
    BTreeSet<ServiceId>,
    Box<AssertedIdentity>,
    BrandLook,
    CodeRequest,
    ConnectionRules,
    Device,
    IdentityProvider,
    LogoutInitiator,
    MandateTerms,
    MetadataOrigin,
    OpenIdClient,
    Origin,
    Proved,
    ProviderFailure,
    ProviderRequest,
    ProviderSession,
    ProviderSubject,
    RefreshTokens,
    SamlOptions,
    SignInRules,
    SmsGateway,
    SmsProposal,
    Vec<AssertionConsumerService>,
    Vec<DomainName>,
    Vec<LogoutParty>,
    Vec<LogoutService>,
    Vec<NameFormat>,
    Vec<Proved>,
    Vec<String>,
);

/// A character that stands for nothing in Unicode (noncharacter), so that no text is longer for it.
const ESCAPE: char = '\u{10FFFF}';

/// PostgreSQL keeps no U+0000 in a text, and a record may: it is written as two other characters.
fn escape(text: &str) -> String {
    if !text.contains(['\0', ESCAPE]) {
        return text.to_owned();
    }
    text.replace(ESCAPE, "\u{10FFFF}\u{10FFFF}").replace('\0', "\u{10FFFF}0")
}

fn unescape(text: &str) -> Option<String> {
    let mut characters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        plain.push(match character {
            ESCAPE => match characters.next()? {
                '0' => '\0',
                ESCAPE => ESCAPE,
                _ => return None,
            },
            other => other,
        });
    }
    Some(plain)
}

#[allow(clippy::expect_used, reason = "maps with text keys, lists and plain structures are always JSON")]
fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("a record's parts are JSON")
}

/// The word that serde writes for a value without content.
pub(crate) fn to_word<T: Serialize>(value: &T) -> String {
    let json = to_json(value);
    json.trim_matches('"').to_owned()
}

/// The value that serde knows by this word.
pub(crate) fn from_word<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_holds_a_zero() {
        for text in
            ["", "plain", "\0", "a\0b", "\u{10FFFF}", "\u{10FFFF}0", "\0\u{10FFFF}\0", "Zoë\u{10FFFE}"]
        {
            let kept = escape(text);
            assert!(!kept.contains('\0'));
            assert_eq!(unescape(&kept).as_deref(), Some(text));
        }
        assert_eq!(unescape("\u{10FFFF}x"), None);
        assert_eq!(unescape("\u{10FFFF}"), None);
    }

    #[test]
    fn numbers_without_a_sign_come_back_whole() {
        for number in [0, 1, u64::MAX, 1 << 63] {
            assert_eq!(u64::from_raw(number.to_raw()), Some(number));
        }
        assert_eq!(u32::from_raw(-1), None);
    }
}
