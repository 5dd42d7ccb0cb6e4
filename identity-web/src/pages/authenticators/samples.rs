//! Sample data of the pages about how somebody signs in.

use super::codes::file;
use super::views::{
    AskPasskey, AuthenticatorRow, EnrolAuthenticator, LabelAuthenticator, RecoveryCodes, Security, Setup,
    TotpView,
};
use super::words::SentCode;
use crate::forms::authenticators::{
    ADD_AUTHENTICATOR, CONFIRM_AUTHENTICATOR, CONFIRM_PASSKEY, NEW_METHOD, NUMBER, PASSKEY, PROOF,
    RENAME_AUTHENTICATOR,
};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::approvals::samples::row as approval;
use identity_core::domain::ApprovalAct;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let added = Some(PageText::new("notice-authenticator-added"));
    let codes = vec!["72341-28345".to_owned(), "91234-56780".to_owned()];
    vec![
        sample("security", &frame, &security(word)),
        sample("authenticator_enrol_app", &frame, &enrol(totp_setup())),
        sample("authenticator_enrol_phone", &frame, &enrol(phone_setup())),
        sample("authenticator_enrol_passkey", &frame, &enrol_passkey()),
        sample("authenticator_label", &frame, &label()),
        sample(
            "recovery_codes",
            &frame,
            &RecoveryCodes { added, file: file(&codes), codes, back_path: "/account/security".to_owned() },
        ),
        sample("recovery_codes_shown", &Frame::default(), &recovery_codes_shown()),
    ]
}

/// The same after a reload: they were shown before.
fn recovery_codes_shown() -> RecoveryCodes {
    let back_path = "/flow/0198f000-0000-7000-8000-000000000001".to_owned();
    RecoveryCodes { added: None, codes: Vec::new(), file: String::new(), back_path }
}

pub(crate) fn totp_setup() -> Setup {
    let image = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"200\"></svg>".to_owned();
    let (uri, key) = ("otpauth://totp/Sample".to_owned(), "2345 6723".to_owned());
    Setup { method: "otp".to_owned(), totp: Some(TotpView { image, uri, key }), sent: None, passkey: None }
}

pub(crate) fn phone_setup() -> Setup {
    let sent = SentCode { target: "•••67".to_owned(), minutes: 10, again_in: 25 };
    Setup { method: "sms".to_owned(), totp: None, sent: Some(sent), passkey: None }
}

pub(crate) fn passkey_setup() -> Setup {
    Setup { method: "pop".to_owned(), totp: None, sent: None, passkey: Some(ask_passkey()) }
}

pub(crate) fn ask_passkey() -> AskPasskey {
    let options = r#"{"publicKey":{"challenge":"c2FtcGxl"}}"#.to_owned();
    AskPasskey { options, state: "c2FtcGxl".to_owned() }
}

fn enrol_passkey() -> EnrolAuthenticator {
    let form = FormState::of(&CONFIRM_PASSKEY).error(&PASSKEY, PageText::new("error-passkey-new"));
    EnrolAuthenticator { form, ..enrol(passkey_setup()) }
}

fn security(word: &str) -> Security {
    let row = |method, label: Option<&str>, number: Option<&str>| AuthenticatorRow {
        method: PageText::new(method),
        label: label.map(ToOwned::to_owned),
        number: number.map(ToOwned::to_owned),
        is_backed_up: label.is_some(),
        added_at: at(1),
        last_used_at: label.map(|_| at(2)),
        label_path: "/account/security/1/label".to_owned(),
        remove_path: "/account/security/1/remove".to_owned(),
    };
    Security {
        action: "/account/security".to_owned(),
        password_changed_at: Some(at(0)),
        approvals: vec![approval(word, ApprovalAct::ResetAuthenticators, false)],
        rows: vec![row("method-passkey", Some(word), None), row("method-sms", None, Some("•••67"))],
        recovery_codes: Some(PageText::new("recovery-codes-left").with("count", 2_usize)),
        recovery_codes_low: true,
        recovery_action: Some("/account/security/recovery-codes".to_owned()),
        methods: vec![Choice::new("otp", word, word), Choice::new("sms", word, "")],
        form: FormState::of(&ADD_AUTHENTICATOR)
            .chosen(&NEW_METHOD, ["sms".to_owned()])
            .value(&NUMBER, word)
            .error(&NUMBER, PageText::new("error-number")),
    }
}

fn enrol(setup: Setup) -> EnrolAuthenticator {
    let action = "/account/security/enrol/1".to_owned();
    EnrolAuthenticator {
        send_action: setup.sent.as_ref().map(|_| format!("{action}/send")),
        action,
        setup,
        back_path: "/account/security".to_owned(),
        form: FormState::of(&CONFIRM_AUTHENTICATOR).error(&PROOF, PageText::new("error-code")),
    }
}

fn label() -> LabelAuthenticator {
    LabelAuthenticator {
        method: PageText::new("method-otp"),
        action: "/account/security/1/label".to_owned(),
        back_path: "/account/security".to_owned(),
        form: FormState::of(&RENAME_AUTHENTICATOR),
    }
}
