//! Where the databases name things differently.

use sea_orm::DbBackend;

/// Puts in what a database calls the types. On SQLite the tables are `STRICT`, so that a value of another
/// type is refused as PostgreSQL does it.
pub(super) fn for_backend(sql: &str, backend: DbBackend) -> String {
    let names = match backend {
        DbBackend::Sqlite => [
            "BLOB",
            "BLOB",
            "INTEGER",
            "INTEGER",
            "TEXT",
            "STRICT",
            "0",
            "lower(hex(id))",
            "unhex(replace(json_extract(details, '$.user'), '-', ''))",
        ],
        _ => [
            "UUID",
            "BYTEA",
            "BIGINT",
            "BOOLEAN",
            "TEXT COLLATE \"C\"",
            "",
            "FALSE",
            "replace(id::text, '-', '')",
            "CAST(details::json ->> 'user' AS uuid)",
        ],
    };
    let words = [
        "{uuid}",
        "{bytes}",
        "{int}",
        "{bool}",
        "{path}",
        "{strict}",
        "{false}",
        "{hex id}",
        "{user of details}",
    ];
    words.iter().zip(names).fold(sql.to_owned(), |sql, (word, name)| sql.replace(word, name))
}
