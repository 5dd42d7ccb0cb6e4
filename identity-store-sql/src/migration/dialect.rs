//! Where the databases name things differently.

use sea_orm::DbBackend;

/// Puts in what a database calls the types. On SQLite the tables are `STRICT`, so that a value of another
/// type is refused as PostgreSQL does it.
pub(super) fn for_backend(sql: &str, backend: DbBackend) -> String {
    let names = match backend {
        DbBackend::Sqlite => ["BLOB", "BLOB", "INTEGER", "INTEGER", "TEXT", "STRICT", "0", "lower(hex(id))"],
        _ => [
            "UUID",
            "BYTEA",
            "BIGINT",
            "BOOLEAN",
            "TEXT COLLATE \"C\"",
            "",
            "FALSE",
            "replace(id::text, '-', '')",
        ],
    };
    let words = ["{uuid}", "{bytes}", "{int}", "{bool}", "{path}", "{strict}", "{false}", "{hex id}"];
    words.iter().zip(names).fold(sql.to_owned(), |sql, (word, name)| sql.replace(word, name))
}
