//! What a history is limited to, as its address says it.

use crate::forms::Field;
use crate::forms::audit::{FROM, KIND, LIMIT_HISTORY, TO, WHO};
use crate::language::PageText;
use crate::page::dates::{end_of_day, start_of_day};
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::visit::visitor::Visit;
use identity_core::Timestamp;
use identity_core::audit::{AuditSearch, EventKind};
use identity_core::ids::{OrganizationId, UserId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is written otherwise in the value of a parameter (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The limits of a history, kept from page to page.
#[derive(Debug)]
pub(super) struct Limits {
    path: String,
    /// What is looked for; the person only if the address names one by their id.
    pub(super) search: AuditSearch,
    /// The part of a name or address by which a person is looked for.
    pub(super) who: String,
    /// The days as they were typed.
    days: [String; 2],
    /// The form as it was filled in.
    pub(super) form: FormState,
}

impl Limits {
    /// As the address has them. A kind that there is not limits to nothing; days that are none are said to be wrong; what is
    /// no id of a person is a bad request.
    pub(super) fn of(visit: &Visit, organization: OrganizationId) -> Result<Self, PageFailure> {
        let mut form = FormState::of(&LIMIT_HISTORY);
        let typed = |field: &Field| visit.query(field.name()).unwrap_or_default().trim().to_owned();
        let kind = EventKind::parse(&typed(&KIND));
        let days = [typed(&FROM), typed(&TO)];
        form = form.value(&KIND, kind.map_or("", EventKind::as_str));
        let mut day = |field: &'static Field, text: &String, read: fn(&str) -> Result<Timestamp, ()>| {
            form.keep(field, vec![text.chars().take(LONGEST_DAY).collect()]);
            let found = (!text.is_empty()).then(|| read(text)).transpose();
            found.unwrap_or_else(|()| {
                form.add_error(field, PageText::new(field.error_key()));
                None
            })
        };
        let [from, to] = &days;
        let (from, before) = (day(&FROM, from, start_of_day), day(&TO, to, end_of_day));
        if from.zip(before).is_some_and(|(from, before)| before <= from) {
            form.add_error(&TO, PageText::new("history-to-too-early"));
        }
        let id = visit.query("person").filter(|text| !text.is_empty());
        let id = id.map(|text| UserId::parse(&text)).transpose().map_err(|_| PageFailure::BadRequest)?;
        // What is typed counts more than whom the page was about, and an id can be typed as well.
        let who = visit.search();
        let (person, who) = match (who.is_empty(), UserId::parse(&who)) {
            (true, _) => (id, who),
            (false, Ok(typed)) => (Some(typed), String::new()),
            (false, Err(_)) => (None, who),
        };
        let form = form.value(&WHO, who.clone());
        let search = AuditSearch::new(kind).person(person).between(from, before);
        Ok(Self { path: format!("/organizations/{organization}/history"), search, who, days, form })
    }

    /// Whether the history is limited to anything.
    pub(super) fn is_limited(&self) -> bool {
        self.search.is_limited() || !self.who.is_empty()
    }

    /// Takes the person who was found by what was typed.
    pub(super) fn choose(&mut self, person: UserId) {
        self.search = self.search.person(Some(person));
        self.who = String::new();
        self.form.keep(&WHO, vec![String::new()]);
    }

    /// The history without limits.
    pub(super) fn everything(&self) -> String {
        self.path.clone()
    }

    /// The history with the same limits, of this person or of everybody.
    pub(super) fn about(&self, person: Option<UserId>) -> String {
        self.at(&self.path, person)
    }

    /// The history of the same person, kind and time in another organisation.
    pub(super) fn elsewhere(&self, organization: OrganizationId) -> String {
        self.at(&format!("/organizations/{organization}/history"), self.search.person)
    }

    /// The page of the same history that begins at a cursor.
    pub(super) fn next(&self, cursor: &str) -> String {
        let address = self.about(self.search.person);
        format!("{address}{}next={cursor}", if address.contains('?') { '&' } else { '?' })
    }

    fn at(&self, path: &str, person: Option<UserId>) -> String {
        let [from, to] = &self.days;
        let kind = self.search.kind.map(|kind| ("kind", kind.as_str().to_owned()));
        let person = person.map(|person| ("person", person.to_string()));
        let from = self.search.from.map(|_| ("from", from.clone()));
        let to = self.search.before.map(|_| ("to", to.clone()));
        let pairs = [kind, person, from, to].into_iter().flatten();
        let query: Vec<_> =
            pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(&value, RESERVED))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

/// More characters than any day has; the rest of what was typed is not shown again.
const LONGEST_DAY: usize = 40;
