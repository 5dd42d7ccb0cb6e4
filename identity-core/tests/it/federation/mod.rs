//! Sign-in from elsewhere.

mod connections;
mod linking;
