//! A clause in two processes: one that ends without warning, and one that looks at what it left.

use super::failure::Failure;
use super::subject::Subject;
use std::pin::Pin;
use std::sync::Arc;

/// A clause, or a part of one, under way.
pub(super) type Running<T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send>>;

/// The state in which a process has come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// It ends without warning: no destructor runs, and no other thread gets to what it was going to do.
    Crash,
    /// It has done everything, and polled its commit so often for that.
    Done(usize),
}

/// A part of a scenario, played by a process of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stage {
    pub(super) number: usize,
    /// How often the last process that did everything polled its commit; zero before there was one.
    pub(super) measured: usize,
}

/// The acts of a process that is going to end, and the questions to the store that it leaves.
#[derive(Clone, Copy)]
pub(super) struct Scenario {
    /// So many stages are played, one after the other.
    pub(super) stages: usize,
    /// Run in the process that ends.
    pub(super) act: fn(Arc<dyn Subject>, Stage) -> Running<Ending>,
    /// Run afterwards, on the store opened again.
    pub(super) verify: fn(Arc<dyn Subject>, Stage, Ending) -> Running<()>,
}
