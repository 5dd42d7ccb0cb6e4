//! The one form of a password, whichever keyboard it was typed on.

use super::secret::Secret;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The `OpaqueString` profile of RFC 8265 section 4.2.2: blanks of any kind become U+0020, then form C. Nothing is cut off.
/// What is hashed, measured and looked up in lists is this form.
pub(crate) fn normal_form(password: &Secret) -> Zeroizing<String> {
    let blank = |c: char| !c.is_ascii() && c.is_whitespace() && !c.is_control();
    let text = password.expose();
    Zeroizing::new(text.chars().map(|c| if blank(c) { ' ' } else { c }).nfc().collect())
}

/// Whether two texts are the same password.
pub(crate) fn same_password(one: &Secret, other: &Secret) -> bool {
    normal_form(one) == normal_form(other)
}
