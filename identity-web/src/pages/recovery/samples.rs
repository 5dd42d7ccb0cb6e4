//! Sample data of the pages for a forgotten password.

use crate::forms::passwords::{CHOSEN_PASSWORD, FIRST_USE, FIRST_USE_CODE, RECOVER, RESET_PASSWORD};
use crate::forms::sign_on::IDENTIFIER;
use crate::language::PageText;
use crate::page::password_words::password_words;
use crate::page::samples::{Sample, at, sample};
use crate::page::views::form::FormState;
use crate::page::views::frame::Frame;
use crate::pages::recovery::views::{FirstUse, Recover, RecoverClosed, RecoverPassword, RecoverSent};
use identity_core::secrets::{PasswordRefused, Weakness};

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let out = Frame::default();
    let again_path = || "/recover".to_owned();
    let empty = FormState::of(&RECOVER);
    let wrong = FormState::of(&RECOVER)
        .value(&IDENTIFIER, word)
        .error(&IDENTIFIER, PageText::new("error-identifier-empty"));
    let wrong_code = FormState::of(&FIRST_USE).error(&FIRST_USE_CODE, PageText::new("error-first-use-wrong"));
    let refused = PasswordRefused::Weak { weakness: Some(Weakness::Repetition) };
    let weak = FormState::of(&RESET_PASSWORD).error(&CHOSEN_PASSWORD, password_words(refused));
    let first = RecoverPassword { is_first: true, ..password(word, FormState::of(&RESET_PASSWORD)) };
    vec![
        sample("recover", &out, &recover(empty, false)),
        sample("recover_failed", &out, &recover(wrong, true)),
        sample("first_use", &out, &first_use(FormState::of(&FIRST_USE), false)),
        sample("first_use_failed", &out, &first_use(wrong_code, true)),
        sample("recover_sent", &out, &RecoverSent { again_path: again_path() }),
        sample("recover_password", &out, &password(word, FormState::of(&RESET_PASSWORD))),
        sample("recover_password_first", &out, &first),
        sample("recover_password_failed", &out, &password(word, weak)),
        sample("recover_closed", &out, &RecoverClosed { expired: false, again_path: again_path() }),
        sample("recover_expired", &out, &RecoverClosed { expired: true, again_path: again_path() }),
    ]
}

fn first_use(form: FormState, too_many: bool) -> FirstUse {
    FirstUse { action: "/first-use".to_owned(), too_many, form }
}

fn recover(form: FormState, too_many: bool) -> Recover {
    let return_to = too_many.then(|| "/account?a=1&b=2".to_owned());
    Recover { action: "/recover".to_owned(), return_to, too_many, form }
}

fn password(word: &str, form: FormState) -> RecoverPassword {
    RecoverPassword {
        action: "/recover/new-password".to_owned(),
        sign_in_name: word.to_owned(),
        is_first: false,
        shortest_password: 15,
        expires_at: at(1),
        form,
    }
}
