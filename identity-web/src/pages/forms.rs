//! Every form that a page posts to us, for those who walk them all.

use crate::forms::applications::saml;
use crate::forms::{
    Form, authenticators, brands, contacts, invitations, mandates, members, organizations, passwords, people,
    roles, sessions, sign_on,
};
use crate::page::forms::BUTTONS;

/// Every form of a page. The test of the forms compares each with the page that shows it.
pub const FORMS: &[&Form] = &[
    &BUTTONS,
    &people::ASK_APPROVAL,
    &authenticators::ADD_AUTHENTICATOR,
    &authenticators::CONFIRM_AUTHENTICATOR,
    &authenticators::CONFIRM_PASSKEY,
    &authenticators::RENAME_AUTHENTICATOR,
    &brands::BRAND,
    &brands::BRAND_LOGO,
    &contacts::CHANGE_EMAIL,
    &contacts::CHANGE_PHONE,
    &contacts::PROVE_CONTACT,
    &invitations::ACCEPT_INVITATION,
    &invitations::INVITE,
    &mandates::GIVE_MANDATE,
    &members::CREATE_MEMBER,
    &organizations::SUSPEND_ORGANIZATION,
    &passwords::CHANGE_PASSWORD,
    &passwords::RECOVER,
    &passwords::RESET_PASSWORD,
    &people::EDIT_PERSON,
    &people::ERASE_USER,
    &people::OWN_DATA,
    &roles::GIVE_ROLE,
    &roles::WHO_CAN,
    &saml::SAML_SETTINGS,
    &saml::ADD_SAML_ATTRIBUTE,
    &sessions::ACTING_FOR,
    &sessions::LANGUAGE,
    &sessions::SWITCH,
    &sign_on::CHOOSE_ORGANIZATION,
    &sign_on::KEEP_ACCOUNT,
    &sign_on::CONSENT,
    &sign_on::DECLINE,
    &sign_on::CODE,
    &sign_on::SEND_CODE,
    &sign_on::ENROL,
    &sign_on::FURTHER_PASSWORD,
    &sign_on::GIVE_PASSKEY,
    &sign_on::SIGN_IN,
    &sign_on::SIGN_IN_POLICY,
    &sign_on::SMS_SETTINGS,
];
