//! The deployment's own signing keys: each is published before it signs, and for a while after.

mod change;
mod due;
mod key_error;
mod material;
mod rotate;
mod stored;

pub use change::{KeyChange, PublishedKey};
pub use key_error::{KeyError, RotationError};
pub use material::{KeyMaterial, SigningKeys};
