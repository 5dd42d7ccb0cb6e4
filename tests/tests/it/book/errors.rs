//! The page about errors names, for each use case, its error, and for each error every variant with what a caller does.
//! Use cases, variants and their meaning are read from the sources; what a caller does is written by hand on the page.

use super::{files, generated, read, root, without_links};
use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const PAGE: &str = "reference/errors.md";

/// What two levels have in common; use cases carry it in a variant of their own.
const SHARED: [&str; 4] = ["AccessError", "GiveError", "InvalidTerms", "StoreError"];

/// The methods of `Identity` in a file that a host can call and that can fail, each with its error.
fn use_cases(text: &str) -> Result<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut inside = false;
    for (line_at, line) in lines(text) {
        if line.starts_with("impl") {
            inside = line == "impl Identity {";
        }
        let begin =
            ["    pub async fn ", "    pub fn "].into_iter().find_map(|begin| line.strip_prefix(begin));
        let Some(name) = begin.filter(|_| inside) else { continue };
        let before = text.get(..line_at).unwrap_or_default();
        let attributes = before.rsplit("\n\n").next().unwrap_or_default();
        let signature = text.get(line_at..).unwrap_or_default().split(" {\n").next().unwrap_or_default();
        let error = signature.rsplit_once("-> Result<").and_then(|(_, result)| result.rsplit_once(", "));
        if let Some((_, error)) = error.filter(|_| !attributes.contains("#[doc(hidden)]")) {
            let name = name.split(['(', '<']).next().context("a name")?;
            let error = error.split('>').next().context("an error")?;
            found.extend(error.ends_with("Error").then_some((name, error)));
        }
    }
    Ok(found)
}

/// Each line with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, line.trim_end_matches('\n')))
    })
}

/// The variants of an enum in a file, each with the first paragraph of its documentation.
fn variants(text: &str, name: &str) -> Option<Vec<(String, String)>> {
    let body = text.split_once(&format!("pub enum {name} {{\n"))?.1.split("\n}\n").next()?;
    let mut found = Vec::new();
    let mut says = String::new();
    for line in body.lines() {
        let Some(line) = line.strip_prefix("    ").filter(|line| !line.starts_with(' ')) else { continue };
        if let Some(words) = line.strip_prefix("///") {
            says.push_str(words);
        } else if line.starts_with(|first: char| first.is_ascii_uppercase()) {
            let variant = line.split(['(', ' ', ',']).next().unwrap_or_default();
            found.push((variant.to_owned(), without_links(says.trim())));
            says.clear();
        }
    }
    Some(found)
}

/// What the page says by hand: for each variant of each error what a caller does.
fn by_hand(page: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let mut error = String::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("### `") {
            error = name.trim_end_matches('`').to_owned();
        }
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let [variant, _, does] = cells[..]
            && variant.starts_with('`')
        {
            found.insert((error.clone(), variant.trim_matches('`').to_owned()), does.to_owned());
        }
    }
    found
}

/// The texts of the files of core, but for what only tests use.
fn sources_of_core() -> Result<Vec<String>> {
    let folder = root().join("identity-core/src");
    let mut sources = Vec::new();
    for path in files(&folder, "rs")? {
        let file = path.strip_prefix(&folder).context("outside")?.display().to_string();
        if !file.starts_with("testing") && !file.ends_with("tests.rs") {
            sources.push(read(&path)?);
        }
    }
    Ok(sources)
}

/// The matches of a file that take what they do not name as a failure of the server: each with its error and its arms.
fn fallbacks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("unknown =>").filter_map(|(at, _)| {
        let (_, arms) = text.get(..at)?.rsplit_once("match ")?;
        let first = arms.lines().skip(1).map(str::trim).find(|line| !line.starts_with("//"))?;
        Some((first.split_once("::")?.0, arms))
    })
}

/// Error enums of core are non-exhaustive, so that the compiler does not miss an arm here.
#[test]
fn handlers_name_every_variant_of_an_error() -> Result<()> {
    let core = sources_of_core()?;
    let (mut matches, mut forgotten) = (0, Vec::new());
    for path in files(&root().join("identity-web/src"), "rs")? {
        let text = read(&path)?;
        for (error, arms) in fallbacks(&text) {
            let found = core.iter().find_map(|text| variants(text, error));
            let found = found.with_context(|| format!("{}: {error} is no enum of core", path.display()))?;
            let unnamed = found.iter().map(|(variant, _)| format!("{error}::{variant}"));
            forgotten.extend(unnamed.filter(|variant| !arms.contains(variant)));
            matches += 1;
        }
    }
    ensure!(matches > 20, "the sources are read wrongly: {matches}");
    ensure!(forgotten.is_empty(), "handlers answer with a failure of the server: {forgotten:?}");
    Ok(())
}

#[test]
fn matches_with_a_fallback_are_read_from_sources() {
    let text = "match error {\n    // Why.\n    OneError::No => 1,\n    OneError::Late { .. } => 2,\n    unknown => 3,\n}\nmatch other {\n    A::B => 1,\n}\n";
    let found: Vec<_> = fallbacks(text).collect();
    let [(error, arms)] = found[..] else { panic!("{found:?}") };
    assert_eq!(error, "OneError");
    assert!(arms.contains("OneError::Late") && !arms.contains("A::B"));
}

#[test]
fn every_use_case_has_an_error_whose_variants_tell_a_caller_what_to_do() -> Result<()> {
    let sources = sources_of_core()?;
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for text in &sources {
        for (name, error) in use_cases(text)? {
            uses.entry(error).or_default().insert(name);
        }
    }
    ensure!(uses.len() > 10, "the sources are read wrongly: {uses:?}");
    let errors: BTreeSet<&str> = uses.keys().copied().chain(SHARED).collect();
    let page = read(&root().join("docs/src").join(PAGE))?;
    let does = by_hand(&page);
    let mut table = String::new();
    let mut silent = Vec::new();
    for error in errors {
        let found = sources.iter().find_map(|text| variants(text, error));
        let variants = found.with_context(|| format!("{error} is no enum of core"))?;
        writeln!(table, "### `{error}`\n")?;
        if let Some(names) = uses.get(error) {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            writeln!(table, "Of {}.\n", names.join(", "))?;
        }
        writeln!(table, "| variant | when | what a caller does |\n|---|---|---|")?;
        for (variant, says) in variants {
            let does = does.get(&(error.to_owned(), variant.clone())).map_or("", String::as_str);
            if does.is_empty() || says.is_empty() {
                silent.push(format!("{error}::{variant}"));
            }
            writeln!(table, "| `{variant}` | {says} | {does} |")?;
        }
        writeln!(table)?;
    }
    generated(PAGE, "errors", &table)?;
    ensure!(silent.is_empty(), "docs/src/{PAGE} does not say what a caller does about {silent:?}");
    Ok(())
}

#[test]
fn use_cases_and_variants_are_read_from_sources() -> Result<()> {
    let text = "impl Other {\n    pub fn no(&self) -> Result<(), E> {\n    }\n}\n\nimpl Identity {\n    /// One.\n    pub async fn one(\n        &self,\n    ) -> Result<Vec<(A, B)>, OneError> {\n    }\n\n    #[doc(hidden)]\n    pub fn hidden(&self) -> Result<(), E> {\n    }\n\n    pub(crate) fn own(&self) -> Result<(), E> {\n    }\n\n    pub fn sure(&self) -> bool {\n    }\n}\n";
    assert_eq!(use_cases(text)?, [("one", "OneError")]);
    let text = "pub enum OneError {\n    /// No.\n    #[error(\"no\")]\n    No,\n    /// It is\n    /// late.\n    Late {\n        /// When.\n        At: u8,\n    },\n    /// Below.\n    Below(#[from] Other),\n}\n";
    let read = variants(text, "OneError").context("an enum")?;
    let read: Vec<_> = read.iter().map(|(name, says)| (name.as_str(), says.as_str())).collect();
    assert_eq!(read, [("No", "No."), ("Late", "It is late."), ("Below", "Below.")]);
    assert!(variants(text, "Other").is_none());
    assert_eq!(without_links("A [key](super::Key), or [`Id`]."), "A key, or `Id`.");
    let page = "### `OneError`\n\n| `No` | No. | Wait. |\n| `Late` | It is late. |  |\n";
    assert_eq!(
        by_hand(page).get(&("OneError".to_owned(), "No".to_owned())).map(String::as_str),
        Some("Wait.")
    );
    Ok(())
}
