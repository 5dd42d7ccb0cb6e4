//! Authentication context classes (`acr`, OpenID Connect Core, section 2): how many kinds of proof an application asks
//! for, and how many it is told of (REFEDS SFA and MFA profiles, as for SAML).

use identity_core::domain::Factors;

const REFEDS_SFA: &str = "https://refeds.org/profile/sfa";
const REFEDS_MFA: &str = "https://refeds.org/profile/mfa";

/// The classes that are known here, the stronger first.
const KNOWN: [(&str, Factors); 2] = [(REFEDS_MFA, Factors::Two), (REFEDS_SFA, Factors::One)];

/// What a request asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// How many kinds of proof.
    pub(crate) factors: Factors,
    /// The known classes that it names, the preferred ones first; one of them is told.
    pub(crate) classes: Vec<&'static str>,
    /// Whether it is to fail if none of them can be told (OpenID Connect Core, section 5.5.1.1).
    pub(crate) is_essential: bool,
}

impl Wanted {
    /// As little as answers one of the classes, as for SAML.
    pub(crate) fn of<'a>(classes: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |class| KNOWN.into_iter().find(|(name, _)| *name == class);
        let found: Vec<_> = classes.into_iter().filter_map(known).collect();
        let factors = found.iter().map(|(_, factors)| *factors).min().unwrap_or_default();
        let mut classes: Vec<_> = found.into_iter().map(|(class, _)| class).collect();
        classes.dedup();
        Self { factors, classes, is_essential: false }
    }
}

/// The classes that people can reach here, the stronger first.
pub(crate) fn reachable(has_second_factor: bool) -> Vec<&'static str> {
    let can = |(_, factors): &(&str, Factors)| has_second_factor || factors.is_one();
    KNOWN.into_iter().filter(can).map(|(class, _)| class).collect()
}

/// The class that is told of somebody who gave so many kinds of proof: the first of those asked for that is true, or else the
/// strongest.
pub(crate) fn told<'a>(factors: Factors, asked: impl IntoIterator<Item = &'a str>) -> &'static str {
    let is_true = |class: &str| KNOWN.into_iter().find(|(name, least)| *name == class && factors >= *least);
    let strongest = if factors.is_one() { REFEDS_SFA } else { REFEDS_MFA };
    asked.into_iter().find_map(is_true).map_or(strongest, |(class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_asks_for_as_little_as_answers_it() {
        assert_eq!(Wanted::of([REFEDS_MFA]).factors, Factors::Two);
        let either = Wanted::of([REFEDS_MFA, "urn:unknown", REFEDS_SFA]);
        assert_eq!((either.factors, either.classes), (Factors::One, vec![REFEDS_MFA, REFEDS_SFA]));
        assert_eq!(Wanted::of(["urn:unknown", ""]), Wanted::default());
        assert_eq!(reachable(false), [REFEDS_SFA]);
        assert_eq!(reachable(true), [REFEDS_MFA, REFEDS_SFA]);
    }

    #[test]
    fn o_30_what_is_told_is_true_and_one_of_those_asked_for_if_it_can_be() {
        assert_eq!(told(Factors::One, [REFEDS_MFA]), REFEDS_SFA);
        assert_eq!(told(Factors::Two, [REFEDS_MFA]), REFEDS_MFA);
        assert_eq!(told(Factors::Two, [REFEDS_SFA]), REFEDS_SFA);
        assert_eq!(told(Factors::Two, []), REFEDS_MFA);
        assert_eq!(told(Factors::Two, ["urn:unknown"]), REFEDS_MFA);
    }
}
