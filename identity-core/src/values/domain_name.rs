//! Domain names.

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// Longer than any name that could come out right, so that the mapping never works on more.
const MAX_INPUT_OCTETS: usize = 1024;

/// A host's domain name of two or more labels, in its ASCII lower-case form (RFC 1123 section 2.1,
/// RFC 5891 by way of UTS 46). Two spellings of one domain are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(String);

/// A text that is not a domain name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a domain name is a name such as citygroup.example, without https:// and without a path")]
pub struct InvalidDomainName;

impl DomainName {
    /// Reads a domain name in Unicode or ASCII form. IP addresses and single labels are refused.
    pub fn parse(text: &str) -> Result<Self, InvalidDomainName> {
        let text = text.trim_matches(' ');
        if text.is_empty() || text.len() > MAX_INPUT_OCTETS {
            return Err(InvalidDomainName);
        }
        let ascii = Uts46::new()
            .to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
            .map_err(|_| InvalidDomainName)?;
        match ascii.rsplit_once('.') {
            Some((_, top)) if top.bytes().any(|byte| !byte.is_ascii_digit()) => Ok(Self(ascii.into_owned())),
            _ => Err(InvalidDomainName),
        }
    }

    /// A name that was parsed before, as part of another value.
    pub(super) fn parsed(name: &str) -> Self {
        Self(name.to_owned())
    }
}

text_value!(DomainName, InvalidDomainName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_domain_are_one_value() {
        for text in ["CityGroup.Example", " citygroup.example ", "ｃｉｔｙｇｒｏｕｐ。example"] {
            assert_eq!(DomainName::parse(text).unwrap().as_str(), "citygroup.example", "{text}");
        }
        assert_eq!(DomainName::parse("Bücher.example").unwrap().as_str(), "xn--bcher-kva.example");
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        let long = format!("{}.example", "a".repeat(64));
        for text in [
            "",
            "localhost",
            "127.0.0.1",
            "a..b",
            ".a.b",
            "a.b.",
            "a b.example",
            "a_b.example",
            "-a.example",
            "a.example\r\n",
            "user@a.example",
            "https://a.example",
            "a.example/path",
            "xn--a.example",
            &long,
            "[::1]",
            "a\u{200B}\u{202E}.example",
        ] {
            assert_eq!(DomainName::parse(text), Err(InvalidDomainName), "{text:?}");
        }
        assert_eq!(DomainName::parse(&"a.".repeat(100_000)), Err(InvalidDomainName));
    }
}
