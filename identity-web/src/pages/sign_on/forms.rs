//! What the pages of a sign-on post.

use crate::language::PageText;
use crate::page::forms::{FormData, PageForm};
use crate::page::views::form::FormState;
use identity_core::secrets::Secret;
use identity_core::sign_on::Answer;

/// Who somebody is, and their password.
#[derive(Debug)]
pub(crate) struct SignInForm {
    pub(crate) identifier: String,
    pub(crate) password: Secret,
    pub(crate) return_to: String,
}

impl PageForm for SignInForm {
    const FIELDS: &'static [&'static str] = &["identifier", "password", "return_to"];

    fn read(data: &FormData) -> Self {
        Self {
            identifier: data.text("identifier"),
            password: Secret::new(data.raw("password")),
            return_to: data.text("return_to"),
        }
    }
}

impl SignInForm {
    /// What was typed, or what is missing. With it goes the form as it is shown again.
    pub(crate) fn answer(self) -> (Option<Answer>, FormState) {
        let mut state = FormState::new().value("identifier", self.identifier.as_str());
        if self.identifier.is_empty() {
            state = state.error("identifier", PageText::new("error-identifier-empty"));
        }
        if self.password.is_empty() {
            state = state.error("password", PageText::new("error-password-empty"));
        }
        let answer = Answer::Password { identifier: self.identifier, password: self.password };
        ((!state.has_errors()).then_some(answer), state)
    }
}

/// What the page of a sign-on posts. Its hidden field `step` says which page it was.
#[derive(Debug)]
pub(crate) enum FlowForm {
    /// Who somebody is, and their password.
    SignIn(SignInForm),
    /// The organisation to act for.
    Organization(String),
    /// The code of a further proof, and its method.
    Code(String, Secret),
}

impl PageForm for FlowForm {
    const FIELDS: &'static [&'static str] =
        &["step", "identifier", "password", "return_to", "organization", "method", "code"];

    fn read(data: &FormData) -> Self {
        match data.text("step").as_str() {
            "organization" => Self::Organization(data.text("organization")),
            "code" => {
                // People type the blanks that apps show between the digits.
                let code: String = data.text("code").chars().filter(|c| !c.is_whitespace()).collect();
                Self::Code(data.text("method"), Secret::new(code))
            }
            _ => Self::SignIn(SignInForm::read(data)),
        }
    }
}
