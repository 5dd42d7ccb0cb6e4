/// A scope: what a client asks for, or what a token may be used for (RFC 6749, section 3.3).
///
/// Three kinds are known: those of `OpenID` Connect, which say what an application is told of a person; the names of
/// [permissions](crate::domain::Permission), which say what a program may do by REST; and names of an application's own, which mean
/// something to that application alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(String);

/// A text that is not a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a scope has 1 to 128 characters: letters, digits and signs, without blanks, \" and \\")]
pub struct InvalidScope;

impl Scope {
    /// The most characters that a scope has.
    pub const MAX_CHARACTERS: usize = 128;

    /// The scope that makes a request one of `OpenID` Connect (Core, section 3.1.2.1).
    pub const OPENID: &'static str = "openid";
    /// Names, language and when they last changed (Core, section 5.4).
    pub const PROFILE: &'static str = "profile";
    /// The e-mail address (Core, section 5.4).
    pub const EMAIL: &'static str = "email";
    /// The telephone number (Core, section 5.4).
    pub const PHONE: &'static str = "phone";
    /// Tokens that are good while the person is away (Core, section 11).
    pub const OFFLINE_ACCESS: &'static str = "offline_access";

    /// The scopes of `OpenID` Connect that every application can ask for.
    pub const STANDARD: [&'static str; 5] =
        [Self::OPENID, Self::PROFILE, Self::EMAIL, Self::PHONE, Self::OFFLINE_ACCESS];

    /// Reads a scope as it stands.
    pub fn parse(text: &str) -> Result<Self, InvalidScope> {
        let known = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        let fits = (1..=Self::MAX_CHARACTERS).contains(&text.len()) && text.bytes().all(known);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidScope) }
    }

    /// A scope that the code itself names.
    pub(crate) fn named(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// Whether it is one of `OpenID` Connect.
    pub fn is_standard(&self) -> bool {
        Self::STANDARD.contains(&self.as_str())
    }
}

text_value!(Scope, InvalidScope);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_has_the_characters_of_rfc_6749() {
        for text in ["openid", "member.view", "https://api.example.com/read", "!", "~"] {
            assert_eq!(Scope::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "a b", "a\"b", "a\\b", "ä", "a\n", &"a".repeat(129)] {
            assert_eq!(Scope::parse(text), Err(InvalidScope), "{text:?}");
        }
    }
}
