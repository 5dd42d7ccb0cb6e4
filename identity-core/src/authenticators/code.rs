//! Codes as people type them.

use crate::entropy::Entropy;
use crate::secrets::Secret;

/// The first digit of each block of ten digits that people type (Unicode, general category Nd).
const ZEROS: [char; 20] = [
    '0', '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
    '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{17E0}', '\u{1810}',
    '\u{FF10}',
];

/// The letters and digits of recovery codes: without those that are taken for another (Crockford's base 32).
const SYMBOLS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many symbols of five bits a recovery code has.
const RECOVERY_SYMBOLS: usize = 10;

/// The digits of a code that was typed, whatever their script; blanks and hyphens are dropped. `None` if it is no code.
pub(super) fn digits(typed: &Secret) -> Option<Secret> {
    let kept = typed.expose().chars().filter(|c| !is_separator(*c));
    kept.map(digit).collect::<Option<String>>().filter(|code| !code.is_empty()).map(Secret::new)
}

/// A recovery code that was typed, in its one spelling.
pub(super) fn recovery(typed: &Secret) -> Option<Secret> {
    let kept = typed.expose().chars().filter(|c| !is_separator(*c));
    let code: String = kept.map(symbol).collect::<Option<_>>()?;
    (code.len() == RECOVERY_SYMBOLS).then(|| Secret::new(code))
}

/// Draws a code of so many digits, each with the same chance.
pub(super) fn draw(entropy: &dyn Entropy, digits: u8) -> Secret {
    let digits = usize::from(digits.clamp(6, 8));
    let mut code = String::with_capacity(digits);
    while code.len() < digits {
        let mut octet = [0];
        entropy.fill(&mut octet);
        let [octet] = octet;
        // 250 is the largest multiple of ten that an octet holds; what lies above would favour the first digits.
        if octet < 250 {
            code.push(char::from(b'0' + octet % 10));
        }
    }
    Secret::new(code)
}

/// Draws a recovery code, in its one spelling.
pub(super) fn draw_recovery(entropy: &dyn Entropy) -> Secret {
    let mut octets = [0; RECOVERY_SYMBOLS];
    entropy.fill(&mut octets);
    let symbols = octets.iter().filter_map(|octet| SYMBOLS.get(usize::from(octet & 31)));
    Secret::new(symbols.map(|symbol| char::from(*symbol)).collect::<String>())
}

/// A recovery code as it is shown: two groups of five.
pub(super) fn shown(code: &Secret) -> String {
    let (first, second) = code.expose().split_at_checked(RECOVERY_SYMBOLS / 2).unwrap_or_default();
    format!("{first}-{second}")
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

fn digit(c: char) -> Option<char> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    #[test]
    fn digits_of_any_script_with_blanks_and_hyphens_are_one_code() {
        for typed in
            ["123456", " 123 456 ", "123-456", "１２３４５６", "١٢٣٤٥٦", "१२३४५६", "123\u{A0}456\u{200F}"]
        {
            assert_eq!(digits(&Secret::new(typed)).unwrap().expose(), "123456", "{typed}");
        }
        for typed in ["", "  ", "12a456", "12+456", "½23456"] {
            assert!(digits(&Secret::new(typed)).is_none(), "{typed}");
        }
    }

    #[test]
    fn recovery_codes_are_read_as_people_copy_them() {
        let code = draw_recovery(&SeededEntropy::new(1));
        let written = shown(&code);
        assert_eq!(written.len(), 11);
        for typed in
            [written.clone(), written.to_uppercase(), written.replace('-', " "), written.replace('0', "O")]
        {
            assert_eq!(recovery(&Secret::new(typed)).unwrap().expose(), code.expose());
        }
        assert!(recovery(&Secret::new("abcde")).is_none());
        assert!(recovery(&Secret::new("abcde-fghu!")).is_none());
    }

    #[test]
    fn codes_have_the_digits_that_were_asked_for() {
        let entropy = SeededEntropy::new(7);
        for (asked, had) in [(0, 6), (6, 6), (7, 7), (8, 8), (9, 8)] {
            let code = draw(&entropy, asked);
            assert_eq!(code.expose().len(), had);
            assert!(code.expose().bytes().all(|octet| octet.is_ascii_digit()));
        }
    }
}
