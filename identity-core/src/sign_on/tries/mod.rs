//! Limits of tries: who guesses is slowed down, and keeps nobody else out.

mod known_device;
mod password_tries;
mod sign_on_starts;
