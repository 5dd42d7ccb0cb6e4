use crate::values::ExternalId;

/// Where the CRM says that an organisation belongs. Only what is said moves an organisation that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Placement {
    /// Nothing: a new organisation begins directly below the operator, and one that is there stays.
    #[default]
    Unsaid,
    /// Directly below the operator.
    Top,
    /// Below the organisation with this id in the CRM.
    Below(ExternalId),
}
