//! What can be chosen on the pages of SAML settings.

use super::words;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::Choice;
use crate::visit::visitor::Visit;
use identity_core::applications::SamlSettings;
use identity_core::domain::{
    AttributeNameFormat, AttributePreset, AttributeSource, AttributeValues, NameFormat, SignedParts,
};

type Choices = Result<Vec<Choice>, PageFailure>;

fn of_codes<'a>(visit: &Visit, prefix: &str, codes: impl IntoIterator<Item = &'a str>) -> Choices {
    let choice = |code| Ok(Choice::new(code, visit.say(&PageText::of_code(prefix, code))?, ""));
    codes.into_iter().map(choice).collect()
}

pub(super) fn name_formats(visit: &Visit) -> Choices {
    of_codes(visit, "saml-format", NameFormat::ALL.map(NameFormat::as_str))
}

/// What can be signed: never less than the metadata wants.
pub(super) fn signed(visit: &Visit, found: &SamlSettings) -> Choices {
    let fits = |parts: &SignedParts| parts.has_assertion() || !found.wants_assertions_signed;
    of_codes(visit, "saml-signed", SignedParts::ALL.iter().copied().filter(fits).map(SignedParts::as_str))
}

/// The presets, after the choice to keep what stands.
pub(super) fn presets(visit: &Visit) -> Choices {
    let keep = Choice::new("", visit.say(&PageText::new("saml-preset-keep"))?, "");
    let presets = of_codes(visit, "saml-preset", AttributePreset::ALL.map(AttributePreset::as_str))?;
    Ok(std::iter::once(keep).chain(presets).collect())
}

/// Everything that an attribute can be made from. The key of an attribute of organisations is written beside it.
pub(super) fn sources(visit: &Visit) -> Choices {
    let choice = |source: &AttributeSource| {
        Ok(Choice::new(source.to_string(), visit.say(&words::source(source))?, ""))
    };
    let fixed = AttributeSource::FIXED.iter().map(choice);
    let declared = visit.state.identity.settings().user_attributes.names();
    let of_people = declared.map(|key| choice(&AttributeSource::Person(key.to_owned())));
    let organization = visit.say(&PageText::new("saml-source-of-organization"))?;
    let of_organization = std::iter::once(Ok(Choice::new("organization", organization, "")));
    fixed.chain(of_people).chain(of_organization).collect()
}

pub(super) fn attribute_name_formats(visit: &Visit) -> Choices {
    of_codes(visit, "saml-name-format", AttributeNameFormat::ALL.map(AttributeNameFormat::as_str))
}

pub(super) fn values(visit: &Visit) -> Choices {
    of_codes(visit, "saml-values", AttributeValues::ALL.map(AttributeValues::as_str))
}

pub(super) fn conditions(visit: &Visit) -> Choices {
    let choice =
        |(value, key): (&str, &'static str)| Ok(Choice::new(value, visit.say(&PageText::new(key))?, ""));
    [
        ("", "saml-condition-always"),
        ("by_mandate", "saml-condition-by_mandate"),
        ("own_right", "saml-condition-own_right"),
        ("role", "saml-condition-a-role"),
    ]
    .map(choice)
    .into_iter()
    .collect()
}
