//! What decisions rest on, read in one statement: one way to the database and back, and one instant of it, whatever
//! others write beside.
//!
//! The statement is the same for every question, so that the database prepares it once. Ids go in as JSON, and the
//! records of each kind come out as one JSON text, so that the driver carries one row of nine values. What lies above a
//! grant or an organisation stands in its path, so that no query calls itself. Each list of ids is looked up by an
//! index; see the tests of the plans.

use crate::error::store_error;
use crate::handle::SqlStore;
use crate::mapping::Mapped;
use crate::row::{Columns, Row};
use crate::table::read;
use identity_core::domain::{
    ApiClient, Contract, Grant, Holder, Membership, Organization, Role, Service, Session, User,
};
use identity_core::store::{FactRecords, FactsQuery, StoreError, Versioned};
use sea_orm::sea_query::Value;
use sea_orm::{DbBackend, QueryResult, Statement};
use serde_json::Value as Json;
use std::sync::OnceLock;
use uuid::Uuid;

/// What leads from the question to the ids of the rows.
const LISTS: &str = include_str!("load_facts.sql");

/// Answers [`Store::load_facts`](identity_core::store::Store::load_facts).
pub(crate) async fn load_facts(store: &SqlStore, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
    let row = store.read_one(statement(store.backend(), wanted)).await?;
    let row = row.ok_or_else(|| StoreError::Failed("a statement without a condition gave no row".into()))?;
    Ok(FactRecords {
        session: part(&row)?.pop(),
        users: part(&row)?,
        clients: part(&row)?,
        grants: part(&row)?,
        roles: part(&row)?,
        memberships: part(&row)?,
        organizations: part(&row)?,
        contracts: part(&row)?,
        services: part(&row)?,
    })
}

/// The statement with the ids of one question.
pub(crate) fn statement(backend: DbBackend, wanted: &FactsQuery) -> Statement {
    let holders = |of: fn(&Holder) -> Option<Uuid>| list(wanted.holders.iter().filter_map(of));
    let users = holders(|holder| if let Holder::User(id) = holder { Some(id.as_uuid()) } else { None });
    let clients = holders(|holder| if let Holder::Client(id) = holder { Some(id.as_uuid()) } else { None });
    let organizations =
        holders(|holder| if let Holder::Organization(id) = holder { Some(id.as_uuid()) } else { None });
    let asked = list(wanted.organizations.iter().map(|id| id.as_uuid()));
    let members = list(wanted.members.iter().map(|id| id.as_uuid()));
    let services = list(wanted.services.iter().map(|id| id.as_uuid()));
    let session = wanted.session.map(|digest| digest.as_bytes().to_vec()).into();
    let values = [users, clients, organizations, asked, members, services, session];
    Statement::from_sql_and_values(backend, sql(backend), values)
}

/// The ids as JSON.
fn list(ids: impl Iterator<Item = Uuid>) -> Value {
    let ids: Vec<String> = ids.map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", ids.join(",")).into()
}

/// A table whose rows are among those of the answer, and how they are found there.
struct Part {
    table: &'static str,
    columns: fn() -> &'static Columns,
    found: &'static str,
}

impl Part {
    const fn of<T: Mapped>(found: &'static str) -> Self {
        Self { table: T::TABLE, columns: T::columns, found }
    }
}

const SESSIONS: &str = "identity_sessions WHERE token = {7}";
const USERS: &str = "identity_users WHERE id {any}(SELECT id FROM holders WHERE kind = 'user'){end}";
const CLIENTS: &str =
    "identity_api_clients WHERE id {any}(SELECT id FROM holders WHERE kind = 'client'){end}";
const SERVICES: &str = "identity_services WHERE id {any}(SELECT id FROM used){end}";

/// The parts of the answer, each in the column of its table's name.
const PARTS: [Part; 9] = [
    Part::of::<Session>(SESSIONS),
    Part::of::<User>(USERS),
    Part::of::<ApiClient>(CLIENTS),
    Part::of::<Grant>("granted"),
    Part::of::<Role>("given"),
    Part::of::<Membership>("joined"),
    Part::of::<Organization>("places"),
    Part::of::<Contract>("agreed"),
    Part::of::<Service>(SERVICES),
];

fn sql(backend: DbBackend) -> &'static str {
    static SQLITE: OnceLock<String> = OnceLock::new();
    static POSTGRES: OnceLock<String> = OnceLock::new();
    match backend {
        DbBackend::Sqlite => SQLITE.get_or_init(|| written(backend)),
        _ => POSTGRES.get_or_init(|| written(backend)),
    }
}

fn written(backend: DbBackend) -> String {
    let parts: Vec<String> = PARTS.iter().map(|part| as_json(part, backend)).collect();
    for_backend(&format!("{LISTS}SELECT {}", parts.join(",\n")), backend)
}

/// The rows of one part as a list of lists.
fn as_json(part: &Part, backend: DbBackend) -> String {
    let Part { table, columns, found } = part;
    let columns = columns().read();
    let rows = if backend == DbBackend::Sqlite {
        // Octets are no JSON.
        let values = columns.map(|name| format!("iif(typeof({name})='blob',hex({name}),{name})"));
        format!("json_group_array(json_array({}))", values.collect::<Vec<_>>().join(","))
    } else {
        let values = columns.collect::<Vec<_>>().join(",");
        format!("CAST(coalesce(json_agg(json_build_array({values})),'[]') AS text)")
    };
    format!("(SELECT {rows} FROM {found}) AS {table}")
}

/// Puts in what the databases say differently. PostgreSQL makes a list of ids into an array before it looks their
/// rows up: it takes an array for short and goes by the index, whatever it guesses of the query.
fn for_backend(sql: &str, backend: DbBackend) -> String {
    let (any, end, step) = match backend {
        DbBackend::Sqlite => ("IN ", "", "unhex(value)"),
        _ => ("= ANY (ARRAY", ")", "CAST(step AS uuid)"),
    };
    let mut sql = sql.replace("{any}", any).replace("{end}", end).replace("{step}", step);
    for list in ["held", "named"] {
        let path = format!("trim({list}.path, '/')");
        let steps = match backend {
            DbBackend::Sqlite => format!(r#"json_each('["' || replace({path}, '/', '","') || '"]')"#),
            _ => format!("unnest(string_to_array({path}, '/')) AS step"),
        };
        sql = sql.replace(&format!("{{steps of {list}}}"), &steps);
    }
    sql = with_services(&sql, backend);
    sql = sql.replace("{7}", if backend == DbBackend::Sqlite { "?7" } else { "$7" });
    for number in 1..=6 {
        let ids = match backend {
            DbBackend::Sqlite => format!("unhex(value) FROM json_each(?{number})"),
            _ => format!("CAST(json_array_elements_text(CAST(${number} AS json)) AS uuid)"),
        };
        sql = sql.replace(&format!("{{{number}}}"), &ids);
    }
    sql
}

/// Puts in how the ids of services are read from the JSON in which records name them.
fn with_services(sql: &str, backend: DbBackend) -> String {
    let (value, key) = match backend {
        DbBackend::Sqlite => {
            ("unhex(replace(service.value, '-', ''))", "unhex(replace(service.key, '-', ''))")
        }
        _ => ("CAST(service AS uuid)", "CAST(service AS uuid)"),
    };
    let mut sql = sql.replace("{service}", value).replace("{service key}", key);
    for (list, column, of_postgres) in [
        ("granted", "services", "json_array_elements_text"),
        ("agreed", "services", "json_array_elements_text"),
        ("given", "application_roles", "json_object_keys"),
    ] {
        let services = match backend {
            DbBackend::Sqlite => format!("json_each({list}.{column}) AS service"),
            _ => format!("{of_postgres}(CAST({list}.{column} AS json)) AS service"),
        };
        sql = sql.replace(&format!("{{services of {list}}}"), &services);
    }
    sql
}

/// The records of one kind, in the order of their ids.
fn part<T: Mapped>(row: &QueryResult) -> Result<Vec<Versioned<T>>, StoreError>
where
    T::Id: Ord,
{
    let json: String = row.try_get("", T::TABLE).map_err(store_error)?;
    let rows: Vec<Vec<Json>> =
        serde_json::from_str(&json).map_err(|error| StoreError::Failed(Box::new(error)))?;
    let records = rows.into_iter().map(|values| read::<T>(Row::of_json(values, T::columns())));
    let mut records = records.collect::<Result<Vec<_>, _>>()?;
    records.sort_unstable_by_key(|found| found.record.id());
    Ok(records)
}
