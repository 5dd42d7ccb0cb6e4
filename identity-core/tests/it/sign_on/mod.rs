//! Signing in and signing on.

mod meanwhile;
mod password;
