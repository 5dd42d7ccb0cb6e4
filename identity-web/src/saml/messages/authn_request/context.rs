//! The requested authentication context (saml-core 3.3.2.2.1).

use crate::saml::xml::namespace::ASSERTION;
use crate::saml::xml::tree::Element;

/// How requested classes compare with the one that is used (saml-core 3.3.2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// One of the classes.
    Exact,
    /// At least as strong as one of them.
    Minimum,
    /// As strong as possible, but not stronger than one of them.
    Maximum,
    /// Stronger than any of them.
    Better,
}

/// The authentication methods that a request asks for: classes, and how to compare them with the one used
/// (`RequestedAuthnContext`, saml-core 3.3.2.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedAuthnContext {
    /// How to compare.
    pub comparison: Comparison,
    /// The classes, in order of preference.
    pub classes: Vec<String>,
}

impl RequestedAuthnContext {
    /// Whether a class answers the request. The ladder has the known classes from weakest to strongest; classes on one
    /// step are as strong as each other.
    pub fn is_met_by(&self, class: &str, ladder: &[&[&str]]) -> bool {
        let rank = |wanted: &str| ladder.iter().position(|step| step.contains(&wanted));
        let requested = || self.classes.iter().filter_map(|wanted| rank(wanted));
        if self.comparison == Comparison::Exact {
            return self.classes.iter().any(|wanted| wanted == class);
        }
        let Some(own) = rank(class) else { return false };
        match self.comparison {
            Comparison::Exact => false,
            Comparison::Minimum => requested().any(|wanted| own >= wanted),
            Comparison::Maximum => requested().any(|wanted| own <= wanted),
            // A class that is not on the ladder cannot be known to be weaker.
            Comparison::Better => {
                requested().count() == self.classes.len() && requested().all(|wanted| own > wanted)
            }
        }
    }
}

pub(crate) fn read_context(element: &Element) -> Option<RequestedAuthnContext> {
    let comparison = match element.attribute("Comparison") {
        None | Some("exact") => Comparison::Exact,
        Some("minimum") => Comparison::Minimum,
        Some("maximum") => Comparison::Maximum,
        Some("better") => Comparison::Better,
        Some(_) => return None,
    };
    let classes: Vec<String> =
        element.all(ASSERTION, "AuthnContextClassRef").map(|class| class.trimmed().to_owned()).collect();
    // Declarations (AuthnContextDeclRef) cannot be met; without a class nothing is left to compare.
    Some(RequestedAuthnContext { comparison, classes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_follow_the_ladder() {
        let ladder: [&[&str]; 3] = [&["low"], &["mid", "same"], &["high"]];
        let ask = |comparison, classes: &[&str]| RequestedAuthnContext {
            comparison,
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        };
        let met = |request: RequestedAuthnContext| -> Vec<&str> {
            ladder.into_iter().flatten().copied().filter(|class| request.is_met_by(class, &ladder)).collect()
        };
        assert_eq!(met(ask(Comparison::Exact, &["mid"])), ["mid"]);
        assert_eq!(met(ask(Comparison::Minimum, &["mid"])), ["mid", "same", "high"]);
        assert_eq!(met(ask(Comparison::Maximum, &["mid"])), ["low", "mid", "same"]);
        assert_eq!(met(ask(Comparison::Better, &["mid"])), ["high"]);
        assert!(met(ask(Comparison::Minimum, &["unknown"])).is_empty());
        assert!(met(ask(Comparison::Better, &["low", "unknown"])).is_empty());
        assert!(met(ask(Comparison::Exact, &[])).is_empty());
    }
}
