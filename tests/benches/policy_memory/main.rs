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
use world::World;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// How many times as much Cedar holds, at least.
const TIMES_CEDAR: f64 = 50.0;

/// What a value holds, in octets.
fn held<T>(make: impl FnOnce() -> T) -> usize {
    let before = ALLOCATOR.current_usage();
    let made = black_box(make());
    let held = ALLOCATOR.current_usage().saturating_sub(before);
    drop(made);
    held
}

fn main() {
    println!("organisations  grants  identity octets  cedar octets  casbin octets  cedar/identity");
    let mut last = 0.0;
    for size in [10, 1_000, 100_000] {
        let world = World::of(size);
        let records = ours::Records::of(&world, None);
        let identity = held(|| records.facts());
        let cedar = held(|| cedar::Cedar::new(&world, &records));
        let casbin = held(|| casbin::Casbin::new(&world, &records));
        last = cedar as f64 / identity as f64;
        let grants = world.grants.len();
        println!("{size:>13}  {grants:>6}  {identity:>15}  {cedar:>12}  {casbin:>13}  {last:>14.0}");
    }
    let met = last >= TIMES_CEDAR;
    let word = if met { "met" } else { "MISSED" };
    println!("{word}: Cedar holds {last:.0} times as much (at least {TIMES_CEDAR})");
    if !met {
        std::process::exit(1);
    }
}
