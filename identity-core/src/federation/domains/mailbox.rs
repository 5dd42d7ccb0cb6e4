use crate::values::{DomainName, EmailAddress, InvalidEmailAddress};

/// A mailbox that whoever runs a domain reads, by the names that mail and the web have for it (RFC 2142).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DomainMailbox {
    /// `administrator@`.
    #[default]
    Administrator,
    /// `postmaster@`, which every domain with mail has (RFC 5321, section 4.5.1).
    Postmaster,
    /// `hostmaster@`.
    Hostmaster,
}

impl DomainMailbox {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Postmaster, Self::Hostmaster];

    /// What stands before the `@`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Postmaster => "postmaster",
            Self::Hostmaster => "hostmaster",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// Its address at a domain.
    pub(super) fn at(self, domain: &DomainName) -> Result<EmailAddress, InvalidEmailAddress> {
        EmailAddress::parse(&format!("{}@{domain}", self.as_str()))
    }
}
