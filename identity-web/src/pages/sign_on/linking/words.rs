//! The words about connections and identities elsewhere.

use crate::language::PageText;
use crate::visit::visitor::Visit;
use identity_core::domain::{Connection, ProviderFailure, UserState};
use identity_core::sign_on::{LinkingView, OtherWay};

/// What a connection says of itself, in the reader's language or else in English.
pub(crate) fn benefit(visit: &Visit, connection: &Connection) -> Option<String> {
    let benefits = &connection.rules.benefits;
    benefits.get(visit.language.as_str()).or_else(|| benefits.get("en")).cloned()
}

/// Why a request to a provider came to nothing.
pub(crate) fn failure_words(name: &str, failure: &ProviderFailure) -> PageText {
    let key = match failure.check.as_str() {
        "cancelled" | "access_denied" => "linking-failed-cancelled",
        "unreachable" => "linking-failed-unreachable",
        _ => "linking-failed-other",
    };
    PageText::new(key).with("name", name).with("check", failure.check.as_str())
}

/// Why somebody cannot go on in the way that they came, and what they can do.
pub(super) fn other_way_words(why: OtherWay, view: &LinkingView) -> PageText {
    let key = match why {
        OtherWay::NotInvited => "other-way-not-invited",
        OtherWay::LevelTooLow if view.least_level.is_some() => "other-way-level-too-low",
        OtherWay::AccountState(UserState::Locked) => "other-way-account-locked",
        OtherWay::AccountState(UserState::Closing) => "other-way-account-closed",
        OtherWay::AccountState(_) => "other-way-account-disabled",
        OtherWay::LinkedElsewhere => "other-way-linked-elsewhere",
        OtherWay::OtherIdentityLinked => "other-way-other-identity-linked",
        OtherWay::ProviderOnly(_) => "other-way-provider-only",
        _ => "other-way-connection-closed",
    };
    let needed = view.least_level.clone().unwrap_or_default();
    PageText::new(key).with("name", view.connection.name.as_ref()).with("needed", needed)
}
