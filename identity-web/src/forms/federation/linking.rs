//! Forms about identities elsewhere: what somebody says in a sign-on, and what they do on their own page.

use crate::forms::Form;
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME};
use crate::forms::sign_on::step;

/// That somebody has an account here, to which they sign in next.
pub(crate) const CONNECT_ACCOUNT: Form = Form::new("connect-account", &[step("connect")]);

/// The account that somebody makes who signed in elsewhere.
pub(crate) const CREATE_LINKED: Form = Form::new(
    "create-linked",
    &[
        step("create"),
        GIVEN_NAME.page_only().autocomplete("given-name"),
        FAMILY_NAME.page_only().autocomplete("family-name"),
    ],
);

/// That both accounts are theirs.
pub(crate) const CONFIRM_LINK: Form = Form::new("confirm-link", &[step("confirm_link")]);

/// That the two accounts are not to be linked.
pub(crate) const REFUSE_LINK: Form = Form::new("refuse-link", &[step("refuse_link")]);

/// That somebody goes on as the person who signed in elsewhere.
pub(crate) const SWITCH_PERSON: Form = Form::new("switch-person", &[step("switch")]);

/// That somebody stays who they are.
pub(crate) const STAY: Form = Form::new("stay", &[step("stay")]);

/// That somebody does not link their account now.
pub(crate) const NOT_NOW: Form = Form::new("not-now", &[step("not_now")]);

/// That somebody is not asked again to link their account.
pub(crate) const NEVER: Form = Form::new("never", &[step("never")]);

/// That somebody signs in in another way.
pub(crate) const OTHER_WAY: Form = Form::new("other-way", &[step("other_way")]);

/// The forms of a sign-on that are a button alone, with what each says.
pub(crate) const LINK_BUTTONS: [&Form; 8] =
    [&CONNECT_ACCOUNT, &CONFIRM_LINK, &REFUSE_LINK, &SWITCH_PERSON, &STAY, &NOT_NOW, &NEVER, &OTHER_WAY];
