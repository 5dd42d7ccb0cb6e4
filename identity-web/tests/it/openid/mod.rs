//! The OpenID Provider from outside: an application signs people in, and its programs use what they were given.

mod code_flow;
mod world;
