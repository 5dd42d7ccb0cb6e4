//! Where an answer may go.

use identity_core::domain::OpenIdClient;

/// Whether the client registered the address: octet for octet (RFC 9700, section 2.1). Only a program on a person's own device
/// may have another port, on a loopback address by its number (RFC 8252, section 7.3).
pub(crate) fn is_registered(client: &OpenIdClient, asked: &str) -> bool {
    let same = |registered: &String| {
        registered == asked || (client.native && is_same_but_for_the_port(registered, asked))
    };
    !asked.contains('#') && client.redirect_uris.iter().any(same)
}

fn is_same_but_for_the_port(registered: &str, asked: &str) -> bool {
    matches!((without_port(registered), without_port(asked)), (Some(one), Some(other)) if one == other)
}

/// A loopback address as its host and what follows the port; none for every other address.
fn without_port(uri: &str) -> Option<(&'static str, &str)> {
    let (host, rest) = ["http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .find_map(|host| uri.strip_prefix(host).map(|rest| (host, rest)))?;
    let after = match rest.strip_prefix(':') {
        None => rest,
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = port.split_at_checked(digits)?;
            let is_port = !number.starts_with('0') && number.parse::<u16>().is_ok();
            is_port.then_some(after)?
        }
    };
    (after.is_empty() || after.starts_with(['/', '?'])).then_some((host, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::authorize::samples::openid_client;

    fn is_met(native: bool, registered: &str, asked: &str) -> bool {
        let client = OpenIdClient { native, redirect_uris: vec![registered.to_owned()], ..openid_client() };
        is_registered(&client, asked)
    }

    #[test]
    fn o_18_only_the_exact_registered_text_is_met() {
        let registered = "https://app.example.com/cb?x=1";
        assert!(is_met(false, registered, registered));
        assert!(is_met(true, registered, registered));
        for asked in [
            "https://app.example.com/cb",
            "https://app.example.com/cb?x=1&y=2",
            "https://app.example.com/cb?x=1#f",
            "https://app.example.com/cb?x=1#",
            "https://app.example.com/cb/?x=1",
            "https://app.example.com:443/cb?x=1",
            "https://app.example.com:8443/cb?x=1",
            "https://APP.example.com/cb?x=1",
            "https://app.example.com/CB?x=1",
            "https://app.example.com/a/../cb?x=1",
            "https://app.example.com/%63b?x=1",
            "https://app.example.com@evil.example/cb?x=1",
            "https://evil@app.example.com/cb?x=1",
            "https://app.example.com.evil.example/cb?x=1",
            "https://appXexample.com/cb?x=1",
            "http://app.example.com/cb?x=1",
            " https://app.example.com/cb?x=1",
            "https://app.example.com/cb?x=1 ",
            "https://app.example.com/cb?x=1\n",
            "",
        ] {
            for native in [false, true] {
                assert!(!is_met(native, registered, asked), "{asked:?}");
            }
        }
        // No answer goes to an address with a fragment, however it came to be registered.
        assert!(!is_met(false, "https://app.example.com/#f", "https://app.example.com/#f"));
    }

    #[test]
    fn a_native_client_listens_on_any_port_of_the_loopback_address() {
        for (registered, asked) in [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb"),
            ("http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb"),
            ("http://127.0.0.1:1/cb", "http://127.0.0.1/cb"),
            ("http://[::1]/cb?x=1", "http://[::1]:51004/cb?x=1"),
            ("http://127.0.0.1", "http://127.0.0.1:51004"),
        ] {
            assert!(is_met(true, registered, asked), "{asked}");
            assert!(!is_met(false, registered, asked), "{asked}");
        }
    }

    #[test]
    fn o_18_nothing_but_the_port_of_a_loopback_address_differs() {
        for (registered, asked) in [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/other"),
            ("http://127.0.0.1/cb", "http://[::1]:51004/cb"),
            ("http://127.0.0.1/cb", "http://localhost:51004/cb"),
            ("http://localhost/cb", "http://localhost:51004/cb"),
            ("http://127.0.0.1/cb", "https://127.0.0.1:51004/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:1@evil.example/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1.evil.example/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:0/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:00080/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:65536/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:+80/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:ä/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb#f"),
            ("http://127.0.0.2/cb", "http://127.0.0.2:51004/cb"),
            ("http://192.0.2.1/cb", "http://192.0.2.1:51004/cb"),
        ] {
            assert!(!is_met(true, registered, asked), "{asked}");
        }
    }
}
