//! The interface from outside, over the reference store.

mod access;
mod authority;
mod delegation;
mod faults;
mod hostile;
mod invitations;
mod mandates;
mod matrix;
mod openapi;
mod people;
mod provisioning;
mod routes;
mod setup;
mod sockets;
mod tenant_pages;
mod tenants;
mod tokens;
mod world;
