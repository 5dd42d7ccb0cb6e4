//! The languages that a browser accepts (RFC 9110 section 12.5.4).

use identity_core::values::Locale;

/// No more of the header is read: a browser sends a few languages, anybody else may send anything.
const LONGEST: usize = 500;

const MOST: usize = 20;

/// The languages of an `Accept-Language` header, the most wanted first; those that are refused by `q=0` and those that
/// cannot be read are left out. A script, as in `zh-Hant-TW`, is passed over.
pub(crate) fn accepted(header: &str) -> Vec<Locale> {
    let end = (0..=LONGEST.min(header.len())).rev().find(|end| header.is_char_boundary(*end)).unwrap_or(0);
    let read = header.get(..end).unwrap_or_default().split(',').take(MOST).filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let locale = locale(parts.next()?)?;
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
        (weight > 0.0 && weight <= 1.0).then_some((weight, locale))
    });
    let mut read: Vec<_> = read.collect();
    // Stable: equally wanted ones stay in the order in which the browser names them.
    read.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    read.into_iter().map(|(_, locale)| locale).collect()
}

fn locale(tag: &str) -> Option<Locale> {
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let region = parts.find(|part| part.len() == 2);
    let whole = region.and_then(|region| Locale::parse(&format!("{language}-{region}")).ok());
    whole.or_else(|| Locale::parse(language).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(header: &str) -> Vec<String> {
        accepted(header).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn languages_are_in_the_order_of_their_weights() {
        assert_eq!(read("fi"), ["fi"]);
        assert_eq!(read("en;q=0.3, fi-FI, sv;q=0.8,de;q=0.8"), ["fi-FI", "sv", "de", "en"]);
        assert_eq!(read("zh-Hant-TW, *;q=0.1"), ["zh-TW"]);
    }

    #[test]
    fn what_is_refused_or_makes_no_sense_is_left_out() {
        assert!(read("fi;q=0, sv;q=0.000, de;q=2, en;q=-1, pl;q=x, cs;q=NaN").is_empty());
        assert!(read("").is_empty());
        assert_eq!(read(&format!("{}, fi", "x".repeat(600))), Vec::<String>::new());
        assert_eq!(read(&"fi,".repeat(1_000)).len(), 20);
    }

    proptest! {
        #[test]
        fn no_header_makes_the_parser_fail(header in "\\PC{0,600}") {
            prop_assert!(accepted(&header).len() <= MOST);
        }
    }
}
