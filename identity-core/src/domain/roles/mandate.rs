use super::rights::{GrantScope, Rights};
use crate::Timestamp;
use crate::domain::period::Period;
use crate::ids::ContractId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the receiver of a mandate said to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateAnswer {
    /// Nothing yet; until then it gives nothing.
    Open,
    /// Yes.
    Accepted,
    /// No, for good.
    Declined,
}

/// What the two sides of a mandate were told of its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateNotice {
    /// Nothing yet.
    Nothing,
    /// That it ends soon.
    EndsSoon,
    /// That it has ended.
    Ended,
}

impl MandateNotice {
    /// Every notice there is.
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::EndsSoon, Self::Ended];

    /// The stable code of the notice, which records and the audit trail hold.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::EndsSoon => "ends_soon",
            Self::Ended => "ended",
        }
    }
}

/// The terms on which a [`Grant`](super::Grant) was delegated by the holder of the grant that it derives from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Through how many more hands it may pass; 0 = the receiver keeps it.
    pub max_delegation_depth: u8,
    /// Why it was given, in the giver's words.
    pub reason: Option<String>,
    /// What the receiver said.
    pub answer: MandateAnswer,
    /// When the receiver said it.
    pub answered_at: Option<Timestamp>,
    /// What the two sides were told of its end.
    pub notices_sent: MandateNotice,
}

impl Mandate {
    /// The longest reason, in characters.
    pub const MAX_REASON: usize = 500;

    /// A mandate that its receiver has not answered.
    pub const fn offered(max_delegation_depth: u8, reason: Option<String>) -> Self {
        Self {
            max_delegation_depth,
            reason,
            answer: MandateAnswer::Open,
            answered_at: None,
            notices_sent: MandateNotice::Nothing,
        }
    }

    /// The same mandate with the receiver's answer.
    #[must_use]
    pub fn answered(self, answer: MandateAnswer, at: Timestamp) -> Self {
        Self { answer, answered_at: Some(at), ..self }
    }
}

/// On which terms somebody who accepts an invitation gets a mandate; the role and the services are the invitation's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateTerms {
    /// Whether it reaches the organisations below the one that it is given for.
    pub scope: GrantScope,
    /// Whether the receiver may act, may give the role to others, or both.
    pub rights: Rights,
    /// The contracts to which it is limited; `None` = any.
    pub contracts: Option<BTreeSet<ContractId>>,
    /// The period in which it holds.
    pub period: Period,
    /// Through how many more hands it may pass.
    #[serde(alias = "onward")]
    pub max_delegation_depth: u8,
    /// Why, in the giver's words.
    pub reason: Option<String>,
}

impl Default for MandateTerms {
    /// To act and to grant, everywhere below, without an end, and not to be passed on.
    fn default() -> Self {
        Self {
            scope: GrantScope::Subtree,
            rights: Rights::ActAndGrant,
            contracts: None,
            period: Period::ALWAYS,
            max_delegation_depth: 0,
            reason: None,
        }
    }
}
