//! The OpenID Provider from outside: an application signs people in, and its programs use what they were given. The plans are
//! those of the OpenID conformance suite, check by check; the tests named `o_` are the list of attacks.

mod back_channel;
mod clients;
mod code_flow;
mod codes;
mod config;
mod consent;
mod logout;
mod plans;
pub(crate) mod portal;
mod programs;
mod proof;
mod refreshing;
mod requests;
mod signature;
mod stopping;
mod surroundings;
mod tokens;
mod world;
