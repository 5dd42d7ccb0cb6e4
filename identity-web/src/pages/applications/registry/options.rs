//! What is chosen from in the forms of applications.

use super::views::ApplicationChoices;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::Choice;
use crate::visit::visitor::{SignedInVisit, Visit};
use identity_core::applications::{ApplicationKind, Opening};
use identity_core::domain::{ClientAuthentication, TokenAlgorithm};

/// The ways by which a client proves who it is, with their names in the form.
pub(super) const AUTHENTICATION: [(&str, ClientAuthentication); 5] = [
    ("client_secret", ClientAuthentication::ClientSecret),
    ("client_secret_basic", ClientAuthentication::ClientSecretBasic),
    ("client_secret_post", ClientAuthentication::ClientSecretPost),
    ("private_key_jwt", ClientAuthentication::PrivateKeyJwt),
    ("none", ClientAuthentication::None),
];

/// The check boxes of an application by OpenID Connect.
pub(super) const OPTIONS: [&str; 5] =
    ["native", "first_party", "refresh_tokens", "client_credentials", "pushed_requests_only"];

/// What is chosen from in the form of an application of a kind.
pub(super) async fn choices(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    kind: ApplicationKind,
) -> Result<ApplicationChoices, PageFailure> {
    let services = visit.state.identity.application_services(caller).await?;
    let mut named: Vec<_> =
        services.iter().map(|one| Choice::new(one.key.as_str(), one.name.as_str(), "")).collect();
    named.sort_by(|one, other| one.label.cmp(&other.label));
    named.insert(0, Choice::new("", visit.say(&PageText::new("application-choose-service"))?, ""));
    // Nobody signs in to a program, who could try it.
    let openings =
        Opening::ALL.into_iter().filter(|one| kind != ApplicationKind::Program || *one != Opening::Trial);
    let authentication = AUTHENTICATION
        .iter()
        .filter(|(_, way)| kind != ApplicationKind::Program || *way != ClientAuthentication::None);
    Ok(ApplicationChoices {
        services: named,
        authentication: each(visit, "application-authentication", authentication.map(|(name, _)| *name))?,
        algorithms: TokenAlgorithm::ALL.map(|one| Choice::new(one.as_str(), one.as_str(), "")).to_vec(),
        options: explained(visit, "application-option", OPTIONS)?,
        openings: explained(visit, "application-opening", openings.map(Opening::as_str))?,
    })
}

fn each<'a>(
    visit: &Visit,
    prefix: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Choice>, PageFailure> {
    let of = |code: &str| Ok(Choice::new(code, visit.say(&PageText::of_code(prefix, &key(code)))?, ""));
    codes.into_iter().map(of).collect()
}

/// The same with a sentence below each.
fn explained<'a>(
    visit: &Visit,
    prefix: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Choice>, PageFailure> {
    let of = |code: &str| {
        let label = visit.say(&PageText::of_code(prefix, &key(code)))?;
        let hint = visit.say(&PageText::of_code(prefix, &format!("{}-hint", key(code))))?;
        Ok(Choice::new(code, label, hint))
    };
    codes.into_iter().map(of).collect()
}

/// A name of the field as the keys of texts write it.
fn key(code: &str) -> String {
    code.replace('_', "-")
}
