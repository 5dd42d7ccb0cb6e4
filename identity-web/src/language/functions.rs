//! The functions with which templates of pages and mails write texts.

use super::catalogue::{Catalogue, TextError};
use super::text::{Argument, ListStyle, PageText};
use identity_core::Timestamp;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The first of the characters that stand for pieces of HTML while a sentence is made; they are for private use.
const FIRST_PIECE: u32 = 0xE000;

/// Adds `t`, `say`, `moment`, `period_end`, `date` and `list`. `catalogue` says in which language a template is being rendered.
pub(crate) fn add(
    environment: &mut Environment<'static>,
    catalogue: impl Fn(&State<'_, '_>) -> Arc<Catalogue> + Clone + Send + Sync + 'static,
) {
    let of = catalogue.clone();
    environment.add_function("t", move |state: &State<'_, '_>, key: &str, args: Kwargs| {
        t(&of(state), state, key, &args)
    });
    let of = catalogue.clone();
    environment.add_function("say", move |state: &State<'_, '_>, message: Value| {
        of(state).say(&message_of(&message)?).map_err(failed)
    });
    let of = catalogue.clone();
    let moment = move |state: &State<'_, '_>, at: &str| of(state).moment(time(at)?).map_err(failed);
    environment.add_function("moment", moment.clone());
    environment.add_filter("moment", moment);
    let of = catalogue.clone();
    let period_end = move |state: &State<'_, '_>, at: &str| of(state).period_end(time(at)?).map_err(failed);
    environment.add_function("period_end", period_end.clone());
    environment.add_filter("period_end", period_end);
    let of = catalogue.clone();
    environment.add_function("date", move |state: &State<'_, '_>, at: &str| {
        of(state).date(time(at)?).map_err(failed)
    });
    environment.add_function(
        "list",
        move |state: &State<'_, '_>, items: Vec<String>, style: Option<&str>| {
            let style = style.map_or(Some(ListStyle::Plain), ListStyle::parse);
            let style = style.ok_or_else(|| invalid("the styles of lists are plain, and, or".to_owned()))?;
            catalogue(state).list(style, &items).map_err(failed)
        },
    );
}

/// A message with its arguments. Arguments that are HTML stay so, such as a name in bold; everything else is escaped.
fn t(catalogue: &Catalogue, state: &State<'_, '_>, key: &str, args: &Kwargs) -> Result<Value, Error> {
    let html = *state.auto_escape() == AutoEscape::Html;
    let mut pieces: Vec<Value> = Vec::new();
    let mut values = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let argument = if html && value.is_safe() {
            pieces.push(value);
            Argument::Text(piece(pieces.len() - 1).map(String::from).unwrap_or_default())
        } else {
            argument_of(&value)?
        };
        values.push((name, argument));
    }
    let values = values.into_iter().map(|(name, value)| (name, Cow::Owned(value)));
    let said = catalogue.format(key, values).map_err(failed)?;
    if pieces.is_empty() {
        return Ok(Value::from(said));
    }
    Ok(Value::from_safe_string(with_pieces(&said, &pieces)))
}

fn piece(at: usize) -> Option<char> {
    char::from_u32(FIRST_PIECE + u32::try_from(at).ok()?)
}

/// The escaped text with the pieces of HTML where they belong. A name that has such a character gets a piece of the same
/// sentence there, and nothing else.
fn with_pieces(said: &str, pieces: &[Value]) -> String {
    let mut html = crate::html::escape(said);
    for (at, value) in pieces.iter().enumerate() {
        if let Some(mark) = piece(at) {
            html = html.replace(mark, &value.to_string());
        }
    }
    html
}

/// An argument as a template has it: see how [`Argument`] is serialised.
fn argument_of(value: &Value) -> Result<Argument, Error> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(text.to_owned()));
    }
    match value.kind() {
        ValueKind::Number => match i64::try_from(value.clone()) {
            Ok(number) => Ok(Argument::Number(number)),
            Err(_) => Ok(Argument::Text(value.to_string())),
        },
        ValueKind::Seq | ValueKind::Iterable => Ok(Argument::List(ListStyle::Plain, items_of(value)?)),
        ValueKind::Map => argument_of_map(value),
        _ => Err(invalid(format!("a {} is no argument of a text", value.kind()))),
    }
}

fn argument_of_map(value: &Value) -> Result<Argument, Error> {
    if let Some(at) = value.get_attr("moment")?.as_str() {
        return Ok(Argument::Moment(time(at)?));
    }
    if let Ok(number) = u64::try_from(value.get_attr("figure")?) {
        return Ok(Argument::Figure(number));
    }
    if let Some(style) = value.get_attr("list")?.as_str().and_then(ListStyle::parse) {
        return Ok(Argument::List(style, items_of(&value.get_attr("items")?)?));
    }
    Ok(Argument::Message(Box::new(message_of(value)?)))
}

fn items_of(value: &Value) -> Result<Vec<String>, Error> {
    Ok(value.try_iter()?.map(|item| item.to_string()).collect())
}

fn message_of(message: &Value) -> Result<PageText, Error> {
    let key = message.get_attr("key")?;
    let key = key.as_str().ok_or_else(|| invalid("this is no text of the catalogue".to_owned()))?;
    let args = message.get_attr("args")?;
    let mut values = BTreeMap::new();
    for name in args.try_iter()? {
        values.insert(Cow::Owned(name.to_string()), argument_of(&args.get_item(&name)?)?);
    }
    Ok(PageText { key: Cow::Owned(key.to_owned()), args: values })
}

fn time(text: &str) -> Result<Timestamp, Error> {
    Timestamp::parse_rfc3339(text).map_err(|_| invalid(format!("`{text}` is not a time")))
}

fn invalid(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}

#[allow(clippy::needless_pass_by_value, reason = "maps an error")]
fn failed(error: TextError) -> Error {
    invalid(error.to_string())
}
