//! What methods are called, and how a code that was sent is told of.

use crate::language::PageText;
use identity_core::Timestamp;
use identity_core::authenticators::{CodeSent, SendCodeError};
use identity_core::domain::AuthenticationMethod;
use serde::Serialize;

/// What people call a method of RFC 8176; a deployment's own stands by its name.
pub(crate) fn method_words(method: &AuthenticationMethod) -> PageText {
    let key = match method.as_str() {
        "pwd" => "method-pwd",
        "otp" => "method-otp",
        "sms" => "method-sms",
        "tel" => "method-tel",
        "mail_code" => "method-mail-code",
        "recovery_code" => "method-recovery-code",
        "pop" => "method-passkey",
        "hwk" | "swk" => "method-key",
        other => return PageText::new("method-named").with("method", other),
    };
    PageText::new(key)
}

/// How long to wait before a code can be sent again.
fn wait_words(seconds: u64) -> PageText {
    PageText::new("error-code-too-soon").with("seconds", i64::try_from(seconds.max(1)).unwrap_or(i64::MAX))
}

/// Why no code was sent, and what to do.
pub(crate) fn not_sent(error: &SendCodeError) -> PageText {
    match error {
        SendCodeError::TooSoon { after } => wait_words(after.as_secs()),
        SendCodeError::NumberRefused => PageText::new("error-number-refused"),
        _ => PageText::new("error-codes-too-many"),
    }
}

/// A code that was sent.
#[derive(Debug, Clone, Serialize)]
pub struct SentCode {
    /// Where to, for somebody who may not know the whole number or address.
    pub target: String,
    /// For how many minutes it is good.
    pub minutes: i64,
    /// In how many seconds it can be sent again; 0 for now.
    pub again_in: i64,
}

impl SentCode {
    pub(crate) fn of(sent: &CodeSent, now: Timestamp) -> Self {
        let seconds = |until: Timestamp| i64::try_from(until.since(now).as_secs()).unwrap_or(i64::MAX);
        Self {
            target: sent.target.clone(),
            minutes: seconds(sent.expires_at).saturating_add(59) / 60,
            again_in: if sent.again_at <= now { 0 } else { seconds(sent.again_at).saturating_add(1) },
        }
    }
}
