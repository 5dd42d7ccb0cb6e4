//! Forms of programs: clients that hold rights at an organisation.

use crate::forms::roles::{CLIENT_ID, OWNER, ROLE, SERVICES};
use crate::forms::{Field, Form, Kind};
use identity_core::values::Reason;

/// Gives a role to a program. JSON gives it in the call that gives roles to people.
pub(crate) const GIVE_PROGRAM_ROLE: Form = Form::new(
    "give-program-role",
    &[CLIENT_ID.page_only(), OWNER.page_only(), ROLE.page_only(), SERVICES.page_only()],
);

/// Why a program is stopped.
pub(crate) const REASON: Field = Field::new("reason", Kind::Text)
    .characters(1, Reason::MAX_CHARACTERS)
    .autocomplete("off")
    .label("program-stop-reason")
    .hint("program-stop-reason-hint")
    .error("error-reason");

/// Stops a program at an organisation.
pub(crate) const STOP_PROGRAM: Form = Form::new("stop-program", &[REASON]);
