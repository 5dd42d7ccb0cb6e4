//! Invitations.

mod invite;
mod meanwhile;
