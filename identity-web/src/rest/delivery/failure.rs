//! What a refusal to change how text messages are sent is to a call.

use crate::language::{PageText, in_english};
use crate::pages::address_fault;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::delivery::SmsSettingsError;

impl From<SmsSettingsError> for Problem {
    fn from(error: SmsSettingsError) -> Self {
        let field = |name: &str, key| Self::field(name, in_english(&PageText::new(key)));
        match error {
            SmsSettingsError::Access(error) => error.into(),
            SmsSettingsError::Store(error) => error.into(),
            SmsSettingsError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            SmsSettingsError::Address(fault) => field("address", address_fault(fault)),
            SmsSettingsError::PlaceMissing => field("address", "error-sms-place"),
            SmsSettingsError::Fields => field("fields", "error-sms-values"),
            SmsSettingsError::Secret => field("secret", "error-sms-secret"),
            SmsSettingsError::SecretMissing => field("secret", "error-sms-secret-missing"),
            SmsSettingsError::OtherServer => field("keep_secret", "error-sms-other-server"),
            SmsSettingsError::Digits => field("code_digits", "error-sms-digits"),
            SmsSettingsError::NoNumber => {
                Self::said(ProblemKind::PeopleOnly, &PageText::new("rest-sms-no-number"))
            }
            SmsSettingsError::NumberRefused => {
                Self::said(ProblemKind::Forbidden, &PageText::new("error-number-refused"))
            }
            SmsSettingsError::PeopleOnly => {
                Self::said(ProblemKind::PeopleOnly, &PageText::new("rest-people-only"))
            }
            SmsSettingsError::NothingProposed => {
                Self::said(ProblemKind::Conflict, &PageText::new("rest-sms-nothing-waits"))
            }
            SmsSettingsError::OwnProposal => {
                Self::said(ProblemKind::Forbidden, &PageText::new("rest-approval-own-request"))
            }
            SmsSettingsError::TooNew => {
                Self::said(ProblemKind::Forbidden, &PageText::new("rest-approval-too-new"))
            }
            SmsSettingsError::ProposerLostRight => {
                Self::said(ProblemKind::Conflict, &PageText::new("rest-approval-asker-lost-right"))
            }
            SmsSettingsError::TooMany => Self::said(ProblemKind::TooMany, &PageText::new("rest-too-many")),
            unknown => Self::internal(unknown),
        }
    }
}
