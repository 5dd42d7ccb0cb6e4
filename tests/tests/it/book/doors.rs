//! Every function of core that begins a change, and the right by which it may. A new function joins the table by itself, so
//! that a reviewer sees it. So does a new type that proves a right, and one that can be made without its check fails here.

use super::{files, generated, read, root, without_links};
use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The right by which a line of a use case begins a change.
fn right(line: &str) -> Option<String> {
    if line.contains("fn ") || line.trim_start().starts_with("//") {
        return None;
    }
    if let Some((_, proof)) = line.split_once("by_proof") {
        // The type is written out everywhere, so that it can be read here; the compiler sees to it that it is right.
        let named = proof.strip_prefix("::<").and_then(|proof| proof.split(['<', '>']).next());
        return Some(format!("proof: {}", named.map_or_else(|| "UNNAMED".to_owned(), in_words)));
    }
    let ways = [
        ("authorize(", "the policy"),
        ("authorize_with(", "the policy"),
        ("note_try(", "none: an audit row alone"),
        ("commit_unaudited(", "none: unaudited housekeeping"),
        (".touch(", "none: an organisation as it is"),
    ];
    ways.into_iter().find(|(call, _)| line.contains(call)).map(|(_, right)| right.to_owned())
}

/// `InvitationToken` as `invitation token`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// The name of the function that begins in this line.
fn function(line: &str) -> Option<&str> {
    let (before, name) = line.split_once("fn ")?;
    let is_begin = before
        .trim_start()
        .split(' ')
        .all(|word| word.is_empty() || matches!(word, "pub" | "async" | "const") || word.starts_with("pub("));
    is_begin.then(|| name.split(['(', '<']).next().unwrap_or_default())
}

#[test]
fn the_table_of_doors_names_every_function_that_begins_a_change() -> Result<()> {
    let folder = root().join("identity-core/src");
    let mut doors: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (file, text) in sources(&folder)? {
        // The functions that write for all others are defined there.
        if file.starts_with("authority/") {
            continue;
        }
        let mut inside = "";
        for line in text.lines() {
            inside = function(line).unwrap_or(inside);
            if let Some(right) = right(line) {
                doors.entry((file.clone(), inside.to_owned())).or_default().insert(right);
            }
        }
    }
    assert!(doors.len() > 30, "the sources are read wrongly: {doors:?}");
    let unnamed: Vec<_> = doors.iter().filter(|(_, rights)| rights.contains("proof: UNNAMED")).collect();
    assert!(unnamed.is_empty(), "write `by_proof::<TheProof>(...)`: {unnamed:?}");
    let mut table = "| where | function | by what right |\n|---|---|---|\n".to_owned();
    for ((file, function), rights) in &doors {
        let rights: Vec<_> = rights.iter().map(String::as_str).collect();
        writeln!(table, "| `{file}` | `{function}` | {} |", rights.join("; "))?;
    }
    generated("contributing/writers.md", "doors", &table)
}

/// The shipped sources of core, each with its path below `folder`.
fn sources(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for path in files(folder, "rs")? {
        let file = path.strip_prefix(folder).context("outside")?.display().to_string();
        if !file.ends_with("tests.rs") && !file.starts_with("testing") {
            let text = read(&path)?;
            let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            found.push((file, shipped));
        }
    }
    Ok(found)
}

/// A type of which holding a value means that a check was passed.
struct Passed<'a> {
    name: &'a str,
    /// The first paragraph of its documentation.
    says: String,
    /// What stands in the block that implements the trait.
    body: &'a str,
}

/// The types in a file that implement a trait. An error if one of them can be made elsewhere, without the check.
fn passed<'a>(text: &'a str, of: &str) -> Result<Vec<Passed<'a>>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("\nimpl").chain(text.match_indices("\n    impl")) {
        let block = text.split_at(at).1.trim_start();
        let Some((head, after)) = block.split_once(&format!("{of} for ")) else { continue };
        if head.contains('{') || !head.ends_with([' ', ':']) {
            continue;
        }
        let name = after.split(['<', ' ', '{']).next().unwrap_or_default();
        let body = after.split("\n}\n").next().unwrap_or_default();
        let declared = text.split_once(&format!("struct {name}"));
        let (before, rest) = declared.with_context(|| format!("{name} is not declared beside its check"))?;
        let above = before.rsplit("\n\n").next().unwrap_or_default();
        let fields = rest.split("\n\n").next().unwrap_or_default().trim_end();
        let fields = fields.split_once(['{', '(']).filter(|_| !fields.starts_with(';'));
        let fields = fields.map_or("", |(_, fields)| fields.trim_matches([' ', '\n', '}', ')', ';']));
        ensure!(!fields.is_empty(), "{name} has no private field, so that anybody can make one");
        ensure!(!fields.contains("pub"), "{name} shows a field");
        let made = ["Default", "Deserialize"].iter().find(|made| above.contains(**made));
        ensure!(made.is_none(), "{name} can be made without its check");
        let docs = above.lines().filter_map(|line| line.strip_prefix("///"));
        let says: Vec<_> = docs.map(str::trim).take_while(|line| !line.is_empty()).collect();
        ensure!(!says.is_empty(), "{name} does not say what it proves");
        found.push(Passed { name, says: without_links(&says.join(" ")), body });
    }
    Ok(found)
}

#[test]
fn the_table_of_proofs_names_every_type_that_stands_for_a_check() -> Result<()> {
    let folder = root().join("identity-core/src");
    let mut proofs = "| proof | made only in | what it is |\n|---|---|---|\n".to_owned();
    let mut rules = "| rule | asked only in | what was asked |\n|---|---|---|\n".to_owned();
    for (file, text) in sources(&folder)? {
        for Passed { name, says, .. } in passed(&text, "Proof")? {
            writeln!(proofs, "| {} | `{file}` | {says} |", in_words(name))?;
        }
        for Passed { body, says, .. } in passed(&text, "RuleKept")? {
            let rule = body.split_once("Rule::").and_then(|(_, rule)| rule.split(';').next());
            let rule = in_words(rule.context("which rule")?);
            writeln!(rules, "| {rule} | `{file}` | {says} |")?;
        }
    }
    assert!(proofs.lines().count() > 10, "the sources are read wrongly: {proofs}");
    generated("contributing/writers.md", "proofs", &proofs)?;
    generated("contributing/writers.md", "rules", &rules)
}

#[test]
fn a_proof_that_anybody_can_make_is_found() {
    let proof = |declared: &str| {
        let text = format!("{declared}\n\nimpl<'a> authority::Proof for Seen<'a> {{\n}}\n");
        passed(&text, "Proof").map(|found| found.iter().map(|one| one.says.clone()).collect::<Vec<_>>())
    };
    let right = "/// It was\n/// [seen](x).\n///\n/// More.\nstruct Seen<'a> {\n    what: &'a str,\n}";
    assert_eq!(proof(right).unwrap(), ["It was seen."]);
    assert_eq!(proof("/// Seen.\nstruct Seen<'a>(&'a str);").unwrap(), ["Seen."]);
    for wrong in [
        "",
        "/// Seen.\nstruct Seen;",
        "/// Seen.\nstruct Seen {}",
        "/// Seen.\nstruct Seen();",
        "/// Seen.\nstruct Seen {\n    pub(crate) what: String,\n}",
        "/// Seen.\nstruct Seen(pub String);",
        "/// Seen.\n#[derive(Default)]\nstruct Seen {\n    what: String,\n}",
        "struct Seen {\n    what: String,\n}",
    ] {
        assert!(proof(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_line_that_begins_a_change_is_known() {
    assert_eq!(
        right("let act = Act::by_proof::<InvitedPerson<'_>>(&invited);").as_deref(),
        Some("proof: invited person")
    );
    assert_eq!(right("let act = Act::by_proof::<Own>(&own);").as_deref(), Some("proof: own"));
    assert_eq!(right("let act = Act::by_proof(&own);").as_deref(), Some("proof: UNNAMED"));
    assert_eq!(
        right("let (act, known) = self.authorize(caller, p, o).await?;").as_deref(),
        Some("the policy")
    );
    assert_eq!(right("/// [`authorize`](Self::authorize(x)) is not a call"), None);
    assert_eq!(function("    pub(crate) async fn try_give(&self"), Some("try_give"));
    assert_eq!(function("    let name = |fn_name| 1; // fn x("), None);
}
