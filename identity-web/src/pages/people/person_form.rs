//! The form with a person's data.

use crate::forms::Form;
use crate::forms::people::{EDIT_PERSON, FAMILY_NAME, GIVEN_NAME, OWN_DATA, USERNAME};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::names::read_name;
use crate::page::views::form::FormState;
use crate::visit::visitor::SignedInVisit;
use identity_core::domain::User;
use identity_core::ids::UserId;
use identity_core::people::{UpdateUserError, UserPatch};
use identity_core::values::{AttributeWriter, FamilyName, ProfileField, Username};

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

/// [`save`] for the own data, of which fields that somebody else owns are not on the page, and stay as they are.
pub(crate) async fn save_own(
    mut form: Filled,
    signed_in: &SignedInVisit,
    user: &User,
) -> Result<Result<(), FormState>, PageFailure> {
    let fields = &signed_in.visit.state.identity.settings().profile;
    let not_own = |field| !fields.may_write(field, AttributeWriter::Person);
    let given_name = not_own(ProfileField::GivenName).then(|| user.given_name.to_string());
    let family_name = not_own(ProfileField::FamilyName).then(|| user.family_name.as_str().to_owned());
    let username = user.username.as_ref().map(ToString::to_string).unwrap_or_default();
    let username = not_own(ProfileField::Username).then_some(username);
    let kept = [(&GIVEN_NAME, given_name), (&FAMILY_NAME, family_name), (&USERNAME, username)];
    for (field, value) in kept {
        if let Some(value) = value.filter(|_| form.text(field).is_empty()) {
            form.keeps(field, value);
        }
    }
    save(form, signed_in, user.id).await
}

/// Saves what was filled in as the data of a person; gives the form with what is wrong when it cannot be saved.
pub(crate) async fn save(
    mut form: Filled,
    signed_in: &SignedInVisit,
    user: UserId,
) -> Result<Result<(), FormState>, PageFailure> {
    let patch = patch(&mut form);
    let Some(patch) = patch else {
        // What only the store knows is said in the same round.
        let username = form.read(&USERNAME, Username::parse);
        let identity = &signed_in.visit.state.identity;
        if let Some(username) = username
            && identity.is_username_taken(&signed_in.caller, user, &username).await?
        {
            form.refuse(&USERNAME, PageText::new("error-username-taken"));
        }
        return Ok(Err(form.state()));
    };
    match signed_in.visit.state.identity.update_user(&signed_in.caller, user, &patch).await {
        Ok(_) => Ok(Ok(())),
        Err(UpdateUserError::UsernameTaken) => {
            Ok(Err(form.state().error(&USERNAME, PageText::new("error-username-taken"))))
        }
        Err(UpdateUserError::UsernameNeeded) => {
            Ok(Err(form.state().error(&USERNAME, PageText::new("error-username-needed"))))
        }
        Err(error) => Err(error.into()),
    }
}

fn patch(form: &mut Filled) -> Option<UserPatch> {
    let given_name = read_name(form, &GIVEN_NAME);
    let family_name = read_name(form, &FAMILY_NAME);
    let username = form.read(&USERNAME, Username::parse);
    let (true, Some(given_name)) = (form.is_right(), given_name) else { return None };
    let mut patch = UserPatch::default().given_name(given_name).username(username);
    patch.family_name = Some(family_name.map(FamilyName::from).unwrap_or_default());
    Some(patch)
}
