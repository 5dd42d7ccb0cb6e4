use serde::{Deserialize, Serialize};

/// By what a list is sorted. Equal sort keys are sorted by id, so every order is total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderBy {
    /// By the 16 octets of the id. Ids are UUIDs of version 7, so this is the order of creation.
    #[default]
    Id,
    /// By the octets of the [folded](crate::values::FoldedText) name.
    Name,
    /// By the octets of the [folded](crate::values::FoldedText) main e-mail address.
    Email,
    /// By the octets of the [folded](crate::values::FoldedText) id in the CRM; what has none comes first.
    ExternalId,
}

impl OrderBy {
    /// Every order there is; an entity declares which of them it has.
    pub const ALL: &'static [Self] = &[Self::Id, Self::Name, Self::Email, Self::ExternalId];
}
