//! Folds the names that stand in the tables. A database cannot: its `lower` knows other letters than the program.

use crate::row::Cell;
use identity_core::values::FoldedText;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};
use std::iter::once;
use uuid::Uuid;

/// Rows that are read, and then written, in one statement.
const ROWS: u64 = 1_000;

/// Fills the sort and search keys of all organisations and memberships.
pub(super) async fn fill(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut organizations = Query::select();
    organizations
        .columns(["id", "name", "class", "external_id", "business_id", "domains"])
        .from("identity_organizations")
        .order_by("id", Order::Asc);
    let table = Table { name: "identity_organizations", sort: "name_key", search: "search_text" };
    table.fill(db, &organizations, "id", organization).await?;

    let mut memberships = Query::select();
    memberships
        .column(("identity_memberships", "id"))
        .columns(["given_name", "family_name", "email", "username"])
        .from("identity_memberships")
        .inner_join("identity_users", Expr::col(("identity_users", "id")).eq(Expr::col("user_id")))
        .order_by(("identity_memberships", "id"), Order::Asc);
    let table = Table { name: "identity_memberships", sort: "name", search: "search" };
    table.fill(db, &memberships, ("identity_memberships", "id"), membership).await
}

/// The sort key and the search text of a row.
type Keys = (FoldedText, FoldedText);

fn organization(row: &QueryResult) -> Result<Keys, DbErr> {
    let (name, class): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (external, business): (Option<String>, Option<String>) =
        (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    let domains: String = row.try_get_by_index(5)?;
    let domains: Vec<String> = serde_json::from_str(&domains).map_err(|error| unreadable(&error))?;
    // The operator's own id is no customer number.
    let external = external.filter(|_| class != "operator");
    let lines = once(&name).chain(&external).chain(&business).chain(&domains);
    Ok((FoldedText::sort_key(&name), FoldedText::of_lines(lines.map(String::as_str))))
}

fn membership(row: &QueryResult) -> Result<Keys, DbErr> {
    let (given, family): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (email, username): (String, Option<String>) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    let name = format!("{given} {family}");
    let lines = once(&name).chain(once(&email)).chain(&username);
    Ok((FoldedText::sort_key(&name), FoldedText::of_lines(lines.map(String::as_str))))
}

/// A table with the columns of its keys.
struct Table {
    name: &'static str,
    sort: &'static str,
    search: &'static str,
}

impl Table {
    /// Fills the keys of the rows of a query, whose first column is the id in the table.
    async fn fill(
        &self,
        db: &impl ConnectionTrait,
        rows: &SelectStatement,
        id: impl sea_orm::sea_query::IntoColumnRef,
        keys: fn(&QueryResult) -> Result<Keys, DbErr>,
    ) -> Result<(), DbErr> {
        let id = Expr::col(id);
        let mut last: Option<Uuid> = None;
        loop {
            let behind = last.map(|last| id.clone().gt(last));
            let page = rows.clone().and_where_option(behind).limit(ROWS).take();
            let found = db.query_all(&page).await?;
            let Some(end) = found.last() else { return Ok(()) };
            last = Some(end.try_get_by_index(0)?);
            let filled = found.iter().map(|row| {
                let ((sort, search), id) = (keys(row)?, row.try_get_by_index::<Uuid>(0)?);
                Ok([id.simple().to_string(), sort.to_raw(), search.to_raw()])
            });
            self.write(db, &filled.collect::<Result<Vec<_>, DbErr>>()?).await?;
        }
    }

    /// Writes many rows by one statement, which takes them as JSON.
    async fn write(&self, db: &impl ConnectionTrait, rows: &[[String; 3]]) -> Result<(), DbErr> {
        let Self { name, sort, search } = self;
        let backend = db.get_database_backend();
        let (each, id) = match backend {
            DbBackend::Sqlite => ("json_each($1)", "unhex(given.value ->> 0)"),
            _ => ("json_array_elements(CAST($1 AS json))", "CAST(given.value ->> 0 AS uuid)"),
        };
        let sql = format!(
            "UPDATE {name} SET {sort} = given.value ->> 1, {search} = given.value ->> 2 \
             FROM {each} AS given WHERE {name}.id = {id}"
        );
        let json = serde_json::to_string(rows).map_err(|error| unreadable(&error))?;
        db.execute_raw(Statement::from_sql_and_values(backend, sql, [json.into()])).await.map(|_| ())
    }
}

fn unreadable(error: &serde_json::Error) -> DbErr {
    DbErr::Migration(error.to_string())
}
