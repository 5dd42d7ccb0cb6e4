//! Sample data that pages of all capabilities share, for checking templates.

use crate::language::{Argument, PageText};
use crate::page::views::frame::{Frame, NavItem};
use crate::page::views::listing::{ListLink, ListLinks, ListRole, ListState, SortLink};
use crate::page::views::outcome::{Confirm, Onward, ProblemPage, Switch};
use crate::page::views::view::View;
use identity_core::Timestamp;
use minijinja::Value;
use minijinja::value::Serde;

/// A page to render.
pub(crate) struct Sample {
    /// Distinguishes several samples of one template.
    pub(crate) name: &'static str,
    pub(crate) template: &'static str,
    pub(crate) frame: Frame,
    pub(crate) view: Value,
}

pub(crate) fn sample<V: View>(name: &'static str, frame: &Frame, view: &V) -> Sample {
    Sample { name, template: V::TEMPLATE, frame: frame.clone(), view: Value::from(Serde(view)) }
}

pub(crate) fn at(day: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_795_000_000 + day * 86_400)
}

pub(crate) fn signed_in(word: &str) -> Frame {
    let nav = |label: PageText, path: &str, current| NavItem { label, path: path.to_owned(), current };
    let nav = vec![
        nav(PageText::new("nav-home"), "/", false),
        nav(PageText::new("nav-organization").with("organization", word), "/organizations/1", true),
        nav(PageText::new("nav-account"), "/account", false),
    ];
    Frame {
        session_ends_in: Some(1800),
        person: Some(word.to_owned()),
        acting_for: Some(word.to_owned()),
        nav,
        ..Frame::default()
    }
}

/// The links round a page in the middle of a list, and round one that is all of it.
pub(crate) fn list_links(middle: bool) -> ListLinks {
    let link = |label, path: &str, current| ListLink { label, path: path.to_owned(), current };
    let order = |column, label, direction| SortLink {
        column,
        label: PageText::new(label),
        path: format!("/organizations?q=&sort=-{column}"),
        direction,
    };
    let orders = vec![
        order("name", "people-name", Some("ascending")),
        order("email", "field-email", None),
        order("external_id", "details-external-id", None),
        order("sent", "invitations-invited", None),
    ];
    let state = |code, label| ListState { code, label: PageText::new(label), current: code.is_empty() };
    let states = vec![state("", "list-state-all"), state("active", "people-active")];
    if !middle {
        let count = PageText::new("list-count").with("count", 2_u64).with("figure", Argument::Figure(2));
        return ListLinks { count: Some(count), orders, states, ..ListLinks::default() };
    }
    let size = |count: u16, current| {
        link(
            PageText::new("list-size").with("count", count.to_string()),
            "/organizations?q=&size=50",
            current,
        )
    };
    let role =
        |key: &str, name: &str, current| ListRole { key: key.to_owned(), name: name.to_owned(), current };
    let roles = vec![role("reader", "Reader", false), role("application", "Application", true)];
    ListLinks {
        count: Some(
            PageText::new("list-range-more")
                .with("first", Argument::Figure(9_976))
                .with("last", Argument::Figure(10_000))
                .with("all", Argument::Figure(10_000)),
        ),
        states,
        roles,
        is_limited: true,
        kept: vec![("size", "50".to_owned())],
        orders,
        sizes: vec![size(25, true), size(50, false)],
        previous: Some("/organizations?q=&previous=abc".to_owned()),
        next: Some("/organizations?q=&next=abc".to_owned()),
        export: Some("/organizations/export".to_owned()),
        export_query: "q=".to_owned(),
    }
}

pub(crate) fn switch(word: &str) -> Switch {
    Switch {
        action: "/acting-for/switch".to_owned(),
        organization: "1".to_owned(),
        name: word.to_owned(),
        return_to: Some("/id/organizations/1?a=1&b=2".to_owned()),
    }
}

/// Samples of the pages that belong to no single capability.
pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let (frame, out) = (signed_in(word), Frame::default());
    let problem = |title, text, advice| ProblemPage {
        title: PageText::new(title),
        text: PageText::new(text),
        advice: PageText::new(advice),
        reference: "7Q2M-4K8D".to_owned(),
        back_path: "/".to_owned(),
        back_label: PageText::new("problem-back"),
        switch: None,
    };
    let forbidden = ProblemPage {
        switch: Some(switch(word)),
        ..problem("problem-forbidden-title", "problem-forbidden-text", "problem-forbidden-act-for")
    };
    let not_found = problem("problem-not-found-title", "problem-not-found-text", "problem-not-found-advice");
    vec![
        sample("onward", &out, &onward(word)),
        sample("confirm", &frame, &confirm(word)),
        sample("problem", &Frame { keeps_form: true, ..out.clone() }, &not_found),
        sample("problem_switch", &frame, &forbidden),
    ]
}

/// A message on its way to a service.
pub(crate) fn onward(word: &str) -> Onward {
    Onward {
        service: word.to_owned(),
        url: "https://app.example/acs".to_owned(),
        fields: vec![("RelayState".to_owned(), word.to_owned())],
        at_once: true,
        origins: vec!["https://app.example".to_owned()],
    }
}

fn confirm(word: &str) -> Confirm {
    Confirm {
        title: PageText::new("revoke-title").with("role", word).with("name", word),
        effects: vec![
            PageText::new("revoke-effect-now").with("name", word).with("organization", word),
            PageText::new("revoke-effect-again"),
        ],
        action: "/organizations/1/people/2/grants/3/revoke".to_owned(),
        button: PageText::new("revoke-button"),
        back_path: "/organizations/1/people/2".to_owned(),
    }
}
