//! Which addresses an application may register.

use crate::values::{is_inside, is_this_machine};
use url::{Host, Url};

/// The most characters that a registered address has.
const MOST_CHARACTERS: usize = 2000;

/// Which address of a registration it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfUri {
    /// A redirect URI.
    Redirect,
    /// An address for the browser after a sign-out.
    PostLogout,
    /// The address that is told of sign-outs.
    BackChannelLogout,
    /// An address of SAML metadata that takes responses.
    Consumer,
    /// An address of SAML metadata that takes logout messages.
    Logout,
}

impl OfUri {
    /// The name of the field in REST and in audit rows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Redirect => "redirect_uris",
            Self::PostLogout => "post_logout_redirect_uris",
            Self::BackChannelLogout => "back_channel_logout_uri",
            Self::Consumer | Self::Logout => "metadata",
        }
    }
}

/// Why an address cannot be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UriFault {
    /// It is no absolute URI, has characters that a URI does not have, or is longer than 2000 characters.
    #[error("write an absolute address of at most 2000 characters, such as https://app.example.com/callback")]
    NotAbsolute,
    /// It has a fragment, which servers never see (RFC 6749, section 3.1.2).
    #[error("leave out what follows #")]
    Fragment,
    /// It holds a user name or a password.
    #[error("leave out the user name and the password before the host")]
    Credentials,
    /// It holds a `*`: each address is registered as it is (RFC 9700, section 2.1).
    #[error("write each address in full: * stands for nothing here")]
    Wildcard,
    /// It is not encrypted, and not on the same device.
    #[error("use https; http works on 127.0.0.1, [::1] and localhost only")]
    NotEncrypted,
    /// A scheme that is neither of the web nor named after a domain (RFC 8252, section 7.1).
    #[error(
        "use https, or for an app on people's devices a scheme after a domain, such as com.example.app:/callback"
    )]
    Scheme,
    /// It leads to this machine or into a private network, and an administrator wants this server to call it.
    #[error(
        "write an address of the public internet; one inside is for the configuration that is read at start"
    )]
    NotPublic,
    /// A scheme of an app, for an application that does not run on people's own devices.
    #[error("only an application that runs on people's own devices has a scheme of its own")]
    NotNative,
}

/// Whether the browser may be sent to an address with an answer or after a sign-out.
pub(crate) fn check_for_browsers(text: &str, native: bool) -> Result<(), UriFault> {
    let url = read(text)?;
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&url) => Ok(()),
        "http" => Err(UriFault::NotEncrypted),
        // A domain that whoever made the app controls, read backwards, so that no two apps take the same one.
        scheme if scheme.contains('.') => native.then_some(()).ok_or(UriFault::NotNative),
        _ => Err(UriFault::Scheme),
    }
}

/// Whether this server may be told to call an address. Its own device is open to it only where everything runs on one.
pub(crate) fn check_for_server(text: &str, base_url: &Url) -> Result<(), UriFault> {
    let url = read(text)?;
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&url) && is_loopback(base_url) => Ok(()),
        "http" => Err(UriFault::NotEncrypted),
        _ => Err(UriFault::Scheme),
    }
}

/// Whether an administrator may have this server call an address: it leads out, and not to the machines beside this one.
pub(crate) fn check_leads_out(text: &str, base_url: &Url) -> Result<(), UriFault> {
    let url = read(text)?;
    let is_own = is_this_machine(&url) && is_this_machine(base_url);
    let leads_in = is_this_machine(&url) || is_inside(&url);
    if leads_in && !is_own { Err(UriFault::NotPublic) } else { Ok(()) }
}

/// Reads what every address has to be. Addresses are compared octet for octet, so it is kept as it was written.
fn read(text: &str) -> Result<Url, UriFault> {
    let is_of_uri =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`');
    if text.len() > MOST_CHARACTERS || !text.bytes().all(is_of_uri) {
        return Err(UriFault::NotAbsolute);
    }
    if text.contains('*') {
        return Err(UriFault::Wildcard);
    }
    let url = Url::parse(text).map_err(|_| UriFault::NotAbsolute)?;
    if url.fragment().is_some() {
        return Err(UriFault::Fragment);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UriFault::Credentials);
    }
    // `https:app.example` would be read as `https://app.example` by some and not by others.
    let is_of_web = matches!(url.scheme(), "http" | "https");
    let authority = text.split_once("://").map(|(_, rest)| rest);
    if is_of_web && authority.is_none_or(|rest| rest.starts_with('/')) {
        return Err(UriFault::NotAbsolute);
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_01_only_addresses_that_nobody_else_can_listen_on_are_registered() {
        for right in [
            "https://app.example.com/callback",
            "https://app.example.com/callback?tenant=1",
            "http://127.0.0.1:8081/callback",
            "http://[::1]/callback",
            "http://localhost:8081/callback",
            "http://app.example.localhost:8081/",
        ] {
            assert_eq!(check_for_browsers(right, false), Ok(()), "{right}");
        }
        for (wrong, fault) in [
            ("", UriFault::NotAbsolute),
            ("/callback", UriFault::NotAbsolute),
            ("app.example.com/callback", UriFault::NotAbsolute),
            ("https:app.example.com", UriFault::NotAbsolute),
            ("https:///app.example.com", UriFault::NotAbsolute),
            ("https://app.example.com/call back", UriFault::NotAbsolute),
            ("https://app.example.com\\@evil.example/", UriFault::NotAbsolute),
            ("https://app.example.com/\u{e4}", UriFault::NotAbsolute),
            ("https://app.example.com/#x", UriFault::Fragment),
            ("https://app.example.com/#", UriFault::Fragment),
            ("https://scott@app.example.com/", UriFault::Credentials),
            ("https://:x@app.example.com/", UriFault::Credentials),
            ("https://*.example.com/", UriFault::Wildcard),
            ("https://app.example.com/*", UriFault::Wildcard),
            ("http://app.example.com/", UriFault::NotEncrypted),
            ("http://127.0.0.1.evil.example/", UriFault::NotEncrypted),
            ("http://localhost.evil.example/", UriFault::NotEncrypted),
            ("javascript:alert(1)", UriFault::Scheme),
            ("data:text/html,x", UriFault::Scheme),
            ("myapp:/callback", UriFault::Scheme),
            ("com.example.app:/callback", UriFault::NotNative),
        ] {
            assert_eq!(check_for_browsers(wrong, false), Err(fault), "{wrong}");
        }
        assert_eq!(check_for_browsers("com.example.app:/callback", true), Ok(()));
        assert_eq!(check_for_browsers("javascript:alert(1)", true), Err(UriFault::Scheme));
        let long = format!("https://app.example.com/{}", "a".repeat(2000));
        assert_eq!(check_for_browsers(&long, false), Err(UriFault::NotAbsolute));
    }

    #[test]
    fn the_server_calls_its_own_device_only_where_everything_runs_on_it() {
        let (public, own) = ("https://my.example.com", "http://localhost:8080");
        let check = |uri, base| check_for_server(uri, &Url::parse(base).unwrap());
        assert_eq!(check("https://app.example.com/logout", public), Ok(()));
        assert_eq!(check("http://127.0.0.1:1/logout", public), Err(UriFault::NotEncrypted));
        assert_eq!(check("http://127.0.0.1:1/logout", own), Ok(()));
        assert_eq!(check("http://app.example.com/logout", own), Err(UriFault::NotEncrypted));
        assert_eq!(check("com.example.app:/logout", own), Err(UriFault::Scheme));
        let leads_out = |uri, base| check_leads_out(uri, &Url::parse(base).unwrap());
        for inside in [
            "https://10.0.0.5:8443/x",
            "https://169.254.169.254/",
            "https://[fd00::1]/",
            "https://localhost/",
        ] {
            assert_eq!(check(inside, public), Ok(()), "{inside}");
            assert_eq!(leads_out(inside, public), Err(UriFault::NotPublic), "{inside}");
        }
        assert_eq!(leads_out("https://10.0.0.5/", own), Err(UriFault::NotPublic));
        assert_eq!(leads_out("https://localhost/", own), Ok(()));
        assert_eq!(leads_out("https://app.example.com/", public), Ok(()));
    }
}
