//! The content of a validated assertion.

use crate::saml::messages::name_id::NameId;
use crate::saml::messages::response::Attribute;
use crate::saml::signatures::shape::SignedPart;
use identity_core::Timestamp;

/// The statements of the identity provider about the person. Before they are used, `(issuer, assertion_id)` must be
/// remembered until `remember_until`, in the same commit that uses it, and refused when it is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidatedAssertion {
    /// The identity provider.
    pub issuer: String,
    /// The assertion's ID, to be used once.
    pub assertion_id: String,
    /// Until when a second use could be valid.
    pub remember_until: Timestamp,
    /// The subject. An account is found by issuer, format, name and qualifiers together.
    pub name_id: NameId,
    /// The attributes with all their values.
    pub attributes: Vec<Attribute>,
    /// When the person authenticated.
    pub authn_instant: Timestamp,
    /// How.
    pub context_class: Option<String>,
    /// The session at the identity provider, for single logout.
    pub session_index: Option<String>,
    /// When the session here has to end at the latest.
    pub session_not_on_or_after: Option<Timestamp>,
    /// The request that was answered.
    pub in_response_to: Option<String>,
    /// Whether the information must not be kept for later (`OneTimeUse`, saml-core 2.5.1.5).
    pub one_time_use: bool,
    /// Which part was signed.
    pub signed: SignedPart,
}

impl ValidatedAssertion {
    /// All values of the attribute with that name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.attributes.iter().filter(move |attribute| attribute.name == name);
        named.flat_map(|attribute| attribute.values.iter().map(String::as_str))
    }
}
