//! The form of a text in which it is searched and sorted.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A text without the differences that somebody who searches does not type: case, accents, width, repeated blanks.
///
/// `"Åsa  ÖBERG"` becomes `"asa oberg"`. It is Unicode's caseless matching (Unicode Standard 3.13, D147) after
/// compatibility decomposition, without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters; marks that are
/// letters of their own, as in Devanagari, Thai or Kana, stay. Letters that carry a stroke instead of a mark are replaced
/// by the plain ones: `ø` by `o`, `ł` by `l`.
///
/// Core folds a text once and keeps the result beside the text as it was written. Stores sort by its octets and look for
/// parts of it; they never fold anything themselves, so every store finds the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FoldedText(String);

impl FoldedText {
    /// The longest sort key: short enough for the index entries of PostgreSQL and for the keys of key-value stores.
    pub const MAX_SORT_OCTETS: usize = 400;

    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let decomposed = text.nfkd().filter(|character| !is_accent(*character)).collect::<String>();
        let caseless = caseless::default_case_fold_str(&decomposed);
        let plain = caseless.nfkd().filter(|character| !is_accent(*character)).flat_map(plain_letters);
        let plain: String = plain.nfkc().collect();
        let blank = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        Self(plain.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// Folds a text to sort by, and keeps its first [`MAX_SORT_OCTETS`](Self::MAX_SORT_OCTETS) octets. Longer texts that
    /// begin alike are equal in order.
    pub fn sort_key(text: &str) -> Self {
        let Self(mut folded) = Self::of(text);
        folded.truncate(folded.floor_char_boundary(Self::MAX_SORT_OCTETS));
        Self(folded)
    }

    /// Folds several texts, each on a line of its own, so that a search for a part of one never matches across two.
    pub fn of_lines<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let lines = texts.into_iter().map(|text| Self::of(text).0).filter(|line| !line.is_empty());
        Self(lines.collect::<Vec<_>>().join("\n"))
    }

    /// A text that was folded before, as it came back from outside.
    pub(crate) fn folded(text: String) -> Self {
        Self(text)
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left of the text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the other folded text is a part of this one.
    pub fn contains(&self, part: &Self) -> bool {
        self.0.contains(&part.0)
    }
}

impl fmt::Display for FoldedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Marks that a search leaves out: the blocks of combining diacritical marks, Hebrew points and Arabic vowel signs.
fn is_accent(character: char) -> bool {
    matches!(
        character,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0487}'
            | '\u{0591}'..='\u{05BD}'
            | '\u{05BF}'
            | '\u{05C1}'..='\u{05C2}'
            | '\u{05C4}'..='\u{05C5}'
            | '\u{05C7}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// The plain letters for one that Unicode does not take apart.
fn plain_letters(character: char) -> impl Iterator<Item = char> {
    let letters = match character {
        'ø' => ['o', '\0'],
        'đ' | 'ð' => ['d', '\0'],
        'ł' => ['l', '\0'],
        'ħ' => ['h', '\0'],
        'ŧ' => ['t', '\0'],
        'ı' => ['i', '\0'],
        'æ' => ['a', 'e'],
        'œ' => ['o', 'e'],
        'þ' => ['t', 'h'],
        // Typographic apostrophes and hyphens, as phones write them.
        '\u{2018}' | '\u{2019}' | '\u{02BC}' => ['\'', '\0'],
        '\u{2010}'..='\u{2015}' => ['-', '\0'],
        other => [other, '\0'],
    };
    letters.into_iter().filter(|letter| *letter != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_width_and_blanks_make_no_difference() {
        for (written, folded) in [
            ("Åsa  ÖBERG", "asa oberg"),
            ("Jose\u{301} Nuñez", "jose nunez"),
            ("МАРИЯ Ёлкина", "мария елкина"),
            ("Éclair", "eclair"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("İstanbul ISPARTA ırmak", "istanbul isparta irmak"),
            ("Søren Łukasz Đorđe Æsa Œuvre Þór", "soren lukasz dorde aesa oeuvre thor"),
            ("ＣＩＴＹ\u{3000}Ｇｒｏｕｐ", "city group"),
            ("ﬁnance", "finance"),
            ("O\u{2019}Brien", "o'brien"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
            ("City Group, Inc.", "city group inc."),
            (" \t\n", ""),
        ] {
            assert_eq!(FoldedText::of(written).as_str(), folded, "{written:?}");
        }
    }

    #[test]
    fn marks_that_are_letters_stay() {
        for written in ["हिन्दी", "が", "ไทย", "각"] {
            assert_eq!(FoldedText::of(written).as_str(), written.nfkc().collect::<String>());
        }
        assert_ne!(FoldedText::of("か"), FoldedText::of("が"));
    }

    #[test]
    fn wildcards_of_databases_are_characters() {
        assert_eq!(FoldedText::of("100% _a\\").as_str(), "100% _a\\");
        assert_eq!(FoldedText::of("％").as_str(), "%");
        assert!(!FoldedText::of("Acme").contains(&FoldedText::of("%")));
    }

    #[test]
    fn a_part_is_found_within_one_line_only() {
        let lines = FoldedText::of_lines(["City Group", "", "CRM-1"]);
        assert_eq!(lines.as_str(), "city group\ncrm-1");
        assert!(lines.contains(&FoldedText::of("ty GR")));
        assert!(!lines.contains(&FoldedText::of("group crm")));
        assert!(!lines.contains(&FoldedText::of("group\ncrm")));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = FoldedText::of(&text);
            prop_assert_eq!(FoldedText::of(once.as_str()), once);
        }

        #[test]
        fn any_case_finds_the_same(text in "[a-zA-Zà-öø-ÿÀ-ÖØ-Þа-яА-Я ]{0,30}") {
            prop_assert_eq!(FoldedText::of(&text.to_uppercase()), FoldedText::of(&text.to_lowercase()));
        }
    }
}
