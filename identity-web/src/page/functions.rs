//! The functions that templates of pages can call.

use crate::base_url::BaseUrl;
use crate::language::{self, Catalogue};
use crate::page::assets::Assets;
use crate::page::views::frame::FormTokens;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::sync::Arc;

/// Adds `href` and `asset`, and the functions that write texts in the language of `texts`.
pub(crate) fn add(
    environment: &mut Environment<'static>,
    texts: Arc<Catalogue>,
    base: BaseUrl,
    assets: Arc<Assets>,
) {
    language::functions::add(environment, move |_| Arc::clone(&texts));
    // The registered address of a service is whole; everything else is a path below the mount point.
    environment.add_function("href", move |path: &str| {
        if path.starts_with("https://") || path.starts_with("http://") {
            path.to_owned()
        } else {
            base.path(path)
        }
    });
    environment.add_function("asset", move |name: &str| {
        assets
            .path(name)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no file `{name}`")))
    });
}

/// The hidden field that proves that the form was shown to this browser.
pub(crate) fn token_field(tokens: &FormTokens, action: &str) -> Value {
    // base64url holds nothing that HTML would read as markup
    Value::from_safe_string(format!(
        r#"<input type="hidden" name="csrf" value="{}">"#,
        tokens.for_action(action)
    ))
}
