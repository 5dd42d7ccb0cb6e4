//! The template files: those that are built in, and those of a deployer.

use super::template_error::TemplatesError;
use crate::language::Languages;
use identity_core::values::Locale;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// Every built-in template. A deployer's folder has a folder for each language with the same names in it.
        const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("templates/", $name)))),+];
    };
}

built_in![
    "account_closed.html",
    "account_closed.sms.txt",
    "account_closed.subject.txt",
    "account_closed.txt",
    "approval_asked.html",
    "approval_asked.sms.txt",
    "approval_asked.subject.txt",
    "approval_asked.txt",
    "authenticator_changed.html",
    "authenticator_changed.sms.txt",
    "authenticator_changed.subject.txt",
    "authenticator_changed.txt",
    "authenticators_reset.html",
    "authenticators_reset.sms.txt",
    "authenticators_reset.subject.txt",
    "authenticators_reset.txt",
    "code.html",
    "code.sms.txt",
    "code.subject.txt",
    "code.txt",
    "contact_asked.html",
    "contact_asked.sms.txt",
    "contact_asked.subject.txt",
    "contact_asked.txt",
    "contact_changed.html",
    "contact_changed.sms.txt",
    "contact_changed.subject.txt",
    "contact_changed.txt",
    "contact_proof.html",
    "contact_proof.subject.txt",
    "contact_proof.txt",
    "contact_taken.html",
    "contact_taken.subject.txt",
    "contact_taken.txt",
    "domain_proof.html",
    "domain_proof.subject.txt",
    "domain_proof.txt",
    "email_removed.html",
    "email_removed.subject.txt",
    "email_removed.txt",
    "first_password.html",
    "first_password.subject.txt",
    "first_password.txt",
    "identity_linked.html",
    "identity_linked.sms.txt",
    "identity_linked.subject.txt",
    "identity_linked.txt",
    "invitation.html",
    "invitation.subject.txt",
    "invitation.txt",
    "invitation_requested.html",
    "invitation_requested.subject.txt",
    "invitation_requested.txt",
    "letter.html",
    "letter.txt",
    "letter_printed.html",
    "letter_printed.sms.txt",
    "letter_printed.subject.txt",
    "letter_printed.txt",
    "macros.html",
    "mandate.html",
    "mandate.sms.txt",
    "mandate.subject.txt",
    "mandate.txt",
    "organization_state.html",
    "organization_state.subject.txt",
    "organization_state.txt",
    "passkey_copied.html",
    "passkey_copied.sms.txt",
    "passkey_copied.subject.txt",
    "passkey_copied.txt",
    "password_changed.html",
    "password_changed.sms.txt",
    "password_changed.subject.txt",
    "password_changed.txt",
    "recovery.html",
    "recovery.subject.txt",
    "recovery.txt",
    "recovery_refused.html",
    "recovery_refused.subject.txt",
    "recovery_refused.txt",
    "recovery_started.html",
    "recovery_started.subject.txt",
    "recovery_started.txt",
    "roles_changed.html",
    "roles_changed.sms.txt",
    "roles_changed.subject.txt",
    "roles_changed.txt",
    "sms_test.html",
    "sms_test.sms.txt",
    "sms_test.subject.txt",
    "sms_test.txt",
];

/// The templates, each below the name of its language, and the languages that there are templates in.
///
/// The built-in ones are there in every language that there are texts in. A name without a folder is that of a file of the
/// same language.
pub(super) fn read(
    languages: &Languages,
    overrides: Option<&Path>,
) -> Result<(Environment<'static>, BTreeSet<Locale>), TemplatesError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(escape);
    // Debug information in errors holds the values of a message: names, addresses and links with tokens.
    environment.set_debug(false);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_path_join_callback(|name, parent| match parent.split_once('/') {
        Some((language, _)) if !name.contains('/') => Cow::Owned(format!("{language}/{name}")),
        _ => Cow::Borrowed(name),
    });
    let mut known: BTreeSet<Locale> = languages.all().cloned().collect();
    for language in &known {
        for (name, source) in BUILT_IN {
            environment.add_template_owned(format!("{language}/{name}"), *source)?;
        }
    }
    if let Some(folder) = overrides {
        known.extend(add_overrides(&mut environment, folder)?);
    }
    Ok((environment, known))
}

fn escape(name: &str) -> AutoEscape {
    if name.rsplit('.').next() == Some("html") { AutoEscape::Html } else { AutoEscape::None }
}

fn add_overrides(
    environment: &mut Environment<'static>,
    folder: &Path,
) -> Result<Vec<Locale>, TemplatesError> {
    let mut languages = Vec::new();
    for path in entries(folder)? {
        let folder = file_name(&path);
        let language = Locale::parse(&folder).ok().filter(|language| language.as_str() == folder);
        let Some(language) = language else { return Err(TemplatesError::Unknown(path)) };
        for path in entries(&path)? {
            let name = file_name(&path);
            if !BUILT_IN.iter().any(|(known, _)| *known == name) {
                return Err(TemplatesError::Unknown(path));
            }
            let read = std::fs::read_to_string(&path);
            let source = read.map_err(|source| TemplatesError::Unreadable { path: path.clone(), source })?;
            environment.add_template_owned(format!("{language}/{name}"), source)?;
        }
        languages.push(language);
    }
    Ok(languages)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, TemplatesError> {
    let unreadable = |source| TemplatesError::Unreadable { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(unreadable)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}
