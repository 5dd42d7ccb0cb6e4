//! The form that limits a history.

use crate::forms::{Field, Form, Kind};

/// The kind of what happened.
pub(crate) const KIND: Field =
    Field::new("kind", Kind::Key).page_only().optional().select().label("history-kind");

/// A person, by a part of the name or the address, or by their id.
pub(crate) const WHO: Field = Field::new("q", Kind::Text)
    .page_only()
    .optional()
    .autocomplete("off")
    .label("history-person")
    .hint("history-person-hint");

/// The first day.
pub(crate) const FROM: Field = Field::new("from", Kind::Date)
    .page_only()
    .optional()
    .label("history-from")
    .hint("history-from-hint")
    .error("error-date");

/// The last day.
pub(crate) const TO: Field = Field::new("to", Kind::Date)
    .page_only()
    .optional()
    .label("history-to")
    .hint("history-to-hint")
    .error("error-date");

/// Limits the history of an organisation. It stands in the address, so nothing is posted.
pub(crate) const LIMIT_HISTORY: Form = Form::new("limit-history", &[WHO, KIND, FROM, TO]);
