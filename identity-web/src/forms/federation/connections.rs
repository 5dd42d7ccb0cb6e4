//! Forms of the connections to identity providers elsewhere.

use crate::forms::applications::{ENTITY, METADATA_READ, METADATA_TEXT};
use crate::forms::{Field, Form, Kind};
use identity_core::values::DisplayName;

/// Longer addresses are not stored.
const LONGEST_URI: usize = 2000;

/// The most characters of a name that a provider has for something.
const LONGEST_NAME: usize = 200;

/// The most characters of a secret.
const LONGEST_SECRET: usize = 500;

/// The most characters of a list, one entry on each line.
const LONGEST_LIST: usize = 8000;

/// The most characters of what the sign-in page says of a connection.
const LONGEST_BENEFIT: usize = 300;

/// The most characters of metadata in JSON.
const LONGEST_REST_METADATA: usize = 50_000;

/// What people call it.
pub(crate) const NAME: Field = Field::new("name", Kind::Text)
    .longest(DisplayName::MAX_CHARACTERS)
    .label("connection-name")
    .hint("connection-name-hint")
    .error("error-connection-name");

/// The issuer of an OpenID Provider.
pub(crate) const ISSUER: Field = Field::new("issuer", Kind::Key)
    .longest(LONGEST_URI)
    .label("connection-issuer")
    .hint("connection-issuer-hint")
    .error("error-connection-issuer");

/// The name by which a provider knows this deployment.
pub(crate) const CLIENT_ID: Field = Field::new("client_id", Kind::Key)
    .longest(LONGEST_NAME)
    .label("connection-client-id")
    .hint("connection-client-id-hint")
    .error("error-connection-client-id");

/// The secret that a provider gave.
pub(crate) const CLIENT_SECRET: Field = Field::new("client_secret", Kind::Password)
    .optional()
    .longest(LONGEST_SECRET)
    .autocomplete("off")
    .label("connection-client-secret")
    .hint("connection-client-secret-hint")
    .error("error-connection-client-secret");

/// The secret that Google gives to every web application.
pub(crate) const GOOGLE_SECRET: Field = Field::new("client_secret", Kind::Password)
    .longest(LONGEST_SECRET)
    .autocomplete("off")
    .label("connection-google-secret")
    .hint("connection-google-secret-hint")
    .error("error-connection-client-secret");

/// What is asked for beside `openid`.
pub(crate) const SCOPES: Field = Field::new("scopes", Kind::Key)
    .optional()
    .longest(LONGEST_LIST)
    .label("connection-scopes")
    .hint("connection-scopes-hint")
    .error("error-connection-scopes");

/// The tenants whose people are let in.
pub(crate) const TENANTS: Field = Field::new("tenants", Kind::Key)
    .lines()
    .optional()
    .longest(LONGEST_LIST)
    .label("connection-tenants")
    .hint("connection-tenants-hint")
    .error("error-connection-tenants");

/// The attribute that has the name of a person.
pub(crate) const SUBJECT_ATTRIBUTE: Field = Field::new("subject_attribute", Kind::Key)
    .optional()
    .longest(LONGEST_NAME)
    .label("connection-subject")
    .hint("connection-subject-hint")
    .error("error-connection-subject");

/// A file with its metadata.
pub(crate) const METADATA_FILE: Field = Field::new("file", Kind::File)
    .alternative()
    .label("application-metadata-file")
    .hint("application-metadata-file-hint")
    .error("error-application-metadata");

/// The address of its metadata.
pub(crate) const METADATA_ADDRESS: Field = Field::new("address", Kind::Key)
    .alternative()
    .longest(1000)
    .label("application-metadata-address")
    .hint("application-metadata-address-hint")
    .error("error-application-metadata");

/// Which of several providers that a file describes.
pub(crate) const PROVIDER: Field =
    ENTITY.label("connection-entity").hint("connection-entity-hint").error("error-connection-entity");

/// Sets up a connection by OpenID Connect.
pub(crate) const OPENID_CONNECTION: Form =
    Form::new("openid-connection", &[NAME, ISSUER, CLIENT_ID, CLIENT_SECRET, SCOPES, TENANTS]);

/// Sets up a connection with Google, of which everything else is known.
pub(crate) const GOOGLE_CONNECTION: Form = Form::new("google-connection", &[CLIENT_ID, GOOGLE_SECRET]);

/// The metadata of a SAML identity provider.
pub(crate) const PROVIDER_METADATA: Form =
    Form::new("provider-metadata", &[METADATA_FILE, METADATA_ADDRESS, METADATA_TEXT, PROVIDER]);

/// Sets up a connection by SAML whose metadata was looked at.
pub(crate) const SAML_CONNECTION: Form =
    Form::new("saml-connection", &[NAME, SUBJECT_ATTRIBUTE, METADATA_READ]);

/// Newer metadata that was looked at.
pub(crate) const NEW_PROVIDER_METADATA: Form = Form::new("new-provider-metadata", &[METADATA_READ]);

/// Changes a connection by OpenID Connect.
pub(crate) const EDIT_OPENID_CONNECTION: Form =
    Form::new("edit-openid-connection", &[NAME, CLIENT_ID, CLIENT_SECRET, SCOPES, TENANTS]);

/// Changes a connection by SAML.
pub(crate) const EDIT_SAML_CONNECTION: Form = Form::new("edit-saml-connection", &[NAME, SUBJECT_ATTRIBUTE]);

/// What becomes of somebody without an account here.
pub(crate) const UNKNOWN: Field =
    word("unknown").radio().label("connection-unknown").error("error-connection-choose");

/// Whether those with an account here are asked to connect it.
pub(crate) const LINKING: Field =
    word("linking").radio().label("connection-linking").error("error-connection-choose");

/// After how many days somebody who said "not now" is asked again.
pub(crate) const ASK_AGAIN_DAYS: Field = Field::new("ask_again_days", Kind::Number)
    .page_only()
    .optional()
    .at_most(365)
    .label("connection-ask-again")
    .hint("connection-ask-again-hint")
    .error("error-connection-ask-again");

/// What else holds.
pub(crate) const OPTIONS: Field =
    word("options").multiple().optional().label("connection-options").error("error-connection-choose");

/// Its verification levels, the lowest first.
pub(crate) const LEVELS: Field = lines("levels")
    .label("connection-levels")
    .hint("connection-levels-hint")
    .error("error-connection-levels");

/// The lowest level that does.
pub(crate) const LEAST_LEVEL: Field = name("least_level")
    .label("connection-least-level")
    .hint("connection-least-level-hint")
    .error("error-connection-least-level");

/// The contexts that count as two kinds of proof.
pub(crate) const CONTEXTS: Field = lines("contexts")
    .label("connection-contexts")
    .hint("connection-contexts-hint")
    .error("error-connection-contexts");

/// The name of what holds the e-mail address.
pub(crate) const EMAIL_NAME: Field = name("email_name")
    .label("connection-email-name")
    .hint("connection-names-hint")
    .error("error-connection-names");

/// The name of what holds the first name.
pub(crate) const GIVEN_NAME: Field = name("given_name")
    .label("connection-given-name")
    .hint("connection-names-hint")
    .error("error-connection-names");

/// The name of what holds the last name.
pub(crate) const FAMILY_NAME: Field = name("family_name")
    .label("connection-family-name")
    .hint("connection-names-hint")
    .error("error-connection-names");

/// The name of what holds the verification level.
pub(crate) const LEVEL_NAME: Field = name("level_name")
    .label("connection-level-name")
    .hint("connection-names-hint")
    .error("error-connection-names");

/// What the sign-in page says of it in English.
pub(crate) const BENEFIT_EN: Field = benefit("benefit_en").label("connection-benefit-en");

/// What the sign-in page says of it in Finnish.
pub(crate) const BENEFIT_FI: Field = benefit("benefit_fi").label("connection-benefit-fi");

/// What the sign-in page says of it in Swedish.
pub(crate) const BENEFIT_SV: Field = benefit("benefit_sv").label("connection-benefit-sv");

/// What becomes of those who come by a connection.
pub(crate) const CONNECTION_RULES: Form = Form::new(
    "connection-rules",
    &[
        UNKNOWN,
        LINKING,
        ASK_AGAIN_DAYS,
        OPTIONS,
        BENEFIT_EN,
        BENEFIT_FI,
        BENEFIT_SV,
        LEVELS,
        LEAST_LEVEL,
        CONTEXTS,
        EMAIL_NAME,
        GIVEN_NAME,
        FAMILY_NAME,
        LEVEL_NAME,
    ],
);

/// From when its people sign in by it alone.
pub(crate) const ONLY_FROM: Field = Field::new("only_from", Kind::Date)
    .page_only()
    .optional()
    .label("connection-only-from")
    .hint("connection-only-from-hint")
    .error("error-date");

/// Who may sign in with a password all the same.
pub(crate) const BREAK_GLASS: Field = Field::new("break_glass", Kind::Id)
    .page_only()
    .multiple()
    .optional()
    .label("connection-break-glass")
    .hint("connection-break-glass-hint")
    .error("error-connection-break-glass");

/// Whether its people sign in by it alone.
pub(crate) const CONNECTION_ONLY: Form = Form::new("connection-only", &[ONLY_FROM, BREAK_GLASS]);

/// A mail domain.
pub(crate) const DOMAIN: Field = Field::new("domain", Kind::Key)
    .longest(255)
    .label("connection-domain")
    .hint("connection-domain-hint")
    .error("error-connection-domain");

/// Where the mail goes that proves the domain.
pub(crate) const MAILBOX: Field = Field::new("mailbox", Kind::Key)
    .select()
    .longest(20)
    .label("connection-mailbox")
    .hint("connection-mailbox-hint")
    .error("error-connection-choose");

/// Adds a domain to a connection.
pub(crate) const ADD_SIGN_IN_DOMAIN: Form = Form::new("add-sign-in-domain", &[DOMAIN, MAILBOX]);

const fn word(name: &'static str) -> Field {
    Field::new(name, Kind::Key).page_only().longest(30)
}

const fn name(name: &'static str) -> Field {
    Field::new(name, Kind::Key).page_only().optional().longest(LONGEST_NAME)
}

const fn lines(name: &'static str) -> Field {
    Field::new(name, Kind::Key).page_only().lines().optional().longest(LONGEST_LIST)
}

const fn benefit(name: &'static str) -> Field {
    Field::new(name, Kind::Text)
        .page_only()
        .optional()
        .longest(LONGEST_BENEFIT)
        .hint("connection-benefit-hint")
        .error("error-connection-benefit")
}

const fn text(name: &'static str, longest: usize) -> Field {
    Field::new(name, Kind::Key).rest_only().optional().longest(longest)
}

const fn texts(name: &'static str, longest: usize) -> Field {
    Field::new(name, Kind::Key).rest_only().optional().multiple().longest(longest)
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, Kind::Flag).rest_only().optional()
}

/// What of a provider registering and changing share.
macro_rules! rest_fields {
    ($($more:expr),*) => {
        &[
            NAME.rest_only(),
            text("client_id", LONGEST_NAME),
            text("client_secret", LONGEST_SECRET),
            texts("scopes", LONGEST_NAME),
            texts("algorithms", 10),
            texts("tenants", LONGEST_NAME),
            text("subject_attribute", LONGEST_NAME),
            text("rules_unknown", 30).in_rest_as("rules.unknown"),
            text("rules_linking", 30).in_rest_as("rules.linking"),
            Field::new("rules_ask_again_days", Kind::Number)
                .rest_only()
                .optional()
                .at_most(365)
                .in_rest_as("rules.ask_again_days"),
            flag("rules_preferred").in_rest_as("rules.preferred"),
            Field::new("rules_only_from", Kind::Date).rest_only().optional().in_rest_as("rules.only_from"),
            Field::new("rules_break_glass", Kind::Id)
                .rest_only()
                .optional()
                .multiple()
                .in_rest_as("rules.break_glass"),
            texts("rules_two_factor_contexts", 400).in_rest_as("rules.two_factor_contexts"),
            texts("rules_levels", LONGEST_NAME).in_rest_as("rules.levels"),
            text("rules_least_level", LONGEST_NAME).in_rest_as("rules.least_level"),
            flag("rules_vouches_for_email").in_rest_as("rules.vouches_for_email"),
            Field::new("rules_names", Kind::Map).rest_only().optional().at_most(4).in_rest_as("rules.names"),
            Field::new("rules_benefits", Kind::Map)
                .rest_only()
                .optional()
                .at_most(20)
                .in_rest_as("rules.benefits"),
            $($more),*
        ]
    };
}

const REST_METADATA: Field = text("metadata", LONGEST_REST_METADATA);

const REST_METADATA_ADDRESS: Field = text("metadata_address", 1000);

const REST_ENTITY: Field = text("entity_id", 1024);

/// Sets up a connection.
pub(crate) const REGISTER_CONNECTION: Form = Form::new(
    "register-connection",
    rest_fields![
        Field::new("protocol", Kind::Key).rest_only().longest(10),
        Field::new("organization", Kind::Id).rest_only().optional(),
        text("issuer", LONGEST_URI),
        REST_METADATA,
        REST_METADATA_ADDRESS,
        REST_ENTITY
    ],
);

/// Changes a connection.
pub(crate) const CHANGE_CONNECTION: Form =
    Form::new("change-connection", rest_fields![text("state", 10)]).patch();

/// Puts other metadata in the place of that of a connection.
pub(crate) const REPLACE_PROVIDER_METADATA: Form =
    Form::new("replace-provider-metadata", &[REST_METADATA, REST_METADATA_ADDRESS, REST_ENTITY]);

/// Adds a domain by a call.
pub(crate) const ADD_SIGN_IN_DOMAIN_CALL: Form =
    Form::new("add-sign-in-domain-call", &[DOMAIN.rest_only(), text("mailbox", 20)]);
