//! Forms with a new password.

use crate::forms::invitations::NEW_PASSWORD;
use crate::forms::sign_on::{IDENTIFIER, PASSWORD, RETURN_TO};
use crate::forms::{Field, Form, Kind};

/// The password that is changed.
pub(crate) const PRESENT_PASSWORD: Field =
    PASSWORD.named("current_password").label("password-present").error("error-password-present");

/// The password that takes its place.
pub(crate) const CHOSEN_PASSWORD: Field = NEW_PASSWORD.named("new_password").label("password-new");

/// Changes the own password.
pub(crate) const CHANGE_PASSWORD: Form = Form::new("change-password", &[PRESENT_PASSWORD, CHOSEN_PASSWORD]);

/// Asks for the link for a new password.
pub(crate) const RECOVER: Form =
    Form::new("recover", &[IDENTIFIER.autocomplete("username").hint("recover-identifier-hint"), RETURN_TO]);

/// The code that stands in a letter in place of the link.
pub(crate) const FIRST_USE_CODE: Field = Field::new("code", Kind::Code)
    .page_only()
    .longest(100)
    .autocomplete("off")
    .label("first-use-code")
    .hint("first-use-code-hint")
    .error("error-first-use-code");

/// Goes on with the code of a letter.
pub(crate) const FIRST_USE: Form = Form::new("first-use", &[FIRST_USE_CODE]);

/// Sets a new password by the link.
pub(crate) const RESET_PASSWORD: Form = Form::new("reset-password", &[CHOSEN_PASSWORD]);
