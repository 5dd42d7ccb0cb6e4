//! Sample data of the pages of connections.

use super::views::{
    ChooseProvider, ConnectionDomains, ConnectionFact, ConnectionForm, ConnectionLink, ConnectionOnly,
    ConnectionPage, ConnectionPlace, ConnectionRow, ConnectionRulesForm, ConnectionTag, Connections,
    DomainLink, DomainRow, FailedSignIn, GiveProviderMetadata, OwnValue, ProviderKey, ProviderKind,
    ProviderPreview, ProviderWords,
};
use crate::forms::Form;
use crate::forms::applications::{METADATA_READ, METADATA_TEXT};
use crate::forms::federation::connections::{
    ADD_SIGN_IN_DOMAIN, BREAK_GLASS, CONNECTION_ONLY, CONNECTION_RULES, DOMAIN, EDIT_OPENID_CONNECTION,
    EDIT_SAML_CONNECTION, GOOGLE_CONNECTION, ISSUER, NAME, NEW_PROVIDER_METADATA, OPENID_CONNECTION,
    PROVIDER, PROVIDER_METADATA, SAML_CONNECTION,
};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let nobody = Frame::default();
    let none = Connections { rows: Vec::new(), place: everybodys(), ..list(word) };
    let (openid, several) = (openid(word), metadata(word, true));
    let replacement = ProviderPreview {
        name: Some(word.to_owned()),
        action: "/connections/1/metadata/save".to_owned(),
        form: FormState::of(&NEW_PROVIDER_METADATA).value(&METADATA_READ, "{}"),
        ..preview(word)
    };
    vec![
        sample("connections", &frame, &list(word)),
        sample("connections_none", &frame, &none),
        sample("connection_new", &frame, &kinds(word)),
        sample("connection_openid", &frame, &form(word, &OPENID_CONNECTION)),
        sample("connection_google", &frame, &form(word, &GOOGLE_CONNECTION)),
        sample("connection_edit_openid", &frame, &form(word, &EDIT_OPENID_CONNECTION)),
        sample("connection_edit_saml", &frame, &form(word, &EDIT_SAML_CONNECTION)),
        sample("connection_metadata", &frame, &metadata(word, false)),
        sample("connection_metadata_several", &frame, &several),
        sample("connection_preview", &frame, &preview(word)),
        sample("connection_preview_newer", &frame, &replacement),
        sample("connection_saml", &frame, &saml(word)),
        sample("connection_by_openid", &frame, &openid),
        sample("connection_rules", &frame, &rules(word)),
        sample("connection_only", &frame, &only(word, true)),
        sample("connection_only_missing", &frame, &only(word, false)),
        sample("connection_domains", &frame, &domains(word)),
        sample("domain_link", &nobody, &link(word, true)),
        sample("domain_link_closed", &nobody, &link(word, false)),
    ]
}

fn everybodys() -> ConnectionPlace {
    ConnectionPlace { path: "/connections".to_owned(), organization: None }
}

fn place(word: &str) -> ConnectionPlace {
    ConnectionPlace { path: "/organizations/1/connections".to_owned(), organization: Some(head(word)) }
}

fn tag(prefix: &str, code: &str, tone: &'static str) -> ConnectionTag {
    ConnectionTag { text: PageText::of_code(prefix, code), tone }
}

fn list(word: &str) -> Connections {
    let row = |protocol: &str, state: &str, tone| ConnectionRow {
        path: "/connections/1".to_owned(),
        name: word.to_owned(),
        protocol: PageText::of_code("connection-protocol", protocol),
        issuer: word.to_owned(),
        state: tag("connection-state", state, tone),
    };
    Connections {
        place: place(word),
        new_path: "/organizations/1/connections/new".to_owned(),
        rows: vec![
            row("saml", "enabled", "good"),
            row("openid", "trial", "warn"),
            row("saml", "disabled", "bad"),
        ],
    }
}

fn kinds(word: &str) -> ChooseProvider {
    let kind = |kind: &str| ProviderKind {
        label: PageText::of_code("connection-new", kind),
        hint: PageText::of_code("connection-new-hint", kind),
        path: format!("/connections/new/{kind}"),
    };
    ChooseProvider { place: place(word), kinds: ["saml", "openid", "google"].map(kind).to_vec() }
}

fn own(word: &str) -> Vec<OwnValue> {
    let value = |label| OwnValue { label: PageText::new(label), value: word.to_owned() };
    let labels = [
        "connection-own-metadata",
        "connection-own-entity-id",
        "connection-own-consumer",
        "connection-own-callback",
        "connection-own-logout",
    ];
    labels.map(value).to_vec()
}

fn form(word: &str, declared: &'static Form) -> ConnectionForm {
    let filled = FormState::of(declared).value(&NAME, word);
    let is_new = declared.page_field(ISSUER.name()).is_some();
    let text = PageText::new("error-connection-address").with("uri", word);
    ConnectionForm {
        title: PageText::new("connection-edit-title").with("name", word),
        lead: PageText::new("connection-edit-lead-openid"),
        own: if is_new { own(word) } else { Vec::new() },
        action: "/connections/1/edit".to_owned(),
        back_path: "/connections/1".to_owned(),
        button: PageText::new("connection-save"),
        form: if is_new { filled.value(&ISSUER, word).error(&ISSUER, text) } else { filled },
    }
}

fn metadata(word: &str, several: bool) -> GiveProviderMetadata {
    let form = FormState::of(&PROVIDER_METADATA).value(&METADATA_TEXT, word);
    GiveProviderMetadata {
        name: several.then(|| word.to_owned()),
        own: if several { Vec::new() } else { own(word) },
        action: "/connections/new/saml".to_owned(),
        back_path: "/connections/new".to_owned(),
        entities: if several { vec![Choice::new(word, word, "")] } else { Vec::new() },
        form: if several { form.error(&PROVIDER, PageText::new("metadata-several-providers")) } else { form },
    }
}

fn words(word: &str) -> ProviderWords {
    let key = |expired| ProviderKey {
        subject: word.to_owned(),
        fingerprint: "5041402002402076097190911017059250414020024020760971909110170592".to_owned(),
        ends_at: Some(at(0)),
        expired,
    };
    ProviderWords {
        entity_id: word.to_owned(),
        sign_on_url: word.to_owned(),
        logout_url: Some(word.to_owned()),
        keys: vec![key(false), key(true)],
        valid_until: Some(at(1)),
        expired: true,
        address: Some(word.to_owned()),
    }
}

fn preview(word: &str) -> ProviderPreview {
    ProviderPreview {
        name: None,
        action: "/connections/new/saml/save".to_owned(),
        back_path: "/connections/new/saml".to_owned(),
        read: words(word),
        warnings: vec![PageText::new("metadata-warning-expired").with("at", at(1))],
        left_out: vec![PageText::new("left-out-key-authority").with("key", word)],
        form: FormState::of(&SAML_CONNECTION).value(&METADATA_READ, "{}").value(&NAME, word),
    }
}

fn domain_rows(word: &str) -> Vec<DomainRow> {
    let row = |state: &str, tone| DomainRow {
        domain: word.to_owned(),
        state: tag("domain-state", state, tone),
        remove_action: "/connections/1/domains/1/remove".to_owned(),
    };
    vec![row("registry", "good"), row("mail", "good"), row("dns", "good"), row("waiting", "warn")]
}

fn saml(word: &str) -> ConnectionPage {
    let link = |label, path: &str| ConnectionLink { label: PageText::new(label), path: path.to_owned() };
    ConnectionPage {
        path: "/connections/1".to_owned(),
        name: word.to_owned(),
        place: place(word),
        protocol: PageText::new("connection-protocol-saml"),
        state: tag("connection-state", "trial", "warn"),
        created_at: at(0),
        tested_at: Some(at(1)),
        linked: 2,
        warnings: vec![
            PageText::new("metadata-warning-ends-soon").with("at", at(1)),
            PageText::new("connection-warning-untested"),
        ],
        saml: Some(words(word)),
        facts: vec![ConnectionFact {
            label: PageText::new("connection-fact-subject"),
            values: vec![word.to_owned()],
        }],
        rules: vec![
            PageText::new("connection-rule-unknown-connect-or-create"),
            PageText::new("connection-rule-linking-offered"),
            PageText::new("connection-rule-ask-again").with("count", 30_i64),
            PageText::new("connection-rule-preferred"),
            PageText::new("connection-rule-vouches"),
            PageText::new("connection-rule-least-level").with("level", word),
            PageText::new("connection-rule-only-from").with("at", at(1)).with("count", 1_u64),
        ],
        own: own(word),
        domains: domain_rows(word),
        attempts: vec![FailedSignIn {
            at: at(0),
            text: PageText::new("connection-check-signature"),
            code: word.to_owned(),
            reference: Some("7Q2M-4K8D".to_owned()),
        }],
        id: "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned(),
        try_return_to: Some("/connections/1".to_owned()),
        states: vec![
            link("connection-enabled-button", "/connections/1/state/enabled"),
            link("connection-disabled-button", "/connections/1/state/disabled"),
        ],
    }
}

/// One that is in use, never tried, and of which there is little to say.
fn openid(word: &str) -> ConnectionPage {
    ConnectionPage {
        place: everybodys(),
        protocol: PageText::new("connection-protocol-openid"),
        state: tag("connection-state", "enabled", "good"),
        tested_at: None,
        warnings: Vec::new(),
        saml: None,
        domains: Vec::new(),
        attempts: Vec::new(),
        try_return_to: None,
        rules: vec![PageText::new("connection-rule-only").with("at", at(1)).with("count", 2_u64)],
        ..saml(word)
    }
}

fn rules(word: &str) -> ConnectionRulesForm {
    let choices = |values: [&str; 2]| values.map(|value| Choice::new(value, word, word)).to_vec();
    ConnectionRulesForm {
        name: word.to_owned(),
        action: "/connections/1/rules".to_owned(),
        back_path: "/connections/1".to_owned(),
        unknown: choices(["refuse", "create"]),
        linking: choices(["off", "offered"]),
        options: choices(["preferred", "vouches_for_email"]),
        form: FormState::of(&CONNECTION_RULES),
    }
}

fn only(word: &str, can: bool) -> ConnectionOnly {
    let text = |key| PageText::new(key).with("name", word);
    let form = FormState::of(&CONNECTION_ONLY);
    let keepers = vec![Choice::new("1", word, ""), Choice::new("2", word, "")];
    ConnectionOnly {
        name: word.to_owned(),
        effects: ["connection-only-people", "connection-only-others", "connection-only-undo"]
            .map(text)
            .to_vec(),
        missing: if can {
            Vec::new()
        } else {
            vec![text("error-connection-not-tested"), text("connection-only-nobody")]
        },
        action: "/connections/1/only".to_owned(),
        back_path: "/connections/1".to_owned(),
        keepers: if can { keepers } else { Vec::new() },
        form: if can {
            form.error(&BREAK_GLASS, PageText::new("error-connection-break-glass"))
        } else {
            form
        },
    }
}

fn domains(word: &str) -> ConnectionDomains {
    let mailbox = |value: &str| Choice::new(value, word, "");
    ConnectionDomains {
        name: word.to_owned(),
        action: "/connections/1/domains".to_owned(),
        back_path: "/connections/1".to_owned(),
        domains: domain_rows(word),
        mailboxes: ["administrator", "postmaster"].map(mailbox).to_vec(),
        form: FormState::of(&ADD_SIGN_IN_DOMAIN)
            .value(&DOMAIN, word)
            .error(&DOMAIN, PageText::new("error-domain-there")),
    }
}

fn link(word: &str, is_open: bool) -> DomainLink {
    let text = |key| {
        let text = PageText::new(key).with("domain", word).with("organization", word);
        text.with("connection", word)
    };
    let (title, texts) = if is_open {
        ("domain-link-title", vec!["domain-link-asks", "domain-link-effect", "domain-link-ignore"])
    } else {
        ("domain-link-closed-title", vec!["domain-link-closed"])
    };
    DomainLink {
        title: text(title),
        texts: texts.into_iter().map(text).collect(),
        action: is_open.then(|| "/sign-in-domains/1/2".to_owned()),
    }
}
