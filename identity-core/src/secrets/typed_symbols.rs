//! Letters and digits as people type them from paper or a screen.

use super::secret::Secret;
use crate::entropy::Entropy;

/// The first digit of each block of ten digits that people type (Unicode, general category Nd).
const ZEROS: [char; 20] = [
    '0', '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
    '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{17E0}', '\u{1810}',
    '\u{FF10}',
];

/// Letters and digits without those that are taken for another (Crockford's base 32).
const SYMBOLS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Draws so many symbols, of five bits each, in their one spelling.
pub(crate) fn draw_symbols<const N: usize>(entropy: &dyn Entropy) -> Secret {
    let mut octets = [0; N];
    entropy.fill(&mut octets);
    let symbols = octets.iter().filter_map(|octet| SYMBOLS.get(usize::from(octet & 31)));
    Secret::new(symbols.map(|symbol| char::from(*symbol)).collect::<String>())
}

/// What was typed in the one spelling of so many symbols; `None` if it is anything else. No more than a few times as many
/// characters are looked at.
pub(crate) fn read_symbols<const N: usize>(typed: &Secret) -> Option<Secret> {
    if typed.expose().len() > N.saturating_mul(16) {
        return None;
    }
    let kept = typed.expose().chars().filter(|c| !is_separator(*c));
    let code: String = kept.map(symbol).collect::<Option<_>>()?;
    (code.len() == N).then(|| Secret::new(code))
}

/// Whether somebody writes it between groups of symbols.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// The digit, whatever its script.
pub(crate) fn digit(c: char) -> Option<char> {
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..=char::from_u32(u32::from(**zero) + 9).unwrap_or(**zero)).contains(&c))?;
    char::from_digit(u32::from(c) - u32::from(*zero), 10)
}

/// Crockford's base 32 reads o as 0, i and l as 1.
fn symbol(c: char) -> Option<char> {
    let c = digit(c).unwrap_or(c).to_ascii_lowercase();
    let c = match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    u8::try_from(c).ok().filter(|octet| SYMBOLS.contains(octet)).map(char::from)
}
