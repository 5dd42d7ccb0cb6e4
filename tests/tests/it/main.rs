//! Whole-system tests, in one program so that the server's dependencies are linked once.
// `cfg(test)` tells clippy that the helpers in these modules are tests as well.

#[cfg(test)]
mod at_rest;
#[cfg(test)]
mod axe;
#[cfg(test)]
mod book;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod first_administrator;
#[cfg(test)]
mod from_elsewhere;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod hosted;
#[cfg(test)]
mod injections;
#[cfg(test)]
mod minimal;
#[cfg(test)]
mod openid_peers;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod policy_oracle;
#[cfg(test)]
mod races;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod saml;
#[cfg(test)]
mod single_page;
#[cfg(test)]
mod store_postgres;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tutorial;
mod two_processes;
#[cfg(test)]
mod upgrading;
