//! Query parameters of lists that can be searched, limited and sorted.

use crate::language::{Argument, ListStyle, PageText};
use crate::rest::http::cursor::Cursors;
use crate::rest::http::parameters::{Listing, Parameters, Query, Side, search};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use http::request::Parts;
use identity_core::Timestamp;
use identity_core::audit::{AuditSearch, EventKind};
use identity_core::domain::{OrganizationState, UserState};
use identity_core::ids::UserId;
use identity_core::invitations::{InvitationSearch, InvitationStatus};
use identity_core::mandates::MandateStatus;
use identity_core::organizations::OrganizationSearch;
use identity_core::people::MemberSearch;
use identity_core::store::{Direction, OrderBy};
use identity_core::values::RoleKey;

/// The orders of a list: the name, what it means, and whether the list then goes down unless `desc` says otherwise. Without
/// a name it is the first.
type Orders = &'static [(&'static str, OrderBy, bool)];

// Ids ascend in time.
const OF_PEOPLE: Orders =
    &[("name", OrderBy::Name, false), ("email", OrderBy::Email, false), ("since", OrderBy::Id, false)];
const OF_ORGANIZATIONS: Orders =
    &[("name", OrderBy::Name, false), ("external_id", OrderBy::ExternalId, false)];
const OF_INVITATIONS: Orders = &[("created_at", OrderBy::Id, true), ("email", OrderBy::Email, false)];
const OF_MANDATES: Orders = &[("created_at", OrderBy::Id, false)];

/// Takes `order` and `desc`.
fn sorting(query: &mut Query<'_>, orders: Orders) -> Result<(OrderBy, Direction), Problem> {
    let names = || orders.iter().map(|(name, ..)| *name);
    let asked = query.take("order");
    let mut found = orders.iter();
    let found = found.find(|(name, ..)| asked.as_deref().is_none_or(|asked| asked == *name));
    let (_, order, down) = found.ok_or_else(|| unknown("order", names()))?;
    let down = match query.take("desc").as_deref() {
        None => *down,
        Some("true") => true,
        Some("false") => false,
        Some(_) => return Err(unknown("desc", ["true", "false"].into_iter())),
    };
    Ok((*order, if down { Direction::Descending } else { Direction::Ascending }))
}

/// Takes a parameter that has one of a few values.
fn choice<T: Copy>(
    query: &mut Query<'_>,
    name: &'static str,
    all: &[T],
    code: fn(T) -> &'static str,
) -> Result<Option<T>, Problem> {
    let Some(asked) = query.take(name) else { return Ok(None) };
    let found = all.iter().copied().find(|one| code(*one) == asked);
    found.map(Some).ok_or_else(|| unknown(name, all.iter().map(|one| code(*one))))
}

fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> Problem {
    let known: Vec<_> = known.map(ToOwned::to_owned).collect();
    let text = PageText::new("rest-parameter-choice").with("name", name);
    let text = text.with("known", Argument::List(ListStyle::Or, known));
    Problem::said(ProblemKind::InvalidRequest, &text)
}

/// The rest of the parameters of a list. A cursor belongs to the list as it was asked for.
fn listing(
    mut query: Query<'_>,
    parts: &Parts,
    state: &WebState,
    asked: &str,
    direction: Direction,
    known: &[&str],
) -> Result<Listing, Problem> {
    let route = format!("{}?{asked}&{direction:?}", parts.uri.path());
    let mut listing = Listing::take(&mut query, Cursors::new(&state.identity, &route))?;
    query.end(known)?;
    listing.page = listing.page.in_direction(direction);
    Ok(listing)
}

fn text(query: &mut Query<'_>) -> Result<Option<String>, Problem> {
    query.take("search").map_or(Ok(None), |text| search(&text))
}

/// A list with what it is searched for and limited to.
#[derive(Debug)]
pub(crate) struct Searched<T> {
    pub(crate) search: T,
    pub(crate) listing: Listing,
}

impl Parameters for Searched<OrganizationSearch> {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let text = text(&mut query)?.unwrap_or_default();
        let limited = choice(&mut query, "state", &OrganizationState::ALL, OrganizationState::as_str)?;
        let (order, direction) = sorting(&mut query, OF_ORGANIZATIONS)?;
        let search = OrganizationSearch::new(text, limited).order(order);
        let known = ["search", "state", "order", "desc", "cursor", "limit"];
        let listing = listing(query, parts, state, &format!("{search:?}"), direction, &known)?;
        Ok(Self { search, listing })
    }
}

impl Parameters for Searched<MemberSearch> {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let text = text(&mut query)?.unwrap_or_default();
        let role = query.take("role").map(|key| RoleKey::parse(&key)).transpose();
        let role = role.map_err(|_| Problem::invalid_request("rest-parameter-role"))?;
        let limited = choice(&mut query, "state", &UserState::ALL, UserState::as_str)?;
        let (order, direction) = sorting(&mut query, OF_PEOPLE)?;
        let search = MemberSearch::new(text, limited).role(role).order(order);
        let known = ["search", "role", "state", "order", "desc", "cursor", "limit"];
        let listing = listing(query, parts, state, &format!("{search:?}"), direction, &known)?;
        Ok(Self { search, listing })
    }
}

impl Parameters for Searched<InvitationSearch> {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let text = text(&mut query)?.unwrap_or_default();
        let status = choice(&mut query, "state", &InvitationStatus::ALL, InvitationStatus::as_str)?;
        let (order, direction) = sorting(&mut query, OF_INVITATIONS)?;
        let search = InvitationSearch::new(text, status).order(order);
        let known = ["search", "state", "order", "desc", "cursor", "limit"];
        let listing = listing(query, parts, state, &format!("{search:?}"), direction, &known)?;
        Ok(Self { search, listing })
    }
}

/// Takes a time.
fn instant(query: &mut Query<'_>, name: &'static str) -> Result<Option<Timestamp>, Problem> {
    let Some(asked) = query.take(name) else { return Ok(None) };
    let text = || PageText::new("rest-parameter-time").with("name", name);
    let wrong = |_| Problem::said(ProblemKind::InvalidRequest, &text());
    Timestamp::parse_rfc3339(&asked).map(Some).map_err(wrong)
}

impl Parameters for Searched<AuditSearch> {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let kind = choice(&mut query, "kind", &EventKind::ALL, EventKind::as_str)?;
        let person = query.take("person").map(|id| UserId::parse(&id)).transpose();
        let person = person.map_err(|_| Problem::invalid_request("rest-parameter-person"))?;
        let (from, before) = (instant(&mut query, "from")?, instant(&mut query, "before")?);
        let search = AuditSearch::new(kind).person(person).between(from, before);
        let known = ["kind", "person", "from", "before", "cursor", "limit"];
        let listing = listing(query, parts, state, &format!("{search:?}"), Direction::Descending, &known)?;
        Ok(Self { search, listing })
    }
}

/// Of lists of an organisation's mandates.
#[derive(Debug)]
pub(crate) struct Sided {
    pub(crate) side: Side,
    /// How the mandates given stand.
    pub(crate) status: Option<MandateStatus>,
    pub(crate) listing: Listing,
}

impl Parameters for Sided {
    fn read(mut query: Query<'_>, parts: &Parts, state: &WebState) -> Result<Self, Problem> {
        let side = Side::take(&mut query, Side::Given)?;
        let status = choice(&mut query, "state", &MandateStatus::ALL, MandateStatus::as_str)?;
        if side != Side::Given && status.is_some() {
            return Err(Problem::invalid_request("rest-parameter-state-side"));
        }
        let (_, direction) = sorting(&mut query, OF_MANDATES)?;
        let known = ["side", "state", "order", "desc", "cursor", "limit"];
        let listing = listing(query, parts, state, &format!("{side:?}&{status:?}"), direction, &known)?;
        Ok(Self { side, status, listing })
    }
}
