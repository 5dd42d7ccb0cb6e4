//! The store on SQLite. The same on PostgreSQL stands in the tests of the whole system.
// `cfg(test)` tells clippy that the helpers in these modules are tests as well.

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod connecting;
#[cfg(test)]
mod crash_saboteurs;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod host;
#[cfg(test)]
mod load_facts;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod searching;
