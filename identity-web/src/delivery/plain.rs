//! Text in the form that a mail can carry.

use minijinja::Value;
use serde_json::Value as Json;

/// Longer names are cut, so that a name cannot be used to send a text of one's own.
const MAX_NAME_CHARACTERS: usize = 200;

/// Spares an address the escaping of its slashes, which HTML does not need and people do not expect.
pub(super) fn address(link: String) -> Value {
    if link.contains(['&', '<', '>', '"', '\'']) { Value::from(link) } else { Value::from_safe_string(link) }
}

pub(super) fn make_plain(value: &mut Json) {
    match value {
        Json::String(text) => *text = plain_name(text),
        Json::Array(values) => values.iter_mut().for_each(make_plain),
        _ => {}
    }
}

/// A name on one line, without anything that mail clients turn into a link.
fn plain_name(text: &str) -> String {
    let one_line = one_line(text).replace("://", " ");
    without_domains(&one_line.chars().take(MAX_NAME_CHARACTERS).collect::<String>())
}

/// A name whose dots make no domain of it: mail clients turn `evil.example` into a link, wherever it stands.
fn without_domains(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        text.push(character);
        let inner = before.is_some_and(char::is_alphanumeric)
            && characters.peek().is_some_and(|after| after.is_alphabetic());
        if matches!(character, '.' | '\u{3002}' | '\u{FF0E}') && inner {
            text.push('\u{200B}');
        }
        before = Some(character);
    }
    text
}

pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes out the empty lines that template blocks leave behind: at most one stays between paragraphs.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines() {
        // The signature mark is two hyphens and a blank (RFC 3676 section 4.3).
        let line = if line == "-- " { line } else { line.trim_end() };
        if !(line.is_empty() && (tidy.is_empty() || tidy.ends_with("\n\n"))) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end_matches('\n').len());
    tidy.push('\n');
    tidy
}
