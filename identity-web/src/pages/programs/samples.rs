//! Sample data of the pages of programs.

use crate::forms::roles::{CLIENT_ID, GIVE_PROGRAM_ROLE, ROLE, STOP_PROGRAM, STOP_REASON};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::samples::head;
use crate::pages::programs::views::{
    ProgramGrantForm, ProgramPage, ProgramRightRow, ProgramRow, ProgramStop, Programs,
};
use crate::pages::roles::samples::role;
use crate::pages::roles::views::AbilityRow;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let form = FormState::of(&GIVE_PROGRAM_ROLE);
    let none = Programs { rows: Vec::new(), give: None, mandate_path: None, form, ..list(word) };
    vec![
        sample("programs", &frame, &list(word)),
        sample("programs_none", &frame, &none),
        sample("program", &frame, &page(word, true)),
        sample("program_above", &frame, &page(word, false)),
        sample("program_stop", &frame, &stop(word)),
    ]
}

fn list(word: &str) -> Programs {
    let row = |enabled: bool| ProgramRow {
        name: word.to_owned(),
        client_id: word.to_owned(),
        path: "/organizations/1/programs/2".to_owned(),
        roles: vec![word.to_owned()],
        owners: if enabled { vec![word.to_owned()] } else { Vec::new() },
        last_used_at: enabled.then(|| at(-1)),
        enabled,
    };
    Programs {
        organization: head(word),
        rows: vec![row(true), row(false)],
        give: Some(ProgramGrantForm {
            action: "/organizations/1/programs".to_owned(),
            roles: vec![Choice::new("one", word, word)],
            services: vec![Choice::new("app", word, ""), Choice::new("other", word, "")],
            owners: vec![Choice::new("", word, ""), Choice::new("1", word, "")],
        }),
        mandate_path: Some("/organizations/1/mandates/new".to_owned()),
        form: FormState::of(&GIVE_PROGRAM_ROLE)
            .value(&CLIENT_ID, word)
            .chosen(&ROLE, ["one".to_owned()])
            .error(&CLIENT_ID, PageText::new("error-program-unknown")),
    }
}

fn page(word: &str, here: bool) -> ProgramPage {
    let own = PageText::new("chain-own-role").with("role", word).with("organization", word);
    let from = PageText::new("chain-role").with("role", word).with("organization", word).with("name", word);
    let right = ProgramRightRow {
        role: role(word),
        given_by: here.then(|| word.to_owned()),
        given_at: at(-30),
        owner: PageText::new(if here { "program-owner" } else { "program-owner-left" }).with("name", word),
        chain: vec![from.clone()],
        services: vec![word.to_owned()],
        until: here.then(|| at(90)),
        unanswered: false,
        obstacle: (!here).then(|| PageText::new("deny-active-organization").with("organization", word)),
        above: (!here).then(|| word.to_owned()),
        mandate_path: here.then(|| "/mandates/1".to_owned()),
    };
    let waiting = ProgramRightRow {
        unanswered: true,
        obstacle: None,
        owner: PageText::new("program-owner-none"),
        ..right.clone()
    };
    ProgramPage {
        organization: head(word),
        name: word.to_owned(),
        client_id: word.to_owned(),
        enabled: here,
        last_used_at: here.then(|| at(-1)),
        rights: vec![right, waiting],
        abilities: if here {
            vec![AbilityRow { acts: vec![PageText::new("permission-member-view")], chain: vec![own, from] }]
        } else {
            Vec::new()
        },
        stop_path: here.then(|| "/organizations/1/programs/2/stop".to_owned()),
        stopped_elsewhere: (!here).then(|| PageText::new("program-stop-above")),
    }
}

fn stop(word: &str) -> ProgramStop {
    let about = |key| PageText::new(key).with("name", word).with("organization", word);
    ProgramStop {
        organization: head(word),
        name: word.to_owned(),
        effects: vec![about("program-stop-now"), about("program-stop-loses").with("role", word)],
        action: "/organizations/1/programs/2/stop".to_owned(),
        back_path: "/organizations/1/programs/2".to_owned(),
        form: FormState::of(&STOP_PROGRAM).error(&STOP_REASON, PageText::new("error-reason")),
    }
}
