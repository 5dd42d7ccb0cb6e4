//! What the steps about an identity elsewhere ask.

use super::buttons::leave_path;
use super::views::{ConnectOrCreate, LeaveButton, LinkQuestion, StepButton};
use super::words::{benefit, failure_words, other_way_words};
use crate::forms::Form;
use crate::forms::federation::linking::{
    CONFIRM_LINK, CONNECT_ACCOUNT, CREATE_LINKED, NEVER, NOT_NOW, OTHER_WAY, REFUSE_LINK, STAY, SWITCH_PERSON,
};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::sign_on::address::{address, of_step};
use crate::visit::visitor::Visit;
use identity_core::sign_on::{Attempt, LinkingView, OtherWay, SignOnStep};

/// What is read for these steps.
async fn view_of(visit: &Visit, attempt: &Attempt, step: &SignOnStep) -> Result<LinkingView, PageFailure> {
    let found = visit.state.identity.linking_view(attempt, &visit.visitor(), step).await?;
    found.ok_or(PageFailure::SignOnOver)
}

/// Whether somebody has an account here.
pub(crate) async fn connect_or_create(
    visit: &Visit,
    attempt: &Attempt,
    step: &SignOnStep,
    form: Option<FormState>,
) -> Result<ConnectOrCreate, PageFailure> {
    let view = view_of(visit, attempt, step).await?;
    let fresh = form.is_none();
    let mut form = of_step(form, &CREATE_LINKED);
    if fresh {
        let names = [
            (&GIVEN_NAME, view.given_name.as_ref().map(ToString::to_string)),
            (&FAMILY_NAME, view.family_name.as_ref().map(ToString::to_string)),
        ];
        for (field, name) in names {
            form = name.map_or(form.clone(), |name| form.value(field, name));
        }
    }
    Ok(ConnectOrCreate {
        action: address(attempt),
        name: view.connection.name.to_string(),
        email: view.email.filter(|_| view.email_is_proved).map(|email| email.to_string()),
        label: view.label,
        may_create: *step == SignOnStep::ConnectOrCreate { may_create: true },
        connect: FormState::of(&CONNECT_ACCOUNT),
        other_way: FormState::of(&OTHER_WAY),
        form,
    })
}

/// The question of a step that is answered with a button.
pub(crate) async fn question(
    visit: &Visit,
    attempt: &Attempt,
    step: &SignOnStep,
) -> Result<LinkQuestion, PageFailure> {
    let view = view_of(visit, attempt, step).await?;
    let question = match step {
        SignOnStep::ConfirmLink => confirm_link(attempt, &view),
        SignOnStep::SwitchPerson => switch_person(attempt, &view),
        SignOnStep::OfferLink { required, .. } => offer(visit, attempt, &view, *required),
        SignOnStep::ChooseOtherWay(why) => other_way(attempt, &view, *why),
        _ => return Err(PageFailure::SignOnOver),
    };
    let failure = attempt.sign_on.provider_failure.as_ref();
    let failure = failure.filter(|failure| failure.connection == view.connection.id);
    let failure = failure.map(|failure| failure_words(view.connection.name.as_ref(), failure));
    Ok(LinkQuestion { failure, ..question })
}

fn named(key: &'static str, view: &LinkingView) -> PageText {
    PageText::new(key).with("name", view.connection.name.as_ref())
}

fn button(form: &'static Form, label: PageText) -> StepButton {
    StepButton { form: FormState::of(form), label }
}

/// The account here and the one elsewhere, as far as they are known.
fn both(view: &LinkingView) -> Vec<(PageText, String)> {
    let here = view.account.clone().map(|account| (PageText::new("link-account-here"), account));
    let there = view.label.clone().map(|label| (named("link-account-there", view), label));
    here.into_iter().chain(there).collect()
}

fn empty(attempt: &Attempt, title: PageText) -> LinkQuestion {
    LinkQuestion {
        action: address(attempt),
        title,
        texts: Vec::new(),
        benefit: None,
        facts: Vec::new(),
        failure: None,
        leave: None,
        buttons: Vec::new(),
    }
}

fn confirm_link(attempt: &Attempt, view: &LinkingView) -> LinkQuestion {
    LinkQuestion {
        texts: vec![named("link-lead", view)],
        facts: both(view),
        buttons: vec![
            button(&CONFIRM_LINK, PageText::new("link-yes")),
            button(&REFUSE_LINK, PageText::new("link-no")),
        ],
        ..empty(attempt, PageText::new("link-title"))
    }
}

fn switch_person(attempt: &Attempt, view: &LinkingView) -> LinkQuestion {
    LinkQuestion {
        texts: vec![named("switch-lead", view)],
        facts: both(view),
        buttons: vec![
            button(&SWITCH_PERSON, named("switch-yes", view)),
            button(&STAY, PageText::new("switch-no")),
        ],
        ..empty(attempt, PageText::new("switch-title"))
    }
}

fn offer(visit: &Visit, attempt: &Attempt, view: &LinkingView, required: bool) -> LinkQuestion {
    let (lead, mut buttons) = ("offer-lead", Vec::new());
    let lead = if required { "offer-lead-required" } else { lead };
    if !required {
        buttons.push(button(&NOT_NOW, PageText::new("offer-not-now")));
        buttons.push(button(&NEVER, PageText::new("offer-never")));
    }
    LinkQuestion {
        texts: vec![named(lead, view)],
        benefit: benefit(visit, &view.connection),
        leave: Some(leave(attempt, view, PageText::new("offer-connect"))),
        buttons,
        ..empty(attempt, named("offer-title", view))
    }
}

fn other_way(attempt: &Attempt, view: &LinkingView, why: OtherWay) -> LinkQuestion {
    let goes_on = matches!(why, OtherWay::LinkedElsewhere | OtherWay::OtherIdentityLinked);
    let label = if goes_on { "link-go-on" } else { "other-way-button" };
    let again = match why {
        OtherWay::ProviderOnly(_) => Some(named("connection-sign-in", view)),
        OtherWay::LevelTooLow => Some(named("other-way-again", view)),
        OtherWay::LinkedElsewhere | OtherWay::OtherIdentityLinked => Some(named("other-way-another", view)),
        _ => None,
    };
    let level = view.level.clone().filter(|_| why == OtherWay::LevelTooLow);
    let there = view.label.clone().map(|label| (named("link-account-there", view), label));
    LinkQuestion {
        texts: vec![other_way_words(why, view)],
        facts: there
            .into_iter()
            .chain(level.map(|level| (PageText::new("other-way-level"), level)))
            .collect(),
        leave: again.map(|label| leave(attempt, view, label)),
        buttons: vec![button(&OTHER_WAY, PageText::new(label))],
        ..empty(attempt, PageText::new("other-way-title"))
    }
}

fn leave(attempt: &Attempt, view: &LinkingView, label: PageText) -> LeaveButton {
    LeaveButton { action: leave_path(attempt, &view.connection), label }
}
