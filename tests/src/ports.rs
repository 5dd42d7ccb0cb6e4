//! Free ports on the loopback addresses.

use anyhow::{Result, bail};
use std::fs::File;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::os::unix::fs::MetadataExt as _;
use std::sync::{Mutex, PoisonError};

/// Below the range from which the system hands out ports by itself, so that no outgoing connection takes one.
const PORTS: std::ops::Range<u16> = 10_000..20_000;
/// The one port in it that browsers refuse to visit (Fetch standard, "bad port").
const BAD_PORT: u16 = 10_080;
/// Ports are taken in blocks, each with a lock that other test processes respect.
const BLOCK: u16 = 10;

/// The locks that this process holds until it ends: between choosing a port and listening on it, a server needs
/// seconds in which somebody else could take the same one.
static TAKEN: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// The first of `count` neighbouring ports that nobody listens on, and that are given to nobody else.
pub fn consecutive(count: u16) -> Result<u16> {
    if count > BLOCK {
        bail!("{BLOCK} neighbouring ports can be had, not {count}");
    }
    // A folder for each user: one made by another user could not be written to.
    let user = std::fs::metadata("/proc/self")?.uid();
    let folder = std::env::temp_dir().join(format!("identity-test-ports-{user}"));
    std::fs::create_dir_all(&folder)?;
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    for first in PORTS.step_by(usize::from(BLOCK)) {
        let lock = File::create(folder.join(first.to_string()))?;
        if lock.try_lock().is_ok() && (first..first + count).all(is_free) {
            taken.push(lock);
            return Ok(first);
        }
    }
    bail!("no {count} neighbouring ports are free between {} and {}", PORTS.start, PORTS.end)
}

/// One port that nobody listens on.
pub fn one() -> Result<u16> {
    consecutive(1)
}

fn is_free(port: u16) -> bool {
    port != BAD_PORT && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && !taken_on_v6(port)
}

/// A machine without IPv6 refuses the address itself; that is no sign of a listener.
fn taken_on_v6(port: u16) -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, port))
        .is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
}
