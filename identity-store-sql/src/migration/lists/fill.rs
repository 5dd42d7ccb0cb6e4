//! Folds the names that stand in the tables. A database cannot: its `lower` knows other letters than the program.

use crate::row::Cell;
use identity_core::values::{EmailAddress, FoldedText};
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
    let table = Table { name: "identity_organizations", columns: &["name_key", "search_text"] };
    table.fill(db, &organizations, "id", organization).await?;

    let mut memberships = Query::select();
    memberships
        .column(("identity_memberships", "id"))
        .columns(["given_name", "family_name", "email", "username"])
        .from("identity_memberships")
        .inner_join("identity_users", Expr::col(("identity_users", "id")).eq(Expr::col("user_id")))
        .order_by(("identity_memberships", "id"), Order::Asc);
    let table = Table { name: "identity_memberships", columns: &["name", "search"] };
    table.fill(db, &memberships, ("identity_memberships", "id"), membership).await
}

/// Fills the keys by which lists go in other orders than by name, and what is searched in invitations.
pub(super) async fn fill_orders(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut organizations = Query::select();
    organizations
        .columns(["id", "class", "external_id"])
        .from("identity_organizations")
        .order_by("id", Order::Asc);
    let table = Table { name: "identity_organizations", columns: &["external_key"] };
    table.fill(db, &organizations, "id", crm_id).await?;

    let mut memberships = Query::select();
    memberships
        .column(("identity_memberships", "id"))
        .column(("identity_users", "email"))
        .from("identity_memberships")
        .inner_join("identity_users", Expr::col(("identity_users", "id")).eq(Expr::col("user_id")))
        .order_by(("identity_memberships", "id"), Order::Asc);
    let table = Table { name: "identity_memberships", columns: &["email"] };
    let email = |row: &QueryResult| Ok(vec![email_key(row.try_get_by_index(1)?)]);
    table.fill(db, &memberships, ("identity_memberships", "id"), email).await?;

    let mut invitations = Query::select();
    invitations
        .columns(["id", "given_name", "family_name", "email"])
        .from("identity_invitations")
        .order_by("id", Order::Asc);
    let table = Table { name: "identity_invitations", columns: &["email_key", "search_text"] };
    table.fill(db, &invitations, "id", invitation).await
}

fn crm_id(row: &QueryResult) -> Result<Keys, DbErr> {
    let (class, external): (String, Option<String>) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let external = external.filter(|_| class != "operator").unwrap_or_default();
    Ok(vec![FoldedText::sort_key(&external)])
}

fn invitation(row: &QueryResult) -> Result<Keys, DbErr> {
    let (given, family): (Option<String>, Option<String>) =
        (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let email: String = row.try_get_by_index(3)?;
    let name = given.into_iter().chain(family).collect::<Vec<_>>().join(" ");
    let search = FoldedText::of_lines([name.as_str(), email.as_str()]);
    Ok(vec![email_key(email), search])
}

/// The sort key of an address, in its canonical spelling.
fn email_key(email: String) -> FoldedText {
    let canonical = EmailAddress::parse(&email).map(|email| email.canonical());
    FoldedText::sort_key(&canonical.unwrap_or(email))
}

/// The keys of a row, one for each of the columns to fill.
type Keys = Vec<FoldedText>;

fn organization(row: &QueryResult) -> Result<Keys, DbErr> {
    let (name, class): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (external, business): (Option<String>, Option<String>) =
        (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    let domains: String = row.try_get_by_index(5)?;
    let domains: Vec<String> = serde_json::from_str(&domains).map_err(|error| unreadable(&error))?;
    // The operator's own id is no customer number.
    let external = external.filter(|_| class != "operator");
    let lines = once(&name).chain(&external).chain(&business).chain(&domains);
    Ok(vec![FoldedText::sort_key(&name), FoldedText::of_lines(lines.map(String::as_str))])
}

fn membership(row: &QueryResult) -> Result<Keys, DbErr> {
    let (given, family): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (email, username): (String, Option<String>) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    let name = format!("{given} {family}");
    let lines = once(&name).chain(once(&email)).chain(&username);
    Ok(vec![FoldedText::sort_key(&name), FoldedText::of_lines(lines.map(String::as_str))])
}

/// A table with the columns of its keys.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
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
                let id = row.try_get_by_index::<Uuid>(0)?.simple().to_string();
                Ok(once(id).chain(keys(row)?.iter().map(Cell::to_raw)).collect())
            });
            self.write(db, &filled.collect::<Result<Vec<_>, DbErr>>()?).await?;
        }
    }

    /// Writes many rows by one statement, which takes them as JSON.
    async fn write(&self, db: &impl ConnectionTrait, rows: &[Vec<String>]) -> Result<(), DbErr> {
        let backend = db.get_database_backend();
        let (each, id) = match backend {
            DbBackend::Sqlite => ("json_each($1)", "unhex(given.value ->> 0)"),
            _ => ("json_array_elements(CAST($1 AS json))", "CAST(given.value ->> 0 AS uuid)"),
        };
        let set = (1..).zip(self.columns).map(|(at, column)| format!("{column} = given.value ->> {at}"));
        let (name, set) = (self.name, set.collect::<Vec<_>>().join(", "));
        let sql = format!("UPDATE {name} SET {set} FROM {each} AS given WHERE {name}.id = {id}");
        let json = serde_json::to_string(rows).map_err(|error| unreadable(&error))?;
        db.execute_raw(Statement::from_sql_and_values(backend, sql, [json.into()])).await.map(|_| ())
    }
}

fn unreadable(error: &serde_json::Error) -> DbErr {
    DbErr::Migration(error.to_string())
}
