//! The check of a JSON body against the form that it is.

use crate::forms::field::Field;
use crate::forms::form::Form;
use crate::forms::kind::Kind;
use serde_json::Value;

/// A value that the form does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BodyError {
    /// The path of the field, such as `to.email` or `roles[2]`.
    pub(crate) field: String,
    pub(crate) fault: Fault,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not there.
    Missing,
    /// The text is longer than this many characters.
    TooLong(u64),
    /// The number is greater than this.
    TooGreat(u64),
    /// The map or the list has more entries than this.
    TooMany(u64),
    /// It is no JSON value of this kind.
    NotA(&'static str),
}

impl Form {
    /// What is missing from a JSON body or larger than declared, before anything is parsed. Types, and whether a text
    /// is what it should be, are left to the parsing.
    pub(crate) fn check_body(&self, body: &Value) -> Vec<BodyError> {
        let mut errors = Vec::new();
        for (path, field, required) in self.rest_fields() {
            let error = |field, fault| BodyError { field, fault };
            match path.split('.').try_fold(body, |inner, name| inner.get(name)) {
                None if required && body.is_object() => errors.push(error(path.to_owned(), Fault::Missing)),
                Some(Value::Array(values))
                    if field.is_multiple() && values.len() as u64 > field.most_entries() =>
                {
                    errors.push(error(path.to_owned(), Fault::TooMany(field.most_entries())));
                }
                Some(Value::Array(values)) if field.is_multiple() => {
                    let faults = values.iter().enumerate();
                    let faults = faults.filter_map(|(at, value)| Some((at, fault(field, value)?)));
                    errors.extend(faults.map(|(at, fault)| error(format!("{path}[{at}]"), fault)));
                }
                Some(value) => errors.extend(fault(field, value).map(|fault| error(path.to_owned(), fault))),
                None => {}
            }
        }
        errors
    }
}

impl Form {
    /// What of a JSON body is of another type than declared. Parsing alone would take an array for an object, its members by
    /// their place, and an object for one of several words.
    pub(crate) fn check_types(&self, body: &Value) -> Vec<BodyError> {
        let not_a = |field: &str, kind| BodyError { field: field.to_owned(), fault: Fault::NotA(kind) };
        if !body.is_object() {
            return vec![not_a("body", "object")];
        }
        let mut errors: Vec<BodyError> = Vec::new();
        for (path, field, _) in self.rest_fields() {
            let found = match object_around(body, path) {
                Ok(object) => object.and_then(|object| object.get(path.rsplit('.').next().unwrap_or(path))),
                Err(wrong) if errors.iter().any(|error| error.field == wrong) => continue,
                Err(wrong) => {
                    errors.push(not_a(wrong, "object"));
                    continue;
                }
            };
            match found {
                None | Some(Value::Null) => {}
                Some(Value::Array(items)) if field.is_multiple() => {
                    let wrong = items.iter().enumerate().filter(|(_, item)| !field.kind().is_json(item));
                    errors.extend(
                        wrong.map(|(at, _)| not_a(&format!("{path}[{at}]"), field.kind().json_type())),
                    );
                }
                Some(_) if field.is_multiple() => errors.push(not_a(path, "list")),
                Some(value) if field.kind().is_json(value) => {}
                Some(_) => errors.push(not_a(path, field.kind().json_type())),
            }
        }
        errors
    }
}

/// The object that holds the last part of a path, if it is there; the path of what should be an object and is none.
fn object_around<'a, 'p>(body: &'a Value, path: &'p str) -> Result<Option<&'a Value>, &'p str> {
    let mut object = body;
    for (dot, _) in path.match_indices('.') {
        let above = path.get(..dot).unwrap_or_default();
        match object.get(above.rsplit('.').next().unwrap_or_default()) {
            None | Some(Value::Null) => return Ok(None),
            Some(inner) if inner.is_object() => object = inner,
            Some(_) => return Err(above),
        }
    }
    Ok(Some(object))
}

/// How a value exceeds the bounds of its field.
fn fault(field: &Field, value: &Value) -> Option<Fault> {
    let (_, most) = field.bounds();
    match (field.kind(), value) {
        (Kind::Number, Value::Number(number)) => {
            number.as_u64().filter(|number| *number > most).map(|_| Fault::TooGreat(most))
        }
        (Kind::Map, Value::Object(entries)) => (entries.len() as u64 > most).then_some(Fault::TooMany(most)),
        (Kind::Number | Kind::Map | Kind::Flag, _) => None,
        (_, Value::String(text)) => field.is_too_long(text).then_some(Fault::TooLong(most)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FORM: Form = Form::new(
        "test",
        &[
            Field::new("name", Kind::Text).longest(3),
            Field::new("email", Kind::Email).optional().in_rest_as("to.email").longest(3),
            Field::new("roles", Kind::Key).multiple().optional().longest(3),
            Field::new("times", Kind::Number).optional().at_most(8),
            Field::new("more", Kind::Map).optional().rest_only().at_most(1),
            Field::new("unseen", Kind::Text).page_only(),
        ],
    );

    fn errors(body: &Value) -> Vec<(String, Fault)> {
        FORM.check_body(body).into_iter().map(|error| (error.field, error.fault)).collect()
    }

    #[test]
    fn what_is_declared_passes() {
        let full = json!({"name": " Ünï ", "to": {"email": "a@b"}, "roles": ["one"], "times": 8, "more": {"a": "b"}});
        assert_eq!(errors(&full), []);
        assert_eq!(errors(&json!({"name": "a", "to": null, "roles": null})), []);
    }

    #[test]
    fn every_field_that_is_too_large_is_named_at_once() {
        let large = json!({"to": {"email": "a@bc"}, "roles": ["one", "four"], "times": 9, "more": {"a": "b", "c": "d"}});
        assert_eq!(
            errors(&large),
            [
                ("name".to_owned(), Fault::Missing),
                ("to.email".to_owned(), Fault::TooLong(3)),
                ("roles[1]".to_owned(), Fault::TooLong(3)),
                ("times".to_owned(), Fault::TooGreat(8)),
                ("more".to_owned(), Fault::TooMany(1)),
            ]
        );
    }

    #[test]
    fn other_types_are_left_to_the_parsing() {
        for body in [json!([]), json!("name"), json!({"name": 7, "to": "a", "roles": {"a": 1}, "times": -1})]
        {
            assert_eq!(errors(&body), []);
        }
    }
}
