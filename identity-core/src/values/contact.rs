//! How a person is reached: a mailbox or a telephone.

use super::email::EmailAddress;
use super::phone::PhoneNumber;

/// An e-mail address or a telephone number of a person. As a text it is a URI: `mailto:` (RFC 6068) or `tel:` (RFC 3966).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contact {
    /// The address of a mailbox.
    Email(EmailAddress),
    /// The number of a telephone.
    Phone(PhoneNumber),
}

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
}

impl ContactKind {
    /// The stable code, as addresses of pages, messages and the audit trail have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The kind of this code.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "email" => Some(Self::Email),
            "phone" => Some(Self::Phone),
            _ => None,
        }
    }
}

/// A text that is no URI of a mailbox or a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no mailto: or tel: URI of one address or international number")]
pub struct InvalidContact;

impl Contact {
    /// Reads the URI.
    pub fn parse(text: &str) -> Result<Self, InvalidContact> {
        match text.split_once(':') {
            Some(("mailto", address)) => {
                EmailAddress::parse(address).map(Self::Email).map_err(|_| InvalidContact)
            }
            Some(("tel", number)) => PhoneNumber::parse(number).map(Self::Phone).map_err(|_| InvalidContact),
            _ => Err(InvalidContact),
        }
    }

    /// Which of the two it is.
    pub const fn kind(&self) -> ContactKind {
        match self {
            Self::Email(_) => ContactKind::Email,
            Self::Phone(_) => ContactKind::Phone,
        }
    }

    /// The address or number, without the scheme of the URI.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(address) => address.as_str(),
            Self::Phone(number) => number.as_str(),
        }
    }

    /// A form to show to people who may not know the address or number.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(address) => address.masked(),
            Self::Phone(number) => number.masked(),
        }
    }

    /// Whether both reach the same mailbox or telephone, however they are written.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Email(one), Self::Email(other)) => one.canonical() == other.canonical(),
            (Self::Phone(one), Self::Phone(other)) => one == other,
            _ => false,
        }
    }
}

impl std::fmt::Display for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Email(address) => write!(f, "mailto:{address}"),
            Self::Phone(number) => write!(f, "tel:{number}"),
        }
    }
}

impl std::str::FromStr for Contact {
    type Err = InvalidContact;

    fn from_str(text: &str) -> Result<Self, InvalidContact> {
        Self::parse(text)
    }
}

impl serde::Serialize for Contact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Contact {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_uri() {
        for text in ["mailto:Jeremy.Mills@citygroup.example", "tel:+358401234567"] {
            let contact = Contact::parse(text).unwrap();
            assert_eq!(contact.to_string(), text);
            assert_eq!(serde_json::from_value::<Contact>(text.into()).unwrap(), contact);
        }
        for text in ["", "jeremy@citygroup.example", "mailto:", "tel:040", "sms:+358401234567"] {
            assert_eq!(Contact::parse(text), Err(InvalidContact), "{text}");
        }
    }

    #[test]
    fn an_address_is_the_same_in_another_case() {
        let contact = |text: &str| Contact::parse(text).unwrap();
        assert!(contact("mailto:A@b.example").is_same(&contact("mailto:a@B.example")));
        assert!(!contact("mailto:a@b.example").is_same(&contact("tel:+358401234567")));
    }
}
