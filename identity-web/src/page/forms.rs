//! Reading what a form posts: bounded before it is parsed, strict about what it holds.

use crate::forms::{Control, Field, Form, Kind};
use crate::language::PageText;
use crate::page::views::form::FormState;
use http::header::{CONTENT_TYPE, HeaderMap};
use identity_core::secrets::Secret;
use std::collections::BTreeSet;
use std::fmt;

/// The largest body of a form; none of our pages comes near it.
pub const LARGEST_FORM: usize = 64 * 1024;

const MOST_FIELDS: usize = 256;

/// The hidden field that carries the form token.
pub const TOKEN_FIELD: &str = "csrf";

/// Why a body cannot be read as a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The body is larger than [`LARGEST_FORM`] or has too many fields, or a hidden field is longer than declared.
    #[error("the form is larger than {LARGEST_FORM} bytes or has more than {MOST_FIELDS} fields")]
    TooLarge,
    /// The content type is not `application/x-www-form-urlencoded`.
    #[error("forms are sent as application/x-www-form-urlencoded")]
    ContentType,
    /// A field is not valid UTF-8 or holds a NUL.
    #[error("the form holds bytes that are not text")]
    NotText,
    /// A field that this form does not have.
    #[error("this form has no field `{0}`")]
    UnknownField(String),
    /// A field that may appear once appeared again.
    #[error("the field `{0}` may appear once only")]
    Repeated(String),
}

/// The fields of a form as they were posted.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FormData(pub(crate) Vec<(String, String)>);

/// Names alone: values may be passwords.
impl fmt::Debug for FormData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// What a page posts: a declared form, with what was filled in.
pub trait PageForm: Sized {
    /// The form. What was posted tells several steps at one address apart.
    fn form(data: &FormData) -> &'static Form;

    /// Takes what was filled in.
    fn read(filled: Filled) -> Self;
}

/// Names the form that each type is posted as.
macro_rules! page_forms {
    ($($(#[$doc:meta])* $name:ident => $form:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name(pub(crate) $crate::page::forms::Filled);

        impl $crate::page::forms::PageForm for $name {
            fn form(_: &$crate::page::forms::FormData) -> &'static $crate::forms::Form {
                const FORM: &$crate::forms::Form = &$form;
                FORM
            }

            fn read(filled: $crate::page::forms::Filled) -> Self {
                Self(filled)
            }
        }
    )+};
}
pub(crate) use page_forms;

/// A form of buttons only.
pub const BUTTONS: Form = Form::new("buttons", &[]);

/// What a form of buttons only posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFields;

impl PageForm for NoFields {
    fn form(_: &FormData) -> &'static Form {
        &BUTTONS
    }

    fn read(_: Filled) -> Self {
        Self
    }
}

/// A form that was filled in, checked against its declaration: what is missing or too long is marked already, and what
/// was typed is kept, but for passwords and codes.
#[derive(Debug)]
pub struct Filled {
    data: FormData,
    state: FormState,
}

impl Filled {
    /// The declaration.
    pub const fn form(&self) -> &'static Form {
        self.state.form()
    }

    /// The value of a field; empty when nothing was typed.
    pub fn text(&self, field: &Field) -> String {
        field.kind().clean(self.data.raw(field.name()))
    }

    /// The value of a field that is never shown again.
    pub fn secret(&self, field: &Field) -> Secret {
        Secret::new(self.text(field))
    }

    /// Every value of a field with several.
    pub fn list(&self, field: &Field) -> Vec<String> {
        self.data.list(field.name())
    }

    /// The value of a field as `parse` reads it; `None` when it is absent, and when something is wrong with it, which is
    /// then marked.
    pub fn read<T, E>(&mut self, field: &Field, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() || self.state.is_wrong(field) {
            return None;
        }
        let value = parse(&text).ok();
        if value.is_none() {
            self.wrong(field);
        }
        value
    }

    /// Every value of a field with several, as `parse` reads it; `None` when something is wrong with one.
    pub fn read_all<T: Ord, E>(
        &mut self,
        field: &Field,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<BTreeSet<T>> {
        if self.state.is_wrong(field) {
            return None;
        }
        let values = self.list(field).iter().map(|text| parse(text)).collect::<Result<_, _>>().ok();
        if values.is_none() {
            self.wrong(field);
        }
        values
    }

    /// Marks a field with the error that it declares, if nothing is wrong with it yet.
    pub fn wrong(&mut self, field: &Field) {
        self.refuse(field, PageText::new(field.error_key()));
    }

    /// Marks a field with another error, if nothing is wrong with it yet.
    pub fn refuse(&mut self, field: &Field, error: PageText) {
        if !self.state.is_wrong(field) {
            self.state.add_error(field, error);
        }
    }

    /// Takes a value for what was typed into a field, which is still shown as it was typed.
    pub fn means(&mut self, field: &Field, value: String) {
        self.data.0.retain(|(name, _)| name != field.name());
        self.data.0.push((field.name().to_owned(), value));
    }

    /// Takes a value for a field that is not on the page, so that nothing is wrong with it.
    pub fn keeps(&mut self, field: &Field, value: String) {
        self.state.forgive(field);
        self.means(field, value);
    }

    /// Whether nothing is wrong with a field so far.
    pub fn is_fine(&self, field: &Field) -> bool {
        !self.state.is_wrong(field)
    }

    /// Whether nothing is wrong so far.
    pub const fn is_right(&self) -> bool {
        !self.state.has_errors()
    }

    /// The form as it is shown again.
    pub fn state(&self) -> FormState {
        self.state.clone()
    }
}

impl FormData {
    /// Parses `application/x-www-form-urlencoded`.
    pub fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, FormError> {
        if body.len() > LARGEST_FORM || body.split(|byte| *byte == b'&').count() > MOST_FIELDS {
            return Err(FormError::TooLarge);
        }
        if !is_form(headers) {
            return Err(FormError::ContentType);
        }
        Self::of(form_urlencoded::parse(body).into_owned().collect())
    }

    /// Names and values that came otherwise than as a form.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Result<Self, FormError> {
        // The parser puts U+FFFD in place of bytes that are not UTF-8; as a character it has no use in a form.
        let odd = |text: &str| text.contains(['\u{FFFD}', '\0']);
        if fields.iter().any(|(name, value)| odd(name) || odd(value)) {
            return Err(FormError::NotText);
        }
        Ok(Self(fields))
    }

    /// Reads the form; fields that it does not have and repeated single fields are refused.
    pub fn read<T: PageForm>(self) -> Result<T, FormError> {
        let form = T::form(&self);
        Ok(T::read(self.fill(form)?))
    }

    /// Checks what was posted against the declaration of a form.
    pub fn fill(self, form: &'static Form) -> Result<Filled, FormError> {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let field = form.page_field(name);
            if field.is_none() && name != TOKEN_FIELD {
                return Err(FormError::UnknownField(name.chars().take(40).collect()));
            }
            // Nobody typed it, so nobody could shorten it.
            if field.is_some_and(|field| field.control() == Control::Hidden && field.is_too_long(value)) {
                return Err(FormError::TooLarge);
            }
            let single = field.is_none_or(|field| !field.is_multiple());
            if single && self.0.iter().take(index).any(|(earlier, _)| earlier == name) {
                return Err(FormError::Repeated(name.clone()));
            }
        }
        let mut state = FormState::of(form);
        form.page_fields().for_each(|field| self.check(field, &mut state));
        Ok(Filled { data: self, state })
    }

    /// Keeps the value of a field, and marks what is wrong with it by its declaration.
    fn check(&self, field: &'static Field, state: &mut FormState) {
        let values = if field.is_multiple() {
            self.list(field.name())
        } else {
            vec![field.kind().clean(self.raw(field.name()))]
        };
        let (_, most) = field.bounds();
        let too_great = |text: &String| {
            field.kind() == Kind::Number && text.parse().is_ok_and(|number: u64| number > most)
        };
        let missing = field.is_required_on_page() && values.iter().all(String::is_empty);
        if field.kind() != Kind::Number && values.iter().any(|text| field.is_too_long(text)) {
            state.add_error(field, PageText::new("error-too-long").with("count", most.to_string()));
        } else if missing || values.iter().any(too_great) {
            state.add_error(field, PageText::new(field.error_key()));
        }
        state.keep(field, values);
    }

    /// Takes a field out, with what it holds.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// The value of a field as it was typed; empty when absent.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a repeated field.
    fn list(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).collect()
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let essence = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split(';').next());
    essence.is_some_and(|text| text.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, Eq)]
    struct Invite {
        email: String,
        roles: Vec<String>,
    }

    const EMAIL: Field = Field::new("email", Kind::Email).longest(20).error("error-email");
    const ROLES: Field = Field::new("roles", Kind::Key).multiple().optional();
    const PASSWORD: Field = Field::new("password", Kind::Password).optional();
    const FORM: Form = Form::new("test", &[EMAIL, ROLES, PASSWORD]);

    impl PageForm for Invite {
        fn form(_: &FormData) -> &'static Form {
            &FORM
        }

        fn read(filled: Filled) -> Self {
            Self { email: filled.text(&EMAIL), roles: filled.list(&ROLES) }
        }
    }

    fn filled(body: &str) -> Filled {
        FormData::parse(&headers(), body.as_bytes()).unwrap().fill(&FORM).unwrap()
    }

    fn shown(filled: &Filled) -> serde_json::Value {
        serde_json::to_value(filled.state()).unwrap()
    }

    #[test]
    fn what_is_missing_or_too_long_is_marked_and_what_was_typed_is_kept() {
        let missing = filled("email=++&roles=one");
        assert_eq!((missing.is_right(), &shown(&missing)["errors"][0]["field"]), (false, &"email".into()));
        assert_eq!(shown(&missing)["chosen"]["roles"], serde_json::json!(["one"]));
        let long = format!("{}@b.example", "a".repeat(20));
        let mut too_long = filled(&format!("email={long}&password=secret"));
        assert_eq!(too_long.read(&EMAIL, |text| Ok::<_, ()>(text.to_owned())), None);
        assert_eq!(shown(&too_long)["values"], serde_json::json!({"email": long}));
        assert!(filled("email=a%40b.example").is_right());
    }

    #[test]
    fn a_field_is_wrong_once() {
        let mut form = filled("email=a");
        assert_eq!(form.read(&EMAIL, |_| Err::<(), _>(())), None);
        form.wrong(&EMAIL);
        assert_eq!(shown(&form)["errors"].as_array().unwrap().len(), 1);
        assert_eq!(filled("email=a").read(&EMAIL, |text| Ok::<_, ()>(text.to_owned())), Some("a".to_owned()));
    }

    fn headers() -> HeaderMap {
        let value = HeaderValue::from_static("application/x-www-form-urlencoded; charset=UTF-8");
        HeaderMap::from_iter([(CONTENT_TYPE, value)])
    }

    fn read(body: &str) -> Result<Invite, FormError> {
        FormData::parse(&headers(), body.as_bytes())?.read()
    }

    #[test]
    fn fields_and_lists_are_read() {
        let form = read("csrf=t&email=+a%40b.example+&roles=one&roles=two").unwrap();
        assert_eq!(
            form,
            Invite { email: "a@b.example".to_owned(), roles: vec!["one".to_owned(), "two".to_owned()] }
        );
        assert_eq!(read("").unwrap(), Invite { email: String::new(), roles: vec![] });
    }

    #[test]
    fn extra_and_repeated_fields_are_refused() {
        assert_eq!(read("email=a&is_admin=1"), Err(FormError::UnknownField("is_admin".to_owned())));
        assert_eq!(read("email[]=a"), Err(FormError::UnknownField("email[]".to_owned())));
        assert_eq!(read("email=a&email=b"), Err(FormError::Repeated("email".to_owned())));
        assert_eq!(read("csrf=a&csrf=b"), Err(FormError::Repeated("csrf".to_owned())));
    }

    #[test]
    fn bytes_that_are_not_text_and_what_is_beyond_the_bounds_are_refused() {
        assert_eq!(read("email=%ff"), Err(FormError::NotText));
        assert_eq!(read("email=a%00b"), Err(FormError::NotText));
        assert_eq!(read(&"a".repeat(LARGEST_FORM + 1)), Err(FormError::TooLarge));
        assert_eq!(read(&"&".repeat(MOST_FIELDS)), Err(FormError::TooLarge));
        assert_eq!(FormData::parse(&HeaderMap::new(), b"email=a"), Err(FormError::ContentType));
        let json = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        assert_eq!(FormData::parse(&json, b"email=a"), Err(FormError::ContentType));
    }

    #[test]
    fn passwords_keep_their_blanks() {
        let data = FormData::parse(&headers(), b"password=+a+b+").unwrap();
        assert_eq!(data.raw("password"), " a b ");
        let filled = data.fill(&FORM).unwrap();
        assert_eq!(filled.text(&PASSWORD), " a b ");
        assert!(!format!("{filled:?}").contains("a b"));
    }

    proptest! {
        #[test]
        fn no_body_makes_the_parser_fail_otherwise(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = FormData::parse(&headers(), &body).and_then(FormData::read::<Invite>);
        }
    }
}
