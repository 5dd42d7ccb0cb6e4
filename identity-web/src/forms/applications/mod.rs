//! Forms of applications that administrators register.

pub(crate) mod saml;

use crate::forms::{Field, Form, Kind};
use identity_core::values::{DisplayName, Scope};
use saml::IN_REST;

/// Longer addresses are not registered.
const LONGEST_URI: usize = 2000;

const NAME: Field = Field::new("name", Kind::Text).rest_only().longest(DisplayName::MAX_CHARACTERS);

const SERVICE: Field = Field::new("service", Kind::Key).rest_only().optional().longest(100);

const AUTHENTICATION: Field = Field::new("authentication", Kind::Key).rest_only().optional().longest(30);

const KEYS: Field = Field::new("keys", Kind::Map).rest_only().optional().at_most(10);

const SCOPES: Field =
    Field::new("scopes", Kind::Key).multiple().rest_only().optional().longest(Scope::MAX_CHARACTERS);

const REDIRECT_URIS: Field = uris("redirect_uris");

const POST_LOGOUT_REDIRECT_URIS: Field = uris("post_logout_redirect_uris");

const BACK_CHANNEL_LOGOUT_URI: Field =
    Field::new("back_channel_logout_uri", Kind::Key).rest_only().optional().longest(LONGEST_URI);

const NATIVE: Field = flag("native");

const ID_TOKEN_ALGORITHM: Field =
    Field::new("id_token_algorithm", Kind::Key).rest_only().optional().longest(5);

const FIRST_PARTY: Field = flag("first_party");

const REFRESH_TOKENS: Field = flag("refresh_tokens");

const CLIENT_CREDENTIALS: Field = flag("client_credentials");

const PUSHED_REQUESTS_ONLY: Field = flag("pushed_requests_only");

const fn uris(name: &'static str) -> Field {
    Field::new(name, Kind::Key).multiple().rest_only().optional().longest(LONGEST_URI)
}

const fn flag(name: &'static str) -> Field {
    Field::new(name, Kind::Flag).rest_only().optional()
}

/// Registers an application.
pub(crate) const REGISTER_APPLICATION: Form = Form::new(
    "register-application",
    &[
        NAME,
        SERVICE,
        AUTHENTICATION,
        KEYS,
        SCOPES,
        REDIRECT_URIS,
        POST_LOGOUT_REDIRECT_URIS,
        BACK_CHANNEL_LOGOUT_URI,
        NATIVE,
        ID_TOKEN_ALGORITHM,
        FIRST_PARTY,
        REFRESH_TOKENS,
        CLIENT_CREDENTIALS,
        PUSHED_REQUESTS_ONLY,
    ],
);

/// Changes an application.
pub(crate) const CHANGE_APPLICATION: Form = Form::new(
    "change-application",
    &[
        NAME,
        flag("enabled"),
        SERVICE,
        AUTHENTICATION,
        KEYS,
        SCOPES,
        REDIRECT_URIS,
        POST_LOGOUT_REDIRECT_URIS,
        BACK_CHANNEL_LOGOUT_URI,
        NATIVE,
        ID_TOKEN_ALGORITHM,
        FIRST_PARTY,
        REFRESH_TOKENS,
        CLIENT_CREDENTIALS,
        PUSHED_REQUESTS_ONLY,
        IN_REST[0],
        IN_REST[1],
        IN_REST[2],
        IN_REST[3],
        IN_REST[4],
        IN_REST[5],
    ],
)
.patch();
