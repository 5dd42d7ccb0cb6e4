//! A list as it is asked for in the address: searched, ordered, in pages forward and backward.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::listing::{ListLink, ListLinks};
use crate::visit::visitor::Visit;
use identity_core::store::{Cursor, Direction, Page};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How many rows a page may have; the first is what it has unless another is chosen.
const SIZES: [u16; 3] = [25, 50, 100];

/// From the last name to the first.
const BACKWARD: &str = "-name";

/// A list as it is asked for.
#[derive(Debug)]
pub(crate) struct Listing {
    path: String,
    pub(crate) search: String,
    size: u16,
    descending: bool,
    from: Option<Cursor>,
    /// Whether the rows before `from` are asked for.
    before: bool,
}

impl Listing {
    /// The list at a path; a cursor that cannot be read is a bad request.
    pub(crate) fn of(visit: &Visit, path: String) -> Result<Self, PageFailure> {
        let cursor = |name: &str| match visit.query(name) {
            None => Ok(None),
            Some(text) => text.parse::<Cursor>().map(Some).map_err(|_| PageFailure::BadRequest),
        };
        let (after, before) = (cursor("next")?, cursor("previous")?);
        let asked = visit.query("size").and_then(|text| text.parse().ok());
        Ok(Self {
            path,
            search: visit.search(),
            size: SIZES.into_iter().find(|size| Some(*size) == asked).unwrap_or(SIZES[0]),
            descending: visit.query("sort").as_deref() == Some(BACKWARD),
            before: before.is_some(),
            from: before.or(after),
        })
    }

    /// The page to read from the store.
    pub(crate) fn page(&self) -> Page {
        let backward = self.descending != self.before;
        let direction = if backward { Direction::Descending } else { Direction::Ascending };
        let page = Page::first(self.size).in_direction(direction);
        match &self.from {
            Some(cursor) => page.after(cursor.clone()),
            None => page,
        }
    }

    /// Puts the rows that were read into the order in which they are shown, and gives the links round them.
    pub(crate) fn shown<T>(
        &self,
        rows: &mut [T],
        further: Option<&Cursor>,
        cursor: impl Fn(&T) -> Cursor,
    ) -> ListLinks {
        if self.before {
            rows.reverse();
        }
        let (first, last) = (rows.first().map(&cursor), rows.last().map(&cursor));
        let (more_before, more_after) = match (self.before, further.is_some()) {
            (true, further) => (further, true),
            (false, further) => (self.from.is_some(), further),
        };
        let place = |name: &str, at: Cursor| self.address(self.size, self.descending, Some((name, at)));
        let whole = !more_before && !more_after;
        ListLinks {
            count: whole.then_some(rows.len()),
            orders: if rows.len() > 1 { self.orders() } else { Vec::new() },
            sizes: if whole && rows.len() <= usize::from(SIZES[0]) { Vec::new() } else { self.sizes() },
            previous: first.filter(|_| more_before).map(|at| place("previous", at)),
            next: last.filter(|_| more_after).map(|at| place("next", at)),
        }
    }

    fn orders(&self) -> Vec<ListLink> {
        let order = |(label, descending): (&'static str, bool)| ListLink {
            label: PageText::new(label),
            path: self.address(self.size, descending, None),
            current: descending == self.descending,
        };
        [("list-a-to-z", false), ("list-z-to-a", true)].into_iter().map(order).collect()
    }

    fn sizes(&self) -> Vec<ListLink> {
        let size = |size: u16| ListLink {
            label: PageText::new("list-size").with("count", size.to_string()),
            path: self.address(size, self.descending, None),
            current: size == self.size,
        };
        SIZES.into_iter().map(size).collect()
    }

    /// The address of this list, shown in another way.
    fn address(&self, size: u16, descending: bool, at: Option<(&str, Cursor)>) -> String {
        let search = utf8_percent_encode(&self.search, NON_ALPHANUMERIC);
        let size = if size == SIZES[0] { String::new() } else { format!("&size={size}") };
        let sort = if descending { format!("&sort={BACKWARD}") } else { String::new() };
        let at = at.map(|(name, cursor)| format!("&{name}={cursor}")).unwrap_or_default();
        format!("{}?q={search}{size}{sort}{at}", self.path)
    }
}
