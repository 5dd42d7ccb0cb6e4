//! Where people find help.

use serde::{Deserialize, Serialize};

/// How to reach a person who helps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Help {
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number, as people write it.
    pub phone: Option<String>,
    /// The opening hours, as text.
    pub hours: Option<String>,
}
