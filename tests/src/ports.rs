//! Free ports on the loopback address.

use anyhow::{Context as _, Result};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the range from which the system hands out ports by itself, so that no outgoing connection takes one.
const FIRST: u16 = 10_000;
const COUNT: u16 = 10_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// The first of `count` neighbouring ports that nobody listens on.
///
/// Two calls in one process never give the same port; two processes start searching at different places.
pub fn consecutive(count: u16) -> Result<u16> {
    let offset = u16::try_from(std::process::id() % 997 * 10).unwrap_or(0);
    for _ in 0..COUNT / count.max(1) {
        let step = NEXT.fetch_add(count, Ordering::Relaxed);
        let first = FIRST + offset.wrapping_add(step) % (COUNT - count);
        if (first..first + count).all(is_free) {
            return Ok(first);
        }
    }
    None.with_context(|| {
        format!("no {count} neighbouring ports are free between {FIRST} and {}", FIRST + COUNT)
    })
}

/// One port that nobody listens on.
pub fn one() -> Result<u16> {
    consecutive(1)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && !taken_on_v6(port)
}

/// A machine without IPv6 refuses the address itself; that is no sign of a listener.
fn taken_on_v6(port: u16) -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, port))
        .is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
}
