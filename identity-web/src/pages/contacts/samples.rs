//! Sample data of the pages about how people are reached.

use crate::forms::authenticators::PROOF;
use crate::forms::contacts::{CHANGE_EMAIL, CHANGE_PHONE, EMAIL_USE, NEW_EMAIL, NEW_PHONE, PROVE_CONTACT};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::authenticators::words::SentCode;
use crate::pages::contacts::own::title_of;
use crate::pages::contacts::views::{
    ChangeContact, ContactLinkClosed, EmailRow, OwnEmails, ProveContact, UseContactLink,
};
use identity_core::values::ContactKind;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let (frame, out) = (signed_in(word), Frame::default());
    let phone = FormState::of(&CHANGE_PHONE).value(&NEW_PHONE, word);
    let phone = phone.error(&NEW_PHONE, PageText::new("error-number"));
    vec![
        sample("contact_email", &frame, &emails(word)),
        sample("contact_phone", &frame, &change(word, ContactKind::Phone, phone)),
        sample("contact_refused", &frame, &refused()),
        sample("contact_proof", &frame, &prove(word, true)),
        sample("contact_proof_phone", &frame, &prove(word, false)),
        sample("contact_link", &out, &link(word)),
        sample("contact_closed", &out, &closed()),
    ]
}

fn emails(word: &str) -> OwnEmails {
    let row = |is_main: bool| EmailRow {
        email: word.to_owned(),
        is_main,
        is_proved: !is_main,
        main_action: (!is_main).then(|| "/account/email/1/main".to_owned()),
        remove_path: (!is_main).then(|| "/account/email/1/remove".to_owned()),
    };
    let choice = |value: &str| Choice::new(value, word.to_owned(), word.to_owned());
    let form = FormState::of(&CHANGE_EMAIL).chosen(&EMAIL_USE, ["main".to_owned()]);
    OwnEmails {
        rows: vec![row(true), row(false)],
        refused: None,
        action: "/account/email".to_owned(),
        back_path: "/account/profile".to_owned(),
        uses: vec![choice("main"), choice("further")],
        form: form.error(&NEW_EMAIL, PageText::new("error-email")),
    }
}

fn change(word: &str, kind: ContactKind, form: FormState) -> ChangeContact {
    let is_phone = kind == ContactKind::Phone;
    ChangeContact {
        title: title_of(kind),
        field: if is_phone { "number" } else { "email" },
        present: Some(word.to_owned()),
        is_proved: !is_phone,
        refused: None,
        action: "/account/email".to_owned(),
        remove_path: is_phone.then(|| "/account/phone/remove".to_owned()),
        back_path: "/account/profile".to_owned(),
        form,
    }
}

fn refused() -> ChangeContact {
    ChangeContact {
        present: None,
        refused: Some(PageText::new("contact-not-offered")),
        remove_path: None,
        ..change("", ContactKind::Phone, FormState::of(&CHANGE_PHONE))
    }
}

fn prove(word: &str, has_link: bool) -> ProveContact {
    let sent = SentCode { target: word.to_owned(), minutes: 10, again_in: 25 };
    ProveContact {
        title: title_of(ContactKind::Email),
        contact: word.to_owned(),
        adds_email: has_link,
        has_link,
        sent: has_link.then_some(sent),
        action: "/account/email".to_owned(),
        send_action: "/account/email/send".to_owned(),
        cancel_action: "/account/email/cancel".to_owned(),
        form: FormState::of(&PROVE_CONTACT).error(&PROOF, PageText::new("error-code")),
    }
}

fn link(word: &str) -> UseContactLink {
    let effect = PageText::new("contact-link-undo-email").with("before", word).with("after", word);
    UseContactLink {
        title: PageText::new("contact-link-undo-title"),
        effects: vec![effect, PageText::new("contact-link-undo-sessions")],
        button: PageText::new("contact-link-undo-button"),
        action: "/contacts/open".to_owned(),
        expires_at: at(7),
    }
}

fn closed() -> ContactLinkClosed {
    ContactLinkClosed {
        title: PageText::new("contact-closed-title"),
        text: PageText::new("contact-closed-text"),
        onward_path: "/account".to_owned(),
    }
}
