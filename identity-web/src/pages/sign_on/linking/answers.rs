//! The answers that the steps about an identity elsewhere take.

use crate::forms::federation::linking::{
    CONFIRM_LINK, CONNECT_ACCOUNT, CREATE_LINKED, NEVER, NOT_NOW, REFUSE_LINK, STAY, SWITCH_PERSON,
};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME};
use crate::page::forms::Filled;
use identity_core::sign_on::{Answer, NewLinkedAccount, OfferedLink};
use identity_core::values::{FamilyName, PersonName};

/// What a form of these steps says; none if something is wrong with what was typed.
pub(in crate::pages::sign_on) fn answer(form: &mut Filled) -> Option<Answer> {
    let declared = form.form();
    if *declared == CREATE_LINKED {
        return create(form).map(Answer::CreateLinked);
    }
    Some(if *declared == CONNECT_ACCOUNT {
        Answer::ConnectAccount
    } else if *declared == CONFIRM_LINK {
        Answer::ConfirmLink(true)
    } else if *declared == REFUSE_LINK {
        Answer::ConfirmLink(false)
    } else if *declared == SWITCH_PERSON {
        Answer::SwitchPerson(true)
    } else if *declared == STAY {
        Answer::SwitchPerson(false)
    } else if *declared == NOT_NOW {
        Answer::OfferedLink(OfferedLink::NotNow)
    } else if *declared == NEVER {
        Answer::OfferedLink(OfferedLink::Never)
    } else {
        Answer::OtherWay
    })
}

fn create(form: &mut Filled) -> Option<NewLinkedAccount> {
    let given_name = form.read(&GIVEN_NAME, PersonName::parse);
    let family_name = form.read(&FAMILY_NAME, FamilyName::parse);
    let given_name = given_name.filter(|_| form.is_right())?;
    Some(NewLinkedAccount::new(given_name, family_name.unwrap_or_default()))
}
