//! What programs call: tokens, what they are good for, whom they are about.

mod bearer;
pub(super) mod introspect;
pub(super) mod revoke;
pub(super) mod token;
mod tokens;
pub(super) mod userinfo;
