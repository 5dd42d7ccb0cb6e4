//! Links lead somewhere, and every page is in the table of contents.

use super::{files, read, root};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The pages for readers: the book, and what stands in the repository's root.
fn pages() -> Result<Vec<PathBuf>> {
    let mut pages = files(&root().join("docs/src"), "md")?;
    pages.extend(
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(|name| root().join(name)),
    );
    Ok(pages)
}

/// The text without its code blocks, in which `](` means nothing.
fn prose(text: &str) -> String {
    let mut in_code = false;
    let kept = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// The targets of Markdown links and images.
fn targets(text: &str) -> Vec<String> {
    let prose = prose(text);
    let ends = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    ends.map(|(target, _)| target.to_owned()).collect()
}

/// The names under which a page's headings can be linked to.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept =
            words.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    headings.map(anchor).collect()
}

/// What is wrong with a link of a page, if anything.
fn fault(page: &Path, text: &str, target: &str) -> Result<Option<String>> {
    if target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:") {
        return Ok(None);
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() { page.to_owned() } else { page.with_file_name("").join(file) };
    if !path.exists() {
        return Ok(Some(format!("{}: {target} is not there", page.display())));
    }
    let there = if file.is_empty() { text.to_owned() } else { String::new() };
    let there = if there.is_empty() && !anchor.is_empty() { read(&path)? } else { there };
    let missing = !anchor.is_empty() && !anchors(&there).contains(anchor);
    Ok(missing.then(|| format!("{}: {target} names no heading", page.display())))
}

#[test]
fn every_relative_link_leads_somewhere() -> Result<()> {
    let mut faults = Vec::new();
    for page in pages()? {
        let text = read(&page)?;
        for target in targets(&text) {
            faults.extend(fault(&page, &text, &target)?);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[test]
fn links_that_lead_nowhere_are_found() -> Result<()> {
    let page = root().join("docs/src/glossary.md");
    let text = "# One heading\n[a](b.md) [c](#one-heading) [d](#another)\n```\n[e](f.md)\n```\n";
    let found: Vec<_> =
        targets(text).iter().filter_map(|target| fault(&page, text, target).transpose()).collect();
    let found = found.into_iter().collect::<Result<Vec<_>>>()?.join("\n");
    assert!(found.contains("b.md is not there") && found.contains("#another names no heading"), "{found}");
    assert!(!found.contains("f.md") && !found.contains("#one-heading"), "{found}");
    Ok(())
}

#[test]
fn every_page_is_in_the_table_of_contents() -> Result<()> {
    let book = root().join("docs/src");
    let listed: BTreeSet<PathBuf> =
        targets(&read(&book.join("SUMMARY.md"))?).iter().map(|target| book.join(target)).collect();
    let mut pages: BTreeSet<PathBuf> = files(&book, "md")?.into_iter().collect();
    pages.remove(&book.join("SUMMARY.md"));
    assert_eq!(listed, pages);
    Ok(())
}

#[test]
fn what_a_page_includes_is_there() -> Result<()> {
    for page in pages()? {
        for rest in read(&page)?.split("{{#include ").skip(1) {
            let file = rest.split_once("}}").map(|(file, _)| file).unwrap_or_default();
            assert!(page.with_file_name("").join(file).is_file(), "{}: {file}", page.display());
        }
    }
    Ok(())
}
