//! What each engine holds in memory for the same world.
//!
//! `cargo bench -p identity-tests --features policy-peers --bench policy_memory`
//!
//! By itself, since counting what is allocated costs each engine time. Fails where the library's own holds more than a
//! fiftieth of Cedar's.
#![allow(missing_docs, unreachable_pub, reason = "a benchmark is nobody's interface")]
#![allow(dead_code, reason = "the bench of the decisions uses the rest of what the two share")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a benchmark ends where something fails, and its numbers are small"
)]

#[path = "../policy/casbin.rs"]
mod casbin;
#[path = "../policy/cedar.rs"]
mod cedar;
#[path = "../policy/ours.rs"]
mod ours;
#[path = "../policy/world.rs"]
mod world;

use peak_alloc::PeakAlloc;
use std::hint::black_box;
use std::process::Command;
use world::World;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// How many times as much memory Cedar takes, at least.
const TIMES_CEDAR: f64 = 50.0;
const ENGINES: [&str; 3] = ["identity", "cedar", "casbin"];

/// What an engine takes: octets that it asked for and still has, and octets by which the process grew.
struct Taken {
    held: usize,
    resident: usize,
}

/// Octets of memory that the process has.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1_024
}

fn taken<T>(make: impl FnOnce() -> T) -> Taken {
    let (held, before) = (ALLOCATOR.current_usage(), resident());
    let made = black_box(make());
    let taken = Taken {
        held: ALLOCATOR.current_usage().saturating_sub(held),
        resident: resident().saturating_sub(before),
    };
    drop(made);
    taken
}

/// Puts one engine together, alone in this process, and prints what it takes.
fn weigh(engine: &str, size: usize) {
    let world = World::of(size);
    let records = ours::Records::of(&world, None);
    let Taken { held, resident } = match engine {
        "identity" => taken(|| records.facts()),
        "cedar" => taken(|| cedar::Cedar::new(&world, &records)),
        _ => taken(|| casbin::Casbin::new(&world, &records)),
    };
    println!("{held} {resident}");
}

/// [`weigh`] in a process of its own.
fn weighed(engine: &str, size: usize) -> Taken {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["weigh", engine, &size.to_string()]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (held, resident) = text.trim().split_once(' ').unwrap();
    Taken { held: held.parse().unwrap(), resident: resident.parse().unwrap() }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, engine, size] = arguments.as_slice()
        && word == "weigh"
    {
        return weigh(engine, size.parse().unwrap());
    }
    println!("organisations  engine        held octets  resident octets");
    let mut last = Vec::new();
    for size in [10, 1_000, 100_000] {
        last = ENGINES.map(|engine| weighed(engine, size)).into();
        for (engine, taken) in ENGINES.iter().zip(&last) {
            println!("{size:>13}  {engine:<10}  {:>13}  {:>15}", taken.held, taken.resident);
        }
    }
    let times = |of: fn(&Taken) -> usize| of(&last[1]) as f64 / of(&last[0]) as f64;
    println!("Cedar asked for {:.0} times as many octets", times(|taken| taken.held));
    let resident = times(|taken| taken.resident);
    let word = if resident >= TIMES_CEDAR { "met" } else { "MISSED" };
    println!("{word}: Cedar takes {resident:.0} times as much memory (at least {TIMES_CEDAR})");
    if resident < TIMES_CEDAR {
        std::process::exit(1);
    }
}
