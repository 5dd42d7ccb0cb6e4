//! The browser or program of a request, as it describes itself, and where it sends from.

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Extensions;
use http::header::{HeaderMap, HeaderName, USER_AGENT};
use http::request::Parts;
use identity_core::domain::Device;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

const LONGEST_USER_AGENT: usize = 256;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that a request was sent from, where a proxy that is trusted says that it is not that of the connection.
#[derive(Debug, Clone, Copy)]
struct Sender(IpAddr);

/// The browser or program of a request.
pub(crate) fn device(parts: &Parts) -> Device {
    let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    Device {
        user_agent: user_agent.map(|text| text.chars().take(LONGEST_USER_AGENT).collect()),
        address: address(&parts.extensions).map(|address| address.to_string()),
    }
}

/// [`device`] of a request that has still its body.
pub(crate) fn device_of(request: &Request) -> Device {
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.headers.extend(request.headers().get(USER_AGENT).map(|value| (USER_AGENT, value.clone())));
    parts.extensions.clone_from(request.extensions());
    device(&parts)
}

/// Lets a request count as sent by the sender of another.
pub(crate) fn copy_sender(from: &Extensions, to: &mut Extensions) {
    if let Some(sender) = from.get::<Sender>() {
        to.insert(*sender);
    }
    if let Some(peer) = from.get::<ConnectInfo<SocketAddr>>() {
        to.insert(*peer);
    }
}

fn address(extensions: &Extensions) -> Option<IpAddr> {
    let sender = extensions.get::<Sender>().map(|sender| sender.0);
    sender.or_else(|| peer(extensions))
}

fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical())
}

/// For a middleware: finds out who sent a request that a trusted proxy passed on.
pub(crate) async fn find_sender(
    State(trusted): State<Arc<[IpAddr]>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(peer) = peer(request.extensions())
        && let Some(sender) = forwarded(request.headers(), peer, &trusted)
    {
        request.extensions_mut().insert(Sender(sender));
    }
    next.run(request).await
}

/// Each proxy adds behind the others the address that it was asked from. So the last address that is none of a trusted
/// proxy is the sender; what stands before it, the sender may have written. An address that cannot be read is that of the
/// proxy that passed it on.
fn forwarded(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> Option<IpAddr> {
    let lines: Option<Vec<_>> =
        headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().ok()).collect();
    let lines = lines.unwrap_or_default();
    let mut told =
        lines.iter().rev().flat_map(|line| line.rsplit(',')).map(|text| text.trim().parse::<IpAddr>());
    let mut sender = peer;
    while trusted.contains(&sender) {
        match told.next() {
            Some(Ok(before)) => sender = before.to_canonical(),
            _ => break,
        }
    }
    (sender != peer).then_some(sender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(peer: &str, lines: &[&str]) -> String {
        let trusted: Vec<IpAddr> = ["10.0.0.1", "10.0.0.2", "::1"].map(|one| one.parse().unwrap()).into();
        let headers = lines.iter().map(|line| (FORWARDED_FOR, line.parse().unwrap())).collect();
        let peer = peer.parse().unwrap();
        forwarded(&headers, peer, &trusted).unwrap_or(peer).to_string()
    }

    #[test]
    fn n_05_only_what_trusted_proxies_added_is_believed() {
        assert_eq!(sender("192.0.2.7", &["198.51.100.1"]), "192.0.2.7", "no proxy of ours");
        assert_eq!(sender("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            sender("10.0.0.1", &["203.0.113.9, 198.51.100.1"]),
            "198.51.100.1",
            "what the sender wrote"
        );
        assert_eq!(
            sender("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1",
            "two proxies"
        );
        assert_eq!(sender("10.0.0.1", &["203.0.113.9", "198.51.100.1", "10.0.0.2"]), "198.51.100.1", "lines");
        assert_eq!(sender("10.0.0.1", &["::ffff:198.51.100.1"]), "198.51.100.1");
        assert_eq!(sender("10.0.0.1", &["198.51.100.1, not an address"]), "10.0.0.1", "counted as the proxy");
        assert_eq!(sender("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(sender("10.0.0.1", &["198.51.100.1, garbage, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(sender("::1", &["2001:db8::5"]), "2001:db8::5");
    }
}
