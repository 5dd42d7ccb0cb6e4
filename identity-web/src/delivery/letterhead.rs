//! What all messages of one deployment share.

use crate::language::Languages;
use crate::page::brand::Brand;
use url::Url;

/// The sender of messages: the brand, the company behind it, and the address of its pages.
///
/// Every link in a message begins with this address; none comes from a request.
#[derive(Debug, Clone)]
pub struct Letterhead {
    pub(crate) brand: String,
    pub(crate) operator: String,
    pub(crate) help: String,
    pub(crate) accent: String,
    pub(crate) base_url: Url,
    pub(crate) languages: Languages,
}

/// White on this has a contrast of 6.0 (WCAG 2.2, 1.4.3 asks for 4.5).
const ACCENT: &str = "#0b6e5f";

impl Letterhead {
    /// The letterhead of a brand whose pages are at `base_url`.
    pub fn new(brand: impl Into<String>, base_url: Url) -> Self {
        let (operator, help) = (String::new(), String::new());
        let accent = ACCENT.to_owned();
        Self { brand: brand.into(), operator, help, accent, base_url, languages: Languages::built_in() }
    }

    /// The letterhead of the brand that the pages have; `base_url` is that of the identity's settings.
    pub fn of_brand(brand: &Brand, base_url: Url) -> Self {
        let ways = [&brand.help.email, &brand.help.phone, &brand.help.hours];
        let help = ways.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
        let letterhead = Self::new(&brand.name, base_url).operator(&brand.operator).help(help);
        letterhead.accent(brand.colours.accent.as_deref().unwrap_or_default())
    }

    /// Sets the languages of the mails, those of [`Brand::languages`]. Without this there is English.
    #[must_use]
    pub fn languages(self, languages: Languages) -> Self {
        Self { languages, ..self }
    }

    /// Sets the company behind the brand, such as its name and address.
    #[must_use]
    pub fn operator(self, operator: impl Into<String>) -> Self {
        Self { operator: operator.into(), ..self }
    }

    /// Says where people find help, in words: an address, a number, hours.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// Takes another colour, as `#rrggbb`, for the button; anything else leaves the built-in one.
    #[must_use]
    pub fn accent(self, colour: &str) -> Self {
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Self { accent: colour.to_owned(), ..self };
        }
        self
    }

    /// The whole address of a path below the base URL.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }

    /// True for an address below the base URL: the same scheme, host and port, and a path within.
    pub(crate) fn is_own(&self, link: &str) -> bool {
        let Ok(link) = Url::parse(link) else { return false };
        let mount = self.base_url.path().trim_end_matches('/');
        let inside = link.path().strip_prefix(mount).is_some_and(|rest| rest.starts_with('/'));
        let no_user = link.username().is_empty() && link.password().is_none();
        inside && no_user && self.base_url.origin().is_tuple() && link.origin() == self.base_url.origin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_below_the_base_url_are_its_own() {
        let head = Letterhead::new("Brand", "https://my.example.com/id/".parse().unwrap());
        for own in [
            "https://my.example.com/id/invitations/x",
            "https://my.example.com:443/id/",
            "https://MY.example.com/id/?a=b",
        ] {
            assert!(head.is_own(own), "{own}");
        }
        for other in [
            "http://my.example.com/id/x",
            "https://my.example.com:444/id/x",
            "https://evil.example/id/x",
            "https://my.example.com@evil.example/id/x",
            "https://u:p@my.example.com/id/x",
            "https://my.example.com/identity",
            "https://my.example.com/id/../x",
            "https://my.example.com.evil.example/id/x",
            "//my.example.com/id/x",
            "javascript:alert(1)",
            "/id/x",
            "",
        ] {
            assert!(!head.is_own(other), "{other}");
        }
        assert_eq!(head.link("/account"), "https://my.example.com/id/account");
    }

    #[test]
    fn it_says_what_the_brand_of_the_pages_says() {
        let mut brand = Brand::named("MySmartPlan");
        brand.help.email = Some("help@smartplan.example".to_owned());
        brand.help.hours = Some("weekdays 8 to 16".to_owned());
        let head = Letterhead::of_brand(&brand, "https://my.example.com".parse().unwrap());
        assert_eq!((head.brand.as_str(), head.accent.as_str()), ("MySmartPlan", ACCENT));
        assert_eq!(head.help, "help@smartplan.example, weekdays 8 to 16");
    }

    #[test]
    fn the_colour_is_a_colour() {
        let head = Letterhead::new("Brand", "https://my.example.com".parse().unwrap());
        assert_eq!(head.clone().accent("#AABBCC").accent, "#AABBCC");
        assert_eq!(head.accent("red;background:url(x)").accent, ACCENT);
    }
}
