//! Which addresses an administrator may have messages sent to.
//!
//! Who administers the organisation of the operator is not who runs its servers: an address that they set leads out to the
//! internet, and not to the machines beside this one (SSRF). A gateway inside is for the settings of the program.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

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
    let literal = match address.host() {
        Some(Host::Ipv4(host)) => Some(IpAddr::V4(host)),
        Some(Host::Ipv6(host)) => Some(IpAddr::V6(host)),
        _ => None,
    };
    let is_inside = literal.is_some_and(|host| !is_public(host));
    if is_inside { Err(GatewayAddressFault::NotPublic) } else { Ok(address) }
}

/// Whether the host of an address is this machine by its name or number.
pub(super) fn is_this_machine(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(host)) => host.is_loopback(),
        Some(Host::Ipv6(host)) => IpAddr::V6(host).to_canonical().is_loopback(),
        None => false,
    }
}

/// Whether a placeholder stands in a value that is sent.
pub(super) fn has_place(address: &Url, fields: &BTreeMap<String, String>, places: &[&str]) -> bool {
    let holds = |value: &str| places.iter().any(|place| value.contains(place));
    address.query_pairs().any(|(_, value)| holds(&value)) || fields.values().any(|value| holds(value))
}

/// Whether an address is one of the public internet: not this machine, not a private network, not the neighbourhood of a
/// cloud machine, and none that is set aside (IANA special-purpose address registries).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let set_aside = match (first, second, third) {
        // "This network", shared by carriers (RFC 6598), protocol assignments, benchmarks (RFC 2544), and what was class E.
        (0 | 240..=255, ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _) => true,
        _ => address.is_private() || address.is_documentation(),
    };
    !(set_aside || address.is_loopback() || address.is_link_local() || address.is_multicast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let [first, second, third, fourth, fifth, sixth, ..] = segments;
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (first, second) {
        // Addresses of IPv4 in those of IPv6: by NAT64 (RFC 6052) and 6to4 (RFC 3056).
        (0x64, 0xff9b) if [third, fourth, fifth, sixth] == [0; 4] => {
            let [.., high, low] = segments;
            embedded(high, low)
        }
        (0x2002, high) => embedded(high, third),
        // Teredo and the rest of the protocol assignments, and documentation.
        (0x2001, 0..=0x01ff | 0xdb8) => false,
        // Global unicast; everything else is local, multicast, or not given out.
        _ => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_inside_are_told_from_public_ones() {
        for inside in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "192.0.2.1",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::10.0.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "64:ff9b:1::808:808",
            "2002:a00:1::1",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

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
