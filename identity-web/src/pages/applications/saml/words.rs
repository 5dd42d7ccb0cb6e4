//! What the page says of attributes.

use crate::language::PageText;
use identity_core::applications::SamlWarning;
use identity_core::domain::{AttributeCondition, AttributeNameFormat, AttributeSource};

/// What an attribute is made from.
pub(super) fn source(source: &AttributeSource) -> PageText {
    let text = PageText::of_code("saml-source", source.word());
    match source.key() {
        Some(key) => text.with("key", key),
        None => text,
    }
}

/// How a name is to be understood.
pub(super) fn name_format(format: AttributeNameFormat) -> PageText {
    PageText::of_code("saml-name-format", format.as_str())
}

/// When an attribute is told at all.
pub(super) fn condition(condition: &AttributeCondition) -> PageText {
    match condition {
        AttributeCondition::Role(role) => PageText::new("saml-condition-role").with("role", role.to_string()),
        AttributeCondition::ByMandate => PageText::new("saml-condition-by_mandate"),
        AttributeCondition::OwnRight => PageText::new("saml-condition-own_right"),
    }
}

/// What should be looked at.
pub(super) fn warning(warning: &SamlWarning) -> PageText {
    let text = PageText::of_code("saml-warning", warning.code());
    match warning {
        SamlWarning::RequiredAttribute(wanted) => {
            let name = wanted.friendly_name.as_ref().filter(|name| **name != wanted.name);
            let shown = name.map_or_else(|| wanted.name.clone(), |name| format!("{name} ({})", wanted.name));
            text.with("attribute", shown)
        }
        other => match other.attribute() {
            Some(attribute) => text.with("attribute", attribute),
            None => text,
        },
    }
}
