//! Ranges of telephone numbers within countries that cost whoever calls or writes to them.

/// Beginnings of numbers at premium rate, of countries whose numbering plan gives them ranges of their own (ITU-T E.164,
/// national numbering plans). A message to one earns money for whoever owns it. The list is a sample of what is known; a
/// deployment adds what it meets, by [`Settings::refused_numbers`](crate::Settings::refused_numbers).
pub const PREMIUM_RATE: [&str; 45] = [
    // North America
    "+1900", "+1976", // Netherlands, Belgium, France, Spain
    "+31900", "+31906", "+31909", "+3290", "+3389", "+34803", "+34806", "+34807", "+34905",
    // Ireland, Finland, Lithuania, Latvia, Estonia
    "+35315", "+358100", "+358600", "+358700", "+35875", "+370900", "+37190", "+372900",
    // Italy, Switzerland, Czechia, Slovakia, Austria
    "+39199", "+3989", "+41900", "+41901", "+41906", "+420900", "+42190", "+43900", "+43901", "+43930",
    "+43931", // United Kingdom, Denmark, Sweden, Norway
    "+4470", "+4487", "+449", "+4590", "+46900", "+46939", "+46944", "+4782", // Poland, Germany
    "+4870", "+49137", "+49190", "+49900", // Australia, New Zealand, Japan
    "+6119", "+64900", "+81990",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_the_beginning_of_an_international_number_and_none_is_a_country() {
        for prefix in PREMIUM_RATE {
            let digits = prefix.strip_prefix('+').unwrap();
            assert!(digits.bytes().all(|octet| octet.is_ascii_digit()), "{prefix}");
            assert!(
                (3..=6).contains(&digits.len()),
                "{prefix}: a country code alone has three digits at the most"
            );
            let shorter =
                PREMIUM_RATE.iter().filter(|other| **other != prefix && prefix.starts_with(**other));
            assert_eq!(shorter.count(), 0, "{prefix} is said twice");
        }
    }

    #[test]
    fn mobile_numbers_are_none_of_them() {
        for number in [
            "+358401234567",
            "+46701234567",
            "+4791234567",
            "+447911123456",
            "+4915112345678",
            "+4366412345678",
        ] {
            assert!(!PREMIUM_RATE.iter().any(|prefix| number.starts_with(prefix)), "{number}");
        }
    }
}
