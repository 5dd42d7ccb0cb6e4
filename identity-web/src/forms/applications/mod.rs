//! Forms of applications that administrators register.

pub(crate) mod saml;

use crate::forms::{Field, Form, Kind};
use identity_core::values::{DisplayName, Scope};
use saml::IN_REST;

/// Longer addresses are not registered.
const LONGEST_URI: usize = 2000;

/// The most characters of a list of addresses, one on each line.
const LONGEST_LIST: usize = 10_000;

/// The most characters of a JWK set.
const LONGEST_KEYS: usize = 16 * 1024;

/// The most characters of metadata in a text of a page; longer metadata comes as a file or from its address.
const LONGEST_METADATA: usize = 30_000;

/// The most characters of metadata in JSON.
const LONGEST_REST_METADATA: usize = 50_000;

/// What people call it.
pub(crate) const NAME: Field = Field::new("name", Kind::Text)
    .longest(DisplayName::MAX_CHARACTERS)
    .label("application-name")
    .hint("application-name-hint")
    .error("error-application-name");

/// The service that it is the door to.
pub(crate) const SERVICE: Field = Field::new("service", Kind::Key)
    .select()
    .longest(100)
    .label("application-service")
    .hint("application-service-hint")
    .error("error-application-service");

/// How it proves who it is.
pub(crate) const AUTHENTICATION: Field = Field::new("authentication", Kind::Key)
    .select()
    .longest(30)
    .label("application-authentication")
    .error("error-application-authentication");

/// Its public keys.
pub(crate) const KEYS: Field = Field::new("keys", Kind::Key)
    .lines()
    .optional()
    .longest(LONGEST_KEYS)
    .label("application-keys")
    .hint("application-keys-hint")
    .error("error-application-keys");

/// The scopes that it may ask for.
pub(crate) const SCOPES: Field = Field::new("scopes", Kind::Key)
    .optional()
    .longest(LONGEST_LIST)
    .label("application-scopes")
    .hint("application-scopes-hint")
    .error("error-application-scopes");

/// Where answers may go.
pub(crate) const REDIRECT_URIS: Field = Field::new("redirect_uris", Kind::Key)
    .lines()
    .longest(LONGEST_LIST)
    .label("application-redirect-uris")
    .hint("application-redirect-uris-hint")
    .error("error-application-redirect-uris");

/// Where the browser may go after a sign-out.
pub(crate) const POST_LOGOUT_REDIRECT_URIS: Field = Field::new("post_logout_redirect_uris", Kind::Key)
    .lines()
    .optional()
    .longest(LONGEST_LIST)
    .label("application-post-logout-uris")
    .hint("application-post-logout-uris-hint")
    .error("error-application-post-logout-uris");

/// Where it is told of sign-outs.
pub(crate) const BACK_CHANNEL_LOGOUT_URI: Field = Field::new("back_channel_logout_uri", Kind::Key)
    .optional()
    .longest(LONGEST_URI)
    .label("application-back-channel")
    .hint("application-back-channel-hint")
    .error("error-application-back-channel");

/// The algorithm of its ID tokens.
pub(crate) const ID_TOKEN_ALGORITHM: Field = Field::new("id_token_algorithm", Kind::Key)
    .select()
    .longest(5)
    .label("application-algorithm")
    .error("error-application-algorithm");

/// What else it may.
pub(crate) const OPTIONS: Field = Field::new("options", Kind::Key)
    .multiple()
    .optional()
    .longest(30)
    .label("application-options")
    .error("error-application-options");

/// Who may use it.
pub(crate) const OPENING: Field = Field::new("opening", Kind::Key)
    .radio()
    .longest(20)
    .label("application-opening")
    .error("error-application-opening");

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

/// Its metadata as a text.
pub(crate) const METADATA_TEXT: Field = Field::new("text", Kind::Key)
    .lines()
    .alternative()
    .longest(LONGEST_METADATA)
    .label("application-metadata-text")
    .error("error-application-metadata");

/// Which of several that a file describes.
pub(crate) const ENTITY: Field = Field::new("entity_id", Kind::Key)
    .select()
    .optional()
    .longest(1024)
    .label("application-entity")
    .hint("application-entity-hint")
    .error("error-application-entity");

/// What was read of its metadata, from the page that showed it.
pub(crate) const METADATA_READ: Field = Field::new("metadata", Kind::Key).hidden().longest(LONGEST_METADATA);

/// An application that people sign in to by OpenID Connect.
pub(crate) const OPENID_APPLICATION: Form = Form::new(
    "openid-application",
    &[
        NAME,
        SERVICE,
        REDIRECT_URIS,
        POST_LOGOUT_REDIRECT_URIS,
        BACK_CHANNEL_LOGOUT_URI,
        AUTHENTICATION,
        KEYS,
        SCOPES,
        ID_TOKEN_ALGORITHM,
        OPTIONS,
        OPENING,
    ],
);

/// A program that acts in its own name.
pub(crate) const PROGRAM: Form =
    Form::new("program-application", &[NAME, AUTHENTICATION, KEYS, SCOPES, OPENING]);

/// An application that people sign in to by SAML.
pub(crate) const SAML_APPLICATION: Form = Form::new("saml-application", &[NAME, SERVICE, OPENING]);

/// The metadata of an application.
pub(crate) const METADATA: Form =
    Form::new("application-metadata", &[METADATA_FILE, METADATA_ADDRESS, METADATA_TEXT, ENTITY]);

/// An application whose metadata was looked at.
pub(crate) const SAML_REGISTRATION: Form =
    Form::new("saml-registration", &[NAME, SERVICE, OPENING, METADATA_READ]);

/// Newer metadata that was looked at.
pub(crate) const NEW_METADATA: Form = Form::new("new-metadata", &[METADATA_READ]);

const fn uris(name: &'static str) -> Field {
    Field::new(name, Kind::Key).multiple().rest_only().optional().longest(LONGEST_URI)
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, Kind::Flag).rest_only().optional()
}

/// The fields of JSON that registering and changing share, and more.
macro_rules! rest_fields {
    ($($more:expr),*) => {
        &[
            NAME.rest_only(),
            Field::new("opening", Kind::Key).rest_only().optional().longest(20),
            SERVICE.rest_only().optional(),
            AUTHENTICATION.rest_only().optional(),
            Field::new("keys", Kind::Map).rest_only().optional().at_most(10),
            Field::new("scopes", Kind::Key).multiple().rest_only().optional().longest(Scope::MAX_CHARACTERS),
            uris("redirect_uris"),
            uris("post_logout_redirect_uris"),
            BACK_CHANNEL_LOGOUT_URI.rest_only(),
            flag("native"),
            ID_TOKEN_ALGORITHM.rest_only().optional(),
            flag("first_party"),
            flag("refresh_tokens"),
            flag("client_credentials"),
            flag("pushed_requests_only"),
            $($more),*
        ]
    };
}

const REST_METADATA: Field =
    Field::new("metadata", Kind::Key).rest_only().optional().longest(LONGEST_REST_METADATA);

const REST_METADATA_ADDRESS: Field =
    Field::new("metadata_address", Kind::Key).rest_only().optional().longest(1000);

const REST_ENTITY: Field = Field::new("entity_id", Kind::Key).rest_only().optional().longest(1024);

/// Registers an application.
pub(crate) const REGISTER_APPLICATION: Form = Form::new(
    "register-application",
    rest_fields![
        Field::new("kind", Kind::Key).rest_only().optional().longest(10),
        REST_METADATA,
        REST_METADATA_ADDRESS,
        REST_ENTITY
    ],
);

/// Changes an application.
pub(crate) const CHANGE_APPLICATION: Form = Form::new(
    "change-application",
    rest_fields![flag("enabled"), IN_REST[0], IN_REST[1], IN_REST[2], IN_REST[3], IN_REST[4], IN_REST[5]],
)
.patch();

/// Puts other metadata in the place of that of an application.
pub(crate) const REPLACE_METADATA: Form =
    Form::new("replace-metadata", &[REST_METADATA, REST_METADATA_ADDRESS, REST_ENTITY]);
