//! Decisions of the policy, beside the same decisions by Cedar and by Casbin over the same world, in one run; and the
//! whole way from a request over REST, with the facts read from a file of SQLite.
//!
//! `cargo bench -p identity-tests --features policy-peers --bench policy`
//!
//! Ends with what was reached of what was aimed at, and fails where it was not. What the engines hold in memory, the
//! bench `policy_memory` says.
#![allow(missing_docs, unreachable_pub, reason = "a benchmark is nobody's interface")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a benchmark ends where something fails, and its numbers are small"
)]

mod casbin;
mod cedar;
mod ours;
mod sqlite;
mod targets;
mod world;

use casbin::Casbin;
use cedar::Cedar;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use identity_core::policy::{Facts, Request, decide, explain, scope, who_can};
use ours::Records;
use std::hint::black_box;
use std::time::Duration;
use world::{Depth, Query, World};

/// How many organisations there are.
pub const SIZES: [usize; 3] = [10, 1_000, 100_000];

/// A world in the form of each engine.
pub struct Engines {
    pub world: World,
    pub records: Records,
    pub facts: Facts,
    pub cedar: Cedar,
    pub casbin: Casbin,
}

/// Requests of one kind and one outcome, in the form of each engine.
pub struct Asked {
    pub queries: Vec<Query>,
    pub ours: Vec<Request>,
    pub cedar: Vec<cedar_policy::Request>,
    pub casbin: Vec<casbin::Asked>,
}

impl Engines {
    fn of(organizations: usize) -> Self {
        let world = World::of(organizations);
        let records = Records::of(&world, None);
        Self {
            facts: records.facts(),
            cedar: Cedar::new(&world, &records),
            casbin: Casbin::new(&world, &records),
            records,
            world,
        }
    }

    /// Requests that are allowed and requests that are denied; every engine has to agree on each of them.
    fn asked(&self, depth: Depth) -> (Asked, Asked) {
        let queries = self.world.queries(depth, 4_000);
        let (allowed, denied) = queries.into_iter().partition(|query| self.agreed(query));
        (self.prepare(allowed), self.prepare(denied))
    }

    fn agreed(&self, query: &Query) -> bool {
        let allowed = decide(&self.records.request(query), &self.facts).is_allowed();
        let request = Cedar::request(&self.records, query);
        assert_eq!(self.cedar.errors(&request), Vec::<String>::new());
        assert_eq!(self.cedar.is_allowed(&request), allowed, "Cedar on {query:?}");
        let asked = Casbin::request(&self.world, &self.records, query);
        assert_eq!(self.casbin.is_allowed(&asked), allowed, "Casbin on {query:?}");
        let few = self.records.facts_of(&self.records.handful(&self.world, query));
        assert_eq!(
            decide(&self.records.request(query), &few).is_allowed(),
            allowed,
            "few facts on {query:?}"
        );
        allowed
    }

    fn prepare(&self, mut queries: Vec<Query>) -> Asked {
        assert!(!queries.is_empty(), "a world of {} has no such request", self.world.organizations.len());
        queries.truncate(1_024);
        Asked {
            ours: queries.iter().map(|query| self.records.request(query)).collect(),
            cedar: queries.iter().map(|query| Cedar::request(&self.records, query)).collect(),
            casbin: queries.iter().map(|query| Casbin::request(&self.world, &self.records, query)).collect(),
            queries,
        }
    }
}

/// Gives one after the other, from the beginning again behind the last.
pub struct Round<'a, T>(std::iter::Cycle<std::slice::Iter<'a, T>>);

impl<'a, T> Round<'a, T> {
    pub fn over(items: &'a [T]) -> Self {
        Self(items.iter().cycle())
    }

    pub fn take(&mut self) -> &'a T {
        self.0.next().unwrap()
    }
}

fn measure<T>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    items: &[T],
    mut ask: impl FnMut(&T) -> bool,
) {
    let mut round = Round::over(items);
    group.bench_function(name, |bencher| bencher.iter(|| black_box(ask(black_box(round.take())))));
}

fn warm(criterion: &mut Criterion, engines: &Engines) {
    for depth in Depth::ALL {
        let (allowed, denied) = engines.asked(depth);
        for (outcome, asked) in [("allow", allowed), ("deny", denied)] {
            let size = engines.world.organizations.len();
            let name = format!("decide warm/{size} organisations/{} mandates/{outcome}", depth.mandates());
            let mut group = criterion.benchmark_group(name);
            group.throughput(Throughput::Elements(1));
            measure(&mut group, "identity", &asked.ours, |request| {
                decide(request, &engines.facts).is_allowed()
            });
            measure(&mut group, "cedar", &asked.cedar, |request| engines.cedar.is_allowed(request));
            measure(&mut group, "casbin", &asked.casbin, |request| engines.casbin.is_allowed(request));
            group.finish();
        }
    }
}

/// With the facts put together for each decision, as a request does that reads them from a store.
fn cold(criterion: &mut Criterion, engines: &Engines) {
    let Engines { world, records, .. } = engines;
    let mut group = criterion.benchmark_group(format!("cold/{} organisations", world.organizations.len()));
    for depth in Depth::ALL {
        let (allowed, _) = engines.asked(depth);
        let handfuls: Vec<_> = allowed.queries.iter().map(|query| records.handful(world, query)).collect();
        let asked: Vec<_> = allowed.ours.iter().zip(&handfuls).collect();
        measure(
            &mut group,
            &format!("facts of one request and decide, {} mandates", depth.mandates()),
            &asked,
            |(request, handful)| decide(request, &records.facts_of(handful)).is_allowed(),
        );
    }
    group.sample_size(10);
    group.bench_function("all facts, identity", |bencher| bencher.iter(|| records.facts()));
    group.bench_function("all facts, cedar", |bencher| bencher.iter(|| Cedar::new(world, records)));
    group.bench_function("all facts, casbin", |bencher| bencher.iter(|| Casbin::new(world, records)));
    group.finish();
}

fn views(criterion: &mut Criterion, engines: &Engines) {
    let facts = &engines.facts;
    let mut group =
        criterion.benchmark_group(format!("views/{} organisations", engines.world.organizations.len()));
    for depth in Depth::ALL {
        let (allowed, denied) = engines.asked(depth);
        let mandates = depth.mandates();
        for (outcome, asked) in [("allow", &allowed), ("deny", &denied)] {
            measure(
                &mut group,
                &format!("explain, {mandates} mandates, {outcome}"),
                &asked.ours,
                |request| black_box(explain(request, facts)).decision.is_ok(),
            );
        }
        measure(&mut group, &format!("scope, {mandates} mandates"), &allowed.ours, |request| {
            scope(&request.subject, request.permission, facts).is_empty()
        });
        measure(&mut group, &format!("who_can, {mandates} mandates"), &allowed.ours, |request| {
            who_can(request.permission, request.organization, request.subject.at, facts).is_empty()
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let mut reached = targets::Reached::default();
    for size in SIZES {
        let engines = Engines::of(size);
        warm(&mut criterion, &engines);
        cold(&mut criterion, &engines);
        views(&mut criterion, &engines);
        reached.measure(&engines);
    }
    sqlite::benches(&mut criterion);
    criterion.final_summary();
    reached.judge();
}
