//! Forms of a sign-on.

use crate::forms::authenticators::{NEW_METHOD, NUMBER, PASSKEY, PASSKEY_STATE, PROOF};
use crate::forms::{Field, Form, Kind};
use identity_core::secrets::MAX_PASSWORD_OCTETS;
use identity_core::values::EmailAddress;

/// The user name or e-mail address.
pub(crate) const IDENTIFIER: Field = Field::new("identifier", Kind::Key)
    .page_only()
    .longest(EmailAddress::MAX_OCTETS)
    .autocomplete("username webauthn")
    .label("sign-in-identifier")
    .error("error-identifier-empty");

/// The password of an account.
pub(crate) const PASSWORD: Field = Field::new("password", Kind::Password)
    .page_only()
    .longest(MAX_PASSWORD_OCTETS)
    .autocomplete("current-password")
    .label("sign-in-password")
    .error("error-password-empty");

/// The address to go to afterwards.
pub(crate) const RETURN_TO: Field =
    Field::new("return_to", Kind::Key).page_only().optional().hidden().longest(8000);

/// Whether somebody who is signed in proves once more who they are.
pub(crate) const AGAIN: Field = Field::new("again", Kind::Key).page_only().optional().hidden().longest(1);

/// The method of a further proof.
pub(crate) const METHOD: Field = Field::new("method", Kind::Key).page_only().optional().hidden().longest(20);

/// The organisation to act for.
pub(crate) const ORGANIZATION: Field = Field::new("organization", Kind::Id)
    .radio()
    .label("choose-legend")
    .hint("choose-hint")
    .error("error-organization");

/// The connection to an identity provider elsewhere.
pub(crate) const CONNECTION: Field = Field::new("connection", Kind::Id).page_only().hidden();

/// Whether the second proof is not to be asked for in this browser for a while.
pub(crate) const REMEMBER: Field =
    Field::new("remember", Kind::Key).page_only().multiple().optional().longest(3).label("remember-legend");

/// How many kinds of proof are needed.
pub(crate) const FACTORS: Field =
    Field::new("factors", Kind::Key).radio().longest(10).label("policy-factors").error("error-factors");

/// The methods that count as the second proof.
pub(crate) const SECOND_FACTORS: Field = Field::new("methods", Kind::Key)
    .multiple()
    .optional()
    .longest(20)
    .label("policy-methods")
    .hint("policy-methods-hint")
    .error("error-second-factors");

/// For how many days a browser may be remembered.
pub(crate) const REMEMBER_DAYS: Field = Field::new("remember_days", Kind::Number)
    .optional()
    .select()
    .at_most(u16::MAX as u64)
    .label("policy-days")
    .hint("policy-days-hint")
    .error("error-days");

/// Whether acts on people need a second administrator, as the page asks it.
pub(crate) const SECOND_ADMINISTRATOR: Field = Field::new("second_administrator", Kind::Key)
    .page_only()
    .multiple()
    .optional()
    .longest(3)
    .label("policy-four-eyes")
    .hint("policy-four-eyes-hint");

/// What an organisation, or one of its roles, asks of those who sign in.
pub(crate) const SIGN_IN_POLICY: Form = Form::new(
    "sign-in-policy",
    &[
        FACTORS,
        SECOND_FACTORS,
        REMEMBER_DAYS,
        SECOND_ADMINISTRATOR,
        Field::new("four_eyes", Kind::Flag).rest_only().optional(),
    ],
);

/// Which step of a sign-on was posted.
pub(crate) const STEP: &str = "step";

/// Who somebody is, and their password.
pub(crate) const SIGN_IN: Form = Form::new("sign-in", &[IDENTIFIER, PASSWORD, RETURN_TO, AGAIN]);

/// The code of a further proof, and its method.
pub(crate) const CODE: Form = Form::new("code", &[step("code"), METHOD, PROOF, REMEMBER]);

/// The password, of somebody who proved something else already.
pub(crate) const FURTHER_PASSWORD: Form = Form::new("further-password", &[step("password"), PASSWORD]);

/// What an authenticator answered that was asked for a passkey.
pub(crate) const GIVE_PASSKEY: Form =
    Form::new("passkey", &[step("passkey"), RETURN_TO, AGAIN, PASSKEY_STATE, PASSKEY, REMEMBER]);

/// That somebody signs in by an identity provider elsewhere.
pub(crate) const LEAVE: Form = Form::new("leave", &[step("leave"), CONNECTION, RETURN_TO, AGAIN]);

/// Asks for a code to be sent.
pub(crate) const SEND_CODE: Form = Form::new("send-code", &[step("send"), METHOD]);

/// Begins to set up a further proof that the sign-on needs.
pub(crate) const ENROL: Form = Form::new("enrol", &[step("enrol"), NEW_METHOD, NUMBER]);

/// The organisation to act for at an application.
pub(crate) const CHOOSE_ORGANIZATION: Form =
    Form::new("choose-organization", &[step("organization"), ORGANIZATION]);

/// That the application may know and do what it asks for.
pub(crate) const CONSENT: Form = Form::new("consent", &[step("consent")]);

/// That the application is not to know what it asks for.
pub(crate) const DECLINE: Form = Form::new("decline", &[step("decline")]);

/// Keeps the account that somebody had closed.
pub(crate) const KEEP_ACCOUNT: Form = Form::new("keep-account", &[step("keep")]);

/// Begins a sign-on over JSON.
pub(crate) const BEGIN_FLOW: Form = Form::new(
    "begin-flow",
    &[
        Field::new("kind", Kind::Key).rest_only().optional().longest(20),
        Field::new("return_to", Kind::Key).rest_only().optional().longest(2048),
        Field::new("token", Kind::Key).rest_only().optional().longest(256),
    ],
);

/// Answers a step of a sign-on over JSON.
pub(crate) const ANSWER_FLOW: Form = Form::new(
    "answer-flow",
    &[
        Field::new("answers", Kind::Map).rest_only().optional().at_most(16),
        Field::new("action", Kind::Key).rest_only().optional().longest(20),
    ],
);

/// How the gateway takes a message.
pub(crate) const FORMAT: Field = Field::new("format", Kind::Key)
    .required_on_page()
    .radio()
    .longest(10)
    .label("sms-format")
    .error("error-sms-format");

/// The address of the gateway.
pub(crate) const ADDRESS: Field = Field::new("address", Kind::Key)
    .optional()
    .longest(1000)
    .label("sms-address")
    .hint("sms-address-hint")
    .error("error-sms-address");

/// What is sent besides, as the page asks for it: written like the query of an address.
pub(crate) const VALUES: Field = Field::new("values", Kind::Key)
    .page_only()
    .optional()
    .longest(4000)
    .label("sms-values")
    .hint("sms-values-hint")
    .error("error-sms-values");

/// The key of the gateway.
pub(crate) const SECRET: Field = Field::new("secret", Kind::Password)
    .optional()
    .longest(500)
    .autocomplete("off")
    .label("sms-secret")
    .hint("sms-secret-hint")
    .error("error-sms-secret");

/// Whether the stored key is forgotten.
pub(crate) const FORGET_SECRET: Field = Field::new("forget_secret", Kind::Key)
    .page_only()
    .multiple()
    .optional()
    .longest(3)
    .label("sms-secret-stored");

/// How many digits a code has that is sent.
pub(crate) const CODE_DIGITS: Field = Field::new("code_digits", Kind::Number)
    .optional()
    .select()
    .at_most(8)
    .label("sms-digits")
    .hint("sms-digits-hint")
    .error("error-sms-digits");

/// How text messages are sent.
pub(crate) const SMS_SETTINGS: Form = Form::new(
    "sms-settings",
    &[
        FORMAT,
        ADDRESS,
        VALUES,
        Field::new("fields", Kind::Map).rest_only().optional().at_most(20),
        SECRET,
        FORGET_SECRET,
        Field::new("keep_secret", Kind::Flag).rest_only().optional(),
        CODE_DIGITS,
    ],
);

pub(crate) const fn step(name: &'static str) -> Field {
    Field::new(STEP, Kind::Fixed(name)).page_only()
}
