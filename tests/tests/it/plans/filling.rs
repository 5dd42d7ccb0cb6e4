//! A database that is as large as it matters, written past the store.

use anyhow::Result;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};

/// The kinds of record, by the first digit of their ids.
pub(super) mod kind {
    pub(in crate::plans) const USER: u128 = 0xa;
    pub(in crate::plans) const ORGANIZATION: u128 = 0xb;
    pub(in crate::plans) const GRANT: u128 = 0xc;
}

/// The id of the record of this kind and number.
pub(super) fn id<T: From<Uuid>>(kind: u128, number: u128) -> T {
    Uuid::from_u128((kind << 124) | number).into()
}

/// How a database spells what the rows are made of.
struct Spelling {
    backend: DbBackend,
    rows: usize,
}

impl Spelling {
    /// The digits of an id whose number stands in the column `n`.
    fn digits(&self, kind: char) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("printf('{kind}%031x', n)"),
            _ => format!("('{kind}' || lpad(to_hex(n), 31, '0'))"),
        }
    }

    fn id(&self, kind: char) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("unhex({})", self.digits(kind)),
            _ => format!("CAST({} AS uuid)", self.digits(kind)),
        }
    }

    /// The id of number 0: the operator, the one role.
    fn zero(&self, kind: char) -> String {
        let kind = u128::from(kind.to_digit(16).unwrap_or_default());
        self.literal(id(kind, 0))
    }

    fn literal(&self, id: Uuid) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("x'{}'", id.simple()),
            _ => format!("CAST('{id}' AS uuid)"),
        }
    }

    fn bool(&self, value: bool) -> &'static str {
        match (self.backend, value) {
            (DbBackend::Sqlite, true) => "1",
            (DbBackend::Sqlite, false) => "0",
            (_, true) => "TRUE",
            (_, false) => "FALSE",
        }
    }

    /// The digest of a token: the number of the row in 32 octets.
    fn digest(&self) -> &'static str {
        match self.backend {
            DbBackend::Sqlite => "unhex(printf('%064x', n))",
            _ => "decode(lpad(to_hex(n), 64, '0'), 'hex')",
        }
    }

    /// The numbers from 1, as the column `n`.
    fn numbers(&self) -> String {
        let rows = self.rows;
        match self.backend {
            DbBackend::Sqlite => format!("generate_numbers LIMIT {rows}"),
            _ => format!("generate_series(1, {rows}) AS numbers (n)"),
        }
    }
}

/// The organisation that every fourth customer lies below.
pub(super) const RESELLER: u128 = 1;

/// An operator with `rows` customers, each with a contact person, a membership, a session, a grant and a contract. Every fourth
/// customer lies below customer 1, every hundredth grant is a mandate derived from the one before it, and everybody is
/// a member of the operator too.
pub(super) async fn fill(host: &DatabaseConnection, rows: usize) -> Result<()> {
    let to = Spelling { backend: host.get_database_backend(), rows };
    if to.backend == DbBackend::Sqlite {
        let numbers = "CREATE TEMP VIEW generate_numbers AS
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers";
        host.execute_unprepared(numbers).await?;
    }
    for statement in parties(&to).into_iter().chain(rights(&to)) {
        host.execute_unprepared(&statement).await?;
    }
    if to.backend != DbBackend::Sqlite {
        // Statistics of every row and a whole visibility map: a sample, or an autovacuum that comes between, would let
        // the planner choose otherwise from run to run.
        for statement in ["SET default_statistics_target = 1000", "VACUUM (FREEZE, ANALYZE)"] {
            host.execute_unprepared(statement).await?;
        }
    }
    Ok(())
}

/// Organisations, people and where they belong.
fn parties(to: &Spelling) -> Vec<String> {
    let (user, place, operator, numbers) = (to.id('a'), to.id('b'), to.zero('b'), to.numbers());
    let root = format!("/b{}/", "0".repeat(31));
    let reseller: Uuid = id(kind::ORGANIZATION, RESELLER);
    let (below, parent) = (format!("{}/", reseller.simple()), to.literal(reseller));
    let resold = "n % 4 = 0";
    let organization =
        "INSERT INTO identity_organizations (id, version, path, name, class, state, domains, attributes,
        created_at, updated_at, parent_id, root_id, name_key, search_text, external_key)";
    let membership = "INSERT INTO identity_memberships (id, version, user_id, organization_id, name, search, email, created_at)";
    vec![
        format!(
            "{organization} SELECT {operator}, 1, '{root}', 'Operator', 'operator', 'active', '[]', '{{}}', 1, 1, NULL,
             {operator}, 'operator', 'operator', ''"
        ),
        format!(
            "{organization} SELECT {place}, 1, '{root}' || CASE WHEN {resold} THEN '{below}' ELSE '' END || {} || '/',
             'Customer ' || n, 'sme', 'active', '[]', '{{}}', 1, 1, CASE WHEN {resold} THEN {parent} ELSE {operator} END,
             {operator}, 'customer ' || n, 'customer ' || n, 'crm-' || n FROM {numbers}",
            to.digits('b')
        ),
        format!(
            "INSERT INTO identity_users (id, version, email, given_name, family_name, attributes, state, created_at,
             updated_at, email_canonical) SELECT {user}, 1, n || '@b.example', 'A', 'B', '{{}}', 'active', 1, 1,
             n || '@b.example' FROM {numbers}"
        ),
        format!("{membership} SELECT {}, 1, {user}, {place}, 'a ' || n, 'a ' || n, n || '@b', 1 FROM {numbers}", to.id('d')),
        format!(
            "{membership} SELECT {}, 1, {user}, {operator}, 'a ' || n, 'a ' || n, n || '@b', 1 FROM {numbers}",
            to.id('8')
        ),
        format!(
            "INSERT INTO identity_sessions (id, version, user_id, token, methods, authenticated_at, device, created_at,
             last_seen_at, expires_at) SELECT {}, 1, {user}, {}, '[]', 1, '{{}}', 1, 1, 1 FROM {numbers}",
            to.id('7'),
            to.digest()
        ),
    ]
}

/// Grants, and what they rest on.
fn rights(to: &Spelling) -> Vec<String> {
    let (user, place, grant, numbers) = (to.id('a'), to.id('b'), to.id('c'), to.numbers());
    let (role, service) = (to.zero('e'), to.zero('f'));
    let above = match to.backend {
        DbBackend::Sqlite => "printf('c%031x', n - 1)".to_owned(),
        _ => "('c' || lpad(to_hex(n - 1), 31, '0'))".to_owned(),
    };
    let derived = "n % 100 = 0";
    vec![
        format!(
            "INSERT INTO identity_grants (id, version, path, mandate_max_delegation_depth, mandate_answer,
             mandate_notices_sent, holder_kind,
             holder_id, role_id, organization_id, scope, rights, period_ends_at, given_by_kind, created_at)
             SELECT {grant}, 1, CASE WHEN {derived} THEN '/' || {above} ELSE '' END || '/' || {} || '/',
             CASE WHEN {derived} THEN 0 END, CASE WHEN {derived} THEN 'accepted' END,
             CASE WHEN {derived} THEN 'nothing' END, 'user', {user}, {role}, {place}, 'subtree', 'act_and_grant',
             CASE WHEN {derived} THEN n END, 'system', 1 FROM {numbers}",
            to.digits('c')
        ),
        format!(
            "INSERT INTO identity_contracts (id, version, external_id, organization_id, services, created_at, updated_at)
             SELECT {}, 1, 'K-' || n, {place}, '[]', 1, 1 FROM {numbers}",
            to.id('9')
        ),
        format!(
            "INSERT INTO identity_roles (id, version, key, name, description, permissions, application_roles, enabled,
             created_at, updated_at, mandate_only) SELECT {role}, 1, 'admin', 'Admin', '', '[]', '{{}}', {}, 1, 1, {}",
            to.bool(true),
            to.bool(false)
        ),
        format!(
            "INSERT INTO identity_services SELECT {service}, 1, 'app', 'App', {}, NULL, {}, 1",
            to.bool(true),
            to.bool(true)
        ),
    ]
}
