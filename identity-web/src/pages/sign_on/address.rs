//! Where a sign-on goes on, and what was posted there.

use crate::forms::Form;
use crate::page::views::form::FormState;
use identity_core::sign_on::Attempt;

/// What was posted, if it was the form of this step; the empty form otherwise.
pub(super) fn of_step(posted: Option<FormState>, form: &'static Form) -> FormState {
    posted.filter(|posted| posted.form() == form).unwrap_or_else(|| FormState::of(form))
}

pub(super) fn address(attempt: &Attempt) -> String {
    format!("/flow/{}", attempt.id())
}
