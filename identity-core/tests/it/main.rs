//! Tests of the public interface of this crate, in one program.
// `cfg(test)` tells clippy that the helpers in these modules are tests as well.

#[cfg(test)]
mod memory_store;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod store_saboteurs;
#[cfg(test)]
mod stored_forms;
#[cfg(test)]
mod use_cases;
