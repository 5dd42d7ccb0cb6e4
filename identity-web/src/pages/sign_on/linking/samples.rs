//! Sample data of the pages about an identity elsewhere.

use super::views::{ConnectOrCreate, ConnectionButton, LeaveButton, LinkQuestion, StepButton};
use crate::forms::Form;
use crate::forms::federation::linking::{
    CONFIRM_LINK, CONNECT_ACCOUNT, CREATE_LINKED, NEVER, NOT_NOW, OTHER_WAY, REFUSE_LINK, STAY, SWITCH_PERSON,
};
use crate::forms::people::GIVEN_NAME;
use crate::language::PageText;
use crate::page::samples::{Sample, sample};
use crate::page::views::form::FormState;
use crate::page::views::frame::Frame;

pub(in crate::pages::sign_on) fn samples(word: &str) -> Vec<Sample> {
    let out = Frame::default();
    vec![
        sample("connect_or_create", &out, &connect_or_create(word, true)),
        sample("connect_only", &out, &connect_or_create(word, false)),
        sample("confirm_link", &out, &confirm_link(word)),
        sample("switch_person", &out, &switch_person(word)),
        sample("offer_link", &out, &offer_link(word)),
        sample("link_refused", &out, &refused(word)),
    ]
}

/// The buttons of a provider that is preferred and of another one.
pub(in crate::pages::sign_on) fn buttons(word: &str) -> Vec<ConnectionButton> {
    let button = |preferred| ConnectionButton {
        action: if preferred { "/login" } else { "/flow/0190/connections/1" }.to_owned(),
        connection: preferred.then(|| "0190".to_owned()),
        name: word.to_owned(),
        benefit: Some(word.to_owned()),
        preferred,
    };
    vec![button(true), button(false)]
}

fn step(form: &'static Form, key: &'static str, word: &str) -> StepButton {
    StepButton { form: FormState::of(form), label: PageText::new(key).with("name", word) }
}

fn question(word: &str, title: &'static str, lead: &'static str) -> LinkQuestion {
    let named = |key| PageText::new(key).with("name", word).with("needed", word);
    LinkQuestion {
        action: "/flow/0190".to_owned(),
        title: named(title),
        texts: vec![named(lead)],
        benefit: None,
        facts: vec![
            (PageText::new("link-account-here"), word.to_owned()),
            (named("link-account-there"), word.to_owned()),
        ],
        failure: None,
        leave: None,
        buttons: Vec::new(),
    }
}

fn confirm_link(word: &str) -> LinkQuestion {
    let buttons = vec![step(&CONFIRM_LINK, "link-yes", word), step(&REFUSE_LINK, "link-no", word)];
    LinkQuestion { buttons, ..question(word, "link-title", "link-lead") }
}

fn switch_person(word: &str) -> LinkQuestion {
    let buttons = vec![step(&SWITCH_PERSON, "switch-yes", word), step(&STAY, "switch-no", word)];
    LinkQuestion { buttons, ..question(word, "switch-title", "switch-lead") }
}

fn offer_link(word: &str) -> LinkQuestion {
    let buttons = vec![step(&NOT_NOW, "offer-not-now", word), step(&NEVER, "offer-never", word)];
    LinkQuestion {
        benefit: Some(word.to_owned()),
        facts: Vec::new(),
        failure: Some(PageText::new("linking-failed-cancelled").with("name", word)),
        leave: Some(LeaveButton {
            action: "/flow/0190/connections/1".to_owned(),
            label: PageText::new("offer-connect"),
        }),
        buttons,
        ..question(word, "offer-title", "offer-lead")
    }
}

fn refused(word: &str) -> LinkQuestion {
    LinkQuestion {
        leave: Some(LeaveButton {
            action: "/flow/0190/connections/1".to_owned(),
            label: PageText::new("other-way-again").with("name", word),
        }),
        buttons: vec![step(&OTHER_WAY, "other-way-button", word)],
        ..question(word, "other-way-title", "other-way-level-too-low")
    }
}

fn connect_or_create(word: &str, may_create: bool) -> ConnectOrCreate {
    let form = FormState::of(&CREATE_LINKED).value(&GIVEN_NAME, word);
    ConnectOrCreate {
        action: "/flow/0190".to_owned(),
        name: word.to_owned(),
        label: Some(word.to_owned()),
        email: Some(word.to_owned()),
        may_create,
        connect: FormState::of(&CONNECT_ACCOUNT),
        other_way: FormState::of(&OTHER_WAY),
        form: if may_create { form.error(&GIVEN_NAME, PageText::new("error-given-name")) } else { form },
    }
}
