//! Forms of what needs a second administrator.

use crate::forms::{Field, Form, Kind};
use identity_core::values::Reason;

/// Why it is asked for.
pub(crate) const REASON: Field = Field::new("reason", Kind::Text)
    .characters(1, Reason::MAX_CHARACTERS)
    .autocomplete("off")
    .label("approval-reason")
    .hint("approval-reason-hint")
    .error("error-reason");

/// Asks for a second administrator.
pub(crate) const ASK_APPROVAL: Form =
    Form::new("ask-approval", &[Field::new("act", Kind::Key).rest_only().longest(30), REASON]);
