//! Samples of the pages of mandates.

use crate::forms::mandates::{GIVE_MANDATE, ORGANIZATION, RECEIVERS_EMAIL};
use crate::forms::roles::{MAX_DELEGATION_DEPTH, ROLE, SERVICES, UNTIL};
use crate::language::PageText;
use crate::page::samples::{Sample, at, list_links, sample, signed_in, switch};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::{Banner, Frame};
use crate::pages::mandates::views::{
    ChainRow, GiveMandate, InvitedRow, MandatePage, MandateRow, Mandates, OrganizationMandates,
};
use crate::pages::organizations::samples::head;
use crate::pages::roles::samples::role;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let banner = Banner {
        text: PageText::new("banner-mandate").with("organization", word).with("giver", word),
        stop_action: Some("/acting-for/stop".to_owned()),
        stop_path: "/mandates".to_owned(),
        switch: None,
    };
    let staff = Banner {
        text: PageText::new("banner-staff").with("organization", word).with("operator", word),
        stop_action: None,
        stop_path: "/organizations".to_owned(),
        switch: None,
    };
    let open = Banner {
        text: PageText::new("banner-mandate-open").with("organization", word).with("giver", word),
        switch: Some(switch(word)),
        ..staff.clone()
    };
    let open = Frame { banner: Some(open), ..frame.clone() };
    let acting = Frame { banner: Some(banner), ..frame.clone() };
    let staff = Frame { banner: Some(staff), ..frame.clone() };
    let none = Mandates {
        to_organizations: vec![],
        offered: vec![],
        held: vec![],
        given: vec![],
        over: vec![],
        give: vec![],
    };
    vec![
        sample("mandates", &frame, &mandates(word)),
        sample("mandates_none", &frame, &none),
        sample("mandate", &acting, &page(word, true)),
        sample("mandate_alone", &open, &page(word, false)),
        sample("mandates_of", &staff, &of_organization(word)),
        sample("mandate_give", &frame, &give(word, false)),
        sample("mandate_pass_on", &frame, &give(word, true)),
    ]
}

pub(crate) fn row(word: &str, state: &'static str, tone: &'static str) -> MandateRow {
    let offered = tone == "warn";
    MandateRow {
        path: "/mandates/1".to_owned(),
        organization: word.to_owned(),
        role: role(word),
        giver: word.to_owned(),
        given_at: at(-30),
        receiver: word.to_owned(),
        owner: offered.then(|| word.to_owned()),
        services: vec![word.to_owned()],
        from: offered.then(|| at(1)),
        until: Some(at(90)),
        reason: Some(word.to_owned()),
        max_delegation_depth: PageText::new("mandate-depth-times").with("count", "2"),
        state: PageText::new(state),
        tone,
        why: tone.is_empty().then(|| PageText::new("deny-active-organization").with("organization", word)),
        is_over: tone.is_empty(),
        accept_action: offered.then(|| "/mandates/1/accept".to_owned()),
        decline_action: offered.then(|| "/mandates/1/decline".to_owned()),
        switch: (tone == "good").then(|| switch(word)),
        acting: tone == "good",
        pass_on_path: (tone == "good").then(|| "/mandates/1/pass-on".to_owned()),
        end_path: (tone == "good").then(|| "/mandates/1/end".to_owned()),
        end_label: PageText::new("mandate-renounce"),
    }
}

fn mandates(word: &str) -> Mandates {
    Mandates {
        to_organizations: vec![(word.to_owned(), 2, "/organizations/1/mandates".to_owned())],
        offered: vec![row(word, "mandate-state-offered", "warn")],
        held: vec![row(word, "mandate-state-active", "good")],
        given: vec![row(word, "mandate-state-active", "good")],
        over: vec![row(word, "mandate-state-ended", "")],
        give: vec![(word.to_owned(), "/organizations/1/mandates/new".to_owned())],
    }
}

fn page(word: &str, has_chain: bool) -> MandatePage {
    let link = |key, path: Option<&str>| ChainRow {
        words: PageText::new(key).with("name", word).with("role", word),
        path: path.map(str::to_owned),
    };
    let (above, below) = if has_chain {
        (
            vec![link("mandate-chain-grant", None), link("mandate-chain-mandate", Some("/mandates/2"))],
            vec![link("mandate-chain-grant", None)],
        )
    } else {
        (Vec::new(), Vec::new())
    };
    let mandate = row(word, "mandate-state-active", "good");
    MandatePage { mandate, back_path: "/mandates".to_owned(), above, below }
}

fn of_organization(word: &str) -> OrganizationMandates {
    OrganizationMandates {
        organization: head(word),
        invited: vec![InvitedRow {
            email: format!("{word}@example.com"),
            roles: vec![word.to_owned()],
            services: vec![],
            until: Some(at(90)),
            expires_at: at(7),
            state: PageText::new("mandate-state-offered"),
            tone: "warn",
            cancel_path: Some("/organizations/1/invitations/2/cancel".to_owned()),
        }],
        given: vec![row(word, "mandate-state-active", "good"), row(word, "mandate-state-ended", "")],
        received: vec![row(word, "mandate-state-active", "good")],
        give_path: Some("/organizations/1/mandates/new".to_owned()),
        list: list_links(true),
    }
}

fn give(word: &str, passing_on: bool) -> GiveMandate {
    let form = FormState::of(&GIVE_MANDATE)
        .value(&RECEIVERS_EMAIL, word)
        .value(&MAX_DELEGATION_DEPTH, "1")
        .value(&UNTIL, "2027-01-31")
        .chosen(&ROLE, ["one".to_owned()])
        .chosen(&SERVICES, ["app".to_owned()]);
    GiveMandate {
        organization: word.to_owned(),
        passing_on,
        back_path: "/organizations/1/mandates".to_owned(),
        action: "/organizations/1/mandates/new".to_owned(),
        colleagues: vec![Choice::new("", word, ""), Choice::new("1", word, "")],
        owners: vec![Choice::new("", word, ""), Choice::new("1", word, "")],
        by_email: !passing_on,
        roles: vec![Choice { by_mandate: true, ..Choice::new("one", word, word) }],
        services: vec![Choice::new("app", word, "")],
        limits: Some(PageText::new("mandate-limits").with("services", word).with("withheld", word)),
        latest: passing_on.then(|| at(90)),
        max_delegation_depth: vec![Choice::new("0", "No", ""), Choice::new("1", "Yes, once", "")],
        form: if passing_on {
            form.error(&ORGANIZATION, PageText::new("error-receiver"))
                .error(&UNTIL, PageText::new("error-date"))
        } else {
            form.error(&SERVICES, PageText::new("error-services-needed"))
        },
    }
}
