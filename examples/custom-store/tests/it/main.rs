//! The adapter, checked by the suite for adapters.
// `cfg(test)` tells clippy that the helpers in this module are tests as well.

#[cfg(test)]
mod conformance;
