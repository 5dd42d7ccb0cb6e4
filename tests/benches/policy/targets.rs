//! What was aimed at, against what is reached, measured in the same run.

use crate::world::Depth;
use crate::{Asked, Engines, SIZES};
use identity_core::policy::{allowed_by, decide, explain};
use std::hint::black_box;
use std::time::Instant;

/// A warm decision, at most.
const DECISION: f64 = 100.0;
/// A reason, at most.
const EXPLANATION: f64 = 1_000.0;
/// How many times as fast as Cedar, at least, where both answer yes or no; a deny of [`decide`] also says what is missing.
const TIMES_CEDAR: f64 = 200.0;

/// Nanoseconds that each engine takes.
struct Row {
    size: usize,
    depth: Depth,
    outcome: &'static str,
    allowed_by: f64,
    decide: f64,
    explain: f64,
    cedar: f64,
    casbin: f64,
}

#[derive(Default)]
pub struct Reached {
    rows: Vec<Row>,
    /// Nanoseconds of a decision, on a walk through all grants in random order, for each number of organisations.
    walks: Vec<(usize, f64)>,
}

impl Reached {
    pub fn measure(&mut self, engines: &Engines) {
        for depth in Depth::ALL {
            let (allowed, denied) = engines.asked(depth);
            for (outcome, asked) in [("allow", allowed), ("deny", denied)] {
                self.rows.push(row(engines, depth, outcome, &asked));
            }
        }
        let walk: Vec<_> = engines.world.walk().iter().map(|query| engines.records.request(query)).collect();
        let mut runs: Vec<_> = (0..ROUNDS)
            .map(|_| nanoseconds(&walk, 1, |request| decide(request, &engines.facts).is_allowed()))
            .collect();
        runs.sort_by(f64::total_cmp);
        self.walks.push((engines.world.organizations.len(), runs[ROUNDS / 2]));
    }

    /// Prints the table, and ends the program with a failure if a target is missed.
    pub fn judge(&self) {
        println!(
            "\norganisations  mandates  outcome   yes/no ns   decide ns  explain ns    cedar ns   casbin ns  cedar/yes-no  cedar/decide"
        );
        for row in &self.rows {
            println!(
                "{:>13}  {:>8}  {:<7}  {:>10.1}  {:>10.1}  {:>10.1}  {:>10.0}  {:>10.0}  {:>12.0}  {:>12.0}",
                row.size,
                row.depth.mandates(),
                row.outcome,
                row.allowed_by,
                row.decide,
                row.explain,
                row.cedar,
                row.casbin,
                row.cedar / row.allowed_by,
                row.cedar / row.decide
            );
        }
        for (size, walk) in &self.walks {
            println!("{size:>13}  all grants in random order: decide {walk:.1} ns");
        }
        let at = |size: usize| self.rows.iter().filter(move |row| row.size == size);
        let most = |of: fn(&Row) -> f64| self.rows.iter().map(of).fold(0.0, f64::max);
        let least = |size| at(size).map(|row| row.cedar / row.allowed_by).fold(f64::INFINITY, f64::min);
        let mean = |size| at(size).map(|row| row.decide).sum::<f64>() / at(size).count() as f64;
        let growth = mean(SIZES[2]) - mean(SIZES[0]);
        let all = [
            verdict("slowest decision, ns", most(|row| row.decide), DECISION, true),
            verdict(
                "a decision on a walk through all grants, ns",
                self.walks.iter().map(|(_, walk)| *walk).fold(0.0, f64::max),
                DECISION,
                true,
            ),
            verdict("slowest explanation, ns", most(|row| row.explain), EXPLANATION, true),
            verdict(
                "least times as fast as Cedar at 100,000 organisations",
                least(SIZES[2]),
                TIMES_CEDAR,
                false,
            ),
            // Ten thousand times the organisations: what is left is a table that no longer fits the nearest cache.
            verdict("a decision at 100,000 organisations over one at 10, ns", growth, DECISION / 2.0, true),
        ];
        println!("at 10 organisations {:.0} times, at 1,000 {:.0}", least(SIZES[0]), least(SIZES[1]));
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

/// How often each engine has its turn.
const ROUNDS: usize = 15;

/// The engines take turns, so that a machine that is slow for a while is so for all of them.
fn row(engines: &Engines, depth: Depth, outcome: &'static str, asked: &Asked) -> Row {
    let facts = &engines.facts;
    let mut runs: [Vec<f64>; 5] = Default::default();
    for _ in 0..ROUNDS {
        let round = [
            nanoseconds(&asked.ours, 10, |request| allowed_by(request, facts).is_some()),
            nanoseconds(&asked.ours, 10, |request| decide(request, facts).is_allowed()),
            nanoseconds(&asked.ours, 10, |request| {
                black_box(explain(request, facts));
                true
            }),
            nanoseconds(&asked.cedar, 1, |request| engines.cedar.is_allowed(request)),
            nanoseconds(&asked.casbin, 1, |request| engines.casbin.is_allowed(request)),
        ];
        runs.iter_mut().zip(round).for_each(|(runs, run)| runs.push(run));
    }
    let [allowed_by, decide, explain, cedar, casbin] = runs.map(|mut runs| {
        runs.sort_by(f64::total_cmp);
        runs[ROUNDS / 2]
    });
    Row {
        size: engines.world.organizations.len(),
        depth,
        outcome,
        allowed_by,
        decide,
        explain,
        cedar,
        casbin,
    }
}

/// What one call takes: some passes over all items, after one that is not counted.
fn nanoseconds<T>(items: &[T], passes: usize, mut ask: impl FnMut(&T) -> bool) -> f64 {
    let mut pass = || items.iter().for_each(|item| _ = black_box(ask(black_box(item))));
    pass();
    let start = Instant::now();
    (0..passes).for_each(|_| pass());
    start.elapsed().as_nanos() as f64 / (passes * items.len()) as f64
}
