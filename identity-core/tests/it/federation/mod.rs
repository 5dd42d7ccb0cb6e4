//! Sign-in from elsewhere.

mod connections;
