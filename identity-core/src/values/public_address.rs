//! Addresses of the public internet, and those of the inside.
//!
//! Who administers the organisation of the operator is not who runs its servers: an address that they set leads out to the
//! internet, and not to the machines beside this one (server-side request forgery).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether the host of an address is this machine by its name or number.
pub(crate) fn is_this_machine(address: &Url) -> bool {
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

/// Whether the host of an address is the number of a machine inside. What a name leads to is looked at when it is connected to.
pub(crate) fn is_inside(address: &Url) -> bool {
    let number = match address.host() {
        Some(Host::Ipv4(host)) => Some(IpAddr::V4(host)),
        Some(Host::Ipv6(host)) => Some(IpAddr::V6(host)),
        _ => None,
    };
    number.is_some_and(|number| !is_public(number))
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
}
