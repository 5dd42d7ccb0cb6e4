//! The JSON of one page of a list.

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// Send it as `cursor` for the next page; `null` on the last.
    pub(crate) next: Option<String>,
}
