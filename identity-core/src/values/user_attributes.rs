//! Which attributes people have, and who may write each.

use super::attributes::{Attributes, InvalidAttributes};
use std::collections::{BTreeMap, BTreeSet};

/// Who may write an attribute of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AttributeWriter {
    /// The person themself.
    Person,
    /// Administrators who manage the person.
    Administrator,
    /// API clients that manage the person, such as a CRM.
    Client,
    /// The identity provider of the person's organisation, by what it says at sign-in.
    IdentityProvider,
}

/// The attributes that people have in a deployment, each with who may write it. An attribute that is not declared is
/// written by nobody, so that no member gives themself what a host decides by.
///
/// ```
/// use identity_core::values::{AttributeWriter, UserAttributes};
///
/// let attributes = UserAttributes::new()
///     .declare("desk", [AttributeWriter::Person, AttributeWriter::Administrator])?
///     .declare("plan", [AttributeWriter::Client])?;
/// assert!(attributes.may_write("desk", AttributeWriter::Person));
/// assert!(!attributes.may_write("plan", AttributeWriter::Person));
/// # Ok::<(), identity_core::values::InvalidAttributes>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserAttributes(BTreeMap<String, BTreeSet<AttributeWriter>>);

impl UserAttributes {
    /// No attributes.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds an attribute with those who may write it. Fails where it has no name that an attribute can have.
    pub fn declare(
        mut self,
        name: impl Into<String>,
        writers: impl IntoIterator<Item = AttributeWriter>,
    ) -> Result<Self, InvalidAttributes> {
        let name = name.into();
        Attributes::from_pairs([(name.as_str(), "")])?;
        self.0.entry(name).or_default().extend(writers);
        Ok(self)
    }

    /// Whether people have an attribute of this name.
    pub fn is_declared(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of the attributes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether somebody of this kind may write the attribute.
    pub fn may_write(&self, name: &str, writer: AttributeWriter) -> bool {
        self.0.get(name).is_some_and(|writers| writers.contains(&writer))
    }
}
