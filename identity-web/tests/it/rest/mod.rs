//! The interface from outside, over the reference store.

mod access;
mod approvals;
mod authority;
mod delegation;
mod erasing;
mod feed;
mod flows;
mod history;
mod hostile;
mod invitations;
mod lists;
mod mandates;
mod matrix;
mod openapi;
mod own;
mod panics;
mod people;
mod provisioning;
mod sockets;
mod sorted_lists;
mod strict;
mod tenant_pages;
mod tenants;
mod tokens;
