//! Reading what a form posts: bounded before it is parsed, strict about what it holds.

use http::header::{CONTENT_TYPE, HeaderMap};

/// The largest body of a form; none of our pages comes near it.
pub const LARGEST_FORM: usize = 64 * 1024;

const MOST_FIELDS: usize = 256;

/// The hidden field that carries the form token.
pub const TOKEN_FIELD: &str = "csrf";

/// Why a body cannot be read as a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The body is larger than [`LARGEST_FORM`] or has too many fields.
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormData(Vec<(String, String)>);

/// A form that a page posts, read field by field.
pub trait PageForm: Sized {
    /// Fields that appear once.
    const FIELDS: &'static [&'static str];
    /// Fields that may appear several times, such as check boxes.
    const LISTS: &'static [&'static str] = &[];

    /// Takes the values; a missing field is an empty text, which validation then names.
    fn read(data: &FormData) -> Self;
}

/// A form of buttons only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFields;

impl PageForm for NoFields {
    const FIELDS: &'static [&'static str] = &[];

    fn read(_: &FormData) -> Self {
        Self
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
        let fields: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
        // The parser puts U+FFFD in place of bytes that are not UTF-8; as a character it has no use in a form.
        let odd = |text: &str| text.contains(['\u{FFFD}', '\0']);
        if fields.iter().any(|(name, value)| odd(name) || odd(value)) {
            return Err(FormError::NotText);
        }
        Ok(Self(fields))
    }

    /// Reads the form; fields that it does not have and repeated single fields are refused.
    pub fn read<T: PageForm>(&self) -> Result<T, FormError> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            let single = name == TOKEN_FIELD || T::FIELDS.contains(&name.as_str());
            if !single && !T::LISTS.contains(&name.as_str()) {
                return Err(FormError::UnknownField(name.chars().take(40).collect()));
            }
            if single && self.0.iter().take(index).any(|(earlier, _)| earlier == name) {
                return Err(FormError::Repeated(name.clone()));
            }
        }
        Ok(T::read(self))
    }

    /// The value of a field as it was typed; empty when absent.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The value of a field without blanks around it, for everything that is not a password.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).trim().to_owned()
    }

    /// Every value of a repeated field.
    pub fn list(&self, name: &str) -> Vec<String> {
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

    impl PageForm for Invite {
        const FIELDS: &'static [&'static str] = &["email"];
        const LISTS: &'static [&'static str] = &["roles"];

        fn read(data: &FormData) -> Self {
            Self { email: data.text("email"), roles: data.list("roles") }
        }
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
    fn bytes_that_are_not_text_are_refused() {
        assert_eq!(read("email=%ff"), Err(FormError::NotText));
        assert_eq!(read("email=a%00b"), Err(FormError::NotText));
    }

    #[test]
    fn size_number_and_type_are_bounded() {
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
    }

    proptest! {
        #[test]
        fn no_body_makes_the_parser_fail_otherwise(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = FormData::parse(&headers(), &body).and_then(|data| data.read::<Invite>());
        }
    }
}
