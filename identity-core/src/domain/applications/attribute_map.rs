use super::attribute_source::{AttributeCondition, AttributeSource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use url::Url;

/// How the name of an attribute is to be understood (SAML 2.0 core, section 8.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeNameFormat {
    /// A plain word (section 8.2.3).
    #[default]
    Basic,
    /// A URI (section 8.2.2).
    Uri,
    /// Whatever the two sides agreed (section 8.2.1).
    Unspecified,
}

impl AttributeNameFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Uri, Self::Unspecified];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Uri => "uri",
            Self::Unspecified => "unspecified",
        }
    }
}

/// How several values are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeValues {
    /// Each as a value of its own.
    #[default]
    Many,
    /// All in one, with `;` between them, for applications that read one value only.
    One,
}

impl AttributeValues {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Many, Self::One];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Many => "many",
            Self::One => "one",
        }
    }
}

/// An attribute that an application is told.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AttributeEntry {
    /// What it is made from.
    pub source: AttributeSource,
    /// The name under which the application is told it.
    pub name: String,
    /// How the name is to be understood.
    #[serde(default)]
    pub name_format: AttributeNameFormat,
    /// A name for people who read assertions (SAML 2.0 core, section 2.7.3.1).
    #[serde(default)]
    pub friendly_name: Option<String>,
    /// How several values are written.
    #[serde(default)]
    pub values: AttributeValues,
    /// When it is told at all; always, if there is none.
    #[serde(default)]
    pub condition: Option<AttributeCondition>,
}

impl AttributeEntry {
    /// The longest name, in octets.
    pub const MAX_OCTETS: usize = 256;

    /// An attribute with a plain name, told always.
    pub fn new(source: AttributeSource, name: impl Into<String>) -> Self {
        Self {
            source,
            name: name.into(),
            name_format: AttributeNameFormat::Basic,
            friendly_name: None,
            values: AttributeValues::Many,
            condition: None,
        }
    }

    fn check(&self) -> Result<(), InvalidAttributeMap> {
        let shown = || self.name.chars().take(80).collect();
        let of_name = |c: char| !c.is_whitespace() && is_plain(c);
        let fits = |text: &str| (1..=Self::MAX_OCTETS).contains(&text.len());
        let is_usable_name = fits(&self.name) && self.name.chars().all(of_name);
        let is_uri = || Url::parse(&self.name).is_ok();
        if !is_usable_name || (self.name_format == AttributeNameFormat::Uri && !is_uri()) {
            return Err(InvalidAttributeMap::Name(shown()));
        }
        let friendly = self.friendly_name.as_deref();
        if friendly.is_some_and(|name| !fits(name) || !name.chars().all(is_plain)) {
            return Err(InvalidAttributeMap::FriendlyName(shown()));
        }
        Ok(())
    }
}

/// Whether a character stands in names: none that controls a device, and none that is no character (XML 1.0).
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// A list of attributes that cannot be a map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAttributeMap {
    /// More than an assertion should have.
    #[error("an application is told at most {most} attributes")]
    TooMany {
        /// The most that there can be.
        most: usize,
    },
    /// A name that is empty, too long, has a blank in it, or is no URI where it should be one.
    #[error(
        "{0:?} is no name of an attribute: write up to 256 octets without blanks; a URI for the format uri"
    )]
    Name(String),
    /// The name for people has a line break or is too long.
    #[error("the friendly name of {0:?} has more than 256 octets, or a line break")]
    FriendlyName(String),
    /// Two attributes with the same name and format.
    #[error("the attribute {0:?} is in the list twice")]
    Repeated(String),
}

/// What an application is told of a person, and under which names. What is not in the map is not told: it is the release
/// list of the application, too.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<AttributeEntry>", into = "Vec<AttributeEntry>")]
pub struct AttributeMap(Vec<AttributeEntry>);

impl AttributeMap {
    /// The most attributes that an application is told.
    pub const MOST: usize = 50;

    /// Checks names and number.
    pub fn new(entries: Vec<AttributeEntry>) -> Result<Self, InvalidAttributeMap> {
        if entries.len() > Self::MOST {
            return Err(InvalidAttributeMap::TooMany { most: Self::MOST });
        }
        let mut names = BTreeSet::new();
        for entry in &entries {
            entry.check()?;
            if !names.insert((entry.name.as_str(), entry.name_format)) {
                return Err(InvalidAttributeMap::Repeated(entry.name.clone()));
            }
        }
        Ok(Self(entries))
    }

    /// A map that is written down in the code.
    pub(super) const fn fixed(entries: Vec<AttributeEntry>) -> Self {
        Self(entries)
    }

    /// The attributes, in the order in which they are told.
    pub fn entries(&self) -> &[AttributeEntry] {
        &self.0
    }

    /// Whether something is made from this source.
    pub fn has(&self, source: &AttributeSource) -> bool {
        self.0.iter().any(|entry| entry.source == *source)
    }

    /// Whether the record of the organisation is needed.
    pub fn is_about_organization(&self) -> bool {
        self.0.iter().any(|entry| entry.source.is_of_organization())
    }
}

impl TryFrom<Vec<AttributeEntry>> for AttributeMap {
    type Error = InvalidAttributeMap;

    fn try_from(entries: Vec<AttributeEntry>) -> Result<Self, InvalidAttributeMap> {
        Self::new(entries)
    }
}

impl From<AttributeMap> for Vec<AttributeEntry> {
    fn from(map: AttributeMap) -> Self {
        map.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, name_format: AttributeNameFormat) -> Result<AttributeMap, InvalidAttributeMap> {
        AttributeMap::new(vec![AttributeEntry {
            name_format,
            ..AttributeEntry::new(AttributeSource::Email, name)
        }])
    }

    #[test]
    fn names_are_checked() {
        for name in ["mail", "urn:oid:2.5.4.42", "http://schemas.example/claims/name", "ä"] {
            assert!(one(name, AttributeNameFormat::Basic).is_ok(), "{name}");
        }
        assert!(one("urn:oid:2.5.4.42", AttributeNameFormat::Uri).is_ok());
        for (name, format) in [
            ("", AttributeNameFormat::Basic),
            ("a b", AttributeNameFormat::Basic),
            ("a\nb", AttributeNameFormat::Unspecified),
            ("a\u{0}", AttributeNameFormat::Basic),
            ("a\u{FFFE}", AttributeNameFormat::Basic),
            ("mail", AttributeNameFormat::Uri),
            (&"a".repeat(257), AttributeNameFormat::Basic),
        ] {
            assert!(matches!(one(name, format), Err(InvalidAttributeMap::Name(_))), "{name:?}");
        }
    }

    #[test]
    fn a_map_has_each_name_once_and_an_end() {
        let entry = |name: &str| AttributeEntry::new(AttributeSource::Email, name);
        let twice = AttributeMap::new(vec![entry("mail"), entry("mail")]);
        assert_eq!(twice, Err(InvalidAttributeMap::Repeated("mail".to_owned())));
        let uri = AttributeEntry { name_format: AttributeNameFormat::Unspecified, ..entry("mail") };
        assert!(AttributeMap::new(vec![entry("mail"), uri]).is_ok());
        let many = |count: usize| AttributeMap::new((0..count).map(|at| entry(&format!("a{at}"))).collect());
        assert!(many(50).is_ok());
        assert_eq!(many(51), Err(InvalidAttributeMap::TooMany { most: 50 }));
    }
}
