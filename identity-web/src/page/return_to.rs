//! Where to go after sign-in: a path of this server and nothing else.

use identity_core::ids::RelyingPartyId;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const LONGEST: usize = 2048;

/// Where a new password is set, below the mount point.
pub(crate) const RESET_PATH: &str = "/recover/new-password";

/// Where a link about an address or number is used, below the mount point.
pub(crate) const CONTACT_LINK_PATH: &str = "/contacts/open";

/// Accepts `text` as a place to return to only when every browser reads it as a path on this host.
///
/// Refused are absolute and scheme-relative addresses, back slashes (which browsers read as slashes),
/// control characters and blanks (which browsers drop before parsing), steps up (`..`), empty parts of the path, and the
/// percent-encoded forms of these.
pub fn safe_return_to(text: &str) -> Option<&str> {
    let plain = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !plain || !is_local(text.as_bytes()) {
        return None;
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let hidden = decoded.iter().any(|byte| byte.is_ascii_control() || *byte == b'\\');
    // Programs that put a path in order make the address of another host of `/..//host`.
    let disorderly = decoded.split(|byte| *byte == b'/').skip(1).any(|part| matches!(part, b"." | b".."))
        || decoded.windows(2).any(|pair| pair == b"//");
    (!hidden && !disorderly && is_local(&decoded)).then_some(text)
}

/// The sign-in page, below the mount point, that leads to a path of this host afterwards.
pub(crate) fn sign_in_then(path: &str) -> String {
    format!("/login?return_to={}", utf8_percent_encode(path, NON_ALPHANUMERIC))
}

/// [`sign_in_then`] for somebody who is signed in and proves once more who they are.
pub(crate) fn prove_again_then(path: &str) -> String {
    format!("/login?again=1&return_to={}", utf8_percent_encode(path, NON_ALPHANUMERIC))
}

/// The page for a forgotten password, below the mount point, that leads to a path of this host afterwards.
pub(crate) fn recover_then(path: &str) -> String {
    format!("/recover?return_to={}", utf8_percent_encode(path, NON_ALPHANUMERIC))
}

/// The application whose start a path is, wherever these pages are mounted.
pub(crate) fn application_of_start(path: &str) -> Option<RelyingPartyId> {
    let (_, rest) = safe_return_to(path)?.split_once("/applications/")?;
    RelyingPartyId::parse(rest.strip_suffix("/start")?).ok()
}

fn is_local(path: &[u8]) -> bool {
    path.first() == Some(&b'/') && path.get(1) != Some(&b'/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn local_paths_with_queries_are_kept() {
        for good in ["/", "/account", "/organizations/1?next=abc&q=a%20b#people", "/flow/0190?x=//y"] {
            assert_eq!(safe_return_to(good), Some(good));
        }
    }

    #[test]
    fn everything_that_could_leave_the_host_is_refused() {
        let long = format!("/{}", "a".repeat(LONGEST));
        for bad in [
            "",
            "//e",
            "/\\e",
            "https:e",
            "https://e",
            "/%09/e",
            "\\\\e",
            "javascript:alert(1)",
            "/\t/e",
            "/ /e",
            "account",
            "///e",
            "/%2f/e",
            "/%2Fe",
            "/%5Ce",
            "/%0d%0aset-cookie:a",
            "/a\r\nb",
            "/ä",
            " /a",
            "?next=//e",
            "/..//e",
            "/.//e",
            "/%2e%2e//e",
            "/a/../b",
            "/a//e",
            &long,
        ] {
            assert_eq!(safe_return_to(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_stays_on_the_host(text in "[/\\\\a-z:%0-9.@?# \t]{0,12}") {
            if let Some(path) = safe_return_to(&text) {
                let base = url::Url::parse("https://here.example/login").unwrap();
                let target = base.join(path).unwrap();
                prop_assert_eq!(target.origin(), base.origin());
            }
        }
    }
}
