//! Addresses that a browser is sent to, or posts to.

use std::fmt;
use url::{Host, Url};

/// A checked address, kept to the letter as it was given, because SAML compares addresses as strings.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    text: String,
    origin: String,
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// Not an absolute URL, or longer than 2048 characters.
    #[error("the address is not a URL")]
    NotAUrl,
    /// `javascript:`, `data:` and every other scheme.
    #[error("the address must start with https://")]
    Scheme,
    /// `http:` to another machine.
    #[error("http is allowed for this machine only (localhost, 127.0.0.0/8, ::1); use https")]
    PlainHttp,
    /// A user name, a password, a fragment, or a host with unusual characters.
    #[error("the address must have a plain host, no user name, no password and no fragment")]
    Unusual,
}

impl Endpoint {
    /// Checks the address.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        if text.len() > 2048 || !text.bytes().all(|octet| octet.is_ascii_graphic()) {
            return Err(EndpointError::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| EndpointError::NotAUrl)?;
        let host = match url.scheme() {
            "http" | "https" => url.host().ok_or(EndpointError::NotAUrl)?,
            _ => return Err(EndpointError::Scheme),
        };
        if url.scheme() == "http" && !is_loopback(&host) {
            return Err(EndpointError::PlainHttp);
        }
        if let Host::Domain(name) = host
            && !name.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_'))
        {
            return Err(EndpointError::Unusual);
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(EndpointError::Unusual);
        }
        Ok(Self { text: text.to_owned(), origin: url.origin().ascii_serialization() })
    }

    /// The address to the letter.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", self.text)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// RFC 6761, 6.3: names under `localhost` are this machine too.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_is_kept() {
        for text in [
            "https://sp.example/acs?x=1",
            "http://app.smartplan.localhost:8081/saml/sp/acs",
            "http://[::1]/a",
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn s_35_scripts_data_and_plain_http_are_refused() {
        let cases = [
            ("javascript:alert(1)", EndpointError::Scheme),
            ("JavaScript://sp.example/%0aalert(1)", EndpointError::Scheme),
            ("data:text/html,x", EndpointError::Scheme),
            ("file:///etc/passwd", EndpointError::Scheme),
            ("/acs", EndpointError::NotAUrl),
            (" https://sp.example/acs", EndpointError::NotAUrl),
            ("http://sp.example/acs", EndpointError::PlainHttp),
            ("http://localhost.evil.example/acs", EndpointError::PlainHttp),
            ("https://sp.example@evil.example/acs", EndpointError::Unusual),
            ("https://sp.example;script-src/acs", EndpointError::Unusual),
            ("https://sp.example/acs#x", EndpointError::Unusual),
        ];
        for (text, reason) in cases {
            assert_eq!(Endpoint::parse(text), Err(reason), "{text}");
        }
    }
}
