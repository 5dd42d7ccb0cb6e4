//! Sample data of the pages on which accounts are closed and erased.

use crate::forms::people::{ERASE_USER, ERASED_NAME};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::FormState;
use crate::page::views::frame::Frame;
use crate::pages::closing::views::{AccountClosed, AloneAt, CloseAccount, EndingMandate, EraseUser};
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let closed = AccountClosed { days: 14, sign_in_path: "/login".to_owned() };
    vec![
        sample("close_account", &frame, &close(word, false)),
        sample("close_account_alone", &frame, &close(word, true)),
        sample("account_closed", &Frame::default(), &closed),
        sample("erase_user", &frame, &erase(word, FormState::of(&ERASE_USER))),
        sample("erase_user_refused", &frame, &erase(word, refused(word))),
    ]
}

fn refused(word: &str) -> FormState {
    let text = PageText::new("error-erase-name").with("name", word);
    FormState::of(&ERASE_USER).value(&ERASED_NAME, "x").error(&ERASED_NAME, text)
}

fn close(word: &str, alone: bool) -> CloseAccount {
    let ending = |key| {
        let text = PageText::new(key).with("role", word).with("organization", word);
        let text = text.with("giver", word).with("receiver", word);
        EndingMandate { text, path: "/mandates/1".to_owned() }
    };
    let place = AloneAt { name: word.to_owned(), path: "/organizations/1".to_owned() };
    CloseAccount {
        action: "/account/close".to_owned(),
        back_path: "/account/profile".to_owned(),
        erase_at: at(14),
        days: 14,
        alone_at: if alone { vec![place] } else { vec![] },
        leaves: vec![word.to_owned()],
        mandates: vec![ending("close-mandate-held"), ending("close-mandate-given")],
    }
}

fn erase(word: &str, form: FormState) -> EraseUser {
    EraseUser {
        organization: head(word),
        name: word.to_owned(),
        action: "/organizations/1/people/1/erase".to_owned(),
        back_path: "/organizations/1/people/1".to_owned(),
        form,
    }
}
