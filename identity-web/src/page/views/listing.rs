//! What stands round a list: its size, its order, and the pages beside it.

use crate::language::PageText;
use serde::Serialize;

/// The links round one page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListLinks {
    /// How many rows there are, and which of them are on this page.
    pub count: Option<PageText>,
    /// The columns by which it can be sorted; empty where there is nothing to sort.
    pub orders: Vec<SortLink>,
    /// The sizes of a page to choose from; empty when all rows are on the smallest.
    pub sizes: Vec<ListLink>,
    /// The states to choose from; empty where the list has none.
    pub states: Vec<ListState>,
    /// The roles to choose from; empty where the list has none.
    pub roles: Vec<ListRole>,
    /// Whether a state or a role was chosen.
    pub is_limited: bool,
    /// Names and values that a new search takes along: the size and the order.
    pub kept: Vec<(&'static str, String)>,
    /// The page before; absent on the first.
    pub previous: Option<String>,
    /// The page after; absent on the last.
    pub next: Option<String>,
    /// Where the list is exported; absent where it is not, or is empty.
    pub export: Option<String>,
    /// The search, the limits and the order, which the export takes along.
    pub export_query: String,
}

/// A column by which the list can be sorted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SortLink {
    /// The code of the column.
    pub column: &'static str,
    /// Its name.
    pub label: PageText,
    /// The address below the mount point of the list sorted by it, or the other way round where it is so already.
    pub path: String,
    /// `ascending` or `descending` where the list is sorted by it.
    pub direction: Option<&'static str>,
}

/// A state that the rows can be limited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListState {
    /// Its code in the address; empty for all states.
    pub code: &'static str,
    /// Its words.
    pub label: PageText,
    /// Whether the list is limited to it.
    pub current: bool,
}

/// A role that the rows can be limited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListRole {
    /// Its key in the address.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether the list is limited to it.
    pub current: bool,
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
