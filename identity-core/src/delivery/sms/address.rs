//! Which addresses an administrator may have messages sent to. A gateway [inside](crate::values::is_public) is for the
//! settings of the program.

use crate::values::{is_inside, is_this_machine};
use std::collections::BTreeMap;
use url::Url;

const MAX_CHARACTERS: usize = 1000;

/// What is wrong with the address of a gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayAddressFault {
    /// It is no address of HTTP, or too long.
    #[error("the address is not one that begins with https://")]
    Unreadable,
    /// It would send codes in the clear.
    #[error("the address must begin with https://")]
    NotSecure,
    /// It leads to this machine or into a network of one's own.
    #[error("the address leads to this machine or into a private network")]
    NotPublic,
    /// It has a user name or a password before the host, or a fragment.
    #[error("the address has a user name or a fragment")]
    Parts,
}

/// Reads an address. One on this machine is for deployments that are on this machine themselves.
pub fn server_address(text: &str, base_url: &Url) -> Result<Url, GatewayAddressFault> {
    let address = Url::parse(text).map_err(|_| GatewayAddressFault::Unreadable)?;
    let is_http = matches!(address.scheme(), "http" | "https");
    if !is_http || text.chars().count() > MAX_CHARACTERS {
        return Err(GatewayAddressFault::Unreadable);
    }
    let has_user = !address.username().is_empty() || address.password().is_some();
    if has_user || address.fragment().is_some() {
        return Err(GatewayAddressFault::Parts);
    }
    if is_this_machine(&address) {
        return if is_this_machine(base_url) { Ok(address) } else { Err(GatewayAddressFault::NotPublic) };
    }
    if address.scheme() != "https" {
        return Err(GatewayAddressFault::NotSecure);
    }
    if is_inside(&address) { Err(GatewayAddressFault::NotPublic) } else { Ok(address) }
}

/// Whether a placeholder stands in a value that is sent.
pub(super) fn has_place(address: &Url, fields: &BTreeMap<String, String>, places: &[&str]) -> bool {
    let holds = |value: &str| places.iter().any(|place| value.contains(place));
    address.query_pairs().any(|(_, value)| holds(&value)) || fields.values().any(|value| holds(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_an_administrator_may_set() {
        use GatewayAddressFault::{NotPublic, NotSecure, Parts, Unreadable};
        let public = Url::parse("https://my.example.com").unwrap();
        let local = Url::parse("http://localhost:8080").unwrap();
        let read = |text: &str, base: &Url| server_address(text, base).map(|_| ());
        for good in ["https://sms.example/send?to={number}", "https://8.8.8.8/", "https://sms.example:8443/a"]
        {
            assert_eq!(read(good, &public), Ok(()), "{good}");
        }
        let mine = ["http://localhost:9/", "https://127.0.0.1/", "http://a.localhost/", "http://[::1]:8/"];
        for own in
            mine.into_iter().chain(["https://localhost./", "http://0x7f.1/", "https://[::ffff:7f00:1]/"])
        {
            assert_eq!(read(own, &public), Err(NotPublic), "{own}");
            assert_eq!(read(own, &local), Ok(()), "{own}");
        }
        for (bad, fault) in [
            ("", Unreadable),
            ("sms.example/send", Unreadable),
            ("ftp://sms.example/", Unreadable),
            ("file:///etc/passwd", Unreadable),
            ("http://sms.example/", NotSecure),
            ("http://10.0.0.1/", NotSecure),
            ("https://10.0.0.1/", NotPublic),
            ("https://169.254.169.254/latest", NotPublic),
            ("https://[fd00::1]/", NotPublic),
            ("https://2130706433/", NotPublic),
            ("https://user@sms.example/", Parts),
            ("https://user:pass@sms.example/", Parts),
            ("https://sms.example/#a", Parts),
        ] {
            assert_eq!(read(bad, &public), Err(fault), "{bad}");
        }
    }
}
