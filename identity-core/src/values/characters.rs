//! Characters that have no place in a value that people read.

/// True for characters that reorder the text around them (Unicode TR 9), with which a name can be made to
/// read as another.
pub(super) fn reorders_text(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// True for the two joiners that Persian and Indic spelling needs and that show nothing by themselves.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// True for a text on one line in which every character shows, in the order in which it stands; the joiners of Persian and
/// Indic spelling may be there.
pub(crate) fn is_plain_line(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || (is_invisible(c) && !is_joiner(c)))
}

/// True for characters that show nothing, are for private use, or are no characters at all.
pub(super) fn is_invisible(c: char) -> bool {
    is_joiner(c)
        || reorders_text(c)
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}')
        || (u32::from(c) & 0xFFFE) == 0xFFFE
}

/// Whether a character is a mark without a shape of its own that programs leave at the ends of a text: directions, joiners,
/// soft hyphens, byte order marks.
pub(super) fn is_stray_mark(c: char) -> bool {
    is_joiner(c)
        || reorders_text(c)
        || matches!(
            c,
            '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

/// Whether a character chooses the shape of the one before it (Unicode 23.4).
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character is an ideograph that Unicode keeps for other encodings. People write names with them, and every form
/// of normalization puts another character in their place.
pub(super) fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}
