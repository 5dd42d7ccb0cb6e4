//! The functions that templates can call.

use crate::base_url::BaseUrl;
use crate::page::assets::Assets;
use crate::page::catalogue::Catalogue;
use crate::page::views::frame::FormTokens;
use identity_core::Timestamp;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::sync::Arc;
use time::OffsetDateTime;

/// Adds `t`, `say`, `href`, `asset`, `moment` and `date`.
pub(crate) fn add(
    environment: &mut Environment<'static>,
    texts: Catalogue,
    base: BaseUrl,
    assets: Arc<Assets>,
) {
    let texts = Arc::new(texts);
    let words = Arc::clone(&texts);
    environment.add_function("t", move |key: &str, args: Kwargs| {
        let value =
            |name: &str| args.get::<Option<Value>>(name).ok().flatten().map(|value| value.to_string());
        let text = words.text(key, value).ok_or_else(|| unknown_text(key))?;
        args.assert_all_used()?;
        Ok::<_, Error>(text)
    });
    let words = Arc::clone(&texts);
    environment.add_function("say", move |message: Value| say(&words, &message));
    environment.add_function("href", move |path: &str| base.path(path));
    environment.add_function("asset", move |name: &str| {
        assets
            .path(name)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no file `{name}`")))
    });
    let words = Arc::clone(&texts);
    environment.add_function("moment", move |time: &str| in_words(&words, "moment.format", time));
    environment.add_function("date", move |time: &str| in_words(&texts, "date.format", time));
}

fn unknown_text(key: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("the catalogue has no text `{key}`"))
}

fn say(texts: &Catalogue, message: &Value) -> Result<String, Error> {
    let key = message.get_attr("key")?;
    let key = key.as_str().unwrap_or_default();
    let args = message.get_attr("args")?;
    let value = |name: &str| {
        args.get_attr(name).ok().filter(|value| !value.is_undefined()).map(|value| value.to_string())
    };
    texts.text(key, value).ok_or_else(|| unknown_text(key))
}

/// Times are kept in UTC and shown in UTC with the zone named, so that two people read the same words.
fn in_words(texts: &Catalogue, format: &str, time: &str) -> Result<String, Error> {
    let bad = || Error::new(ErrorKind::InvalidOperation, format!("`{time}` is not a time"));
    let at = Timestamp::parse_rfc3339(time).map_err(|_| bad())?;
    let at = OffsetDateTime::from_unix_timestamp(at.unix_seconds()).map_err(|_| bad())?;
    let month_key = format!("date.month.{}", u8::from(at.month()));
    let month = texts.text(&month_key, |_| None).ok_or_else(|| unknown_text(&month_key))?;
    let value = |name: &str| match name {
        "day" => Some(at.day().to_string()),
        "month" => Some(month.clone()),
        "year" => Some(at.year().to_string()),
        "hour" => Some(format!("{:02}", at.hour())),
        "minute" => Some(format!("{:02}", at.minute())),
        _ => None,
    };
    texts.text(format, value).ok_or_else(|| unknown_text(format))
}

/// The hidden field that proves that the form was shown to this browser.
pub(crate) fn token_field(tokens: &FormTokens, action: &str) -> Value {
    // base64url holds nothing that HTML would read as markup
    Value::from_safe_string(format!(
        r#"<input type="hidden" name="csrf" value="{}">"#,
        tokens.for_action(action)
    ))
}
