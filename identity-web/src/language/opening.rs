//! How a page that is written by hand says its language.

use super::bundle::right_to_left;
use crate::html::escape;
use identity_core::values::Locale;

/// The tag that opens a page in a language, with the direction in which it is written.
pub(crate) fn opening(language: &str) -> String {
    let to_left = Locale::parse(language).is_ok_and(|language| right_to_left(&language));
    format!("<html lang=\"{}\"{}>", escape(language), if to_left { " dir=\"rtl\"" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_in_which_direction_it_is_written() {
        assert_eq!(opening("ar"), "<html lang=\"ar\" dir=\"rtl\">");
        assert_eq!(opening("he-IL"), "<html lang=\"he-IL\" dir=\"rtl\">");
        assert_eq!(opening("fi"), "<html lang=\"fi\">");
        assert_eq!(opening("\"><script>"), "<html lang=\"&quot;&gt;&lt;script&gt;\">");
    }
}
