//! What changes of a connection.

use crate::Timestamp;
use crate::domain::{
    AssertedNames, ConnectionRules, ConnectionState, LinkPolicy, SubjectSource, UnknownPerson,
};
use crate::ids::UserId;
use crate::secrets::Secret;
use crate::store::Expected;
use crate::values::DisplayName;
use std::collections::{BTreeMap, BTreeSet};

/// What changes of a connection; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ConnectionPatch {
    /// The version of the connection that the caller saw; any if it is `None`.
    pub expected: Option<Expected>,
    /// What people call it.
    pub name: Option<DisplayName>,
    /// Whether people can sign in by it.
    pub state: Option<ConnectionState>,
    /// The issuer that the discovery document of the provider names, read just now: an `OpenID` Provider is enabled only if
    /// it is the one of the connection.
    pub discovered_issuer: Option<String>,
    /// Where the name of a person stands, in answers of SAML.
    pub subject: Option<SubjectSource>,
    /// What changes of an `OpenID` Provider.
    pub openid: OpenIdPatch,
    /// What changes of the rules.
    pub rules: RulesPatch,
}

/// What changes of an `OpenID` Provider; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OpenIdPatch {
    /// The name by which it knows this deployment.
    pub client_id: Option<String>,
    /// The secret that it gave; `Some(None)` for none.
    pub client_secret: Option<Option<Secret>>,
    /// What is asked for beside `openid`.
    pub scopes: Option<BTreeSet<String>>,
    /// The algorithms of ID tokens that are taken.
    pub algorithms: Option<BTreeSet<String>>,
    /// The tenants whose people are let in.
    pub tenants: Option<BTreeSet<String>>,
}

impl OpenIdPatch {
    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        let Self { client_id, client_secret, scopes, algorithms, tenants } = self;
        let lists = [scopes, algorithms, tenants];
        client_id.is_none() && client_secret.is_none() && lists.into_iter().all(Option::is_none)
    }
}

/// What changes of the rules of a connection; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RulesPatch {
    /// What becomes of those without a linked account.
    pub unknown: Option<UnknownPerson>,
    /// Whether those with an account here are asked to link it.
    pub linking: Option<LinkPolicy>,
    /// After how many days somebody who said "not now" is asked again.
    pub ask_again_days: Option<u16>,
    /// Whether it stands before the password on the sign-in page.
    pub preferred: Option<bool>,
    /// From when its people sign in by it alone; `Some(None)` for never.
    pub only_from: Option<Option<Timestamp>>,
    /// Who may sign in with a password all the same.
    pub break_glass: Option<BTreeSet<UserId>>,
    /// The authentication contexts that count as two kinds of proof.
    pub two_factor_contexts: Option<BTreeSet<String>>,
    /// Its verification levels, the lowest first.
    pub levels: Option<Vec<String>>,
    /// The lowest that does; `Some(None)` for any.
    pub least_level: Option<Option<String>>,
    /// Whether an e-mail address that it says is proved counts as proved here.
    pub vouches_for_email: Option<bool>,
    /// By which names it sends what is known of a person.
    pub names: Option<AssertedNames>,
    /// What the sign-in page says of it, by language.
    pub benefits: Option<BTreeMap<String, String>>,
}

fn set<T: Clone>(field: &mut T, to: Option<&T>) {
    if let Some(to) = to {
        field.clone_from(to);
    }
}

impl ConnectionPatch {
    /// Says whether people can sign in by it.
    pub fn state(state: ConnectionState) -> Self {
        Self { state: Some(state), ..Self::default() }
    }

    /// Changes rules alone.
    pub fn rules(rules: RulesPatch) -> Self {
        Self { rules, ..Self::default() }
    }

    /// Says which issuer the discovery document of the provider names.
    #[must_use]
    pub fn discovered(self, issuer: Option<String>) -> Self {
        Self { discovered_issuer: issuer, ..self }
    }

    /// Says which version of the connection the caller saw.
    #[must_use]
    pub fn expected(self, version: Option<Expected>) -> Self {
        Self { expected: version, ..self }
    }
}

impl RulesPatch {
    /// The usual rules with these changes.
    pub fn onto_usual(&self) -> ConnectionRules {
        self.apply(&ConnectionRules::default())
    }

    /// The rules with these changes.
    pub(super) fn apply(&self, rules: &ConnectionRules) -> ConnectionRules {
        let mut rules = rules.clone();
        set(&mut rules.unknown, self.unknown.as_ref());
        set(&mut rules.linking, self.linking.as_ref());
        set(&mut rules.ask_again_days, self.ask_again_days.as_ref());
        set(&mut rules.preferred, self.preferred.as_ref());
        set(&mut rules.only_from, self.only_from.as_ref());
        set(&mut rules.break_glass, self.break_glass.as_ref());
        set(&mut rules.two_factor_contexts, self.two_factor_contexts.as_ref());
        set(&mut rules.levels, self.levels.as_ref());
        set(&mut rules.least_level, self.least_level.as_ref());
        set(&mut rules.vouches_for_email, self.vouches_for_email.as_ref());
        set(&mut rules.names, self.names.as_ref());
        set(&mut rules.benefits, self.benefits.as_ref());
        rules
    }
}
