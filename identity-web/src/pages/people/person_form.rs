//! The form with a person's data.

use crate::forms::Form;
use crate::forms::people::{EDIT_PERSON, FAMILY_NAME, GIVEN_NAME, OWN_DATA, USERNAME};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::views::form::FormState;
use crate::visit::visitor::SignedInVisit;
use identity_core::domain::User;
use identity_core::ids::UserId;
use identity_core::people::{UpdateUserError, UserPatch};
use identity_core::values::{PersonName, Username};

page_forms! {
    /// What the form with the own data posts.
    OwnData => OWN_DATA;
    /// What the form with the data of somebody else posts.
    PersonData => EDIT_PERSON;
}

/// A form that shows the current data of a person.
pub(crate) fn data_of(user: &User, form: &'static Form) -> FormState {
    FormState::of(form)
        .value(&GIVEN_NAME, user.given_name.as_str())
        .value(&FAMILY_NAME, user.family_name.as_str())
        .value(&USERNAME, user.username.as_ref().map(ToString::to_string).unwrap_or_default())
}

/// Saves what was filled in as the data of a person; gives the form with what is wrong when it cannot be saved.
pub(crate) async fn save(
    mut form: Filled,
    signed_in: &SignedInVisit,
    user: UserId,
) -> Result<Result<(), FormState>, PageFailure> {
    let Some(patch) = patch(&mut form) else { return Ok(Err(form.state())) };
    match signed_in.visit.state.identity.update_user(&signed_in.caller, user, &patch).await {
        Ok(_) => Ok(Ok(())),
        Err(UpdateUserError::UsernameTaken) => {
            Ok(Err(form.state().error(&USERNAME, PageText::new("error-username-taken"))))
        }
        Err(error) => Err(error.into()),
    }
}

fn patch(form: &mut Filled) -> Option<UserPatch> {
    let given_name = form.read(&GIVEN_NAME, PersonName::parse);
    let family_name = form.read(&FAMILY_NAME, PersonName::parse);
    let username = form.read(&USERNAME, Username::parse);
    let (true, Some(given_name), Some(family_name)) = (form.is_right(), given_name, family_name) else {
        return None;
    };
    Some(UserPatch::default().given_name(given_name).family_name(family_name).username(username))
}
