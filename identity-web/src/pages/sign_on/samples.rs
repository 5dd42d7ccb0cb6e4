//! Sample data of the pages of sign-on and sign-out.

use super::views::{
    Challenge, ChooseOrganization, ServiceSignOut, SignIn, SignOut, SignedOut, SigningOut, SsoRefused,
};
use crate::forms::sign_on::{CHOOSE_ORGANIZATION, CODE, IDENTIFIER, ORGANIZATION, PROOF, SIGN_IN};
use crate::language::PageText;
use crate::page::samples::{Sample, onward, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let out = Frame::default();
    let services = vec![
        ServiceSignOut { name: word.to_owned(), closed: true },
        ServiceSignOut { name: word.to_owned(), closed: false },
    ];
    let signing_out = SigningOut { service: word.to_owned(), url: "https://app.example/slo".to_owned() };
    vec![
        sample("sign_in", &out, &sign_in()),
        sample("sign_in_failed", &out, &sign_in_failed(word)),
        sample(
            "sign_out",
            &frame,
            &SignOut { action: "/logout".to_owned(), services: vec![word.to_owned()] },
        ),
        sample("signed_out", &out, &SignedOut { services, sign_in_path: "/login".to_owned() }),
        sample("signing_out", &out, &signing_out),
        sample("choose_organization", &frame, &choose(word)),
        sample("challenge", &out, &challenge(word)),
        sample("sso_refused", &frame, &refused(word)),
    ]
}

fn sign_in() -> SignIn {
    SignIn { action: "/login".to_owned(), service: None, return_to: None, form: FormState::of(&SIGN_IN) }
}

fn sign_in_failed(word: &str) -> SignIn {
    SignIn {
        action: "/flow/0190?x=1".to_owned(),
        service: Some(word.to_owned()),
        return_to: Some("/account?a=1&b=2".to_owned()),
        form: FormState::of(&SIGN_IN)
            .value(&IDENTIFIER, word)
            .error(&IDENTIFIER, PageText::new("sign-in-refused").with("minutes", "15")),
    }
}

fn choose(word: &str) -> ChooseOrganization {
    ChooseOrganization {
        action: "/flow/0190".to_owned(),
        service: Some(word.to_owned()),
        organizations: vec![Choice::new("1", word, ""), Choice::new("2", word, "")],
        form: FormState::of(&CHOOSE_ORGANIZATION).error(&ORGANIZATION, PageText::new("error-organization")),
    }
}

fn challenge(word: &str) -> Challenge {
    Challenge {
        action: "/flow/0190".to_owned(),
        service: Some(word.to_owned()),
        methods: vec![Choice::new("otp", word, ""), Choice::new("sms", word, "")],
        form: FormState::of(&CODE).error(&PROOF, PageText::new("error-code")),
    }
}

fn refused(word: &str) -> SsoRefused {
    SsoRefused {
        service: word.to_owned(),
        reason: PageText::new("deny-active-organization").with("organization", word),
        contact: PageText::new("refused-contact-administrator").with("service", word),
        back: Some(onward(word)),
        reference: "7Q2M-4K8D".to_owned(),
        details: vec![(PageText::new("refused-detail-service"), word.to_owned())],
    }
}
