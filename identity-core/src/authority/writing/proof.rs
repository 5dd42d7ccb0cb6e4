//! What allows a change without a decision of the policy.

use super::super::caller::Caller;
use crate::domain::Actor;
use crate::store::{RecordId, Version};

/// A value that proves a right to change something, for which the policy need not be asked.
///
/// Each implementation is a type with private fields, beside the check that makes its values: holding one means that the
/// check was passed. A test lists the implementations in the book, with the first sentence of their documentation, and
/// refuses one that can be made without its check.
pub(crate) trait Proof {
    /// Whether it is the deployment's configuration, which no [rule about people](super::Rule) holds back.
    const IS_CONFIGURATION: bool = false;

    /// By whom the change is.
    fn actor(&self) -> Actor;

    /// What it rests on beside what the use case reads: the commit fails if that has changed since it was read.
    fn evidence(&self) -> Option<(RecordId, Version)> {
        None
    }

    /// The caller in whose request the change is, if there is one.
    fn caller(&self) -> Option<&Caller> {
        None
    }
}
