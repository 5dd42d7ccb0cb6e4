//! Invitations.

mod first_administrator;
mod invite;
mod meanwhile;
mod with_address;
