//! Sample data of the account page.

use crate::forms::passwords::{CHANGE_PASSWORD, PRESENT_PASSWORD};
use crate::forms::sessions::ACTING_FOR;
use crate::forms::sign_on::ORGANIZATION;
use crate::language::PageText;
use crate::page::samples::at;
use crate::page::samples::{Sample, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::pages::sessions::views::{Account, BrowserRow, ChangePassword, MembershipRow, SessionRow};
use crate::pages::sign_on::views::ChooseOrganization;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    vec![
        sample("account", &frame, &account(word)),
        sample("acting_for", &frame, &acting_for(word)),
        sample("password", &frame, &password(word, true)),
        sample("password_none", &frame, &password(word, false)),
    ]
}

fn password(word: &str, has_password: bool) -> ChangePassword {
    let wrong = PageText::new("error-password-wrong").with("minutes", "15");
    let empty = FormState::of(&CHANGE_PASSWORD);
    ChangePassword {
        action: "/account/password".to_owned(),
        sign_in_name: format!("{word}@example.com"),
        has_password,
        shortest_password: 15,
        form: if has_password { empty.error(&PRESENT_PASSWORD, wrong) } else { empty },
    }
}

fn acting_for(word: &str) -> ChooseOrganization {
    ChooseOrganization {
        action: "/acting-for".to_owned(),
        service: None,
        organizations: vec![Choice::new("1", word, word), Choice::new("2", word, "")],
        form: FormState::of(&ACTING_FOR).chosen(&ORGANIZATION, ["1".to_owned()]),
    }
}

fn account(word: &str) -> Account {
    let session = |device: &str, current: bool| SessionRow {
        device: PageText::new("device-named").with("name", device),
        address: Some("203.0.113.7".to_owned()),
        started_at: at(-3),
        last_used_at: at(0),
        current,
        sign_out_action: (!current).then(|| "/account/sessions/2/end".to_owned()),
    };
    Account {
        name: word.to_owned(),
        email: Some(format!("{word}@example.com")),
        username: Some(word.to_owned()),
        phone: Some("+358 40 123 4567".to_owned()),
        memberships: vec![MembershipRow {
            organization: word.to_owned(),
            path: Some("/organizations/1".to_owned()),
            roles: vec![word.to_owned(), "Reader".to_owned()],
            idle_roles: vec![word.to_owned()],
            give_back: vec![(word.to_owned(), "/account/organizations/1/roles/2/give-back".to_owned())],
            leave_path: Some("/account/organizations/1/leave".to_owned()),
        }],
        sessions: vec![session("Firefox on Linux", true), session(word, false)],
        sign_out_others_action: Some("/account/sessions/end-others".to_owned()),
        browsers: vec![BrowserRow {
            device: PageText::new("device-named").with("name", word),
            since: at(-3),
            last_used_at: Some(at(0)),
            until: at(27),
            forget_action: "/account/browsers/1/forget".to_owned(),
        }],
    }
}
