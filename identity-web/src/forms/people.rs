//! Forms with the data of a person.

use crate::forms::{Field, Form, Kind};
use identity_core::values::{DisplayName, PersonName, PhoneNumber, Reason, Username};

/// First name.
pub(crate) const GIVEN_NAME: Field = Field::new("given_name", Kind::Text)
    .longest(PersonName::MAX_CHARACTERS)
    .label("field-given-name")
    .error("error-given-name");

/// Last name.
pub(crate) const FAMILY_NAME: Field = Field::new("family_name", Kind::Text)
    .longest(PersonName::MAX_CHARACTERS)
    .optional()
    .label("field-family-name-optional")
    .error("error-name-unusable");

/// The name to sign in with, beside the e-mail address.
pub(crate) const USERNAME: Field = Field::new("username", Kind::Key)
    .optional()
    .characters(Username::MIN_CHARACTERS, Username::MAX_CHARACTERS)
    .label("field-username-optional")
    .error("error-username");

/// First name of a person who is not here yet.
pub(crate) const OTHERS_GIVEN_NAME: Field =
    GIVEN_NAME.optional().autocomplete("off").label("field-given-name-optional").error("error-name-unusable");

/// Last name of a person who is not here yet.
pub(crate) const OTHERS_FAMILY_NAME: Field = FAMILY_NAME
    .optional()
    .autocomplete("off")
    .label("field-family-name-optional")
    .error("error-name-unusable");

/// The language of a person's mails.
pub(crate) const LOCALE: Field = Field::new("locale", Kind::Key).rest_only().optional().longest(5);

/// A person's data, edited by an administrator, and by REST.
pub(crate) const EDIT_PERSON: Form = Form::new(
    "edit-person",
    &[
        GIVEN_NAME.autocomplete("off"),
        FAMILY_NAME.autocomplete("off"),
        USERNAME.autocomplete("off").hint("manage-username-hint"),
        Field::new("phone", Kind::Phone).rest_only().optional().longest(PhoneNumber::MAX_INPUT_OCTETS),
        LOCALE,
        Field::new("attributes", Kind::Map).rest_only().optional(),
    ],
)
.patch();

/// A person's own data.
pub(crate) const OWN_DATA: Form = Form::new(
    "own-data",
    &[
        GIVEN_NAME.autocomplete("given-name"),
        FAMILY_NAME.autocomplete("family-name"),
        USERNAME.autocomplete("username").hint("invitation-username-hint"),
    ],
);

/// The whole name of the person who is erased, typed to be sure.
pub(crate) const ERASED_NAME: Field = Field::new("name", Kind::Text)
    .page_only()
    .longest(2 * PersonName::MAX_CHARACTERS + 1)
    .autocomplete("off")
    .label("erase-name")
    .error("error-erase-name-empty");

/// Why somebody is erased.
pub(crate) const ERASURE_REASON: Field = Field::new("reason", Kind::Text)
    .page_only()
    .longest(DisplayName::MAX_CHARACTERS)
    .autocomplete("off")
    .label("erase-reason")
    .hint("erase-reason-hint")
    .error("error-erase-reason");

/// Has somebody's account erased.
pub(crate) const ERASE_USER: Form = Form::new("erase-user", &[ERASED_NAME, ERASURE_REASON]);

/// Why the help of a second administrator is asked for.
pub(crate) const REASON: Field = Field::new("reason", Kind::Text)
    .characters(1, Reason::MAX_CHARACTERS)
    .autocomplete("off")
    .label("approval-reason")
    .hint("approval-reason-hint")
    .error("error-reason");

/// Asks for a second administrator.
pub(crate) const ASK_APPROVAL: Form =
    Form::new("ask-approval", &[Field::new("act", Kind::Key).rest_only().longest(30), REASON]);
