//! Forms of a session: the organisation that the person acts for.

use crate::forms::sign_on::{ORGANIZATION, RETURN_TO};
use crate::forms::{Field, Form, Kind};

/// Acts for the chosen organisation.
pub(crate) const ACTING_FOR: Form = Form::new("acting-for", &[ORGANIZATION]);

/// The buttons that choose a language, on a page without a form of its own.
pub(crate) const LANGUAGE: Form = Form::new("language", &[RETURN_TO]);

/// The organisation of a button that acts for it.
pub(crate) const ONE_ORGANIZATION: Field = Field::new("organization", Kind::Id).page_only().hidden();

/// A button that acts for one organisation and goes on.
pub(crate) const SWITCH: Form = Form::new("switch", &[ONE_ORGANIZATION, RETURN_TO]);
