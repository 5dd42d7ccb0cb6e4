//! Sample data of the pages of sign-on and sign-out.

use super::views::{
    AlreadySignedIn, Challenge, ChooseOrganization, Consent, EnrolChoice, EnrolInFlow, KeepAccount, Leaving,
    OnwardLink, OtherWay, ServiceSignOut, SignIn, SignInPolicy, SignOut, SignedOut, SigningOut, SsoRefused,
};
use crate::forms::authenticators::{NUMBER, PASSKEY, PROOF};
use crate::forms::sign_on::{
    CHOOSE_ORGANIZATION, CODE, CONSENT, DECLINE, ENROL, FACTORS, FURTHER_PASSWORD, GIVE_PASSKEY, IDENTIFIER,
    KEEP_ACCOUNT, ORGANIZATION, PASSWORD, SECOND_FACTORS, SIGN_IN, SIGN_IN_POLICY,
};
use crate::language::PageText;
use crate::page::samples::{Sample, at, onward, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::authenticators::samples::{ask_passkey, passkey_setup, totp_setup};
use crate::pages::authenticators::words::SentCode;
use crate::pages::organizations::samples::head;
use crate::pages::sign_on::linking;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let out = Frame::default();
    let services = vec![service(word, true), service(word, false)];
    let signing_out = SigningOut { services: services.clone(), onward_path: "/logout/done".to_owned() };
    let onward = OnwardLink {
        path: "/logout/0190/answer".to_owned(),
        label: PageText::new("signed-out-continue").with("service", word),
    };
    let linking = linking::samples::samples(word);
    let own = vec![
        sample("sign_in", &out, &sign_in(word)),
        sample("sign_in_failed", &out, &sign_in_failed(word)),
        sample("already_signed_in", &frame, &already(word)),
        sample(
            "sign_out",
            &frame,
            &SignOut { action: "/logout".to_owned(), services: vec![word.to_owned()] },
        ),
        sample(
            "signed_out",
            &out,
            &SignedOut { services, onward: Some(onward), sign_in_path: "/login".to_owned() },
        ),
        sample("signing_out", &out, &signing_out),
        sample("choose_organization", &frame, &choose(word)),
        sample("challenge", &out, &challenge(word)),
        sample("challenge_passkey", &out, &challenge_passkey(word)),
        sample("challenge_password", &out, &challenge_password(word)),
        sample("flow_enrol_passkey", &out, &enrol_passkey(word)),
        sample("flow_enrol_choice", &out, &enrol_choice(word)),
        sample("flow_enrol", &out, &enrol(word)),
        sample("consent", &frame, &consent(word)),
        sample("keep_account", &out, &keep_account()),
        sample(
            "leaving",
            &frame,
            &Leaving { service: word.to_owned(), path: "https://app.example/callback?code=1".to_owned() },
        ),
        sample("sign_in_policy", &frame, &policy(word)),
        sample("sso_refused", &frame, &refused(word)),
    ];
    own.into_iter().chain(linking).collect()
}

fn consent(word: &str) -> Consent {
    let other = PageText::new("scope-other").with("scope", word);
    Consent {
        action: "/flow/1".to_owned(),
        service: word.to_owned(),
        asked: vec![PageText::new("scope-openid"), PageText::new("scope-email"), other],
        form: FormState::of(&CONSENT),
        decline: FormState::of(&DECLINE),
    }
}

fn keep_account() -> KeepAccount {
    KeepAccount { action: "/flow/1".to_owned(), erase_at: at(14), form: FormState::of(&KEEP_ACCOUNT) }
}

fn service(word: &str, closed: bool) -> ServiceSignOut {
    let hint = PageText::new("signed-out-open-hint").with("service", word);
    ServiceSignOut {
        name: word.to_owned(),
        word: PageText::new(if closed { "signed-out-closed" } else { "signed-out-open" }),
        closed,
        hint: (!closed).then_some(hint),
        link: (!closed).then(|| "https://app.example/slo".to_owned()),
        frame: None,
    }
}

fn policy(word: &str) -> SignInPolicy {
    let choices = |values: [&str; 2]| values.map(|value| Choice::new(value, word, "")).to_vec();
    SignInPolicy {
        action: "/organizations/1/sign-in".to_owned(),
        organization: head(word),
        factors: choices(["one", "two"]),
        methods: choices(["otp", "sms"]),
        days: choices(["", "30"]),
        four_eyes_everywhere: false,
        sms_path: Some("/organizations/1/text-messages".to_owned()),
        form: FormState::of(&SIGN_IN_POLICY)
            .chosen(&FACTORS, ["two".to_owned()])
            .error(&SECOND_FACTORS, PageText::new("error-second-factors")),
    }
}

fn already(word: &str) -> AlreadySignedIn {
    AlreadySignedIn {
        service: word.to_owned(),
        text: PageText::new("already-signed-in-late").with("service", word),
        path: Some("https://app.example/".to_owned()),
    }
}

fn sign_in(word: &str) -> SignIn {
    SignIn {
        action: "/login".to_owned(),
        service: None,
        again: true,
        return_to: None,
        recover_path: "/recover".to_owned(),
        passkey: Some(ask_passkey()),
        connections: linking::samples::buttons(word),
        failure: Some(PageText::new("linking-failed-unreachable").with("name", word)),
        form: FormState::of(&SIGN_IN),
    }
}

fn sign_in_failed(word: &str) -> SignIn {
    SignIn {
        action: "/flow/0190?x=1".to_owned(),
        service: Some(word.to_owned()),
        again: false,
        return_to: Some("/account?a=1&b=2".to_owned()),
        recover_path: "/recover?return_to=%2Faccount".to_owned(),
        passkey: Some(ask_passkey()),
        connections: Vec::new(),
        failure: None,
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
        method: "sms".to_owned(),
        how: PageText::new("challenge-how-sms"),
        is_sent: true,
        sent: Some(SentCode { target: "•••67".to_owned(), minutes: 10, again_in: 25 }),
        remember_days: Some(30),
        passkey: None,
        others: vec![OtherWay {
            method: "otp".to_owned(),
            label: PageText::new("method-otp"),
            path: "/flow/0190?method=otp".to_owned(),
        }],
        form: FormState::of(&CODE).error(&PROOF, PageText::new("error-code")),
    }
}

fn challenge_passkey(word: &str) -> Challenge {
    Challenge {
        method: "pop".to_owned(),
        how: PageText::new("challenge-how-pop"),
        is_sent: false,
        sent: None,
        passkey: Some(ask_passkey()),
        form: FormState::of(&GIVE_PASSKEY).error(&PASSKEY, PageText::new("error-passkey")),
        ..challenge(word)
    }
}

fn challenge_password(word: &str) -> Challenge {
    let wrong = PageText::new("error-password-wrong").with("minutes", "15");
    Challenge {
        method: "pwd".to_owned(),
        how: PageText::new("challenge-how-pwd"),
        is_sent: false,
        sent: None,
        others: Vec::new(),
        form: FormState::of(&FURTHER_PASSWORD).error(&PASSWORD, wrong),
        ..challenge(word)
    }
}

fn enrol_passkey(word: &str) -> EnrolInFlow {
    let form = FormState::of(&GIVE_PASSKEY).error(&PASSKEY, PageText::new("error-passkey-over"));
    EnrolInFlow { setup: passkey_setup(), form, ..enrol(word) }
}

fn enrol_choice(word: &str) -> EnrolChoice {
    EnrolChoice {
        action: "/flow/0190".to_owned(),
        service: Some(word.to_owned()),
        methods: vec![Choice::new("otp", word, word), Choice::new("sms", word, "")],
        form: FormState::of(&ENROL).error(&NUMBER, PageText::new("error-number")),
    }
}

fn enrol(word: &str) -> EnrolInFlow {
    EnrolInFlow {
        action: "/flow/0190".to_owned(),
        service: Some(word.to_owned()),
        setup: totp_setup(),
        choose_path: Some("/flow/0190?choose=1".to_owned()),
        form: FormState::of(&CODE),
    }
}

fn refused(word: &str) -> SsoRefused {
    SsoRefused {
        service: word.to_owned(),
        reason: PageText::new("deny-active-organization").with("organization", word),
        contact: PageText::new("refused-contact-administrator").with("service", word),
        back_path: None,
        back: Some(onward(word)),
        reference: "7Q2M-4K8D".to_owned(),
        details: vec![(PageText::new("refused-detail-service"), word.to_owned())],
    }
}
