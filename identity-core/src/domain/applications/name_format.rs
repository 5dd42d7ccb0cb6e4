use serde::{Deserialize, Serialize};

/// How an application is told the name of a person (SAML 2.0 core, section 8.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameFormat {
    /// An opaque name of the person at this application, the same at each visit (section 8.3.7).
    #[default]
    Persistent,
    /// An opaque name for one session (section 8.3.8).
    Transient,
    /// The e-mail address (section 8.3.2), which may belong to somebody else one day.
    Email,
}

impl NameFormat {
    /// The formats that an application can ask for which is not limited to some; the first one is used when it asks for
    /// none.
    pub const ALL: [Self; 3] = [Self::Persistent, Self::Transient, Self::Email];

    /// Those that say nothing of the person.
    pub const OPAQUE: [Self; 2] = [Self::Persistent, Self::Transient];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Persistent => "persistent",
            Self::Transient => "transient",
            Self::Email => "email",
        }
    }

    /// The format of this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }
}
