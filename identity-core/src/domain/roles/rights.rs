use serde::{Deserialize, Serialize};

/// How far down the tree a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantScope {
    /// The organisation of the grant alone.
    Organization,
    /// The organisation and everything below it.
    Subtree,
}

/// What a grant lets its holder do with the role. The right to grant is separate from the right to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rights {
    /// Do what the role allows.
    Act,
    /// Give the role to others, without doing what it allows.
    Grant,
    /// Both.
    ActAndGrant,
}

impl Rights {
    /// Whether the holder may do what the role allows.
    pub const fn may_act(self) -> bool {
        matches!(self, Self::Act | Self::ActAndGrant)
    }

    /// Whether the holder may give the role to others.
    pub const fn may_grant(self) -> bool {
        matches!(self, Self::Grant | Self::ActAndGrant)
    }
}
