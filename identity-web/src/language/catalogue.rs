//! The messages of one language.

use super::bundle::Bundle;
use super::text::{Argument, ListStyle, PageText};
use fluent_bundle::{FluentArgs, FluentValue};
use identity_core::Timestamp;
use identity_core::values::Locale;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

/// Stands behind a name that ends with a dot, so that a sentence that ends with the name gets no second one.
const ENDS_WITH_DOT: char = '\u{F8FE}';

/// The messages of one language; what it lacks is taken from the next one, in the end from English.
#[derive(Debug)]
pub(crate) struct Catalogue {
    locale: Locale,
    own: Bundle,
    next: Option<Arc<Catalogue>>,
}

/// A message that no language has, or a message without one of its arguments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No message has this key.
    #[error("no language has a message `{0}`")]
    NoMessage(String),
    /// The message names an argument that it was not given.
    #[error("the message `{key}` cannot be formatted: {reason}")]
    Arguments {
        /// Its key.
        key: String,
        /// What Fluent says.
        reason: String,
    },
}

impl Catalogue {
    pub(crate) const fn new(locale: Locale, own: Bundle, next: Option<Arc<Self>>) -> Self {
        Self { locale, own, next }
    }

    /// The language, as `<html lang>` has it.
    pub(crate) const fn locale(&self) -> &Locale {
        &self.locale
    }

    /// What the language calls itself; its tag, if no message of its own says it.
    pub(crate) fn own_name(&self) -> String {
        let named = self.own.format("language-name", &FluentArgs::new());
        named.map_or_else(|| self.locale.to_string(), |(name, _)| name)
    }

    /// The text in this language.
    ///
    /// A message that is not there, or lacks an argument, is an error where debug assertions are on, as in tests; elsewhere it
    /// is logged, and what can be shown is shown: the English message, or the key.
    pub(crate) fn say(&self, text: &PageText) -> Result<String, TextError> {
        let args = text.args.iter().map(|(name, value)| (name.as_ref(), Cow::Borrowed(value)));
        self.format(&text.key, args)
    }

    /// [`say`](Self::say) for a message and arguments that come apart.
    pub(crate) fn format<'a>(
        &self,
        key: &str,
        args: impl Iterator<Item = (&'a str, Cow<'a, Argument>)>,
    ) -> Result<String, TextError> {
        let mut values = FluentArgs::new();
        let mut marked = false;
        for (name, value) in args {
            values.set(name, self.value(&value, &mut marked)?);
        }
        let said = self.message(key, &values)?;
        Ok(if marked { without_second_dots(&said) } else { said })
    }

    fn message(&self, key: &str, args: &FluentArgs<'_>) -> Result<String, TextError> {
        let formatted = self.own.format(key, args).map(|found| (self, found));
        let formatted = formatted.or_else(|| {
            let mut languages = std::iter::successors(self.next.as_deref(), |one| one.next.as_deref());
            languages.find_map(|one| Some((one, one.own.format(key, args)?)))
        });
        match formatted {
            Some((_, (said, None))) => Ok(said),
            Some((_, (said, Some(reason)))) => {
                tolerated(TextError::Arguments { key: key.to_owned(), reason }, said)
            }
            None => tolerated(TextError::NoMessage(key.to_owned()), key.to_owned()),
        }
    }

    fn value(&self, value: &Argument, marked: &mut bool) -> Result<FluentValue<'static>, TextError> {
        let mut said = match value {
            Argument::Number(number) => return Ok(FluentValue::from(*number)),
            Argument::Text(text) => text.clone(),
            Argument::Figure(number) => self.figure(*number)?,
            Argument::Moment(at) => self.moment(*at)?,
            Argument::Message(text) => self.say(text)?,
            Argument::List(style, items) => self.list(*style, items)?,
        };
        if said.ends_with('.') {
            said.push(ENDS_WITH_DOT);
            *marked = true;
        }
        Ok(FluentValue::from(said))
    }

    /// A number with its thousands set apart.
    fn figure(&self, number: u64) -> Result<String, TextError> {
        if number < 1_000 {
            return Ok(number.to_string());
        }
        let mut args = FluentArgs::new();
        args.set("thousands", self.figure(number / 1_000)?);
        args.set("rest", format!("{:03}", number % 1_000));
        self.message("figure-thousands", &args)
    }

    /// A time to the minute, in UTC with the zone named, so that two people read the same words.
    pub(crate) fn moment(&self, at: Timestamp) -> Result<String, TextError> {
        self.time("moment-format", at)
    }

    /// The day of a time, in UTC.
    pub(crate) fn date(&self, at: Timestamp) -> Result<String, TextError> {
        self.time("date-format", at)
    }

    /// The end of a period, which it does not hold any more: its last day where it ends with a day, in UTC, or else the time.
    pub(crate) fn period_end(&self, end: Timestamp) -> Result<String, TextError> {
        const DAY_IN_MICROS: i64 = 86_400_000_000;
        if end.unix_micros().rem_euclid(DAY_IN_MICROS) == 0 {
            self.date(end.minus(Duration::from_micros(1)))
        } else {
            self.moment(end)
        }
    }

    fn time(&self, pattern: &str, at: Timestamp) -> Result<String, TextError> {
        let Ok(at) = OffsetDateTime::from_unix_timestamp(at.unix_seconds()) else {
            return Ok(at.to_rfc3339());
        };
        let month = u8::from(at.month());
        let mut args = FluentArgs::new();
        args.set("day", at.day().to_string());
        args.set("month", self.message(&format!("date-month-{month}"), &FluentArgs::new())?);
        args.set("month-number", month.to_string());
        args.set("year", at.year().to_string());
        args.set("hour", format!("{:02}", at.hour()));
        args.set("minute", format!("{:02}", at.minute()));
        self.message(pattern, &args)
    }

    /// Names, joined by the patterns of the language.
    pub(crate) fn list(&self, style: ListStyle, items: &[String]) -> Result<String, TextError> {
        let style = style.name();
        let join = |part: &str, one: &str, other: &str| {
            let mut args = FluentArgs::new();
            args.set("first", one);
            args.set("rest", other);
            self.message(&format!("list-{style}-{part}"), &args)
        };
        match items {
            [] => Ok(String::new()),
            [one] => Ok(one.clone()),
            [one, other] => join("two", one, other),
            [first, middle @ .., before, last] => {
                let end = join("end", before, last)?;
                let rest = middle.iter().rev().try_fold(end, |rest, item| join("middle", item, &rest))?;
                join("start", first, &rest)
            }
        }
    }
}

/// An error in tests and other builds with debug assertions; a line in the log and `shown` elsewhere.
fn tolerated(error: TextError, shown: String) -> Result<String, TextError> {
    if cfg!(debug_assertions) {
        return Err(error);
    }
    tracing::error!(%error, "a text is not as it should be");
    Ok(shown)
}

fn without_second_dots(text: &str) -> String {
    // The mark may stand before the end of an isolated part of a text from right to left.
    text.replace("\u{F8FE}\u{2069}.", "\u{2069}").replace("\u{F8FE}.", "").replace(ENDS_WITH_DOT, "")
}
