//! The steps about an identity elsewhere, as JSON.

use crate::forms::federation::linking::{CREATE_LINKED, LINK_BUTTONS};
use crate::forms::sign_on::STEP;
use crate::forms::{Form, Kind};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::forms::FlowForm;
use crate::pages::sign_on::linking::views::{ConnectOrCreate, ConnectionButton, LinkQuestion};
use crate::rest::http::problem::Problem;
use crate::rest::sign_on::answers::Answers;
use crate::rest::sign_on::flow::{Flow, FlowAction, FlowConnection, FlowStep, WayOn};
use crate::rest::sign_on::prompts::{errors, message, prompts};
use crate::rest::sign_on::shown::empty;
use crate::visit::visitor::Visit;
use identity_core::sign_on::{Attempt, SignOnStep};

/// What a form of these steps is called as an action: the name of its step.
fn action_of(form: &Form) -> &'static str {
    let fixed = form.fields().iter().filter(|field| field.name() == STEP);
    let mut names = fixed.filter_map(|field| match field.kind() {
        Kind::Fixed(name) => Some(name),
        _ => None,
    });
    names.next().unwrap_or_default()
}

/// Whether a step is one of these.
pub(super) const fn is_about_identity(step: &SignOnStep) -> bool {
    matches!(
        step,
        SignOnStep::ConnectOrCreate { .. }
            | SignOnStep::ConfirmLink
            | SignOnStep::SwitchPerson
            | SignOnStep::OfferLink { .. }
            | SignOnStep::ChooseOtherWay(_)
    )
}

/// The form of one of these steps: that of an action, or else that of a new account.
pub(super) fn form(step: &SignOnStep, action: Option<&str>, answers: Answers) -> Result<FlowForm, Problem> {
    let Some(action) = action else {
        return match step {
            SignOnStep::ConnectOrCreate { may_create: true } => {
                answers.fill(&CREATE_LINKED, &[], &[(STEP, "create")])
            }
            _ => Err(Problem::said_of_field("action", "rest-flow-action")),
        };
    };
    match LINK_BUTTONS.into_iter().find(|form| action_of(form) == action) {
        Some(form) => answers.fill(form, &[], &[(STEP, action)]),
        None => Err(Problem::said_of_field("action", "rest-flow-action")),
    }
}

fn action(visit: &Visit, form: &'static Form, label: &PageText) -> Result<FlowAction, PageFailure> {
    Ok(FlowAction { name: action_of(form), label: visit.say(label)?, prompts: Vec::new() })
}

/// The connections of the sign-in page.
pub(super) fn connections(buttons: Vec<ConnectionButton>) -> Vec<FlowConnection> {
    let connection = |button: ConnectionButton| FlowConnection {
        name: button.name,
        benefit: button.benefit,
        preferred: button.preferred,
    };
    buttons.into_iter().map(connection).collect()
}

pub(super) fn connect_or_create(
    visit: &Visit,
    attempt: &Attempt,
    view: &ConnectOrCreate,
) -> Result<Flow, PageFailure> {
    let title = PageText::new("connect-title").with("name", view.name.as_str());
    let lead = PageText::new("connect-lead").with("brand", visit.state.pages.brand_name());
    let actions = [
        action(visit, view.connect.form(), &PageText::new("connect-yes-button"))?,
        action(visit, view.other_way.form(), &PageText::new("other-way-button"))?,
    ];
    let shortest = visit.state.identity.shortest_password();
    let asked = if view.may_create { prompts(visit, &view.form, &[], shortest)? } else { Vec::new() };
    Ok(Flow {
        text: Some(visit.say(&lead)?),
        prompts: asked,
        messages: errors(visit, &view.form)?,
        actions: actions.into(),
        ..empty(visit, attempt, FlowStep::ConnectOrCreate, &title)?
    })
}

pub(super) fn question(
    visit: &Visit,
    attempt: &Attempt,
    step: FlowStep,
    view: &LinkQuestion,
) -> Result<Flow, PageFailure> {
    let texts: Vec<_> = view.texts.iter().map(|text| visit.say(text)).collect::<Result<_, _>>()?;
    let facts = view.facts.iter().map(|(name, value)| Ok(format!("{}: {value}", visit.say(name)?)));
    let facts: Vec<String> = facts.collect::<Result<_, PageFailure>>()?;
    let said: Vec<_> = texts.into_iter().chain(facts).collect();
    let actions = view.buttons.iter().map(|button| action(visit, button.form.form(), &button.label));
    let refuses = step == FlowStep::OtherWay;
    let why = view.texts.iter().filter(|_| refuses).chain(&view.failure);
    let way_on = match &view.leave {
        Some(leave) => {
            let path = visit.state.base.path(&view.action);
            Some(WayOn { path, label: visit.say(&leave.label)? })
        }
        None => None,
    };
    Ok(Flow {
        text: Some(said.join("\n")),
        actions: actions.collect::<Result<_, _>>()?,
        messages: why.map(|text| message(visit, None, text)).collect::<Result<_, _>>()?,
        way_on,
        ..empty(visit, attempt, step, &view.title)?
    })
}
