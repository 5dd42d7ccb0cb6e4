//! Codes as people type them.

use crate::entropy::Entropy;
use crate::secrets::{Secret, digit, draw_symbols, is_separator, read_symbols};

/// How many symbols of five bits a recovery code has.
const RECOVERY_SYMBOLS: usize = 10;

/// The digits of a code that was typed, whatever their script; blanks and hyphens are dropped. `None` if it is no code.
pub(super) fn digits(typed: &Secret) -> Option<Secret> {
    let kept = typed.expose().chars().filter(|c| !is_separator(*c));
    kept.map(digit).collect::<Option<String>>().filter(|code| !code.is_empty()).map(Secret::new)
}

/// A recovery code that was typed, in its one spelling.
pub(super) fn recovery(typed: &Secret) -> Option<Secret> {
    read_symbols::<RECOVERY_SYMBOLS>(typed)
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
    draw_symbols::<RECOVERY_SYMBOLS>(entropy)
}

/// A recovery code as it is shown: two groups of five.
pub(super) fn shown(code: &Secret) -> String {
    let (first, second) = code.expose().split_at_checked(RECOVERY_SYMBOLS / 2).unwrap_or_default();
    format!("{first}-{second}")
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
