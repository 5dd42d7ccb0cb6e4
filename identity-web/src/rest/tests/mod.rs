//! The interface from outside, over the reference store.

mod access;
mod faults;
mod hostile;
mod openapi;
mod people;
mod provisioning;
mod sockets;
mod tenants;
mod tokens;
mod world;
