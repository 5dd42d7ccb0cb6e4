//! Reading answers as the form that they belong to.

use crate::forms::Form;
use crate::language::{PageText, in_english};
use crate::page::forms::{FormData, FormError, PageForm};
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_body::FieldError;
use crate::rest::sign_on::prompts::fields;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Longer names in an error would only repeat what the caller sent.
const LONGEST_NAME: usize = 40;

/// The answers of a call, by the names of prompts.
pub(super) struct Answers(BTreeMap<String, String>);

/// Names alone: answers may be passwords.
impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl Answers {
    /// Takes what was sent. A value that is no text is refused without a word of what it is: it may be a code.
    pub(super) fn read(given: Option<BTreeMap<String, Value>>) -> Result<Self, Problem> {
        let (mut answers, mut errors) = (BTreeMap::new(), Vec::new());
        for (name, value) in given.into_iter().flatten() {
            if let Value::String(text) = value {
                answers.insert(name, text);
            } else {
                errors.push(error(&name, &PageText::new("rest-other-type").with("kind", "string")));
            }
        }
        if errors.is_empty() { Ok(Self(answers)) } else { Err(Problem::fields(errors)) }
    }

    /// The answer to a prompt, if there is one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The answers but this one, which the others say already.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// The form with these answers, as if a page had posted it: `more` are prompts that pages have as links, `hidden` what
    /// pages have in hidden fields.
    pub(super) fn fill<T: PageForm>(
        self,
        form: &'static Form,
        more: &[&str],
        hidden: &[(&str, &str)],
    ) -> Result<T, Problem> {
        let known = |name: &str| more.contains(&name) || fields(form).any(|field| field.name() == name);
        let unknown = self.0.keys().filter(|name| !known(name));
        let unknown: Vec<_> = unknown.map(|name| error(name, &PageText::new("rest-flow-prompt"))).collect();
        if !unknown.is_empty() {
            return Err(Problem::fields(unknown));
        }
        let kept = |(name, _): &&(&str, &str)| !self.0.contains_key(*name);
        let hidden =
            hidden.iter().filter(kept).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut pairs: Vec<_> = hidden.collect();
        pairs.extend(self.0);
        FormData::of(pairs).and_then(FormData::read).map_err(|error| unreadable(&error))
    }
}

fn unreadable(_: &FormError) -> Problem {
    Problem::said_of_field("answers", "rest-flow-answers")
}

fn error(name: &str, message: &PageText) -> FieldError {
    let name: String = name.escape_debug().take(LONGEST_NAME).collect();
    FieldError { field: format!("answers.{name}"), message: in_english(message) }
}
