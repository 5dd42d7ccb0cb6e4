//! The one address that every link, cookie and protocol endpoint is made from.

use std::net::{Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Where the router is reached from outside: scheme, host, port and mount point.
///
/// Links are made from this and never from a request header, so a forged `Host` changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    mount: String,
    secure: bool,
    loopback: bool,
}

/// Why an address cannot be the base URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// Not an absolute URL.
    #[error("`{0}` is not an absolute URL such as https://my.example.com")]
    NotAUrl(String),
    /// Plain HTTP on a host that others can reach would send cookies and passwords in the clear.
    #[error(
        "`{0}` must start with https:// (plain http is only for localhost, *.localhost and loopback addresses)"
    )]
    NotSecure(String),
    /// User info, a query or a fragment has no meaning here.
    #[error("`{0}` may hold a scheme, a host, a port and a path only")]
    TooMuch(String),
}

impl BaseUrl {
    /// Checks the address; plain `http` is accepted for loopback hosts only.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text).map_err(|_| BaseUrlError::NotAUrl(text.to_owned()))?;
        let host = url.host().ok_or_else(|| BaseUrlError::NotAUrl(text.to_owned()))?;
        let secure = url.scheme() == "https";
        let loopback = is_loopback(&host);
        let private = url.scheme() == "http" && loopback;
        if !secure && !private {
            return Err(BaseUrlError::NotSecure(text.to_owned()));
        }
        let has_user_info = !url.username().is_empty() || url.password().is_some();
        if has_user_info || url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::TooMuch(text.to_owned()));
        }
        let mount = url.path().trim_end_matches('/').to_owned();
        Ok(Self { origin: url.origin().ascii_serialization(), mount, secure, loopback })
    }

    /// Scheme, host and port, as browsers send it in `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether the pages are served over TLS.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether only this machine reaches it.
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether a path of this host lies below the mount point.
    pub fn is_below(&self, path: &str) -> bool {
        path.strip_prefix(&self.mount).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// A path below the mount point, as a link on a page: `/login` becomes `/identity/login`.
    ///
    /// The start page is the mount point itself, without a slash at the end: routers tell the two apart.
    pub fn path(&self, path: &str) -> String {
        let start_page = !self.mount.is_empty() && (path == "/" || path.starts_with("/?"));
        let below = if start_page { path.strip_prefix('/').unwrap_or(path) } else { path };
        format!("{}{below}", self.mount)
    }

    /// The path of the mount point, empty when it is the root.
    pub fn mount(&self) -> &str {
        &self.mount
    }

    /// The whole address of a path below the mount point, for mails and protocol messages.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.mount)
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => Ipv4Addr::is_loopback(address),
        Host::Ipv6(address) => Ipv6Addr::is_loopback(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_loopback_hosts_only() {
        for good in [
            "http://localhost:8080",
            "http://my.smartplan.localhost:8080",
            "http://127.0.0.1",
            "http://[::1]:1",
        ] {
            assert!(BaseUrl::parse(good).is_ok_and(|base| !base.is_secure()), "{good}");
        }
        for bad in
            ["http://my.example.com", "http://localhost.evil.example", "http://10.0.0.1", "ftp://localhost"]
        {
            assert_eq!(BaseUrl::parse(bad), Err(BaseUrlError::NotSecure(bad.to_owned())));
        }
    }

    #[test]
    fn links_keep_the_mount_point() {
        let base = BaseUrl::parse("https://example.com/identity/").unwrap();
        assert_eq!(base.path("/login"), "/identity/login");
        assert_eq!(base.absolute("/login"), "https://example.com/identity/login");
        assert_eq!(
            (base.path("/"), base.path("/?done=saved")),
            ("/identity".to_owned(), "/identity?done=saved".to_owned())
        );
        assert_eq!(BaseUrl::parse("https://example.com").unwrap().path("/?done=saved"), "/?done=saved");
        assert!(
            base.is_below("/identity") && base.is_below("/identity/login") && base.is_below("/identity?a=b")
        );
        assert!(!base.is_below("/") && !base.is_below("/identity-of-others") && !base.is_below("/login"));
        assert_eq!(
            BaseUrl::parse("https://example.com").unwrap().absolute("/login"),
            "https://example.com/login"
        );
    }

    #[test]
    fn secrets_queries_and_relative_addresses_are_refused() {
        for bad in ["https://user:secret@example.com", "https://example.com/?a=b", "https://example.com/#top"]
        {
            assert_eq!(BaseUrl::parse(bad), Err(BaseUrlError::TooMuch(bad.to_owned())));
        }
        assert_eq!(BaseUrl::parse("/login"), Err(BaseUrlError::NotAUrl("/login".to_owned())));
    }
}
