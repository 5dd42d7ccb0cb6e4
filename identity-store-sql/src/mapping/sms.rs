//! How text messages are sent.

use super::conditions::all;
use super::mapped::{Searched, mapped};
use identity_core::domain::{NoKey, SmsSettings, SmsSettingsFilter};
use sea_orm::sea_query::Condition;

mapped! {
    SmsSettings in "identity_sms_settings" { gateway, code_digits, tested, proposed, created_at, updated_at }
}

impl Searched for SmsSettings {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(_: &SmsSettingsFilter) -> Condition {
        all()
    }
}
