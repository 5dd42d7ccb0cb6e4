//! Tests of the public interface of this crate, in one program.
// `cfg(test)` tells clippy that the helpers in these modules are tests as well.

#[cfg(test)]
mod breached_passwords;
#[cfg(test)]
mod delivery;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod housekeeping;
#[cfg(test)]
mod language;
#[cfg(test)]
mod openid;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod rest;
#[cfg(test)]
mod support;
