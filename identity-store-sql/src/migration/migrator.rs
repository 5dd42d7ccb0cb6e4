//! The list of migrations.

use super::lists;
use super::script::Script;
use sea_orm::DynIden;
use sea_orm::sea_query::IntoIden;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The table that lists the migrations that were applied.
pub(super) const TABLE: &str = "identity_migrations";

/// All migrations, oldest first.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            script("m20261123_000001_first", include_str!("first.sql")),
            script("m20261125_000002_mandates", include_str!("mandates.sql")),
            Box::new(lists::Migration),
            script("m20261128_000004_attempts", include_str!("attempts.sql")),
            script("m20261129_000005_contract_ends", include_str!("contract_ends.sql")),
            script("m20261129_000006_logouts", include_str!("logouts.sql")),
            Box::new(lists::Refold),
            script("m20261129_000008_member_states", include_str!("member_states.sql")),
            script("m20261129_000009_outbox_recipients", include_str!("outbox_recipients.sql")),
            script("m20261129_000010_first_administrator", include_str!("first_administrator.sql")),
            script("m20261129_000011_second_factors", include_str!("second_factors.sql")),
            script("m20261129_000020_recoveries", include_str!("recoveries.sql")),
            script("m20261129_000021_sign_in_policies", include_str!("sign_in_policies.sql")),
            script("m20261129_000030_passkeys", include_str!("passkeys.sql")),
            script("m20261129_000031_contact_changes", include_str!("contact_changes.sql")),
            script("m20261129_000032_recovery_kinds", include_str!("recovery_kinds.sql")),
            script("m20261130_000040_user_emails", include_str!("user_emails.sql")),
            script("m20261130_000041_closing", include_str!("closing.sql")),
            script("m20261130_000042_approvals", include_str!("approvals.sql")),
            Box::new(lists::Orders),
            script("m20261130_000044_brands", include_str!("brands.sql")),
            script("m20261130_000045_sms_settings", include_str!("sms_settings.sql")),
            script("m20261130_000050_openid", include_str!("openid.sql")),
            script("m20261130_000060_registered_clients", include_str!("registered_clients.sql")),
            script("m20261130_000070_key_states", include_str!("key_states.sql")),
            script("m20261130_000071_registered_metadata", include_str!("registered_metadata.sql")),
            script("m20261130_000072_saml_options", include_str!("saml_options.sql")),
            script("m20261130_000073_clients_act", include_str!("clients_act.sql")),
            Box::new(Script {
                name: "m20261130_000080_optional_email",
                sqlite: include_str!("optional_email_sqlite.sql"),
                postgres: include_str!("optional_email_postgres.sql"),
            }),
            script("m20261130_000085_sms_proposals", include_str!("sms_proposals.sql")),
            script("m20261130_000090_federation", include_str!("federation.sql")),
        ]
    }

    fn migration_table_name() -> DynIden {
        TABLE.into_iden()
    }
}

fn script(name: &'static str, sql: &'static str) -> Box<dyn MigrationTrait> {
    Box::new(Script { name, sqlite: sql, postgres: sql })
}
