//! The kinds of proof, and how many a sign-on needs.

use serde::{Deserialize, Serialize};

/// A kind of proof (NIST SP 800-63B-4, section 2): two proofs of one kind count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// Something that the person knows, such as a password.
    Knowledge,
    /// Something that the person has, such as a telephone or a security key.
    Possession,
    /// Something that the person is, such as a fingerprint.
    Inherence,
}

/// How many kinds of proof a sign-on needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factors {
    /// One, the authentication assurance level 1 of NIST SP 800-63B-4.
    #[default]
    One,
    /// Two of different kinds, as assurance level 2 requires.
    Two,
}

impl Factors {
    /// Whether it is one, as most records say.
    pub fn is_one(&self) -> bool {
        *self == Self::One
    }

    /// The stable code, as configuration and JSON have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
        }
    }
}
