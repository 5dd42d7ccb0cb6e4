//! Forms with which people set up and name their ways to sign in.

use crate::forms::{Field, Form, Kind};
use identity_core::secrets::MAX_PASSWORD_OCTETS;
use identity_core::values::{DisplayName, PhoneNumber};

/// What is set up.
pub(crate) const NEW_METHOD: Field = Field::new("method", Kind::Key)
    .page_only()
    .radio()
    .longest(20)
    .label("enrol-method")
    .error("error-method");

/// The number of the telephone that takes the codes.
pub(crate) const NUMBER: Field = Field::new("number", Kind::Phone)
    .page_only()
    .optional()
    .longest(PhoneNumber::MAX_INPUT_OCTETS)
    .autocomplete("tel")
    .label("enrol-number")
    .hint("enrol-number-hint")
    .error("error-number");

/// What its owner calls a way to sign in.
pub(crate) const LABEL: Field = Field::new("label", Kind::Text)
    .page_only()
    .optional()
    .longest(DisplayName::MAX_CHARACTERS)
    .autocomplete("off")
    .label("authenticator-label")
    .hint("authenticator-label-hint")
    .error("error-label");

/// The code of a further proof.
pub(crate) const PROOF: Field = Field::new("code", Kind::Code)
    .page_only()
    .longest(MAX_PASSWORD_OCTETS)
    .autocomplete("one-time-code")
    .label("challenge-code")
    .error("error-code");

/// The request that a passkey answers, sealed by us.
pub(crate) const PASSKEY_STATE: Field =
    Field::new("state", Kind::Key).page_only().optional().hidden().longest(4000);

/// What the authenticator answered.
pub(crate) const PASSKEY: Field =
    Field::new("passkey", Kind::Key).page_only().optional().hidden().longest(16_000).error("error-passkey");

/// Begins to set up a way to sign in.
pub(crate) const ADD_AUTHENTICATOR: Form = Form::new("add-authenticator", &[NEW_METHOD, NUMBER]);

/// Proves that the person has what they set up.
pub(crate) const CONFIRM_AUTHENTICATOR: Form = Form::new("confirm-authenticator", &[PROOF]);

/// Sets up a passkey with what the authenticator answered.
pub(crate) const CONFIRM_PASSKEY: Form = Form::new("confirm-passkey", &[PASSKEY_STATE, PASSKEY]);

/// Gives a way to sign in a name.
pub(crate) const RENAME_AUTHENTICATOR: Form = Form::new("rename-authenticator", &[LABEL]);
