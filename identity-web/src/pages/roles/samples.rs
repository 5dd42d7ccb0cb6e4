//! Sample data of roles and of the pages that explain permissions.

use crate::forms::roles::{PERMISSION, WHO_CAN};
use crate::language::PageText;
use crate::page::samples::{Sample, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::samples::head;
use crate::pages::roles::views::{AbilityRow, AbleRow, RoleWords, WhoCan};

pub(crate) fn role(word: &str) -> RoleWords {
    RoleWords { name: word.to_owned(), explanation: format!("{word}: invites people and gives them roles.") }
}

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    vec![
        sample("who_can", &frame, &who_can(word, true)),
        sample("who_can_nobody", &frame, &who_can(word, false)),
    ]
}

fn who_can(word: &str, somebody: bool) -> WhoCan {
    let link = |key| PageText::new(key).with("role", word).with("organization", word).with("name", word);
    let row = |mark| AbleRow {
        name: word.to_owned(),
        mark,
        chain: vec![link("chain-own-mandate"), link("chain-mandate"), link("chain-role")],
    };
    WhoCan {
        organization: head(word),
        action: "/organizations/1/who-can".to_owned(),
        permissions: vec![Choice::new("member.view", "See the people", "")],
        asked: Some(PageText::new("permission-member-view")),
        rows: if somebody {
            vec![
                row(Some(PageText::new("who-can-by-mandate"))),
                row(Some(PageText::new("who-can-above").with("organization", word))),
                row(None),
            ]
        } else {
            Vec::new()
        },
        form: FormState::of(&WHO_CAN).value(&PERMISSION, "member.view"),
    }
}

pub(crate) fn ability(word: &str) -> AbilityRow {
    AbilityRow {
        acts: vec![PageText::new("permission-member-view"), PageText::new("permission-invitation-manage")],
        chain: vec![PageText::new("chain-own-role").with("role", word).with("organization", word)],
    }
}
