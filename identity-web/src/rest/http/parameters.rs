//! Query parameters: each resource takes the ones it knows, once, and refuses all others.

use crate::language::{Argument, ListStyle, PageText};
use crate::rest::http::cursor::Cursors;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use http::request::Parts;
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::store::{Cursor, Page};
use identity_core::values::Reason;
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
                return Err(Problem::invalid_request("rest-parameter-twice"));
            }
            pairs.push((name, value));
            if pairs.len() > 16 {
                return Err(Problem::invalid_request("rest-parameters-many"));
            }
        }
        Ok(Self(pairs))
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Refuses what was not taken; `known` are the parameters that there are.
    pub(super) fn end(&self, known: &[&str]) -> Result<(), Problem> {
        let Some((name, _)) = self.0.first() else { return Ok(()) };
        let name: String = name.chars().take(40).collect();
        let names = Argument::List(ListStyle::And, known.iter().map(|&name| name.to_owned()).collect());
        let text = PageText::new("rest-parameter-unknown").with("name", format!("{name:?}"));
        let text = text.with("known", names).with("count", known.len());
        Err(Problem::said(ProblemKind::InvalidRequest, &text))
    }
}

/// Of resources that take no parameters.
#[derive(Debug)]
pub(crate) struct NoParameters;

impl Parameters for NoParameters {
    fn read(query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        query.end(&[]).map(|()| Self)
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
        query.end(&["source_version"])?;
        let number = text.map(|text| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let wrong = || Problem::invalid_request("rest-parameter-source-version");
            text.parse().ok().filter(|_| digits).ok_or_else(wrong)
        });
        Ok(Self { source_version: number.transpose()? })
    }
}

/// Of what ends for a reason.
#[derive(Debug)]
pub(crate) struct WithReason {
    pub(crate) reason: Reason,
}

impl Parameters for WithReason {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let reason = query.take("reason");
        query.end(&["reason"])?;
        let reason = Reason::parse(reason.as_deref().unwrap_or_default());
        Ok(Self { reason: reason.map_err(|_| Problem::invalid_request("rest-parameter-reason"))? })
    }
}

/// Of lists of what an organisation has, or of what is for everybody.
#[derive(Debug)]
pub(crate) struct OfOrganization {
    pub(crate) organization: Option<OrganizationId>,
}

impl Parameters for OfOrganization {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let text = query.take("organization");
        query.end(&["organization"])?;
        // A text that is not an id gets the same answer as an unknown id.
        let id = text.map(|text| OrganizationId::parse(&text).map_err(|_| Problem::not_found()));
        Ok(Self { organization: id.transpose()? })
    }
}

/// Of lists.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) page: Page,
    cursors: Cursors,
}

/// The side from which mandates are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Given,
    Received,
    Invited,
}

impl Side {
    pub(super) fn take(query: &mut Query<'_>, otherwise: Self) -> Result<Self, Problem> {
        match query.take("side").as_deref() {
            None => Ok(otherwise),
            Some("given") => Ok(Self::Given),
            Some("received") => Ok(Self::Received),
            Some("invited") => Ok(Self::Invited),
            Some(_) => Err(Problem::invalid_request("rest-parameter-side")),
        }
    }
}

impl Parameters for Side {
    fn read(mut query: Query<'_>, _: &Parts, _: &WebState) -> Result<Self, Problem> {
        let side = Self::take(&mut query, Self::Received)?;
        if side == Self::Invited {
            return Err(Problem::invalid_request("rest-parameter-own-side"));
        }
        query.end(&["side"]).map(|()| side)
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
        query.end(&["permission"])?;
        let permission = permission.as_deref().and_then(Permission::parse);
        let permission = permission.ok_or_else(|| Problem::invalid_request("rest-parameter-permission"))?;
        Ok(Self { permission })
    }
}

impl Listing {
    pub(super) fn take(query: &mut Query<'_>, cursors: Cursors) -> Result<Self, Problem> {
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
        query.end(&["cursor", "limit"]).map(|()| listing)
    }
}

fn limit(text: &str) -> Result<u16, Problem> {
    let number = text.parse().ok().filter(|number| (1..=LARGEST_LIMIT).contains(number));
    let text = || PageText::new("rest-parameter-limit").with("most", LARGEST_LIMIT.to_string());
    number.ok_or_else(|| Problem::said(ProblemKind::InvalidRequest, &text()))
}

pub(super) fn search(text: &str) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control) {
        let text = PageText::new("rest-parameter-search").with("most", LONGEST_SEARCH.to_string());
        return Err(Problem::said(ProblemKind::InvalidRequest, &text));
    }
    Ok(Some(text).filter(|text| !text.is_empty()).map(ToOwned::to_owned))
}
