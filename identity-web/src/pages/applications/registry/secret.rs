//! A secret, which is shown once.

use super::paths::of;
use super::views::ApplicationSecret;
use identity_core::ids::ApplicationId;
use identity_core::secrets::SecretToken;

/// The page with a secret that was made just now.
pub(super) fn view(
    name: &str,
    (id, client_id): (ApplicationId, &str),
    secret: &SecretToken,
    is_new: bool,
) -> ApplicationSecret {
    ApplicationSecret {
        name: name.to_owned(),
        is_new,
        client_id: client_id.to_owned(),
        secret: secret.expose().to_owned(),
        path: of(id),
    }
}
