//! Sample data of the pages for a forgotten password.

use crate::forms::passwords::{CHOSEN_PASSWORD, RECOVER, RESET_PASSWORD};
use crate::forms::sign_on::IDENTIFIER;
use crate::language::PageText;
use crate::page::password_words::password_words;
use crate::page::samples::{Sample, at, sample};
use crate::page::views::form::FormState;
use crate::page::views::frame::Frame;
use crate::pages::recovery::views::{Recover, RecoverClosed, RecoverPassword, RecoverSent};
use identity_core::secrets::{PasswordRefused, Weakness};

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let out = Frame::default();
    let again_path = || "/recover".to_owned();
    let empty = FormState::of(&RECOVER);
    let wrong = FormState::of(&RECOVER)
        .value(&IDENTIFIER, word)
        .error(&IDENTIFIER, PageText::new("error-identifier-empty"));
    let refused = PasswordRefused::Weak { weakness: Some(Weakness::Repetition) };
    let weak = FormState::of(&RESET_PASSWORD).error(&CHOSEN_PASSWORD, password_words(refused));
    let first = RecoverPassword { is_first: true, ..password(word, FormState::of(&RESET_PASSWORD)) };
    vec![
        sample("recover", &out, &recover(empty, false)),
        sample("recover_failed", &out, &recover(wrong, true)),
        sample("recover_sent", &out, &RecoverSent { again_path: again_path() }),
        sample("recover_password", &out, &password(word, FormState::of(&RESET_PASSWORD))),
        sample("recover_password_first", &out, &first),
        sample("recover_password_failed", &out, &password(word, weak)),
        sample("recover_closed", &out, &RecoverClosed { expired: false, again_path: again_path() }),
        sample("recover_expired", &out, &RecoverClosed { expired: true, again_path: again_path() }),
    ]
}

fn recover(form: FormState, too_many: bool) -> Recover {
    let return_to = too_many.then(|| "/account?a=1&b=2".to_owned());
    Recover { action: "/recover".to_owned(), return_to, too_many, form }
}

fn password(word: &str, form: FormState) -> RecoverPassword {
    RecoverPassword {
        action: "/recover/new-password".to_owned(),
        email: word.to_owned(),
        is_first: false,
        shortest_password: 15,
        expires_at: at(1),
        form,
    }
}
