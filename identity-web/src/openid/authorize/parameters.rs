//! The parameters of a request, bounded.

use crate::openid::authorize::error::PageError;
use std::collections::BTreeSet;

/// The most octets that all parameters have together.
pub(crate) const MOST_OCTETS: usize = 16 * 1024;

/// The most octets that one value has.
pub(crate) const LONGEST_VALUE: usize = 4 * 1024;

/// Takes a query or a form apart.
pub(crate) fn read(raw: &[u8]) -> Result<Vec<(String, String)>, PageError> {
    if raw.len() > MOST_OCTETS {
        return Err(PageError::TooLong);
    }
    Ok(form_urlencoded::parse(raw).into_owned().collect())
}

/// The parameters of one request. One without a value counts as one that is not there (RFC 6749, section 3.1).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameters<'a>(&'a [(String, String)]);

impl<'a> Parameters<'a> {
    /// Looks at parameters.
    pub(crate) const fn new(parameters: &'a [(String, String)]) -> Self {
        Self(parameters)
    }

    /// The first value of a parameter.
    pub(crate) fn get(self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The value of a parameter that is there once, and not too long.
    pub(crate) fn single(self, name: &str) -> Option<&'a str> {
        self.get(name).filter(|value| !self.is_repeated(name) && value.len() <= LONGEST_VALUE)
    }

    /// Every value of a parameter.
    pub(crate) fn all(self, name: &str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(given, value)| given == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// Whether a parameter is there more than once, even without a value.
    pub(crate) fn is_repeated(self, name: &str) -> bool {
        self.0.iter().filter(|(given, _)| given == name).nth(1).is_some()
    }

    /// Whether any but those is there more than once (RFC 6749, section 3.1).
    pub(crate) fn is_any_repeated(self, but: &str) -> bool {
        let mut seen = BTreeSet::new();
        self.0.iter().any(|(name, _)| name != but && !seen.insert(name))
    }

    /// Whether a value is longer than any that is taken.
    pub(crate) fn is_any_too_long(self) -> bool {
        self.0.iter().any(|(_, value)| value.len() > LONGEST_VALUE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_and_bounded() {
        let read_ones = read(b"scope=openid+email&state=a%26b&empty=&state=2").unwrap();
        let asked = Parameters::new(&read_ones);
        assert_eq!(asked.get("scope"), Some("openid email"));
        assert_eq!(asked.get("state"), Some("a&b"));
        assert_eq!(asked.single("state"), None);
        assert_eq!(asked.get("empty"), None);
        assert!(asked.is_any_repeated("") && !asked.is_any_repeated("state"));
        assert_eq!(read(&vec![b'a'; MOST_OCTETS + 1]), Err(PageError::TooLong));
        assert!(read(&vec![b'a'; MOST_OCTETS]).is_ok());
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn o_8_a_parameter_without_a_value_is_repeated_too() {
        assert!(Parameters::new(&read(b"scope=openid&scope=").unwrap()).is_repeated("scope"));
    }
}
