//! Changing the own e-mail address and telephone number: asking for another one, and proving it with the code.

use crate::forms::Form;
use crate::forms::authenticators::PROOF;
use crate::forms::contacts::{EMAIL_USE, PROVE_CONTACT};
use crate::forms::sign_on::STEP;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, FormData, NoFields, PageForm};
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::page::views::outcome::Confirm;
use crate::pages::authenticators::words::{SentCode, not_sent};
use crate::pages::contacts::emails::emails_page;
use crate::pages::contacts::own::{
    EMAILS, FURTHER, MAIN, PROFILE, field_of, form_of, path_of, title_of, typed,
};
use crate::pages::contacts::views::{ChangeContact, ProveContact};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::response::Response;
use identity_core::contacts::{BeginContactError, ConfirmContactError, RemovePhoneError, WaitingContact};
use identity_core::values::{AttributeWriter, Contact, ContactKind, ProfileField};

/// The notice after an address was added.
pub(super) const ADDED: &str = "email-added";

/// The notice after a change.
pub(super) const CHANGED: &str = "contact-changed";

/// What a page of e-mail addresses posts: another one, or the code.
#[derive(Debug)]
pub(crate) struct EmailForm(Filled);

/// What a page of telephone numbers posts: another one, or the code.
#[derive(Debug)]
pub(crate) struct PhoneForm(Filled);

fn form_posted(data: &FormData, kind: ContactKind) -> &'static Form {
    const PROVE: &Form = &PROVE_CONTACT;
    if data.raw(STEP) == "code" { PROVE } else { form_of(kind) }
}

impl PageForm for EmailForm {
    fn form(data: &FormData) -> &'static Form {
        form_posted(data, ContactKind::Email)
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

impl PageForm for PhoneForm {
    fn form(data: &FormData) -> &'static Form {
        form_posted(data, ContactKind::Phone)
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

pub(crate) async fn show_email(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    show(&signed_in, ContactKind::Email).await
}

pub(crate) async fn show_phone(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    show(&signed_in, ContactKind::Phone).await
}

pub(crate) async fn submit_email(
    signed_in: SignedInVisit,
    Posted(EmailForm(form)): Posted<EmailForm>,
) -> Result<Response, PageFailure> {
    submit(&signed_in, ContactKind::Email, form).await
}

pub(crate) async fn submit_phone(
    signed_in: SignedInVisit,
    Posted(PhoneForm(form)): Posted<PhoneForm>,
) -> Result<Response, PageFailure> {
    submit(&signed_in, ContactKind::Phone, form).await
}

pub(crate) async fn send_email(
    signed_in: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    send(&signed_in, ContactKind::Email).await
}

pub(crate) async fn send_phone(
    signed_in: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    send(&signed_in, ContactKind::Phone).await
}

pub(crate) async fn cancel_email(
    signed_in: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    cancel(&signed_in, ContactKind::Email).await
}

pub(crate) async fn cancel_phone(
    signed_in: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    cancel(&signed_in, ContactKind::Phone).await
}

/// Somebody whose last proof is too old signs in again before they type, and comes back.
async fn show(signed_in: &SignedInVisit, kind: ContactKind) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let identity = &visit.state.identity;
    if let Some(waiting) = identity.waiting_contact_change(caller, kind).await? {
        return prove_page(visit, kind, &waiting, FormState::of(&PROVE_CONTACT)).await;
    }
    if refused(visit, kind).is_none() && identity.must_prove_again(caller).await? {
        return Ok(prove_again(visit, kind));
    }
    let form = FormState::of(form_of(kind));
    let form = match kind {
        ContactKind::Email => form.chosen(&EMAIL_USE, [MAIN.to_owned()]),
        ContactKind::Phone => form,
    };
    ask_page(signed_in, kind, form).await
}

fn prove_again(visit: &Visit, kind: ContactKind) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(path_of(kind))))
}

/// Why a contact of this kind cannot be changed by its owner here.
fn refused(visit: &Visit, kind: ContactKind) -> Option<PageText> {
    let identity = &visit.state.identity;
    let field = match kind {
        ContactKind::Email => ProfileField::Email,
        ContactKind::Phone => ProfileField::Phone,
    };
    if !identity.settings().profile.may_write(field, AttributeWriter::Person) {
        return Some(PageText::new("contact-not-yours"));
    }
    (!identity.can_prove_contact(kind)).then(|| PageText::new("contact-not-offered"))
}

async fn ask_page(
    signed_in: &SignedInVisit,
    kind: ContactKind,
    form: FormState,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let refused = refused(visit, kind);
    if kind == ContactKind::Email {
        return emails_page(signed_in, refused, form).await;
    }
    let user = visit.state.identity.account(caller).await?.user;
    let path = path_of(kind);
    let present = user.phone.as_ref().map(ToString::to_string);
    let removes = present.is_some() && refused.is_none();
    let view = ChangeContact {
        title: title_of(kind),
        field: field_of(kind).name(),
        present,
        is_proved: user.phone_verified_at.is_some(),
        refused,
        action: path.to_owned(),
        remove_path: removes.then(|| format!("{path}/remove")),
        back_path: PROFILE.to_owned(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

async fn prove_page(
    visit: &Visit,
    kind: ContactKind,
    waiting: &WaitingContact,
    form: FormState,
) -> Result<Response, PageFailure> {
    let (path, now) = (path_of(kind), visit.state.identity.clock().now());
    let view = ProveContact {
        title: title_of(kind),
        contact: waiting.contact.as_str().to_owned(),
        adds_email: waiting.adds_email,
        has_link: kind == ContactKind::Email,
        sent: waiting.sent.as_ref().map(|sent| SentCode::of(sent, now)),
        action: path.to_owned(),
        send_action: format!("{path}/send"),
        cancel_action: format!("{path}/cancel"),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

async fn submit(signed_in: &SignedInVisit, kind: ContactKind, form: Filled) -> Result<Response, PageFailure> {
    if form.form().name() == PROVE_CONTACT.name() {
        confirm(signed_in, kind, form).await
    } else {
        ask(signed_in, kind, form).await
    }
}

async fn ask(
    signed_in: &SignedInVisit,
    kind: ContactKind,
    mut form: Filled,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let identity = &visit.state.identity;
    let field = field_of(kind);
    let new = typed(&mut form, kind, identity.settings().calling_code.as_ref());
    let Some(new) = new.filter(|_| form.is_right()) else {
        return ask_page(signed_in, kind, form.state()).await;
    };
    let begun = match new {
        Contact::Email(email) if form.text(&EMAIL_USE) == FURTHER => {
            identity.begin_adding_email(caller, email).await
        }
        new => identity.begin_contact_change(caller, new).await,
    };
    match begun {
        Ok(()) => Ok(visit.go(path_of(kind))),
        Err(BeginContactError::ProveAgain) => Ok(prove_again(visit, kind)),
        Err(BeginContactError::Unchanged) => {
            form.refuse(&field, PageText::new("error-contact-unchanged"));
            ask_page(signed_in, kind, form.state()).await
        }
        Err(BeginContactError::Send(error)) => {
            form.refuse(&field, not_sent(&error));
            ask_page(signed_in, kind, form.state()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    kind: ContactKind,
    mut form: Filled,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let waiting = identity.waiting_contact_change(caller, kind).await?;
    let adds = waiting.is_some_and(|waiting| waiting.adds_email);
    if form.is_right() {
        match identity.confirm_contact_change(caller, kind, &form.secret(&PROOF)).await {
            Ok(()) if adds => return Ok(visit.done(EMAILS, ADDED)),
            Ok(()) => return Ok(visit.done(PROFILE, CHANGED)),
            Err(ConfirmContactError::WrongCode) => form.wrong(&PROOF),
            Err(ConfirmContactError::Taken) => form.refuse(&PROOF, PageText::new("contact-taken-text")),
            // The link was used, or another click was right.
            Err(ConfirmContactError::NotFound) => return Ok(visit.go(PROFILE)),
            Err(error) => return Err(error.into()),
        }
    }
    match identity.waiting_contact_change(caller, kind).await? {
        Some(waiting) => prove_page(visit, kind, &waiting, form.state()).await,
        None => Ok(visit.go(PROFILE)),
    }
}

async fn send(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    kind: ContactKind,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    match identity.resend_contact_code(caller, kind).await {
        Ok(()) => Ok(visit.done(path_of(kind), "code-sent")),
        Err(BeginContactError::ProveAgain) => Ok(prove_again(visit, kind)),
        Err(BeginContactError::NotFound) => Ok(visit.go(path_of(kind))),
        Err(BeginContactError::Send(error)) => {
            let refused = FormState::of(&PROVE_CONTACT).error(&PROOF, not_sent(&error));
            match identity.waiting_contact_change(caller, kind).await? {
                Some(waiting) => prove_page(visit, kind, &waiting, refused).await,
                None => Ok(visit.go(path_of(kind))),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn cancel(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    kind: ContactKind,
) -> Result<Response, PageFailure> {
    visit.state.identity.cancel_contact_change(caller, kind).await?;
    Ok(visit.go(PROFILE))
}

pub(crate) async fn ask_remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let user = visit.state.identity.account(&caller).await?.user;
    let Some(number) = &user.phone else { return Ok(visit.go(PROFILE)) };
    let path = path_of(ContactKind::Phone);
    let view = Confirm {
        title: PageText::new("contact-remove-title").with("number", number.as_str()),
        effects: vec![PageText::new("contact-remove-effect"), PageText::new("contact-remove-told")],
        action: format!("{path}/remove"),
        button: PageText::new("contact-remove-button"),
        back_path: path.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    match visit.state.identity.remove_own_phone(&caller).await {
        Ok(()) => Ok(visit.done(PROFILE, CHANGED)),
        Err(RemovePhoneError::ProveAgain) => {
            let again = visit.state.base.path(&format!("{}/remove", path_of(ContactKind::Phone)));
            Ok(visit.go(&prove_again_then(&again)))
        }
        Err(error) => Err(error.into()),
    }
}
