//! Texts that adapters get wrong.

use super::draw::Draw;
use crate::values::{
    Attributes, BusinessId, ClientId, DisplayName, DomainName, EmailAddress, EntityId, ExternalId,
    FoldedText, Locale, PersonName, PhoneNumber, Reason, RoleKey, ServiceKey, Username,
};
use std::collections::BTreeMap;

/// Quotes, wildcards, markup, statements; composed and decomposed letters; letters whose case is special;
/// other directions and planes; blanks. No U+0000, which PostgreSQL's text cannot hold.
const NASTY: [&str; 30] = [
    "",
    " ",
    "  two  blanks  ",
    "%",
    "_",
    "100%_sure\\",
    "\\%",
    "[a-z]*?",
    "O'Neil",
    "''; DROP TABLE users; --",
    "\"quoted\" `ticked`",
    "$1 ?1 :name @p {0} ${x} {{y}}",
    "<b>&amp;</b>",
    "line\nbreak\r\nand\ttab",
    "NULL",
    "null",
    "0",
    "true",
    "{\"a\": [1, 2]}",
    "\u{e9}",
    "e\u{301}",
    "\u{fb01}nance",
    "Straße STRASSE",
    "İstanbul ıI",
    "\u{212a}elvin",
    "ÅNGSTRÖM ångström",
    "Ελληνικός Мария 山田太郎",
    "مرحبا علی\u{200c}رضا",
    "👩\u{200d}👩\u{200d}👧 \u{1f600} \u{10400}",
    "\u{feff}mark\u{2028}",
];

/// Every hard text, a long one, and one of each size around those of database pages.
pub(crate) fn all() -> Vec<String> {
    let long = [255, 256, 4_000, 70_000].map(|length| "é".repeat(length));
    NASTY.iter().map(|text| (*text).to_owned()).chain(long).collect()
}

impl Draw {
    pub(crate) fn reason(&mut self) -> Reason {
        self.parsed(Self::text, Reason::parse)
    }

    /// A text that is hard on a store.
    pub(crate) fn text(&mut self) -> String {
        match self.below(8) {
            0 => "long ".repeat(200) + self.one_of(&NASTY),
            1 | 2 => format!("{}{}{}", self.one_of(&NASTY), self.one_of(&NASTY), self.one_of(&NASTY)),
            3 => format!("text {}", self.number()),
            _ => self.one_of(&NASTY).to_owned(),
        }
    }

    /// A text that no other record has, ending in something hard.
    pub(crate) fn own_text(&mut self) -> String {
        format!("_Id{}-{:08x}{}", self.fresh_number(), self.number() >> 32, self.one_of(&NASTY))
    }

    pub(crate) fn display_name(&mut self) -> DisplayName {
        self.parsed(Self::text, DisplayName::parse)
    }

    pub(crate) fn person_name(&mut self) -> PersonName {
        self.parsed(Self::text, PersonName::parse)
    }

    /// A sort key, which other records often have too.
    pub(crate) fn folded_name(&mut self) -> FoldedText {
        let name = if self.chance(60) {
            self.one_of(&["Aino Virtanen", "aino", "Zoë", "ÅSA ÖBERG", "山田"]).to_owned()
        } else {
            self.text()
        };
        FoldedText::sort_key(&name)
    }

    /// A search text of several lines.
    pub(crate) fn folded_lines(&mut self) -> FoldedText {
        let texts = [self.text(), self.email().to_string(), self.text()];
        FoldedText::of_lines(texts.iter().map(String::as_str))
    }

    /// A short part of a folded text.
    pub(crate) fn part_of(&mut self, text: &FoldedText) -> FoldedText {
        let skip = self.below(6);
        FoldedText::folded(text.as_str().chars().skip(skip).take(3).collect())
    }

    pub(crate) fn email(&mut self) -> EmailAddress {
        let parts = ["o'neil", "USER", "名前", "e\u{301}tienne", "a_b%c", "plus+tag", "{x}", "user"];
        let text = |draw: &mut Self| {
            let part = draw.one_of(&parts);
            format!("{part}{}@Mail{}.example", draw.fresh_number(), draw.below(3))
        };
        self.parsed(text, EmailAddress::parse)
    }

    pub(crate) fn username(&mut self) -> Username {
        let text = |draw: &mut Self| {
            format!("{}{}", draw.one_of(&["Jeremy.Mills_", "x--", "a_"]), draw.fresh_number())
        };
        self.parsed(text, Username::parse)
    }

    pub(crate) fn external_id(&mut self) -> ExternalId {
        let text = |draw: &mut Self| {
            let (mark, tail) =
                (draw.one_of(&["CRM-", "crm:org=", "'--;", "_*$"]), draw.one_of(&["", "~v1", "_", "'"]));
            format!("{mark}{}{tail}", draw.fresh_number())
        };
        self.parsed(text, ExternalId::parse)
    }

    pub(crate) fn entity_id(&mut self) -> EntityId {
        let text = |draw: &mut Self| format!("https://App.example/saml/{}?a='b'&_c=%25", draw.fresh_number());
        self.parsed(text, EntityId::parse)
    }

    fn slug(&mut self) -> String {
        format!("{}-{}", self.one_of(&["a", "0", "smartplan-app", "x--"]), self.fresh_number())
    }

    pub(crate) fn service_key(&mut self) -> ServiceKey {
        self.parsed(Self::slug, ServiceKey::parse)
    }

    pub(crate) fn role_key(&mut self) -> RoleKey {
        self.parsed(Self::slug, RoleKey::parse)
    }

    pub(crate) fn client_id(&mut self) -> ClientId {
        self.parsed(Self::slug, ClientId::parse)
    }

    pub(crate) fn business_id(&mut self) -> BusinessId {
        let choices = ["1234567-8", "HRB 86786", "12.345.678/0001-95"];
        self.parsed(|draw| draw.one_of(&choices).to_owned(), BusinessId::parse)
    }

    pub(crate) fn domain(&mut self) -> DomainName {
        let choices = ["citygroup.example", "b\u{fc}cher.example", "a-b.c.example"];
        self.parsed(|draw| draw.one_of(&choices).to_owned(), DomainName::parse)
    }

    pub(crate) fn locale(&mut self) -> Locale {
        self.parsed(|draw| draw.one_of(&["en", "en-GB", "fi", "sv-FI"]).to_owned(), Locale::parse)
    }

    pub(crate) fn phone(&mut self) -> PhoneNumber {
        self.parsed(|draw| format!("+35840{:07}", draw.below(9_999_999)), PhoneNumber::parse)
    }

    pub(crate) fn attributes(&mut self) -> Attributes {
        loop {
            let pairs = self.some(4, |draw| (format!("key.{}", draw.number() >> 40), draw.text()));
            if let Ok(attributes) = Attributes::from_pairs(pairs) {
                return attributes;
            }
        }
    }

    pub(crate) fn text_map(&mut self) -> BTreeMap<String, String> {
        self.some(4, |draw| (draw.text(), draw.text())).into_iter().collect()
    }
}
