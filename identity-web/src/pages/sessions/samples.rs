//! Sample data of the account page.

use crate::language::PageText;
use crate::page::samples::at;
use crate::page::samples::{Sample, sample, signed_in};
use crate::page::views::form::FormState;
use crate::pages::sessions::views::{Account, MembershipRow, SessionRow};

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    vec![sample("account", &signed_in(word), &account(word))]
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
        action: "/account".to_owned(),
        email: format!("{word}@example.com"),
        phone: Some("+358 40 123 4567".to_owned()),
        memberships: vec![MembershipRow {
            organization: word.to_owned(),
            path: Some("/organizations/1".to_owned()),
            roles: vec![word.to_owned(), "Reader".to_owned()],
        }],
        sessions: vec![session("Firefox on Linux", true), session(word, false)],
        sign_out_others_action: Some("/account/sessions/end-others".to_owned()),
        form: FormState::new().value("given_name", word).value("family_name", word).value("username", word),
    }
}
