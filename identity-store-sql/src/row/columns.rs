//! The columns of a table.

/// The names of a record's columns.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(super) table: &'static str,
    pub(super) names: Vec<String>,
    derived: Vec<&'static str>,
}

impl Columns {
    /// The columns that every table begins with.
    pub(crate) fn of(table: &'static str) -> Self {
        Self { table, names: vec!["id".to_owned(), "version".to_owned()], derived: Vec::new() }
    }

    /// Adds the columns of a field, one for each of its parts.
    pub(crate) fn add(&mut self, field: &str, parts: &[&str]) {
        self.names.extend(parts.iter().map(|part| format!("{field}{part}")));
    }

    /// Adds a column that repeats what other columns hold, for searching; it is never read.
    pub(crate) fn derive(&mut self, name: &'static str) {
        self.derived.push(name);
    }

    /// What a query reads: the id, the version, the fields.
    pub(crate) fn read(&self) -> impl Iterator<Item = String> {
        self.names.iter().cloned()
    }

    /// What an insert or update writes, in the order of the values of a row.
    pub(crate) fn written(&self) -> impl Iterator<Item = String> {
        self.read().chain(self.derived.iter().map(|name| (*name).to_owned()))
    }
}
