//! The own details: each with those who may change it.

use crate::forms::people::OWN_DATA;
use crate::language::{Argument, ListStyle, PageText};
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::contacts::own::{PROFILE, path_of};
use crate::pages::people::person_form::{self, OwnData, data_of};
use crate::pages::people::views::{ContactRow, FieldRow, Profile};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::response::Response;
use identity_core::Caller;
use identity_core::domain::User;
use identity_core::values::{AttributeWriter, ContactKind, ProfileField};

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let form = data_of(&signed_in.current.user, &OWN_DATA);
    page(&signed_in, form).await
}

pub(crate) async fn save(
    signed_in: SignedInVisit,
    Posted(OwnData(form)): Posted<OwnData>,
) -> Result<Response, PageFailure> {
    let user = signed_in.current.user.clone();
    match person_form::save_own(form, &signed_in, &user).await? {
        Ok(()) => Ok(signed_in.visit.done(PROFILE, "saved")),
        Err(refused) => page(&signed_in, refused).await,
    }
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    form: FormState,
) -> Result<Response, PageFailure> {
    let user = visit.state.identity.account(caller).await?.user;
    let fields = fields(visit, &user)?;
    let chosen = user.locale.as_ref().and_then(|own| visit.state.pages.languages().nearest(own));
    let view = Profile {
        action: PROFILE.to_owned(),
        name: user.full_name(),
        saves: fields.iter().any(|row| row.is_own),
        fields,
        contacts: vec![
            contact_row(visit, caller, &user, ContactKind::Email).await?,
            contact_row(visit, caller, &user, ContactKind::Phone).await?,
        ],
        language: chosen.map(ToString::to_string),
        language_is_own: is_own(visit, ProfileField::Locale),
        language_writers: writers(visit, ProfileField::Locale)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn is_own(visit: &Visit, field: ProfileField) -> bool {
    visit.state.identity.settings().profile.may_write(field, AttributeWriter::Person)
}

fn fields(visit: &Visit, user: &User) -> Result<Vec<FieldRow>, PageFailure> {
    let row = |field: ProfileField, label: &'static str, value: Option<String>| {
        Ok::<_, PageFailure>(FieldRow {
            name: field.as_str(),
            label: PageText::new(label),
            value: value.filter(|value| !value.is_empty()),
            is_own: is_own(visit, field),
            writers: writers(visit, field)?,
        })
    };
    Ok(vec![
        row(ProfileField::GivenName, "field-given-name", Some(user.given_name.to_string()))?,
        row(ProfileField::FamilyName, "profile-family-name", Some(user.family_name.as_str().to_owned()))?,
        row(ProfileField::Username, "field-username", user.username.as_ref().map(ToString::to_string))?,
    ])
}

async fn contact_row(
    visit: &Visit,
    caller: &Caller,
    user: &User,
    kind: ContactKind,
) -> Result<ContactRow, PageFailure> {
    let (field, label, value, proved) = match kind {
        ContactKind::Email => {
            let value = user.email.as_ref().map(ToString::to_string);
            (ProfileField::Email, "field-email", value, user.email_verified_at.is_some())
        }
        ContactKind::Phone => {
            let value = user.phone.as_ref().map(ToString::to_string);
            (ProfileField::Phone, "field-phone", value, user.phone_verified_at.is_some())
        }
    };
    let waiting = visit.state.identity.waiting_contact_change(caller, kind).await?;
    let further = match kind {
        ContactKind::Email => visit.state.identity.own_emails(caller).await?.further,
        ContactKind::Phone => Vec::new(),
    };
    Ok(ContactRow {
        label: PageText::new(label),
        value,
        is_proved: proved,
        further: further.iter().map(|found| found.email.to_string()).collect(),
        waiting: waiting.map(|waiting| waiting.contact.as_str().to_owned()),
        writers: writers(visit, field)?,
        path: is_own(visit, field).then(|| path_of(kind).to_owned()),
    })
}

/// Who may change a detail, in words.
fn writers(visit: &Visit, field: ProfileField) -> Result<PageText, PageFailure> {
    let words = |writer| {
        visit.say(&PageText::new(match writer {
            AttributeWriter::Person => "profile-writer-person",
            AttributeWriter::Administrator => "profile-writer-administrator",
            AttributeWriter::IdentityProvider => "profile-writer-identity-provider",
            // A client of the REST interface, such as the CRM.
            _ => "profile-writer-client",
        }))
    };
    let all = visit.state.identity.settings().profile.writers(field).map(words);
    let all = all.collect::<Result<Vec<_>, _>>()?;
    if all.is_empty() {
        return Ok(PageText::new("profile-writers-none"));
    }
    Ok(PageText::new("profile-writers").with("writers", Argument::List(ListStyle::Plain, all)))
}
