use crate::Timestamp;
use crate::authority::DecisionContext;
use crate::domain::{Mandate, MandateTerms};
use crate::ids::{ContractId, OrganizationId};
use crate::values::is_plain_line;

/// Terms of a mandate that make no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTerms {
    /// The period is over before it begins, or already over.
    #[error("the mandate must end after it starts")]
    EmptyPeriod,
    /// It could be passed on too often.
    #[error("a mandate can be passed on {max} times at most", max = InvalidTerms::MAX_DELEGATION_DEPTH)]
    Depth,
    /// The reason is too long, or has characters that are no text.
    #[error("the reason is one line of text, {max} characters at most", max = Mandate::MAX_REASON)]
    Reason,
    /// A contract is neither the organisation's nor that of one above it. Unknown ones are told in the same words.
    #[error("choose contracts of the organisation the mandate is for, or of one above it")]
    Contracts,
}

/// A contract is neither the organisation's nor that of one above it.
#[derive(Debug)]
pub(crate) struct ForeignContracts;

impl From<ForeignContracts> for InvalidTerms {
    fn from(_: ForeignContracts) -> Self {
        Self::Contracts
    }
}

impl InvalidTerms {
    /// The most hands that a mandate can be let pass through.
    pub const MAX_DELEGATION_DEPTH: u8 = 8;

    /// Refuses terms that make no sense.
    pub(crate) fn check(terms: &MandateTerms, now: Timestamp) -> Result<(), Self> {
        Self::all(terms, now).into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything about terms that makes no sense, but for contracts.
    pub(crate) fn all(terms: &MandateTerms, now: Timestamp) -> Vec<Self> {
        let fits = |reason: &String| reason.chars().count() <= Mandate::MAX_REASON && is_plain_line(reason);
        let faults = [
            (terms.period.is_over(now) || terms.period.is_empty(), Self::EmptyPeriod),
            (terms.max_delegation_depth > Self::MAX_DELEGATION_DEPTH, Self::Depth),
            (!terms.reason.as_ref().is_none_or(fits), Self::Reason),
        ];
        faults.into_iter().filter_map(|(is_wrong, fault)| is_wrong.then_some(fault)).collect()
    }

    /// Refuses contracts that can never be in force for the organisation.
    pub(crate) fn check_contracts(
        terms: &MandateTerms,
        organization: OrganizationId,
        known: &DecisionContext,
    ) -> Result<(), ForeignContracts> {
        let line = known.lineage(organization);
        let fits = |id: &ContractId| {
            known.contracts.iter().any(|found| found.id == *id && line.contains(&found.organization))
        };
        if terms.contracts.iter().flatten().all(fits) { Ok(()) } else { Err(ForeignContracts) }
    }
}
