//! Query parameters: each resource takes the ones it knows, once, and refuses all others.

use crate::rest::http::cursor::Cursors;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use http::request::Parts;
use identity_core::policy::Permission;
use identity_core::store::{Cursor, Page};
use std::borrow::Cow;

const DEFAULT_LIMIT: u16 = 50;

const LARGEST_LIMIT: u16 = 200;

const LONGEST_SEARCH: usize = 200;

/// The parameters of a request that were not looked at yet.
#[derive(Debug)]
pub(crate) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// What a resource can be asked with.
pub(crate) trait Parameters: Sized + Send {
    /// Takes what it knows out of the query and hands the rest to [`Query::end`].
    fn read(query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem>;
}

impl<'a> Query<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        let mut pairs: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if pairs.iter().any(|(known, _)| *known == name) {
                return Err(refused("A parameter is there twice; send it once."));
            }
            pairs.push((name, value));
            if pairs.len() > 16 {
                return Err(refused("There are too many parameters."));
            }
        }
        Ok(Self(pairs))
    }

    fn take(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Refuses what was not taken.
    fn end(&self, known: &str) -> Result<(), Problem> {
        let Some((name, _)) = self.0.first() else { return Ok(()) };
        let name: String = name.chars().take(40).collect();
        Err(refused(format!("There is no parameter {name:?} here; {known}.")))
    }
}

fn refused(detail: impl Into<String>) -> Problem {
    Problem::new(ProblemKind::InvalidRequest, detail)
}

/// Of resources that take no parameters.
#[derive(Debug)]
pub(crate) struct NoParameters;

impl Parameters for NoParameters {
    fn read(query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        query.end("the resource takes none").map(|()| Self)
    }
}

/// Of the end of a record that a register is the master of.
#[derive(Debug)]
pub(crate) struct EndOfRecord {
    pub(crate) source_version: Option<u64>,
}

impl Parameters for EndOfRecord {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let text = query.take("source_version");
        query.end("this takes source_version")?;
        let number = text.map(|text| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits).ok_or_else(|| refused("source_version is a whole number."))
        });
        Ok(Self { source_version: number.transpose()? })
    }
}

/// Of lists.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) page: Page,
    cursors: Cursors,
}

/// Of lists that can be searched.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) text: Option<String>,
    pub(crate) listing: Listing,
}

/// The side from which mandates are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Given,
    Received,
    Invited,
}

impl Side {
    fn take(query: &mut Query<'_>, otherwise: Self) -> Result<Self, Problem> {
        match query.take("side").as_deref() {
            None => Ok(otherwise),
            Some("given") => Ok(Self::Given),
            Some("received") => Ok(Self::Received),
            Some("invited") => Ok(Self::Invited),
            Some(_) => Err(refused("side is given, received or invited.")),
        }
    }
}

impl Parameters for Side {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let side = Self::take(&mut query, Self::Received)?;
        if side == Self::Invited {
            return Err(refused("side is given or received; invitations are listed by organisation."));
        }
        query.end("this list takes side").map(|()| side)
    }
}

/// Of lists of an organisation's mandates.
#[derive(Debug)]
pub(crate) struct Sided {
    pub(crate) side: Side,
    pub(crate) listing: Listing,
}

impl Parameters for Sided {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let side = Side::take(&mut query, Side::Given)?;
        let route = format!("{}?side={side:?}", parts.uri.path());
        let listing = Listing::take(&mut query, Cursors::new(&state.identity, &route))?;
        query.end("this list takes side, cursor and limit").map(|()| Self { side, listing })
    }
}

/// Of questions about one permission.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) permission: Permission,
}

impl Parameters for Asked {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let permission = query.take("permission");
        query.end("this takes permission")?;
        let permission = permission.as_deref().and_then(Permission::parse);
        let permission =
            permission.ok_or_else(|| refused("permission names one, such as invitation.manage."))?;
        Ok(Self { permission })
    }
}

impl Listing {
    fn take(query: &mut Query<'_>, cursors: Cursors) -> Result<Self, Problem> {
        let limit = match query.take("limit") {
            Some(text) => limit(&text)?,
            None => DEFAULT_LIMIT,
        };
        let mut page = Page::first(limit);
        if let Some(cursor) = query.take("cursor") {
            page = page.after(cursors.open(&cursor)?);
        }
        Ok(Self { page, cursors })
    }

    /// What the caller sends for the page that begins here.
    pub(crate) fn cursor(&self, place: &Cursor) -> String {
        self.cursors.seal(place)
    }
}

impl Parameters for Listing {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let listing = Self::take(&mut query, Cursors::new(&state.identity, parts.uri.path()))?;
        query.end("lists take cursor and limit").map(|()| listing)
    }
}

impl Parameters for Search {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let text = match query.take("search") {
            Some(text) => search(&text)?,
            None => None,
        };
        let route = format!("{}?search={}", parts.uri.path(), text.as_deref().unwrap_or_default());
        let listing = Listing::take(&mut query, Cursors::new(&state.identity, &route))?;
        query.end("this list takes search, cursor and limit").map(|()| Self { text, listing })
    }
}

fn limit(text: &str) -> Result<u16, Problem> {
    let number = text.parse().ok().filter(|number| (1..=LARGEST_LIMIT).contains(number));
    number.ok_or_else(|| refused(format!("limit is a number from 1 to {LARGEST_LIMIT}.")))
}

fn search(text: &str) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control) {
        return Err(refused(format!("search has at most {LONGEST_SEARCH} characters, on one line.")));
    }
    Ok(Some(text).filter(|text| !text.is_empty()).map(ToOwned::to_owned))
}
