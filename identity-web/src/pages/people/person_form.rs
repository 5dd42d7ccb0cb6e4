//! The form with a person's data.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, PageForm};
use crate::page::views::form::FormState;
use crate::visit::visitor::SignedInVisit;
use identity_core::domain::User;
use identity_core::ids::UserId;
use identity_core::people::{UpdateUserError, UserPatch};
use identity_core::values::{PersonName, Username};

/// What the form with the own data posts.
#[derive(Debug)]
pub(crate) struct OwnData {
    given_name: String,
    family_name: String,
    username: String,
}

impl PageForm for OwnData {
    const FIELDS: &'static [&'static str] = &["given_name", "family_name", "username"];

    fn read(data: &FormData) -> Self {
        let [given_name, family_name, username] =
            ["given_name", "family_name", "username"].map(|name| data.text(name));
        Self { given_name, family_name, username }
    }
}

impl OwnData {
    /// The current data.
    pub(crate) fn of(user: &User) -> Self {
        Self {
            given_name: user.given_name.to_string(),
            family_name: user.family_name.to_string(),
            username: user.username.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The form that shows it.
    pub(crate) fn state(&self) -> FormState {
        FormState::new()
            .value("given_name", self.given_name.as_str())
            .value("family_name", self.family_name.as_str())
            .value("username", self.username.as_str())
    }

    /// Saves it as the data of a person; gives the form with what is wrong when it cannot be saved.
    pub(crate) async fn save(
        &self,
        signed_in: &SignedInVisit,
        user: UserId,
    ) -> Result<Result<(), FormState>, PageFailure> {
        let patch = match self.patch() {
            Ok(patch) => patch,
            Err(refused) => return Ok(Err(refused)),
        };
        match signed_in.visit.state.identity.update_user(&signed_in.caller, user, &patch).await {
            Ok(_) => Ok(Ok(())),
            Err(UpdateUserError::UsernameTaken) => {
                Ok(Err(self.state().error("username", PageText::new("error-username-taken"))))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn patch(&self) -> Result<UserPatch, FormState> {
        let given_name = PersonName::parse(&self.given_name);
        let family_name = PersonName::parse(&self.family_name);
        let username = (!self.username.is_empty()).then(|| Username::parse(&self.username)).transpose();
        let mut form = self.state();
        if given_name.is_err() {
            form = form.error("given_name", PageText::new("error-given-name"));
        }
        if family_name.is_err() {
            form = form.error("family_name", PageText::new("error-family-name"));
        }
        if username.is_err() {
            form = form.error("username", PageText::new("error-username"));
        }
        match (given_name, family_name, username) {
            (Ok(given_name), Ok(family_name), Ok(username)) => {
                Ok(UserPatch::default().given_name(given_name).family_name(family_name).username(username))
            }
            _ => Err(form),
        }
    }
}
