//! The JSON of what is kept about the caller.

use identity_core::{Timestamp, personal_data};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is kept about the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnData {
    /// When it was put together.
    #[schema(value_type = String, format = DateTime)]
    exported_at: Timestamp,
    /// The records about the caller, by the name of their kind.
    #[schema(value_type = BTreeMap<String, Vec<Object>>)]
    records: BTreeMap<&'static str, Vec<Value>>,
}

impl From<personal_data::OwnData> for OwnData {
    fn from(data: personal_data::OwnData) -> Self {
        Self { exported_at: data.exported_at, records: data.records }
    }
}
