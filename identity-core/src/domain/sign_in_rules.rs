use super::authentication_method::AuthenticationMethod;
use super::factor::Factors;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a sign-on needs of somebody at least.
///
/// Of several that apply to one person the strictest counts, see [`and`](Self::and).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInRules {
    /// How many kinds of proof are needed.
    #[serde(default)]
    pub factors: Factors,
    /// The methods that count as the second proof; none for all that the deployment has. A recovery code stands in for each.
    #[serde(default)]
    pub methods: Option<BTreeSet<AuthenticationMethod>>,
    /// For how many days a browser may be remembered at most; 0 for never, none for as long as the deployment lets it.
    #[serde(default)]
    pub remember_days: Option<u16>,
    /// Whether removing somebody's second proofs and starting a recovery for them need a second administrator.
    #[serde(default)]
    pub four_eyes: bool,
}

impl SignInRules {
    /// What fulfils both: more kinds of proof, the methods that both let count, the shorter time, a second administrator if one
    /// asks for it.
    ///
    /// Rules that share no method let none count: whoever they apply to is told to ask for help, and does not get in by what
    /// one of them refuses.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let methods = match (self.methods, &other.methods) {
            (Some(own), Some(others)) => Some(own.intersection(others).cloned().collect()),
            (own, others) => own.or_else(|| others.clone()),
        };
        let days = [self.remember_days, other.remember_days].into_iter().flatten().min();
        let factors = self.factors.max(other.factors);
        Self { factors, methods, remember_days: days, four_eyes: self.four_eyes || other.four_eyes }
    }

    /// Whether a method counts as the second proof. That an authenticator verified its owner counts with its passkey.
    pub fn counts(&self, method: &AuthenticationMethod) -> bool {
        let of_passkey = *method == AuthenticationMethod::USER_VERIFIED;
        let method = if of_passkey { &AuthenticationMethod::PASSKEY } else { method };
        let stands_in = *method == AuthenticationMethod::RECOVERY_CODE;
        stands_in || self.methods.as_ref().is_none_or(|methods| methods.contains(method))
    }

    /// Whether they ask for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
