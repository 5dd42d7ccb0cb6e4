//! Languages.

/// A language, or a language of a region: the `xx` and `xx-YY` forms of BCP 47 (RFC 5646 section 2.1), in
/// the case that section 2.1.1 recommends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(String);

/// A text that is not a language of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a locale is a language such as en, or a language and region such as en-GB")]
pub struct InvalidLocale;

impl Locale {
    /// Reads a language tag in any case.
    pub fn parse(text: &str) -> Result<Self, InvalidLocale> {
        let two_letters = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        match text.split_once('-') {
            None if two_letters(text) => Ok(Self(text.to_ascii_lowercase())),
            Some((language, region)) if two_letters(language) && two_letters(region) => {
                Ok(Self(format!("{}-{}", language.to_ascii_lowercase(), region.to_ascii_uppercase())))
            }
            _ => Err(InvalidLocale),
        }
    }

    /// The language without the region, such as `en`.
    pub fn language(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(language, _)| language)
    }
}

text_value!(Locale, InvalidLocale);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_that_of_bcp_47() {
        assert_eq!(Locale::parse("EN").unwrap().as_str(), "en");
        let british = Locale::parse("en-gb").unwrap();
        assert_eq!((british.as_str(), british.language()), ("en-GB", "en"));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["", "e", "eng", "en_GB", "en-", "en-GBR", "en-GB-x", "../en", "éé"] {
            assert_eq!(Locale::parse(text), Err(InvalidLocale), "{text:?}");
        }
    }
}
