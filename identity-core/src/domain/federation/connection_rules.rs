use crate::Timestamp;
use crate::ids::UserId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a person whom an identity provider signs in and who has no account here that is linked with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownPerson {
    /// They need an invitation first.
    #[default]
    Refuse,
    /// They sign in to the account that they have here, so that it is linked. None is made.
    Connect,
    /// They are asked whether they have an account here, which is linked, or want a new one.
    ConnectOrCreate,
    /// An account without rights is made for them, and nothing is asked.
    Create,
}

impl UnknownPerson {
    /// Every choice there is.
    pub const ALL: [Self; 4] = [Self::Refuse, Self::Connect, Self::ConnectOrCreate, Self::Create];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Connect => "connect",
            Self::ConnectOrCreate => "connect_or_create",
            Self::Create => "create",
        }
    }
}

/// Whether those who sign in with their account here are asked to link it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPolicy {
    /// They are not asked, and cannot link it themselves.
    Off,
    /// They can link it on their account page, and are not asked.
    #[default]
    Allowed,
    /// They are asked after they signed in, and can go on without.
    Offered,
    /// They have to link it before they go on.
    Required,
}

impl LinkPolicy {
    /// Every choice there is.
    pub const ALL: [Self; 4] = [Self::Off, Self::Allowed, Self::Offered, Self::Required];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Allowed => "allowed",
            Self::Offered => "offered",
            Self::Required => "required",
        }
    }
}

/// By which names an identity provider sends what is known of a person; none for the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertedNames {
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The first name.
    #[serde(default)]
    pub given_name: Option<String>,
    /// The last name.
    #[serde(default)]
    pub family_name: Option<String>,
    /// The verification level of the account.
    #[serde(default)]
    pub level: Option<String>,
}

/// What becomes of those who come by a connection. Each deployment sets it, so that each of the ways between an account here and one
/// elsewhere can be switched off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionRules {
    /// What becomes of those without a linked account.
    #[serde(default)]
    pub unknown: UnknownPerson,
    /// Whether those with an account here are asked to link it.
    #[serde(default)]
    pub linking: LinkPolicy,
    /// After how many days somebody who said "not now" is asked again; 0 for 30.
    #[serde(default)]
    pub ask_again_days: u16,
    /// Whether it stands before the password on the sign-in page.
    #[serde(default)]
    pub preferred: bool,
    /// From when its people sign in by it alone; none for never.
    #[serde(default)]
    pub only_from: Option<Timestamp>,
    /// Who may sign in with a password all the same, so that nobody is locked out when the identity provider is down.
    #[serde(default)]
    pub break_glass: BTreeSet<UserId>,
    /// The authentication contexts (`AuthnContextClassRef`, `acr`) that count as two kinds of proof.
    #[serde(default)]
    pub two_factor_contexts: BTreeSet<String>,
    /// Its verification levels, the lowest first.
    #[serde(default)]
    pub levels: Vec<String>,
    /// The lowest that does; none for any, also for none.
    #[serde(default)]
    pub least_level: Option<String>,
    /// Whether an e-mail address that it says is proved counts as proved here.
    #[serde(default)]
    pub vouches_for_email: bool,
    /// By which names it sends what is known of a person.
    #[serde(default)]
    pub names: AssertedNames,
    /// What the sign-in page says of it, by language; one for `en` at least if there is any.
    #[serde(default)]
    pub benefits: BTreeMap<String, String>,
}

impl ConnectionRules {
    /// Whether a verification level is at least the one that is needed. A level that is in no list is below all.
    pub fn level_suffices(&self, level: Option<&str>) -> bool {
        let Some(least) = self.least_level.as_deref() else { return true };
        let rank = |wanted: &str| self.levels.iter().position(|known| known == wanted);
        let found = level.and_then(rank);
        found.is_some() && found >= rank(least)
    }

    /// Whether its people sign in by it alone at a moment.
    pub fn is_only_way(&self, now: Timestamp) -> bool {
        self.only_from.is_some_and(|from| from <= now)
    }
}
