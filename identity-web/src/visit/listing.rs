//! A list as it is asked for in the address: searched, limited to a state, ordered, in pages forward and backward.

use crate::language::{Argument, PageText};
use crate::page::failure::PageFailure;
use crate::page::views::listing::{ListLink, ListLinks, ListRole, ListState, SortLink};
use crate::visit::visitor::Visit;
use identity_core::domain::Role;
use identity_core::store::{Count, Cursor, Direction, OrderBy, Page};
use identity_core::values::RoleKey;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How many rows a page may have; the first is what it has unless another is chosen.
const SIZES: [u16; 3] = [25, 50, 100];

/// The states that the rows of a list have: code in the address, and the message that names it.
pub(crate) type States = &'static [(&'static str, &'static str)];

/// A column by which a list can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its code in the address.
    pub(crate) code: &'static str,
    /// The order of its values in the store.
    pub(crate) order: OrderBy,
    /// The message that names it.
    pub(crate) label: &'static str,
    /// Whether the list begins with its largest value when it is chosen: the newest first.
    pub(crate) descending: bool,
}

/// The columns by which a list can be sorted: the one by which it is, unless another is chosen, and the others.
pub(crate) type Columns = (Column, &'static [Column]);

/// A list as it is asked for.
#[derive(Debug)]
pub(crate) struct Listing {
    path: String,
    /// Where the list is exported, if it is.
    export: Option<String>,
    pub(crate) search: String,
    states: States,
    /// The code of the state that the list is limited to.
    pub(crate) state: Option<&'static str>,
    roles: Vec<(RoleKey, String)>,
    /// The role that the list is limited to.
    pub(crate) role: Option<RoleKey>,
    size: u16,
    columns: Columns,
    column: Column,
    descending: bool,
    from: Option<Cursor>,
    /// Whether the rows before `from` are asked for.
    before: bool,
    /// The number of the first row behind `from`, or of the one that ends the rows before it, as the page that led here
    /// counted; nothing rests on it.
    at: Option<u64>,
}

impl Listing {
    /// The list at a path; a cursor that cannot be read is a bad request, and a state or a column that there is not limits to
    /// nothing.
    pub(crate) fn of(
        visit: &Visit,
        path: String,
        states: States,
        columns: Columns,
    ) -> Result<Self, PageFailure> {
        let cursor = |name: &str| match visit.query(name) {
            None => Ok(None),
            Some(text) => text.parse::<Cursor>().map(Some).map_err(|_| PageFailure::BadRequest),
        };
        let (after, before) = (cursor("next")?, cursor("previous")?);
        let asked = visit.query("size").and_then(|text| text.parse().ok());
        let state = visit.query("state").unwrap_or_default();
        let (column, descending) = sorted_by(columns, &visit.query("sort").unwrap_or_default());
        Ok(Self {
            path,
            export: None,
            search: visit.search(),
            state: states.iter().map(|(code, _)| *code).find(|code| *code == state),
            states,
            roles: Vec::new(),
            role: None,
            size: SIZES.into_iter().find(|size| Some(*size) == asked).unwrap_or(SIZES[0]),
            columns,
            column,
            descending,
            before: before.is_some(),
            from: before.or(after),
            at: visit.query("at").and_then(|text| text.parse().ok()),
        })
    }

    /// The same list, which can be limited to one of these roles; one that is not among them limits to nothing.
    pub(crate) fn with_roles(self, visit: &Visit, roles: Vec<Role>) -> Self {
        let asked = visit.query("role").unwrap_or_default();
        // An organisation can have a role of its own under the name of one above it; both are found by it.
        let mut roles: Vec<_> = roles.into_iter().map(|role| (role.key, role.name.to_string())).collect();
        roles.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        roles.dedup_by(|one, other| one.0 == other.0);
        let role = roles.iter().map(|(key, _)| key).find(|key| key.as_str() == asked).cloned();
        Self { roles, role, ..self }
    }

    /// The same list, which is exported at this path.
    pub(crate) fn exported_at(self, path: String) -> Self {
        Self { export: Some(path), ..self }
    }

    /// The order of the list.
    pub(crate) fn order(&self) -> OrderBy {
        self.column.order
    }

    /// The direction of the list as it is shown.
    pub(crate) fn direction(&self) -> Direction {
        if self.descending { Direction::Descending } else { Direction::Ascending }
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

    /// Whether the page begins the list.
    pub(crate) fn is_first(&self) -> bool {
        self.from.is_none()
    }

    /// Whether a page that begins the list and has nothing behind it is all of it, so that nothing needs to be counted.
    pub(crate) fn is_whole(&self, further: Option<&Cursor>) -> bool {
        self.from.is_none() && further.is_none()
    }

    /// Puts the rows that were read into the order in which they are shown, and gives the links round them.
    pub(crate) fn shown<T>(
        &self,
        rows: &mut [T],
        count: Count,
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
        let start = self.start(rows.len() as u64, more_before);
        let end = start.map(|start| start.saturating_add(rows.len() as u64));
        let whole = !more_before && !more_after;
        ListLinks {
            count: Some(counted(count, start.zip(end).filter(|_| !whole && !rows.is_empty()))),
            orders: if rows.len() > 1 { self.orders() } else { Vec::new() },
            sizes: if whole && rows.len() <= usize::from(SIZES[0]) { Vec::new() } else { self.sizes() },
            states: self.states_to_choose(),
            roles: self.roles_to_choose(),
            is_limited: self.state.is_some() || self.role.is_some(),
            kept: self.kept(),
            previous: first.filter(|_| more_before).map(|at| self.place("previous", &at, start)),
            next: last.filter(|_| more_after).map(|at| self.place("next", &at, end)),
            export: self.export.clone().filter(|_| !rows.is_empty()),
            export_query: self.query(SIZES[0], self.column, self.descending),
        }
    }

    /// The number of the first row that is shown, if it is known.
    fn start(&self, rows: u64, more_before: bool) -> Option<u64> {
        match (self.before, more_before) {
            (_, false) => Some(1),
            (true, true) => self.at.map(|at| at.saturating_sub(rows).max(1)),
            (false, true) => self.at,
        }
    }

    /// What each column does: the other way round where the list is sorted by it already.
    fn orders(&self) -> Vec<SortLink> {
        let order = |column: &Column| {
            let current = *column == self.column;
            let descending = if current { !self.descending } else { column.descending };
            let direction = if self.descending { "descending" } else { "ascending" };
            SortLink {
                column: column.code,
                label: PageText::new(column.label),
                path: self.address(self.size, *column, descending),
                direction: current.then_some(direction),
            }
        };
        let (first, others) = &self.columns;
        std::iter::once(first).chain(*others).map(order).collect()
    }

    fn sizes(&self) -> Vec<ListLink> {
        let size = |size: u16| ListLink {
            label: PageText::new("list-size").with("count", size.to_string()),
            path: self.address(size, self.column, self.descending),
            current: size == self.size,
        };
        SIZES.into_iter().map(size).collect()
    }

    fn states_to_choose(&self) -> Vec<ListState> {
        let state = |&(code, label): &(&'static str, &'static str)| ListState {
            code,
            label: PageText::new(label),
            current: self.state.unwrap_or_default() == code,
        };
        [("", "list-state-all")].iter().chain(self.states).map(state).collect()
    }

    fn roles_to_choose(&self) -> Vec<ListRole> {
        let role = |(key, name): &(RoleKey, String)| ListRole {
            key: key.to_string(),
            name: name.clone(),
            current: self.role.as_ref() == Some(key),
        };
        self.roles.iter().map(role).collect()
    }

    /// What is not as it is by itself.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let size = Some(("size", self.size.to_string())).filter(|_| self.size != SIZES[0]);
        let sort = self.sort(self.column, self.descending).map(|sort| ("sort", sort));
        size.into_iter().chain(sort).collect()
    }

    /// The order as it stands in the address; nothing where the list is sorted so by itself.
    fn sort(&self, column: Column, descending: bool) -> Option<String> {
        let (first, _) = self.columns;
        let sign = if descending { "-" } else { "" };
        (column != first || descending != first.descending).then(|| format!("{sign}{}", column.code))
    }

    fn query(&self, size: u16, column: Column, descending: bool) -> String {
        let search = utf8_percent_encode(&self.search, NON_ALPHANUMERIC);
        let state = self.state.map(|state| format!("&state={state}")).unwrap_or_default();
        let role = self.role.as_ref().map(|role| format!("&role={role}")).unwrap_or_default();
        let size = if size == SIZES[0] { String::new() } else { format!("&size={size}") };
        let sort = self.sort(column, descending).map(|sort| format!("&sort={sort}")).unwrap_or_default();
        format!("q={search}{state}{role}{size}{sort}")
    }

    /// The address of this list, shown in another way.
    fn address(&self, size: u16, column: Column, descending: bool) -> String {
        format!("{}?{}", self.path, self.query(size, column, descending))
    }

    /// The address of the page beside this one.
    fn place(&self, name: &str, cursor: &Cursor, at: Option<u64>) -> String {
        let at = at.map(|at| format!("&at={at}")).unwrap_or_default();
        format!("{}&{name}={cursor}{at}", self.address(self.size, self.column, self.descending))
    }
}

/// The column that the address names, and whether the list goes down in it.
fn sorted_by((first, others): Columns, asked: &str) -> (Column, bool) {
    let (code, descending) = asked.strip_prefix('-').map_or((asked, false), |code| (code, true));
    let found = std::iter::once(&first).chain(others).find(|column| column.code == code).copied();
    found.map_or((first, first.descending), |column| (column, descending))
}

/// How many rows there are, and from which to which they are shown where that is not all.
fn counted(count: Count, shown: Option<(u64, u64)>) -> PageText {
    let (all, is_more) = match count {
        Count::Exactly(all) => (all, false),
        Count::MoreThan(bound) => (bound, true),
    };
    let Some((start, end)) = shown else {
        let text = PageText::new(if is_more { "list-count-more" } else { "list-count" });
        return text.with("count", all).with("figure", Argument::Figure(all));
    };
    let last = end.saturating_sub(1);
    let text = PageText::new(if is_more { "list-range-more" } else { "list-range" });
    text.with("first", Argument::Figure(start))
        .with("last", Argument::Figure(last))
        .with("all", Argument::Figure(if is_more { all.max(last) } else { all }))
}
