//! An application behind single sign-on, as the settings name it.

use identity_core::applications::WrittenAttribute;
use identity_core::domain::{AttributePreset, AuthenticationMethod, Factors, NameFormat, SignedParts};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// An application that signs people in by SAML.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    /// File with its metadata.
    pub metadata: PathBuf,
    /// Which entity of the file is meant, if it describes several.
    pub entity_id: Option<String>,
    /// Whether people are signed in to it.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// The formats of names that it may ask for: `persistent`, `transient`, `email`. It gets the first one when it asks for
    /// none. Empty = all, those that its metadata names first.
    #[serde(default)]
    pub name_formats: Vec<NameFormat>,
    /// What it is told, as a preset: `smartplan` (if left out), `oids` or `claims`.
    #[serde(default)]
    pub attribute_preset: Option<AttributePreset>,
    /// What it is told, attribute by attribute, instead of a preset.
    #[serde(default)]
    pub attributes: Option<Vec<WrittenAttribute>>,
    /// What is signed: `both`, `assertion` or `response`.
    #[serde(default)]
    pub signed: SignedParts,
    /// Whether assertions are encrypted with the key in its metadata.
    #[serde(default)]
    pub encrypt_assertions: bool,
    /// Whether its requests have to be signed. Left out = if its metadata says that it signs them.
    #[serde(default)]
    pub requests_signed: Option<bool>,
    /// Further origins to which it leads the browser on while it takes a message, such as `https://www.example.com`.
    #[serde(default)]
    pub origins: Vec<String>,
    /// How many kinds of proof it needs of everybody: `one` or `two`.
    #[serde(default)]
    pub factors: Factors,
    /// The second proofs that count there. Left out = all of `methods`.
    #[serde(default)]
    pub methods: Option<BTreeSet<AuthenticationMethod>>,
    /// For how many days at most a browser is remembered for it. Left out = `remember_days`.
    #[serde(default)]
    pub remember_days: Option<u16>,
    /// What people call it.
    pub name: String,
    /// The service that it is the door to.
    #[serde(default = "default_service")]
    pub service: String,
}

fn default_service() -> String {
    crate::setup::SERVICE.to_owned()
}

const fn yes() -> bool {
    true
}
