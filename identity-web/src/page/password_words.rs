//! Why a new password is not accepted, in words.

use crate::language::PageText;
use identity_core::secrets::{PasswordRefused, Weakness};

/// What to say about a password that does not do: the reason, and with it how strong it is where that is the reason.
pub(crate) fn password_words(refused: PasswordRefused) -> PageText {
    match refused {
        PasswordRefused::TooShort { minimum } => PageText::new("error-password-short").with("count", minimum),
        PasswordRefused::TooLong { maximum } => PageText::new("error-password-long").with("count", maximum),
        PasswordRefused::ContainsContext => PageText::new("error-password-context"),
        PasswordRefused::Breached => PageText::new("error-password-breached"),
        PasswordRefused::Weak { weakness } => PageText::new(weak(weakness)),
        _ => PageText::new("error-password-common"),
    }
}

const fn weak(weakness: Option<Weakness>) -> &'static str {
    match weakness {
        Some(Weakness::Keyboard) => "error-password-weak-keyboard",
        Some(Weakness::Repetition) => "error-password-weak-repetition",
        Some(Weakness::Sequence) => "error-password-weak-sequence",
        Some(Weakness::Date) => "error-password-weak-date",
        Some(Weakness::SingleWord) => "error-password-weak-word",
        Some(Weakness::Name) => "error-password-weak-name",
        Some(Weakness::Common) => "error-password-weak-common",
        _ => "error-password-weak",
    }
}
