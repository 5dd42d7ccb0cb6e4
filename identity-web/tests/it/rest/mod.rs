//! The interface from outside, over the reference store.

mod access;
mod authority;
mod delegation;
mod hostile;
mod invitations;
mod lists;
mod mandates;
mod matrix;
mod openapi;
mod people;
mod provisioning;
mod sockets;
mod tenant_pages;
mod tenants;
mod tokens;
