//! Tables of the reference, against the code that they are about.

use super::{files, generated, read, root};
use anyhow::{Context as _, Result};
use identity_core::domain::Action;
use identity_core::policy::Permission;
use identity_web::language::act_in_english;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[test]
fn the_table_of_permissions_is_that_of_the_code() -> Result<()> {
    let mut table =
        "| permission | lets its holder | read-only | for single services |\n|---|---|---|---|\n".to_owned();
    for permission in Permission::ALL {
        let [looks, single] = [permission.only_looks(), permission.within_service()]
            .map(|holds| if holds { "yes" } else { "" });
        writeln!(table, "| `{permission}` | {} | {looks} | {single} |", act_in_english(*permission))?;
    }
    generated("reference/permissions.md", "permissions", &table)
}

#[test]
fn the_table_of_actions_is_that_of_the_code() -> Result<()> {
    let source = read(&root().join("identity-core/src/domain/audit.rs"))?;
    let mut table = "| action | what was done |\n|---|---|\n".to_owned();
    for action in Action::ALL {
        writeln!(table, "| `{}` | {} |", action.as_str(), words(&source, action.as_str())?)?;
    }
    generated("reference/audit-actions.md", "actions", &table)
}

/// The documentation of the variant with this name, as it stands above it.
fn words(source: &str, name: &str) -> Result<String> {
    let end = format!("= \"{name}\"");
    let above = source.lines().take_while(|line| !line.contains(&end)).collect::<Vec<_>>();
    let comment = above.iter().rev().take_while(|line| line.trim_start().starts_with("///"));
    let mut lines: Vec<_> = comment.map(|line| line.trim_start_matches([' ', '/'])).collect();
    lines.reverse();
    let text = lines.join(" ");
    let text = text.strip_suffix('.').with_context(|| format!("{name} is not documented in a sentence"))?;
    Ok(text.to_owned())
}

#[test]
fn every_detail_of_an_audit_row_is_in_the_reference() -> Result<()> {
    let page = read(&root().join("docs/src/reference/audit-actions.md"))?;
    let (_, details) = page.split_once("## Details").context("no part about details")?;
    let mut keys = BTreeSet::new();
    for path in files(&root().join("identity-core/src"), "rs")? {
        let text = read(&path)?;
        let named = text.split(".with(\"").skip(1).filter_map(|rest| rest.split_once('"'));
        keys.extend(named.map(|(key, _)| key.to_owned()));
    }
    assert!(keys.len() > 15, "the sources are read wrongly: {keys:?}");
    let absent: Vec<_> = keys.iter().filter(|key| !details.contains(&format!("`{key}`"))).collect();
    assert!(absent.is_empty(), "docs/src/reference/audit-actions.md has no details {absent:?}");
    Ok(())
}

#[test]
fn every_call_of_the_rest_interface_is_in_the_reference() -> Result<()> {
    let page = read(&root().join("docs/src/reference/rest.md"))?;
    for (method, path) in identity_web::rest::ROUTES {
        let row = format!("\n| `{method} {path}` |");
        assert!(page.contains(&row), "docs/src/reference/rest.md has no row for {method} {path}");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `") && line.contains("→")).count();
    assert_eq!(rows, identity_web::rest::ROUTES.len(), "a row is about a call that is gone");
    Ok(())
}

#[test]
fn every_setting_of_smartplan_is_in_the_reference() -> Result<()> {
    let source = read(&root().join("examples/smartplan/src/config.rs"))?;
    let page = read(&root().join("docs/src/reference/configuration.md"))?;
    let config = source.split_once("struct Config {").context("no Config")?.1;
    let config = config.split_once("\n}").context("no end of Config")?.0;
    let fields = config.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'));
    let fields: Vec<_> = fields.map(|(name, _)| name).collect();
    assert!(fields.len() > 5, "{fields:?}");
    for field in &fields {
        assert!(page.contains(&format!("\n| `{field}` |")), "the setting {field} is not in the table");
    }
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let settings = page.split_once("## The file").context("no end of the table")?.0.len();
    let named = rows.filter(|(name, _)| page.find(&format!("| `{name}` |")).is_some_and(|at| at < settings));
    for (name, _) in named {
        assert!(fields.contains(&name), "{name} is in the table and is not a setting");
    }
    Ok(())
}
