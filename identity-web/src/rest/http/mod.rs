//! What all calls share: reading and writing of requests, answers, problems and cursors.
//!
//! Requests are read into core's values, which check them; unknown fields are refused everywhere.

pub(crate) mod answer;
pub(crate) mod around;
pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod conditional;
pub(crate) mod cursor;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod outcome;
mod own_refusals;
pub(crate) mod parameters;
pub(crate) mod patch;
pub(crate) mod problem;
pub(crate) mod problem_body;
pub(crate) mod problem_responses;
pub(crate) mod refusals;
pub(crate) mod searches;
pub(crate) mod segment;
mod strict;
