//! What the pages of a sign-on post.

use crate::forms::federation::linking::{CREATE_LINKED, LINK_BUTTONS};
use crate::forms::sign_on::{
    AGAIN, CHOOSE_ORGANIZATION, CODE, CONNECTION, CONSENT, DECLINE, ENROL, FURTHER_PASSWORD, GIVE_PASSKEY,
    IDENTIFIER, KEEP_ACCOUNT, LEAVE, PASSWORD, REMEMBER, RETURN_TO, SEND_CODE, SIGN_IN, STEP,
};
use crate::forms::{Form, Kind};
use crate::page::forms::{Filled, FormData, PageForm, page_forms};
use crate::page::views::form::FormState;
use crate::pages::authenticators::enrol::passkey_response;
use identity_core::ids::ConnectionId;
use identity_core::sign_on::Answer;

page_forms! {
    /// Who somebody is, and their password.
    SignInForm => SIGN_IN;
}

impl SignInForm {
    /// The address to go to afterwards.
    pub(crate) fn return_to(&self) -> String {
        self.0.text(&RETURN_TO)
    }

    /// Whether somebody who is signed in proves once more who they are.
    pub(crate) fn is_again(&self) -> bool {
        !self.0.text(&AGAIN).is_empty()
    }

    /// What was typed, if nothing is wrong with it. With it goes the form as it is shown again.
    pub(crate) fn answer(&self) -> (Option<Answer>, FormState) {
        let answer =
            || Answer::Password { identifier: self.0.text(&IDENTIFIER), password: self.0.secret(&PASSWORD) };
        (self.0.is_right().then(answer), self.0.state())
    }
}

/// What an authenticator answered that was asked for a passkey.
#[derive(Debug)]
pub(crate) struct PasskeyForm(pub(crate) Filled);

impl PasskeyForm {
    /// The address to go to afterwards.
    pub(crate) fn return_to(&self) -> String {
        self.0.text(&RETURN_TO)
    }

    /// Whether somebody who is signed in proves once more who they are.
    pub(crate) fn is_again(&self) -> bool {
        !self.0.text(&AGAIN).is_empty()
    }

    /// Whether the browser is to be remembered, so that no second proof is asked for there for a while.
    pub(crate) fn remembers(&self) -> bool {
        !self.0.list(&REMEMBER).is_empty()
    }

    /// What was answered.
    pub(crate) fn answer(&self) -> Answer {
        Answer::Passkey(passkey_response(&self.0))
    }
}

/// The identity provider elsewhere that somebody signs in by.
#[derive(Debug)]
pub(crate) struct LeaveForm(Filled);

impl LeaveForm {
    /// The address to go to afterwards.
    pub(crate) fn return_to(&self) -> String {
        self.0.text(&RETURN_TO)
    }

    /// Whether somebody who is signed in proves once more who they are.
    pub(crate) fn is_again(&self) -> bool {
        !self.0.text(&AGAIN).is_empty()
    }

    /// The connection, if it can be one.
    pub(crate) fn connection(&mut self) -> Option<ConnectionId> {
        self.0.read(&CONNECTION, ConnectionId::parse)
    }
}

/// What the sign-in page posts: a name and a password, a passkey, or the way to an identity provider elsewhere.
#[derive(Debug)]
pub(crate) enum LoginForm {
    /// An identity provider elsewhere.
    Leave(LeaveForm),
    /// Who somebody is, and their password.
    SignIn(SignInForm),
    /// A passkey.
    Passkey(PasskeyForm),
}

impl PageForm for LoginForm {
    fn form(data: &FormData) -> &'static Form {
        match data.raw(STEP) {
            "passkey" => &GIVE_PASSKEY,
            "leave" => &LEAVE,
            _ => &SIGN_IN,
        }
    }

    fn read(filled: Filled) -> Self {
        if *filled.form() == GIVE_PASSKEY {
            Self::Passkey(PasskeyForm(filled))
        } else if *filled.form() == LEAVE {
            Self::Leave(LeaveForm(filled))
        } else {
            Self::SignIn(SignInForm(filled))
        }
    }
}

/// What the page of a sign-on posts. Its hidden field `step` says which page it was.
#[derive(Debug)]
pub(crate) enum FlowForm {
    /// Who somebody is, and their password.
    SignIn(SignInForm),
    /// The organisation to act for.
    Organization(Filled),
    /// The code of a further proof, and its method.
    Code(Filled),
    /// A passkey.
    Passkey(PasskeyForm),
    /// The password, of somebody who proved something else already.
    Password(Filled),
    /// The method by which a code is to be sent.
    SendCode(Filled),
    /// What is set up as a further proof.
    Enrol(Filled),
    /// That the account is kept that was closed.
    Keep(Filled),
    /// That the application may know and do what it asks for.
    Consent(Filled),
    /// That it may not.
    Decline(Filled),
    /// What is said about an identity elsewhere.
    Linking(Filled),
}

impl PageForm for FlowForm {
    fn form(data: &FormData) -> &'static Form {
        match data.raw(STEP) {
            "organization" => &CHOOSE_ORGANIZATION,
            "code" => &CODE,
            "passkey" => &GIVE_PASSKEY,
            "password" => &FURTHER_PASSWORD,
            "send" => &SEND_CODE,
            "enrol" => &ENROL,
            "keep" => &KEEP_ACCOUNT,
            "consent" => &CONSENT,
            "decline" => &DECLINE,
            "create" => &CREATE_LINKED,
            other => LINK_BUTTONS.into_iter().find(|form| is_step(form, other)).unwrap_or(&SIGN_IN),
        }
    }

    fn read(filled: Filled) -> Self {
        if *filled.form() == CHOOSE_ORGANIZATION {
            Self::Organization(filled)
        } else if *filled.form() == CODE {
            Self::Code(filled)
        } else if *filled.form() == GIVE_PASSKEY {
            Self::Passkey(PasskeyForm(filled))
        } else if *filled.form() == FURTHER_PASSWORD {
            Self::Password(filled)
        } else if *filled.form() == SEND_CODE {
            Self::SendCode(filled)
        } else if *filled.form() == ENROL {
            Self::Enrol(filled)
        } else if *filled.form() == KEEP_ACCOUNT {
            Self::Keep(filled)
        } else if *filled.form() == CONSENT {
            Self::Consent(filled)
        } else if *filled.form() == DECLINE {
            Self::Decline(filled)
        } else if *filled.form() == CREATE_LINKED || LINK_BUTTONS.contains(&filled.form()) {
            Self::Linking(filled)
        } else {
            Self::SignIn(SignInForm(filled))
        }
    }
}

/// Whether a form is posted with this name in its hidden field `step`.
fn is_step(form: &Form, name: &str) -> bool {
    let mut fixed = form.fields().iter().filter(|field| field.name() == STEP);
    fixed.any(|field| matches!(field.kind(), Kind::Fixed(fixed) if fixed == name))
}
