//! E-mail addresses.

use super::characters::is_invisible;
use super::domain_name::DomainName;
use unicode_normalization::UnicodeNormalization;

/// RFC 5321 section 4.5.3.1.1.
const MAX_LOCAL_OCTETS: usize = 64;
/// Longer than any text that could come out right, so that nothing works on more.
const MAX_INPUT_OCTETS: usize = 1024;

/// The address of one mailbox: the `Dot-string "@" Domain` form of RFC 5321 section 4.1.2, with the
/// international local parts of RFC 6531, and without quoted local parts, comments and address literals.
///
/// It keeps the local part as it was written, since only the receiving host may say what its case means
/// (RFC 5321 section 2.4), and the domain in ASCII lower case. Mail goes to this form. Whether two
/// addresses are one account is asked of [`canonical`](Self::canonical).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

/// A text that is not the address of one mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidEmailAddress {
    /// Nothing was written.
    #[error("an email address must not be empty")]
    Empty,
    /// More than 254 octets, or more than 64 before the `@`.
    #[error("an email address has at most 254 characters, 64 of them before the @")]
    TooLong,
    /// No `@`, several of them, or more than one address.
    #[error("an email address is one address with one @, such as name@citygroup.example")]
    NotOneAddress,
    /// A character that is not allowed before the `@`.
    #[error(
        "before the @ of an email address stand letters, digits, single dots and !#$%&'*+-/=?^_`{{|}}~ only"
    )]
    LocalPart,
    /// What follows the `@` is not a domain name.
    #[error("after the @ of an email address stands a full domain name, such as citygroup.example")]
    Domain,
}

impl EmailAddress {
    /// The most octets that an address has: a path has 256, two of them the angle brackets (RFC 5321 section 4.5.3.1.3).
    pub const MAX_OCTETS: usize = 254;

    /// Reads one address; spaces around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return Err(InvalidEmailAddress::Empty);
        }
        if text.len() > MAX_INPUT_OCTETS {
            return Err(InvalidEmailAddress::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(InvalidEmailAddress::NotOneAddress)?;
        if domain.contains('@') {
            return Err(InvalidEmailAddress::NotOneAddress);
        }
        check_local(local)?;
        // A compatibility character may stand for one that is not allowed, as U+FF20 stands for `@`.
        check_local(&fold_local(local))?;
        if domain.starts_with(' ') {
            return Err(InvalidEmailAddress::Domain);
        }
        let domain = DomainName::parse(domain).map_err(|_| InvalidEmailAddress::Domain)?;
        let address = format!("{local}@{domain}");
        if address.len() > Self::MAX_OCTETS {
            return Err(InvalidEmailAddress::TooLong);
        }
        Ok(Self(address))
    }

    /// The key under which an address is one account: the local part in NFKC lower case, so that `USER@`,
    /// the ligature `ﬁ` and the Kelvin sign find the account of `user@`, `fi` and `k`. Never send to it.
    pub fn canonical(&self) -> String {
        let (local, domain) = self.parts();
        format!("{}@{domain}", fold_local(local))
    }

    /// What follows the `@`.
    pub fn domain(&self) -> DomainName {
        // The stored form holds a name that was parsed, so reading it again cannot fail.
        DomainName::parsed(self.parts().1)
    }

    /// What precedes the `@`, as it was written.
    pub fn local_part(&self) -> &str {
        self.parts().0
    }

    /// A form to show to people who may not know the address, such as `j•••@citygroup.example`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.parts();
        let mut characters = local.chars();
        match (characters.next(), characters.next()) {
            (Some(first), Some(_)) => format!("{first}•••@{domain}"),
            _ => format!("•••@{domain}"),
        }
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('@').unwrap_or((&self.0, ""))
    }
}

text_value!(EmailAddress, InvalidEmailAddress);

/// `Dot-string` of RFC 5321 section 4.1.2 with the `UTF8-non-ascii` of RFC 6531 section 3.3.
fn check_local(local: &str) -> Result<(), InvalidEmailAddress> {
    if local.len() > MAX_LOCAL_OCTETS {
        return Err(InvalidEmailAddress::TooLong);
    }
    if local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character)) {
        Ok(())
    } else {
        Err(InvalidEmailAddress::LocalPart)
    }
}

/// `atext` of RFC 5322 section 3.2.3, and beyond ASCII what shows and does not separate.
fn is_atom_character(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
    } else {
        !c.is_control() && !c.is_whitespace() && !is_invisible(c)
    }
}

/// Letter by letter, since the lower case of a whole word makes the last sigma differ from the others.
fn fold_local(local: &str) -> String {
    let lower = local.nfkc().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c });
    lower.collect::<String>().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(text: &str) -> String {
        EmailAddress::parse(text).unwrap().canonical()
    }

    #[test]
    fn mail_goes_to_the_form_that_was_written() {
        let address = EmailAddress::parse(" Jeremy.Mills+plan@CityGroup.EXAMPLE ").unwrap();
        assert_eq!(address.as_str(), "Jeremy.Mills+plan@citygroup.example");
        assert_eq!(address.domain().as_str(), "citygroup.example");
        assert_eq!(address.local_part(), "Jeremy.Mills+plan");
        assert_eq!(address.masked(), "J•••@citygroup.example");
        assert_eq!(EmailAddress::parse("j@citygroup.example").unwrap().masked(), "•••@citygroup.example");
    }

    #[test]
    fn spellings_of_one_address_have_one_canonical_key() {
        assert_eq!(canonical("USER@X.example"), canonical("user@x.example"));
        assert_eq!(canonical("ﬁnn@x.example"), "finn@x.example");
        assert_eq!(canonical("\u{212A}arl@x.example"), "karl@x.example");
        assert_eq!(canonical("jos\u{e9}@x.example"), canonical("jose\u{301}@x.example"));
        assert_eq!(canonical("ΟΔΟΣ@x.example"), canonical("οδος@x.example"));
        assert_eq!(canonical("a@bücher.example"), canonical("a@XN--BCHER-KVA.example"));
    }

    #[test]
    fn a_dotless_i_is_another_letter() {
        assert_ne!(canonical("m\u{131}ke@x.example"), canonical("mike@x.example"));
    }

    #[test]
    fn whatever_is_not_one_mailbox_is_refused() {
        use InvalidEmailAddress as E;
        for (text, error) in [
            ("", E::Empty),
            ("jeremy", E::NotOneAddress),
            ("a@evil.example,b@good.example", E::NotOneAddress),
            ("\"a@evil.example\"@good.example", E::NotOneAddress),
            ("a@b@c.example", E::NotOneAddress),
            ("a,b@c.example", E::LocalPart),
            ("\"a b\"@c.example", E::LocalPart),
            ("a(comment)@c.example", E::LocalPart),
            ("Name <a@c.example>", E::LocalPart),
            ("a\r\nBcc: b@c.example", E::LocalPart),
            ("a\0@c.example", E::LocalPart),
            (".a@c.example", E::LocalPart),
            ("a..b@c.example", E::LocalPart),
            ("@c.example", E::LocalPart),
            ("a\u{FF20}b@c.example", E::LocalPart),
            ("a\u{200B}b@c.example", E::LocalPart),
            ("a\u{202E}b@c.example", E::LocalPart),
            ("a\u{3000}b@c.example", E::LocalPart),
            ("a@c.example\r\nBcc: b", E::Domain),
            ("a@ c.example", E::Domain),
            ("a@[127.0.0.1]", E::Domain),
            ("a@localhost", E::Domain),
            ("a@c.example>", E::Domain),
        ] {
            assert_eq!(EmailAddress::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn lengths_are_those_of_rfc_5321() {
        let domain = format!("{0}.{0}.{0}.example", "d".repeat(59));
        assert_eq!(domain.len(), 187);
        assert!(EmailAddress::parse(&format!("{}@{domain}", "a".repeat(64))).is_ok());
        let long = format!("{}@{domain}", "a".repeat(65));
        assert_eq!(EmailAddress::parse(&long), Err(InvalidEmailAddress::TooLong));
        let long = format!("{}@d.{}", "a".repeat(64), domain);
        assert_eq!(long.len(), 254);
        assert!(EmailAddress::parse(&long).is_ok());
        let long = format!("{}@dd.{}", "a".repeat(64), domain);
        assert_eq!(EmailAddress::parse(&long), Err(InvalidEmailAddress::TooLong));
        assert_eq!(EmailAddress::parse(&"a".repeat(10_000_000)), Err(InvalidEmailAddress::TooLong));
    }

    #[test]
    fn serde_reads_through_parse() {
        assert!(serde_json::from_str::<EmailAddress>(r#""a@b@c.example""#).is_err());
        let read: EmailAddress = serde_json::from_str(r#""a@C.example""#).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), r#""a@c.example""#);
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_stable_and_one_line(text in "\\PC{0,20}@\\PC{0,12}\\.example") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                let canonical = EmailAddress::parse(&address.canonical()).unwrap();
                prop_assert_eq!(canonical.canonical(), address.canonical());
                prop_assert_eq!(address.as_str().matches('@').count(), 1);
                prop_assert!(!address.as_str().chars().any(|c| c.is_control() || c.is_whitespace() || c == ','));
            }
        }

        #[test]
        fn case_makes_no_other_account(text in "[a-zA-Z0-9]{1,20}") {
            let upper = format!("{}@x.example", text.to_uppercase());
            let lower = format!("{}@x.example", text.to_lowercase());
            prop_assert_eq!(canonical(&upper), canonical(&lower));
        }
    }
}
