//! What was aimed at, against what is reached, measured in the same run.

use crate::world::Depth;
use crate::{Asked, Engines, Round, SIZES};
use identity_core::policy::{decide, explain};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A warm decision, at most.
const DECISION: f64 = 100.0;
/// A reason, at most.
const EXPLANATION: f64 = 1_000.0;
/// How many times as fast as Cedar, at least.
const TIMES_CEDAR: f64 = 200.0;

/// Nanoseconds that each engine takes.
struct Row {
    size: usize,
    depth: Depth,
    outcome: &'static str,
    decide: f64,
    explain: f64,
    cedar: f64,
    casbin: f64,
}

#[derive(Default)]
pub struct Reached(Vec<Row>);

impl Reached {
    pub fn measure(&mut self, engines: &Engines) {
        for depth in Depth::ALL {
            let (allowed, denied) = engines.asked(depth);
            for (outcome, asked) in [("allow", allowed), ("deny", denied)] {
                self.0.push(row(engines, depth, outcome, &asked));
            }
        }
    }

    /// Prints the table, and ends the program with a failure if a target is missed.
    pub fn judge(&self) {
        println!(
            "\norganisations  mandates  outcome   decide ns  explain ns    cedar ns   casbin ns  cedar/decide"
        );
        for row in &self.0 {
            println!(
                "{:>13}  {:>8}  {:<7}  {:>10.1}  {:>10.1}  {:>10.0}  {:>10.0}  {:>12.0}",
                row.size,
                row.depth.mandates(),
                row.outcome,
                row.decide,
                row.explain,
                row.cedar,
                row.casbin,
                row.cedar / row.decide
            );
        }
        let at = |size: usize| self.0.iter().filter(move |row| row.size == size);
        let most = |of: fn(&Row) -> f64| self.0.iter().map(of).fold(0.0, f64::max);
        let least = |of: fn(&Row) -> f64| self.0.iter().map(of).fold(f64::INFINITY, f64::min);
        let mean = |size| at(size).map(|row| row.decide).sum::<f64>() / at(size).count() as f64;
        let growth = mean(SIZES[2]) - mean(SIZES[0]);
        let all = [
            verdict("slowest decision, ns", most(|row| row.decide), DECISION, true),
            verdict("slowest explanation, ns", most(|row| row.explain), EXPLANATION, true),
            verdict("least times as fast as Cedar", least(|row| row.cedar / row.decide), TIMES_CEDAR, false),
            // Ten thousand times the organisations: what is left is a table that no longer fits the nearest cache.
            verdict("a decision at 100,000 organisations over one at 10, ns", growth, DECISION / 2.0, true),
        ];
        if all.contains(&false) {
            std::process::exit(1);
        }
    }
}

fn verdict(what: &str, reached: f64, target: f64, at_most: bool) -> bool {
    let met = if at_most { reached <= target } else { reached >= target };
    let bound = if at_most { "at most" } else { "at least" };
    println!("{}: {what}: {reached:.1} ({bound} {target})", if met { "met" } else { "MISSED" });
    met
}

fn row(engines: &Engines, depth: Depth, outcome: &'static str, asked: &Asked) -> Row {
    let facts = &engines.facts;
    Row {
        size: engines.world.organizations.len(),
        depth,
        outcome,
        decide: nanoseconds(&asked.ours, |request| decide(request, facts).is_allowed()),
        explain: nanoseconds(&asked.ours, |request| {
            black_box(explain(request, facts));
            true
        }),
        cedar: nanoseconds(&asked.cedar, |request| engines.cedar.is_allowed(request)),
        casbin: nanoseconds(&asked.casbin, |request| engines.casbin.is_allowed(request)),
    }
}

/// What one call takes: the median of many runs over all items.
fn nanoseconds<T>(items: &[T], mut ask: impl FnMut(&T) -> bool) -> f64 {
    let mut round = Round::over(items);
    let mut runs = Vec::new();
    let begun = Instant::now();
    while runs.len() < 5 || begun.elapsed() < Duration::from_millis(500) {
        let start = Instant::now();
        for _ in 0..items.len() {
            black_box(ask(black_box(round.take())));
        }
        runs.push(start.elapsed().as_nanos() as f64 / items.len() as f64);
    }
    runs.sort_by(f64::total_cmp);
    runs[runs.len() / 2]
}
