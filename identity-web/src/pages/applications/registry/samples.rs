//! Sample data of the pages of applications.

use super::views::{
    ApplicationChoices, ApplicationForm, ApplicationKindLink, ApplicationLink, ApplicationSecret,
    ApplicationState, AttemptRow, ChooseApplicationKind, FactRow, GiveMetadata, KeyRow, MetadataPreview,
    MetadataWords, OwnValueRow, RegisteredApplication, RegisteredApplications, RegisteredRow,
};
use crate::forms::Form;
use crate::forms::applications::{
    ENTITY, METADATA, METADATA_READ, METADATA_TEXT, NAME, NEW_METADATA, OPENID_APPLICATION, PROGRAM,
    REDIRECT_URIS, SAML_APPLICATION, SAML_REGISTRATION,
};
use crate::language::{Argument, PageText};
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::listing::ListLinks;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let declared = RegisteredApplication {
        declared: true,
        metadata: None,
        attempts: Vec::new(),
        openings: Vec::new(),
        has_secret: false,
        ..application(word)
    };
    let replacement = MetadataPreview {
        name: Some(word.to_owned()),
        action: "/applications/1/metadata/save".to_owned(),
        form: FormState::of(&NEW_METADATA).value(&METADATA_READ, "{}"),
        ..preview(word)
    };
    vec![
        sample("applications", &frame, &list(word)),
        sample("applications_none", &frame, &RegisteredApplications { rows: Vec::new(), ..list(word) }),
        sample("application_new", &frame, &kinds()),
        sample("application_openid", &frame, &form(word, &OPENID_APPLICATION)),
        sample("application_program", &frame, &form(word, &PROGRAM)),
        sample("application_saml", &frame, &form(word, &SAML_APPLICATION)),
        sample("application_metadata", &frame, &metadata(word, false)),
        sample("application_metadata_several", &frame, &metadata(word, true)),
        sample("application_preview", &frame, &preview(word)),
        sample("application_preview_newer", &frame, &replacement),
        sample("application_secret", &frame, &secret(word)),
        sample("application_registered", &frame, &application(word)),
        sample("application_declared", &frame, &declared),
    ]
}

fn state(code: &str, tone: &'static str) -> ApplicationState {
    ApplicationState { text: PageText::of_code("application-state", code), tone }
}

fn list(word: &str) -> RegisteredApplications {
    let row = |kind, state, declared| RegisteredRow {
        path: "/applications/1".to_owned(),
        name: word.to_owned(),
        kind: PageText::of_code("application-kind", kind),
        service: (kind != "program").then(|| word.to_owned()),
        state,
        declared,
    };
    let count = PageText::new("list-count").with("count", 3_u64).with("figure", Argument::Figure(3));
    RegisteredApplications {
        query: word.to_owned(),
        list: ListLinks { count: Some(count), ..ListLinks::default() },
        rows: vec![
            row("saml", state("everybody", "good"), false),
            row("openid", state("trial", "warn"), false),
            row("program", state("disabled", "bad"), true),
        ],
    }
}

fn kinds() -> ChooseApplicationKind {
    let link = |kind: &str| ApplicationKindLink {
        label: PageText::of_code("application-new", kind),
        hint: PageText::of_code("application-new-hint", kind),
        path: format!("/applications/new/{kind}"),
    };
    ChooseApplicationKind { kinds: ["openid", "program", "saml"].map(link).to_vec() }
}

fn choices(word: &str) -> ApplicationChoices {
    let choice = |value: &str| Choice::new(value, word, word);
    ApplicationChoices {
        services: ["", "smartplan"].map(choice).to_vec(),
        authentication: ["client_secret", "none"].map(choice).to_vec(),
        algorithms: ["RS256", "ES256"].map(|name| Choice::new(name, word, "")).to_vec(),
        options: ["native", "refresh_tokens"].map(choice).to_vec(),
        openings: ["everybody", "trial", "disabled"].map(choice).to_vec(),
    }
}

fn form(word: &str, declared: &'static Form) -> ApplicationForm {
    let filled = FormState::of(declared).value(&NAME, word);
    let is_openid = declared.name() == OPENID_APPLICATION.name();
    let text = PageText::new("error-uri-not-encrypted").with("uri", word);
    ApplicationForm {
        title: PageText::new("application-edit-title").with("name", word),
        lead: PageText::new("application-edit-lead-openid"),
        action: "/applications/1/edit".to_owned(),
        back_path: "/applications/1".to_owned(),
        button: PageText::new("application-save"),
        choices: choices(word),
        form: if is_openid { filled.value(&REDIRECT_URIS, word).error(&REDIRECT_URIS, text) } else { filled },
    }
}

fn metadata(word: &str, several: bool) -> GiveMetadata {
    let entities = if several { vec![Choice::new(word, word, "")] } else { Vec::new() };
    let form = FormState::of(&METADATA).value(&METADATA_TEXT, word);
    GiveMetadata {
        name: several.then(|| word.to_owned()),
        action: "/applications/new/saml".to_owned(),
        back_path: "/applications/new".to_owned(),
        entities,
        form: if several { form.error(&ENTITY, PageText::new("metadata-several")) } else { form },
    }
}

fn words(word: &str) -> MetadataWords {
    let key = |expired| KeyRow {
        subject: word.to_owned(),
        fingerprint: "5041402002402076097190911017059250414020024020760971909110170592".to_owned(),
        ends_at: Some(at(0)),
        expired,
    };
    MetadataWords {
        entity_id: word.to_owned(),
        consumers: vec![word.to_owned()],
        logout: vec![(PageText::new("metadata-logout-redirect"), word.to_owned())],
        keys: vec![key(false), key(true)],
        name_formats: vec![PageText::new("name-format-persistent"), PageText::new("name-format-email")],
        requests_signed: true,
        valid_until: Some(at(1)),
        expired: true,
        address: Some(word.to_owned()),
    }
}

fn preview(word: &str) -> MetadataPreview {
    let why = PageText::new("metadata-address-plain");
    let address =
        PageText::new("left-out-address").with("element", word).with("address", word).with("why", why);
    MetadataPreview {
        name: None,
        action: "/applications/new/saml/save".to_owned(),
        back_path: "/applications/new/saml".to_owned(),
        read: words(word),
        warnings: vec![PageText::new("metadata-warning-expired").with("at", at(1))],
        left_out: vec![
            address,
            PageText::new("left-out-key-authority").with("key", word),
            PageText::new("left-out-entities").with("count", 2_u64),
        ],
        choices: choices(word),
        form: FormState::of(&SAML_REGISTRATION).value(&METADATA_READ, "{}").value(&NAME, word),
    }
}

fn secret(word: &str) -> ApplicationSecret {
    ApplicationSecret {
        name: word.to_owned(),
        is_new: true,
        client_id: "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned(),
        secret: "5041402002402076".to_owned(),
        path: "/applications/1".to_owned(),
    }
}

fn application(word: &str) -> RegisteredApplication {
    let link = |key, path: &str| ApplicationLink { label: PageText::new(key), path: path.to_owned() };
    let own = |label, long| OwnValueRow { label: PageText::new(label), value: word.to_owned(), long };
    let failed = AttemptRow {
        at: at(0),
        failed: Some(PageText::new("application-attempt-signature")),
        code: Some(word.to_owned()),
        reference: Some("7Q2M-4K8D".to_owned()),
    };
    let succeeded = AttemptRow { at: at(1), failed: None, code: None, reference: None };
    RegisteredApplication {
        path: "/applications/1".to_owned(),
        name: word.to_owned(),
        kind: PageText::new("application-kind-saml"),
        state: state("trial", "warn"),
        declared: false,
        created_at: at(0),
        facts: vec![
            FactRow {
                label: PageText::new("application-service"),
                values: vec![word.to_owned()],
                words: Vec::new(),
            },
            FactRow {
                label: PageText::new("application-authentication"),
                values: Vec::new(),
                words: vec![PageText::new("application-authentication-none")],
            },
        ],
        metadata: Some(words(word)),
        own: vec![own("own-saml-entity-id", false), own("own-saml-certificate", true)],
        attempts: vec![failed, succeeded],
        links: vec![link("application-brand-link", "/applications/1/brand")],
        has_secret: true,
        openings: vec![
            link("application-everybody-button", "/applications/1/opening/everybody"),
            link("application-disabled-button", "/applications/1/opening/disabled"),
        ],
    }
}
