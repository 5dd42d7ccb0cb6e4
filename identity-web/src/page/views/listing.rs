//! What stands round a list: its size, its order, and the pages beside it.

use crate::language::PageText;
use serde::Serialize;

/// The links round one page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListLinks {
    /// How many rows there are, where all are on this page.
    pub count: Option<usize>,
    /// The orders to choose from.
    pub orders: Vec<ListLink>,
    /// The sizes of a page to choose from; empty when all rows are on this one.
    pub sizes: Vec<ListLink>,
    /// The page before; absent on the first.
    pub previous: Option<String>,
    /// The page after; absent on the last.
    pub next: Option<String>,
}

/// A way to show the same list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListLink {
    /// Its words.
    pub label: PageText,
    /// Its address below the mount point.
    pub path: String,
    /// Whether the list is shown so.
    pub current: bool,
}
