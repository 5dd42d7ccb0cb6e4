//! Sample data of the pages of what an application is told by SAML.

use super::views::{AddSamlAttribute, SamlApplication, SamlAttributeRow};
use crate::forms::applications::saml::{
    ADD_SAML_ATTRIBUTE, ATTRIBUTE_NAME, DEFAULT_FORMAT, NAME_FORMATS, SAML_SETTINGS, SIGNED,
};
use crate::language::PageText;
use crate::page::samples::{Sample, sample, signed_in};
use crate::page::views::form::{Choice, FormState};

const PATH: &str = "/applications/1/saml";

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let page = settings(word);
    let declared = SamlApplication { is_declared: true, warnings: Vec::new(), ..settings(word) };
    let plain = SamlApplication {
        can_encrypt: false,
        can_verify_requests: false,
        attributes: Vec::new(),
        form: FormState::of(&SAML_SETTINGS)
            .error(&NAME_FORMATS, PageText::new("error-saml-name-formats"))
            .error(&SIGNED, PageText::new("error-saml-assertion-signed")),
        ..settings(word)
    };
    vec![
        sample("saml_application", &frame, &page),
        sample("saml_application_declared", &frame, &declared),
        sample("saml_application_plain", &frame, &plain),
        sample("saml_attribute", &frame, &attribute(word)),
    ]
}

fn choice(value: &str, word: &str) -> Choice {
    Choice::new(value, word, "")
}

fn settings(word: &str) -> SamlApplication {
    let row = |remove: bool| SamlAttributeRow {
        name: word.to_owned(),
        friendly_name: remove.then(|| word.to_owned()),
        name_format: PageText::new("saml-name-format-uri"),
        source: PageText::new("saml-source-person").with("key", word),
        in_one: remove,
        condition: remove.then(|| PageText::new("saml-condition-role").with("role", word)),
        remove_action: remove.then(|| format!("{PATH}/attributes/1/remove")),
    };
    let warning = |code: &str| PageText::of_code("saml-warning", code).with("attribute", word);
    SamlApplication {
        action: PATH.to_owned(),
        name: word.to_owned(),
        entity_id: word.to_owned(),
        is_declared: false,
        warnings: vec![
            warning("required_attribute"),
            warning("undeclared_attribute"),
            PageText::new("saml-warning-email_as_name"),
        ],
        attributes: vec![row(true), row(false)],
        add_path: format!("{PATH}/attributes"),
        name_formats: ["persistent", "transient", "email"].map(|value| choice(value, word)).to_vec(),
        signed: ["both", "assertion"].map(|value| choice(value, word)).to_vec(),
        presets: ["", "oids"].map(|value| choice(value, word)).to_vec(),
        can_encrypt: true,
        can_verify_requests: true,
        facts: vec![(PageText::new("saml-signed"), PageText::new("saml-signed-both"))],
        form: FormState::of(&SAML_SETTINGS)
            .chosen(&NAME_FORMATS, ["persistent".to_owned()])
            .value(&DEFAULT_FORMAT, "persistent")
            .chosen(&SIGNED, ["both".to_owned()]),
    }
}

fn attribute(word: &str) -> AddSamlAttribute {
    AddSamlAttribute {
        action: format!("{PATH}/attributes"),
        back: PATH.to_owned(),
        name: word.to_owned(),
        sources: ["email", "roles", "organization"].map(|value| choice(value, word)).to_vec(),
        name_formats: ["basic", "uri"].map(|value| choice(value, word)).to_vec(),
        values: ["many", "one"].map(|value| choice(value, word)).to_vec(),
        conditions: ["", "role"].map(|value| choice(value, word)).to_vec(),
        form: FormState::of(&ADD_SAML_ATTRIBUTE)
            .error(&ATTRIBUTE_NAME, PageText::new("error-saml-attribute-name")),
    }
}
