//! Databases as earlier releases left them.

use anyhow::Result;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};
use std::fmt::Write as _;

/// The schema of the first release, and what the second added; neither is ever changed.
const FIRST: &str = include_str!("../../../../identity-store-sql/src/migration/first.sql");
const MANDATES: &str = include_str!("../../../../identity-store-sql/src/migration/mandates.sql");

/// Ids with digits and letters, and with zeros where a number would lose them.
pub(super) const GRANTS: [&str; 3] = [
    "0190a1b2c3d47e5f8091a2b3c4d5e6f7",
    "00000000000070008000000000000001",
    "ffffffffffff7fffbfffffffffffffff",
];
pub(super) const OTHER: &str = "0190a1b2c3d47e5f80910000000000aa";

/// The id of the organisation, person, membership or contract of this number.
pub(super) fn numbered(number: usize) -> String {
    format!("0190a1b2c3d47e5f8091{number:012x}")
}

/// The organisations: name, class, customer number, business id, mail domains, and the numbers from the root down.
pub(super) type Place =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [usize]);
pub(super) const PLACES: [Place; 5] = [
    ("Operator", "operator", "'OPERATOR-1'", "NULL", "[]", &[0]),
    (
        "Ødegård  & Straße",
        "enterprise",
        "'CRM-77'",
        "'1234567-8'",
        r#"["oe.example","xn--strae-oqa.example"]"#,
        &[0, 1],
    ),
    ("ÖBERG 100%_\\", "sme", "'CRM-78'", "NULL", "[]", &[0, 1, 2]),
    ("zeta", "sme", "NULL", "NULL", "[]", &[0, 1, 2, 3]),
    ("Alpha", "sme", "NULL", "'HRB 86786'", "[]", &[4]),
];

/// The people, all of them members of organisation 1: given and family name, e-mail address, user name.
pub(super) const PEOPLE: [(&str, &str, &str, &str); 3] = [
    ("Åsa", "Öberg", "Asa@oe.example", "NULL"),
    ("aino", "VIRTANEN", "aino@oe.example", "'Aino.V'"),
    ("Łukasz", "O''Brien", "lukasz@oe.example", "NULL"),
];

/// How a database spells what differs.
pub(super) struct Spelling(DbBackend);

impl Spelling {
    pub(super) fn of(host: &DatabaseConnection) -> Self {
        Self(host.get_database_backend())
    }

    fn schema(&self, sql: &str) -> String {
        let names = if self.0 == DbBackend::Sqlite {
            ["BLOB", "BLOB", "INTEGER", "INTEGER", "TEXT", "STRICT", "0", "lower(hex(id))"]
        } else {
            let hex = "replace(id::text, '-', '')";
            ["UUID", "BYTEA", "BIGINT", "BOOLEAN", "TEXT COLLATE \"C\"", "", "FALSE", hex]
        };
        let words = ["{uuid}", "{bytes}", "{int}", "{bool}", "{path}", "{strict}", "{false}", "{hex id}"];
        words.iter().zip(names).fold(sql.to_owned(), |sql, (word, name)| sql.replace(word, name))
    }

    fn id(&self, hex: &str) -> String {
        if self.0 == DbBackend::Sqlite { format!("x'{hex}'") } else { format!("'{hex}'") }
    }

    fn digest(&self) -> String {
        let digits = "07".repeat(32);
        if self.0 == DbBackend::Sqlite { format!("x'{digits}'") } else { format!("'\\x{digits}'") }
    }

    fn bool(&self, value: bool) -> &'static str {
        match (self.0, value) {
            (DbBackend::Sqlite, true) => "1",
            (DbBackend::Sqlite, false) => "0",
            (_, true) => "TRUE",
            (_, false) => "FALSE",
        }
    }
}

/// What the first release left behind: three grants, one of them revoked, their role and an invitation; organisations
/// with people and contracts.
pub(super) async fn first(host: &DatabaseConnection) -> Result<()> {
    let to = Spelling::of(host);
    host.execute_unprepared(&to.schema(FIRST)).await?;
    let (other, token, no, yes) = (to.id(OTHER), to.digest(), to.bool(false), to.bool(true));
    let mut sql = format!(
        "CREATE TABLE identity_migrations (version VARCHAR(255) NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);
         INSERT INTO identity_migrations VALUES ('m20261123_000001_first', 0);
         INSERT INTO identity_roles (id, version, key, name, description, permissions, application_roles, enabled,
             created_at, updated_at) VALUES ({other}, 3, 'admin', 'Admin', '', '[]', '{{}}', {yes}, 1, 1);
         INSERT INTO identity_services VALUES ({other}, 1, 'app', 'App', {no}, NULL, {yes}, 1);
         INSERT INTO identity_invitations (id, version, organization_id, email, roles, token, state, invited_by_id,
             created_at, sent_at, expires_at, email_canonical)
             VALUES ({other}, 1, {other}, 'a@b.example', '[]', {token}, 'pending', {other}, 1, 1, 2, 'a@b.example');"
    );
    for (number, id) in GRANTS.iter().enumerate() {
        let (id, revoked) = (to.id(id), if number == 1 { "5" } else { "NULL" });
        writeln!(
            sql,
            "INSERT INTO identity_grants (id, version, holder_kind, holder_id, role_id, organization_id, scope, rights,
                 period_not_before, period_not_after, given_by_kind, created_at, revoked_at)
                 VALUES ({id}, 2, 'user', {other}, {other}, {other}, 'subtree', 'act_and_grant', NULL, 9, 'system', 1,
                 {revoked});"
        )?;
    }
    places(&to, &mut sql)?;
    people(&to, &mut sql)?;
    host.execute_unprepared(&sql).await?;
    Ok(())
}

/// Each organisation with a contract that begins and ends.
fn places(to: &Spelling, sql: &mut String) -> Result<()> {
    for (number, (name, class, external, business, domains, steps)) in PLACES.into_iter().enumerate() {
        let id = to.id(&numbered(number));
        let path = steps.iter().map(|step| numbered(*step)).collect::<Vec<_>>().join("/");
        let parent = steps.len().checked_sub(2).map_or("NULL".to_owned(), |at| to.id(&numbered(steps[at])));
        let root = to.id(&numbered(steps[0]));
        writeln!(
            sql,
            "INSERT INTO identity_organizations (id, version, path, name, class, state, external_id, business_id, domains,
                 attributes, created_at, updated_at, parent_id, root_id, name_folded) VALUES ({id}, 1, '/{path}/', '{name}',
                 '{class}', 'active', {external}, {business}, '{domains}', '{{}}', 1, 1, {parent}, {root}, 'old');
             INSERT INTO identity_contracts (id, version, external_id, organization_id, services, period_not_before,
                 period_not_after, created_at, updated_at) VALUES ({id}, 1, 'K-{number}', {id}, '[]', 3, 4, 1, 1);"
        )?;
    }
    Ok(())
}

fn people(to: &Spelling, sql: &mut String) -> Result<()> {
    let organization = to.id(&numbered(1));
    for (number, (given, family, email, username)) in PEOPLE.into_iter().enumerate() {
        let (id, state) = (to.id(&numbered(number)), if number == 2 { "locked" } else { "active" });
        writeln!(
            sql,
            "INSERT INTO identity_users (id, version, username, email, given_name, family_name, attributes, state,
                 created_at, updated_at, email_canonical) VALUES ({id}, 1, {username}, '{email}', '{given}', '{family}',
                 '{{}}', '{state}', 1, 1, '{number}');
             INSERT INTO identity_memberships (id, version, user_id, organization_id, created_at)
                 VALUES ({id}, 1, {id}, {organization}, 1);"
        )?;
    }
    Ok(())
}

/// What the second release left behind: the same, one grant as a mandate, and the role for mandates only.
pub(super) async fn second(host: &DatabaseConnection) -> Result<()> {
    first(host).await?;
    let to = Spelling::of(host);
    host.execute_unprepared(&to.schema(MANDATES)).await?;
    let (mandate, yes) = (to.id(GRANTS[0]), to.bool(true));
    let sql = format!(
        "INSERT INTO identity_migrations VALUES ('m20261125_000002_mandates', 0);
         UPDATE identity_grants SET mandate_onward = 2, mandate_answer = 'accepted', mandate_answered_at = 7,
             mandate_told = 'ends_soon' WHERE id = {mandate};
         UPDATE identity_roles SET by_mandate = {yes};
         UPDATE identity_invitations SET mandate = '{{\"scope\":\"subtree\",\"rights\":\"act\",\"contracts\":null,\
             \"period\":{{\"not_before\":null,\"not_after\":\"2027-01-01T00:00:00Z\"}},\"onward\":1,\"reason\":null}}';"
    );
    host.execute_unprepared(&sql).await?;
    Ok(())
}
