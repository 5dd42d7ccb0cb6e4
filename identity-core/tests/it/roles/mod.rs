//! Roles: defining, giving and revoking them.

mod define;
mod give;
mod meanwhile;
