//! The interface from outside, over the reference store.

mod access;
mod applications;
mod authority;
mod authzen;
mod connections;
mod delegation;
mod feed;
mod flows;
mod hostile;
mod invitations;
mod lists;
mod mandates;
mod matrix;
mod openapi;
mod panics;
mod people;
mod provisioning;
mod sockets;
mod strict;
mod tenant_pages;
mod tenants;
mod text_messages;
mod tokens;
