//! The codes of an authenticator app.

use crate::Timestamp;
use crate::authenticators::code_of_key;

/// The code that an authenticator app shows at a time. `key` is the key as the page shows it (base 32, with or without
/// blanks); `None` if it is none.
///
/// ```
/// use identity_core::Timestamp;
/// use identity_core::testing::app_code;
///
/// let code = app_code("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Timestamp::from_unix_seconds(59));
/// assert_eq!(code.as_deref(), Some("287082"));
/// ```
pub fn app_code(key: &str, at: Timestamp) -> Option<String> {
    let key: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    code_of_key(&key, at)
}
