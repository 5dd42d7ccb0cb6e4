//! The form that makes an account for somebody.

use crate::forms::Field;
use crate::forms::invitations::{EMAIL, LANGUAGE, ROLES};
use crate::forms::members::{CREATE_MEMBER, PASSWORD_LINK, PHONE};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME, USERNAME};
use crate::forms::roles::SERVICES;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::names::read_name;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::head::{head, parse};
use crate::pages::people::views;
use crate::pages::roles::choices::{language_choices, limiting_services, role_choices};
use crate::pages::roles::invite_refusals::{give_field, give_said};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::OrganizationId;
use identity_core::people::{CreateMemberError, NewMember};
use identity_core::policy::Permission;
use identity_core::values::{EmailAddress, FamilyName, PhoneNumber, RoleKey, ServiceKey, Username};

/// The link is mailed.
const MAIL: &str = "mail";

/// The link is printed.
const LETTER: &str = "letter";

page_forms! {
    /// What the form that makes an account posts.
    CreateForm => CREATE_MEMBER;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let language = signed_in.visit.language.to_string();
    let form =
        FormState::of(&CREATE_MEMBER).value(&LANGUAGE, language).chosen(&PASSWORD_LINK, [MAIL.to_owned()]);
    page(&signed_in, parse(&id)?, form).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(CreateForm(mut form)): Posted<CreateForm>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let Some(wanted) = read(visit, &mut form, id) else {
        return page(&signed_in, id, form.state()).await;
    };
    match visit.state.identity.create_member(caller, &wanted).await {
        Ok(user) => {
            let person = format!("/organizations/{id}/people/{}", user.id);
            let next = if wanted.mail_link { person } else { format!("{person}/letter") };
            Ok(visit.done(&next, "account-created"))
        }
        Err(CreateMemberError::ProveAgain) => {
            let here = format!("/organizations/{id}/people/new");
            Ok(visit.go(&prove_again_then(&visit.state.base.path(&here))))
        }
        Err(error) => {
            form.refuse(field(&error), said(error)?);
            page(&signed_in, id, form.state()).await
        }
    }
}

/// The account that was filled in; `None` if something is wrong with the fields, which the form says then.
fn read(visit: &Visit, form: &mut Filled, organization: OrganizationId) -> Option<NewMember> {
    let languages = visit.state.pages.languages();
    let country = visit.state.identity.settings().calling_code.as_ref();
    let given_name = read_name(form, &GIVEN_NAME);
    let family_name = read_name(form, &FAMILY_NAME);
    let email = form.read(&EMAIL, EmailAddress::parse);
    let username = form.read(&USERNAME, Username::parse);
    let phone = form.read(&PHONE, |text| PhoneNumber::parse_in(text, country));
    let roles = form.read_all(&ROLES, RoleKey::parse).unwrap_or_default();
    let services = form.read_all(&SERVICES, ServiceKey::parse).filter(|chosen| !chosen.is_empty());
    let language = form.read(&LANGUAGE, |text| languages.all().find(|one| one.as_str() == text).ok_or(()));
    let language = language.cloned();
    let link = |text: &str| [MAIL, LETTER].into_iter().find(|way| *way == text).ok_or(());
    let link = form.read(&PASSWORD_LINK, link);
    let (true, Some(given_name)) = (form.is_right(), given_name) else { return None };
    let family_name = family_name.map(FamilyName::from).unwrap_or_default();
    let wanted = NewMember::of_name(organization, given_name, roles).family_name(family_name);
    let wanted = wanted.email(email).username(username).phone(phone).locale(language).services(services);
    Some(wanted.mail_link(link == Some(MAIL)))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    identity.check_permission(caller, Permission::MemberManage, id).await?;
    let mut roles = identity.givable_roles(caller, id).await?;
    // What is held by mandate only has to be accepted.
    roles.retain(|role| !role.mandate_only);
    let services = identity.organization_services(caller, id).await?;
    let view = views::CreateMember {
        organization: head(&organization),
        action: format!("/organizations/{id}/people/new"),
        roles: role_choices(&roles),
        services: limiting_services(&services),
        languages: language_choices(visit),
        links: links(visit)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// The ways in which the link for the first password can reach the person.
fn links(visit: &Visit) -> Result<Vec<Choice>, PageFailure> {
    let choice = |(way, label, hint)| {
        Ok(Choice::new(way, visit.say(&PageText::new(label))?, visit.say(&PageText::new(hint))?))
    };
    [
        (MAIL, "create-link-mail", "create-link-mail-hint"),
        (LETTER, "create-link-letter", "create-link-letter-hint"),
    ]
    .into_iter()
    .map(choice)
    .collect()
}

/// The form field that a refusal is about.
const fn field(error: &CreateMemberError) -> &'static Field {
    match error {
        CreateMemberError::Give(error) => give_field(error),
        CreateMemberError::MandateRole(_) => &ROLES,
        CreateMemberError::UsernameTaken => &USERNAME,
        CreateMemberError::NoAddress => &PASSWORD_LINK,
        _ => &EMAIL,
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
fn said(error: CreateMemberError) -> Result<PageText, PageFailure> {
    Ok(match error {
        CreateMemberError::Give(error) => return give_said(error),
        CreateMemberError::MandateRole(_) => PageText::new("error-role-by-mandate"),
        CreateMemberError::AlreadyMember => PageText::new("error-already-member"),
        CreateMemberError::AlreadyInvited => PageText::new("error-already-invited"),
        CreateMemberError::EmailTaken => PageText::new("error-email-taken"),
        CreateMemberError::UsernameTaken => PageText::new("error-username-taken"),
        CreateMemberError::NoSignInName => PageText::new("error-sign-in-name"),
        CreateMemberError::NoAddress => PageText::new("error-no-address"),
        CreateMemberError::TooMany => return Err(PageFailure::TooMany),
        CreateMemberError::ProveAgain => return Err(PageFailure::Refused(PageText::new("sign-in-again"))),
        unknown => return Err(PageFailure::Internal(unknown.into())),
    })
}
