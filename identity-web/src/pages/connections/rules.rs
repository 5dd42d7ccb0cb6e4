//! What becomes of those who come by a connection.

use super::choices::{explained, named};
use super::place::{Place, of, parse};
use super::refusals::{prove_again, refuse};
use super::views::ConnectionRulesForm;
use crate::forms::Field;
use crate::forms::federation::connections::{
    ASK_AGAIN_DAYS, BENEFIT_EN, BENEFIT_FI, BENEFIT_SV, CONNECTION_RULES, CONTEXTS, EMAIL_NAME, FAMILY_NAME,
    GIVEN_NAME, LEAST_LEVEL, LEVEL_NAME, LEVELS, LINKING, OPTIONS, UNKNOWN,
};
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{AssertedNames, Connection, ConnectionRules, LinkPolicy, UnknownPerson};
use identity_core::federation::{ConnectionError, ConnectionPatch, RulesPatch};
use std::collections::BTreeMap;

page_forms! {
    /// The rules of a connection.
    Rules => CONNECTION_RULES;
}

/// The languages in which the page asks for what the sign-in page says.
const LANGUAGES: [(&str, Field); 3] = [("en", BENEFIT_EN), ("fi", BENEFIT_FI), ("sv", BENEFIT_SV)];

const PREFERRED: &str = "preferred";

const VOUCHES: &str = "vouches_for_email";

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    let place = Place(found.organization);
    match visit.state.identity.may_register_connections(caller, place.0).await {
        Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
        other => other?,
    }
    page(&signed_in, &found, shown(&found.rules)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(Rules(mut form)): Posted<Rules>,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    if let Some(rules) = read(&mut form, &found.rules) {
        let patch = ConnectionPatch::rules(rules);
        match visit.state.identity.change_connection(caller, found.id, &patch).await {
            Ok(()) => return Ok(visit.done(&of(found.id), "connection-changed")),
            Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

fn shown(rules: &ConnectionRules) -> FormState {
    let options = [(PREFERRED, rules.preferred), (VOUCHES, rules.vouches_for_email)];
    let chosen = options.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned());
    let contexts: Vec<_> = rules.two_factor_contexts.iter().map(String::as_str).collect();
    let days = Some(rules.ask_again_days).filter(|days| *days > 0);
    let AssertedNames { email, given_name, family_name, level } = &rules.names;
    let form = FormState::of(&CONNECTION_RULES)
        .chosen(&UNKNOWN, [rules.unknown.as_str().to_owned()])
        .chosen(&LINKING, [rules.linking.as_str().to_owned()])
        .value(&ASK_AGAIN_DAYS, days.map(|days| days.to_string()).unwrap_or_default())
        .chosen(&OPTIONS, chosen)
        .value(&LEVELS, rules.levels.join("\n"))
        .value(&LEAST_LEVEL, rules.least_level.clone().unwrap_or_default())
        .value(&CONTEXTS, contexts.join("\n"))
        .value(&EMAIL_NAME, email.clone().unwrap_or_default())
        .value(&GIVEN_NAME, given_name.clone().unwrap_or_default())
        .value(&FAMILY_NAME, family_name.clone().unwrap_or_default())
        .value(&LEVEL_NAME, level.clone().unwrap_or_default());
    LANGUAGES.into_iter().fold(form, |form, (language, field)| {
        form.value(&field, rules.benefits.get(language).cloned().unwrap_or_default())
    })
}

fn read(form: &mut Filled, before: &ConnectionRules) -> Option<RulesPatch> {
    let unknown =
        form.read(&UNKNOWN, |text| UnknownPerson::ALL.into_iter().find(|one| one.as_str() == text).ok_or(()));
    let linking =
        form.read(&LINKING, |text| LinkPolicy::ALL.into_iter().find(|one| one.as_str() == text).ok_or(()));
    let days = form.read(&ASK_AGAIN_DAYS, str::parse);
    let options = form.list(&OPTIONS);
    if options.iter().any(|one| one != PREFERRED && one != VOUCHES) {
        form.wrong(&OPTIONS);
    }
    if !form.is_right() {
        return None;
    }
    let text = |field: &Field| Some(form.text(field)).filter(|text| !text.is_empty());
    let lines = |field: &Field| {
        let text = form.text(field);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    // What is said in further languages stays.
    let mut benefits: BTreeMap<_, _> = before.benefits.clone();
    for (language, field) in &LANGUAGES {
        match text(field) {
            Some(said) => benefits.insert((*language).to_owned(), said),
            None => benefits.remove(*language),
        };
    }
    let mut rules = RulesPatch::default();
    (rules.unknown, rules.linking) = (unknown, linking);
    rules.ask_again_days = Some(days.unwrap_or_default());
    rules.preferred = Some(options.iter().any(|one| one == PREFERRED));
    rules.vouches_for_email = Some(options.iter().any(|one| one == VOUCHES));
    rules.levels = Some(lines(&LEVELS));
    rules.least_level = Some(text(&LEAST_LEVEL));
    rules.two_factor_contexts = Some(lines(&CONTEXTS).into_iter().collect());
    rules.names = Some(AssertedNames {
        email: text(&EMAIL_NAME),
        given_name: text(&GIVEN_NAME),
        family_name: text(&FAMILY_NAME),
        level: text(&LEVEL_NAME),
    });
    rules.benefits = Some(benefits);
    Some(rules)
}

fn path(found: &Connection) -> String {
    format!("{}/rules", of(found.id))
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    found: &Connection,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = ConnectionRulesForm {
        name: found.name.to_string(),
        action: path(found),
        back_path: of(found.id),
        unknown: explained(visit, "connection-unknown", UnknownPerson::ALL.map(UnknownPerson::as_str))?,
        linking: explained(visit, "connection-linking", LinkPolicy::ALL.map(LinkPolicy::as_str))?,
        options: named(visit, "connection-option", [PREFERRED, VOUCHES])?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
