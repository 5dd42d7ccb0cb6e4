//! Sign-in from elsewhere.

mod connections;
mod declared;
mod linking;
