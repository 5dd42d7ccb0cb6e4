//! Origins of the web.

/// Whether a text is an origin as browsers write it in a policy: scheme, host, and the port if it is not the scheme's own
/// (RFC 6454 section 6.2), and nothing behind.
///
/// ```
/// use identity_core::values::is_web_origin;
///
/// assert!(is_web_origin("https://www.example.com"));
/// assert!(!is_web_origin("https://www.example.com/"), "a path");
/// assert!(!is_web_origin("https://www.example.com:443"), "the scheme's own port");
/// assert!(!is_web_origin("https://*.example.com; script-src *"));
/// ```
pub fn is_web_origin(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && !text.contains('*')
            && url.origin().ascii_serialization() == text
    })
}
