//! The JSON of what a person can do, and of the holders of a permission.

use crate::language::{explanations, in_english};
use crate::rest::http::names::Party;
use crate::rest::roles::dto::reason::Because;
use identity_core::policy::Permission;

use serde::Serialize;
use utoipa::ToSchema;

/// A permission of a person, with the grants that give it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ability {
    #[schema(value_type = String, example = "invitation.manage")]
    permission: Permission,
    /// The same in plain words.
    in_words: String,
    /// The chain of grants that allows it.
    because: Vec<Because>,
}

impl From<identity_core::roles::Ability> for Ability {
    fn from(ability: identity_core::roles::Ability) -> Self {
        let permission = ability.permission;
        let because = Because::all(&ability.because);
        Self { permission, in_words: in_english(&explanations::act(permission)), because }
    }
}

/// A person or client with the permission asked for, with the grants that give it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbleHolder {
    #[serde(flatten)]
    holder: Party,
    name: String,
    /// The chain of grants that allows it.
    because: Vec<Because>,
}

impl From<identity_core::roles::AbleHolder> for AbleHolder {
    fn from(able: identity_core::roles::AbleHolder) -> Self {
        Self { because: Because::all(&able.because), holder: able.holder.into(), name: able.name }
    }
}
