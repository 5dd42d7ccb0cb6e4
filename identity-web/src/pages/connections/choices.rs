//! What is chosen from in the forms of connections.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::Choice;
use crate::visit::visitor::Visit;

/// Choices by their codes, each with its words.
pub(super) fn named<'a>(
    visit: &Visit,
    prefix: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Choice>, PageFailure> {
    let of = |code: &str| Ok(Choice::new(code, visit.say(&PageText::of_code(prefix, &key(code)))?, ""));
    codes.into_iter().map(of).collect()
}

/// The same with a sentence below each.
pub(super) fn explained<'a>(
    visit: &Visit,
    prefix: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Choice>, PageFailure> {
    let of = |code: &str| {
        let label = visit.say(&PageText::of_code(prefix, &key(code)))?;
        let hint = visit.say(&PageText::of_code(prefix, &format!("{}-hint", key(code))))?;
        Ok(Choice::new(code, label, hint))
    };
    codes.into_iter().map(of).collect()
}

/// A code as the keys of texts write it.
pub(super) fn key(code: &str) -> String {
    code.replace('_', "-")
}
