//! What applications are told by SAML, and how that is signed and encrypted: seen and changed by administrators.

mod change;
mod error;
mod patch;
mod settings;
mod warnings;
mod written;

pub use error::SamlSettingsError;
pub use patch::SamlPatch;
pub use settings::SamlSettings;
pub use warnings::{SamlWarning, saml_warnings};
pub use written::{InvalidWrittenAttribute, WrittenAttribute, written_map};
