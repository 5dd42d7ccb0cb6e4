//! Who may change which detail of a person.

use super::user_attributes::AttributeWriter;
use std::collections::{BTreeMap, BTreeSet};

/// A detail of a person that has an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProfileField {
    /// First name.
    GivenName,
    /// Last name.
    FamilyName,
    /// The name for signing in.
    Username,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// The language.
    Locale,
}

impl ProfileField {
    /// Every field there is.
    pub const ALL: [Self; 6] =
        [Self::GivenName, Self::FamilyName, Self::Username, Self::Email, Self::Phone, Self::Locale];

    /// The stable code, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Username => "username",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Locale => "locale",
        }
    }
}

/// Who may change each detail of a person. By default people change all of their own, their e-mail address they alone, and
/// administrators and API clients that manage a person change the others too.
///
/// ```
/// use identity_core::values::{AttributeWriter, ProfileField, ProfileFields};
///
/// // Names come from the CRM.
/// let fields = ProfileFields::default()
///     .owned_by(ProfileField::GivenName, [AttributeWriter::Client])
///     .owned_by(ProfileField::FamilyName, [AttributeWriter::Client]);
/// assert!(!fields.may_write(ProfileField::GivenName, AttributeWriter::Person));
/// assert!(fields.may_write(ProfileField::Phone, AttributeWriter::Person));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileFields(BTreeMap<ProfileField, BTreeSet<AttributeWriter>>);

impl Default for ProfileFields {
    fn default() -> Self {
        let all = [AttributeWriter::Person, AttributeWriter::Administrator, AttributeWriter::Client];
        let of = |field| match field {
            ProfileField::Email => (field, [AttributeWriter::Person].into()),
            field => (field, all.into()),
        };
        Self(ProfileField::ALL.into_iter().map(of).collect())
    }
}

impl ProfileFields {
    /// Says who may change a field, and that nobody else may.
    #[must_use]
    pub fn owned_by(
        mut self,
        field: ProfileField,
        writers: impl IntoIterator<Item = AttributeWriter>,
    ) -> Self {
        self.0.insert(field, writers.into_iter().collect());
        self
    }

    /// Whether somebody of this kind may change the field.
    pub fn may_write(&self, field: ProfileField, writer: AttributeWriter) -> bool {
        self.0.get(&field).is_some_and(|writers| writers.contains(&writer))
    }

    /// Everybody who may change the field.
    pub fn writers(&self, field: ProfileField) -> impl Iterator<Item = AttributeWriter> + '_ {
        self.0.get(&field).into_iter().flatten().copied()
    }
}
