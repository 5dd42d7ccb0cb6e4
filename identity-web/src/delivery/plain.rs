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
        Json::Object(members) => members.values_mut().for_each(make_plain),
        _ => {}
    }
}

/// A name on one line, without anything that mail clients turn into a link and without what reorders the text round it.
fn plain_name(text: &str) -> String {
    let shown = one_line(text).replace("://", " ").replace(reorders_text, "");
    without_hosts(&shown.chars().take(MAX_NAME_CHARACTERS).collect::<String>())
}

/// Mail clients make links of `evil.example` too. A word joiner (U+2060) behind the dot, which shows nothing, keeps them
/// from it. Dots before digits, as in times, and at the end of a word stay as they are.
fn without_hosts(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        apart.push(letter);
        let within = before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphabetic());
        if matches!(letter, '.' | '\u{3002}' | '\u{FF0E}') && within {
            apart.push('\u{2060}');
        }
        before = letter;
    }
    apart
}

/// The marks of Unicode TR 9, and the joiners that could already stand behind a dot.
fn reorders_text(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text message on one line. A code has a second one by which telephones know the site that it is for
/// (<https://wicg.github.io/sms-one-time-codes/>).
pub(super) fn text_lines(text: &str) -> String {
    match text.trim_end().rsplit_once('\n') {
        Some((text, bound)) if bound.starts_with('@') && bound.contains(" #") => {
            format!("{}\n\n{}", one_line(text), one_line(bound))
        }
        _ => one_line(text),
    }
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
