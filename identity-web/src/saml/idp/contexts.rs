//! Authentication context classes: what an application asks for, and what is told of how a person proved who they are
//! (saml-authn-context-2.0-os, section 3.4; REFEDS SFA and MFA profiles).

use crate::saml::idp::reply;
use crate::saml::messages::authn_request::context::{Comparison, RequestedAuthnContext};
use identity_core::Identity;
use identity_core::domain::{AuthenticationMethod, Factors};
use identity_core::sign_on::Told;
use std::collections::BTreeSet;

const UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";
const PASSWORD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
const PASSWORD_OVER_TLS: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const REFEDS_SFA: &str = "https://refeds.org/profile/sfa";
const REFEDS_MFA: &str = "https://refeds.org/profile/mfa";
const TIME_SYNC_TOKEN: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken";
const MOBILE_CONTRACT: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract";
const MOBILE_UNREGISTERED: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorUnregistered";

/// The classes that are known here, weakest first; those on one step are as strong as each other.
pub(super) const LADDER: [&[&str]; 4] = [
    &[UNSPECIFIED],
    &[PASSWORD],
    &[PASSWORD_OVER_TLS, REFEDS_SFA],
    &[REFEDS_MFA, TIME_SYNC_TOKEN, MOBILE_CONTRACT, MOBILE_UNREGISTERED],
];

/// The classes in the order in which one is chosen to be told where several would do: what says most first.
const BY_PREFERENCE: [&str; 8] = [
    REFEDS_MFA,
    TIME_SYNC_TOKEN,
    MOBILE_CONTRACT,
    MOBILE_UNREGISTERED,
    PASSWORD_OVER_TLS,
    REFEDS_SFA,
    PASSWORD,
    UNSPECIFIED,
];

/// What a request asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// How many kinds of proof.
    pub(super) factors: Factors,
    /// The methods of which one has to be among them; empty for any.
    pub(super) methods: Vec<AuthenticationMethod>,
    /// The classes that answer it.
    pub(super) classes: Vec<&'static str>,
}

/// The classes that somebody can reach in this deployment.
pub(super) fn reachable(identity: &Identity) -> Vec<&'static str> {
    let offers = |class: &&str| {
        let methods = methods(class);
        methods.is_empty() || methods.iter().any(|method| identity.offers(method))
    };
    let two = identity.offers_second_factor();
    BY_PREFERENCE
        .into_iter()
        .filter(|class| (two || factors(class) == Factors::One) && offers(class))
        .collect()
}

/// What a request asks for in terms of no protocol: as little as answers it.
pub(super) fn wanted(context: &RequestedAuthnContext) -> Wanted {
    let classes = answering(context);
    let fewest = classes.iter().map(|class| factors(class)).min().unwrap_or_default();
    let with_fewest = || classes.iter().filter(|class| factors(class) == fewest);
    // A passkey answers what a password does not: whoever takes a password alone is not told of something else.
    let any = with_fewest().any(|class| methods(class).is_empty())
        || (fewest == Factors::One && classes.iter().any(|class| methods(class).is_empty()));
    let named: BTreeSet<_> = with_fewest().flat_map(|class| methods(class)).collect();
    let methods = if any { Vec::new() } else { named.into_iter().collect() };
    Wanted { factors: fewest, methods, classes }
}

/// The classes that answer a request, those first that are to be told first. An exact request says the order itself.
fn answering(context: &RequestedAuthnContext) -> Vec<&'static str> {
    if context.comparison == Comparison::Exact {
        let known = |wanted: &String| BY_PREFERENCE.into_iter().find(|class| class == wanted);
        return context.classes.iter().filter_map(known).collect();
    }
    BY_PREFERENCE.into_iter().filter(|class| context.is_met_by(class, &LADDER)).collect()
}

/// The class that is told of a person.
pub(super) fn told_class(told: &Told) -> &'static str {
    let is_true = |class: &&'static str| is_true_of(class, told);
    let known = |wanted: &str| BY_PREFERENCE.into_iter().find(|class| *class == wanted);
    let asked = reply::contexts(&told.request).filter_map(known).find(is_true);
    asked.or_else(|| BY_PREFERENCE.into_iter().find(is_true)).unwrap_or(UNSPECIFIED)
}

fn is_true_of(class: &str, told: &Told) -> bool {
    let methods = methods(class);
    told.factors >= factors(class)
        && (methods.is_empty() || methods.iter().any(|one| told.methods.contains(one)))
}

fn factors(class: &str) -> Factors {
    match class {
        REFEDS_MFA | TIME_SYNC_TOKEN | MOBILE_CONTRACT | MOBILE_UNREGISTERED => Factors::Two,
        _ => Factors::One,
    }
}

/// The methods of which a class demands one; empty if it demands none.
fn methods(class: &str) -> Vec<AuthenticationMethod> {
    match class {
        PASSWORD | PASSWORD_OVER_TLS => vec![AuthenticationMethod::PASSWORD],
        TIME_SYNC_TOKEN => vec![AuthenticationMethod::TOTP],
        MOBILE_CONTRACT | MOBILE_UNREGISTERED => vec![AuthenticationMethod::SMS],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(comparison: Comparison, classes: &[&str]) -> Wanted {
        wanted(&RequestedAuthnContext {
            comparison,
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        })
    }

    #[test]
    fn a_request_asks_for_as_little_as_answers_it() {
        let exact = ask(Comparison::Exact, &[REFEDS_MFA]);
        assert_eq!((exact.factors, exact.methods.len(), exact.classes), (Factors::Two, 0, vec![REFEDS_MFA]));
        assert_eq!(ask(Comparison::Exact, &[PASSWORD_OVER_TLS]).factors, Factors::One);
        assert_eq!(ask(Comparison::Exact, &[REFEDS_MFA, PASSWORD_OVER_TLS]).factors, Factors::One);
        let token = ask(Comparison::Exact, &[TIME_SYNC_TOKEN]);
        assert_eq!((token.factors, token.methods), (Factors::Two, vec![AuthenticationMethod::TOTP]));
        let minimum = ask(Comparison::Minimum, &[PASSWORD]);
        assert_eq!(minimum.factors, Factors::One);
        assert!(minimum.classes.starts_with(&[REFEDS_MFA]) && minimum.classes.contains(&REFEDS_SFA));
        assert_eq!(ask(Comparison::Minimum, &[REFEDS_MFA]).factors, Factors::Two);
        let better = ask(Comparison::Better, &[PASSWORD_OVER_TLS]);
        assert_eq!((better.factors, better.methods.len()), (Factors::Two, 0));
        assert!(!ask(Comparison::Maximum, &[PASSWORD_OVER_TLS]).classes.contains(&REFEDS_MFA));
        assert_eq!(ask(Comparison::Exact, &[UNSPECIFIED]).factors, Factors::One);
        assert_eq!(Wanted::default().factors, Factors::One);
    }

    /// A passkey answers all but what names another method.
    #[test]
    fn only_a_request_for_a_password_alone_asks_for_the_password() {
        let password = vec![AuthenticationMethod::PASSWORD];
        for classes in [&[PASSWORD][..], &[PASSWORD_OVER_TLS], &[PASSWORD, PASSWORD_OVER_TLS]] {
            assert_eq!(ask(Comparison::Exact, classes).methods, password, "{classes:?}");
        }
        for classes in
            [&[PASSWORD_OVER_TLS, REFEDS_MFA][..], &[PASSWORD_OVER_TLS, REFEDS_SFA], &[UNSPECIFIED]]
        {
            assert!(ask(Comparison::Exact, classes).methods.is_empty(), "{classes:?}");
        }
        assert!(ask(Comparison::Minimum, &[PASSWORD_OVER_TLS]).methods.is_empty());
    }
}
