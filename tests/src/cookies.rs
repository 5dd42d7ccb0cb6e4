//! The cookies of one visitor, kept and sent by the rules of RFC 6265bis that matter here: host, path, `Secure`
//! (a `*.localhost` counts as secure, as in browsers), `SameSite`, `Max-Age` and the `__Host-` prefix.

use url::Url;

/// How the request came about, which decides which cookies go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Initiator {
    /// The page that asked for it is of the same site, or the person typed the address.
    pub same_site: bool,
    /// The method leaves the server as it is (GET, HEAD).
    pub safe_method: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SameSite {
    Strict,
    Lax,
    None,
}

/// One cookie as the visitor keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    host: String,
    path: String,
    same_site: SameSite,
    /// Its name.
    pub name: String,
    /// Its value, as it was set.
    pub value: String,
    /// Whether scripts are kept from it.
    pub http_only: bool,
    /// Whether it goes over secure connections only.
    pub secure: bool,
}

/// All cookies of one visitor.
#[derive(Clone, Debug, Default)]
pub struct Jar(Vec<Cookie>);

impl Jar {
    /// Takes a `Set-Cookie` header of the answer from `url`; what breaks the rules is dropped, as browsers do.
    pub fn store(&mut self, url: &Url, header: &str) {
        let Some((cookie, lives)) = parse(url, header) else { return };
        self.0.retain(|old| (&old.host, &old.path, &old.name) != (&cookie.host, &cookie.path, &cookie.name));
        if lives {
            self.0.push(cookie);
        }
    }

    /// The `Cookie` header for a request to `url`; nothing when no cookie goes there.
    pub fn header(&self, url: &Url, initiator: Initiator) -> Option<String> {
        let mut sent: Vec<&Cookie> = self.of(url).filter(|cookie| cookie.goes_with(initiator)).collect();
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> =
            sent.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The cookies that belong to `url`, whoever asks.
    pub fn of(&self, url: &Url) -> impl Iterator<Item = &Cookie> {
        let (host, path, secure) = (url.host_str().unwrap_or_default(), url.path(), is_secure(url));
        self.0.iter().filter(move |cookie| {
            cookie.host == host && path_matches(&cookie.path, path) && (secure || !cookie.secure)
        })
    }

    /// Forgets everything, as a closed private window does.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Cookie {
    fn goes_with(&self, initiator: Initiator) -> bool {
        initiator.same_site
            || match self.same_site {
                SameSite::Strict => false,
                SameSite::Lax => initiator.safe_method,
                SameSite::None => true,
            }
    }
}

/// The cookie and whether it still lives.
fn parse(url: &Url, header: &str) -> Option<(Cookie, bool)> {
    let mut parts = header.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let default_path = match url.path().rfind('/') {
        Some(end) if end > 0 => url.path().get(..end)?,
        _ => "/",
    };
    let mut cookie = Cookie {
        host: url.host_str()?.to_owned(),
        path: default_path.to_owned(),
        same_site: SameSite::Lax,
        name: name.to_owned(),
        value: value.to_owned(),
        http_only: false,
        secure: false,
    };
    let (mut lives, mut has_domain) = (true, false);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key.to_ascii_lowercase().as_str() {
            "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
            "httponly" => cookie.http_only = true,
            "secure" => cookie.secure = true,
            "domain" => has_domain = true,
            "max-age" => lives = value.parse::<i64>().is_ok_and(|seconds| seconds > 0),
            "samesite" if value.eq_ignore_ascii_case("strict") => cookie.same_site = SameSite::Strict,
            "samesite" if value.eq_ignore_ascii_case("none") => cookie.same_site = SameSite::None,
            _ => {}
        }
    }
    let host_prefix_kept = cookie.secure && !has_domain && cookie.path == "/";
    let refused = (cookie.secure && !is_secure(url))
        || (cookie.same_site == SameSite::None && !cookie.secure)
        || (cookie.name.starts_with("__Host-") && !host_prefix_kept)
        || (cookie.name.starts_with("__Secure-") && !cookie.secure);
    (!refused).then_some((cookie, lives))
}

fn is_secure(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "https" || host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1"
}

fn path_matches(cookie: &str, request: &str) -> bool {
    request
        .strip_prefix(cookie)
        .is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}

/// Whether two addresses are of one site: the last two labels of their hosts are the same.
pub fn same_site(one: &Url, other: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut labels: Vec<String> = host.rsplit('.').take(2).map(ToOwned::to_owned).collect();
        if host.parse::<std::net::IpAddr>().is_ok() {
            labels = vec![host];
        }
        (url.scheme().to_owned(), labels)
    };
    site(one) == site(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: Initiator = Initiator { same_site: true, safe_method: true };
    const FOREIGN_POST: Initiator = Initiator { same_site: false, safe_method: false };

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn host_and_path_bound_a_cookie() {
        let mut jar = Jar::default();
        jar.store(&url("http://a.localhost/x/y"), "one=1; Path=/x");
        assert_eq!(jar.header(&url("http://a.localhost/x/z"), TYPED).as_deref(), Some("one=1"));
        assert_eq!(jar.header(&url("http://a.localhost/xz"), TYPED), None);
        assert_eq!(jar.header(&url("http://b.localhost/x"), TYPED), None);
    }

    #[test]
    fn lax_stays_home_on_a_foreign_post_and_none_goes_along() {
        let mut jar = Jar::default();
        let home = url("http://a.localhost/");
        jar.store(&home, "lax=1; Path=/");
        jar.store(&home, "none=2; Path=/; Secure; SameSite=None");
        assert_eq!(jar.header(&home, FOREIGN_POST).as_deref(), Some("none=2"));
    }

    #[test]
    fn host_prefix_without_its_conditions_is_refused() {
        let mut jar = Jar::default();
        let home = url("http://a.localhost/");
        jar.store(&home, "__Host-s=1; Path=/");
        jar.store(&home, "__Host-s=1; Secure; Path=/; Domain=localhost");
        assert_eq!(jar.of(&home).count(), 0);
        jar.store(&home, "__Host-s=1; Secure; Path=/");
        jar.store(&home, "__Host-s=; Secure; Path=/; Max-Age=0");
        assert_eq!(jar.of(&home).count(), 0);
    }

    #[test]
    fn sites_are_the_last_two_labels() {
        assert!(same_site(&url("http://my.smartplan.localhost:1"), &url("http://app.smartplan.localhost:2")));
        assert!(!same_site(&url("http://my.smartplan.localhost"), &url("http://idp.citygroup.localhost")));
        assert!(!same_site(&url("http://127.0.0.1"), &url("http://10.0.0.1")));
    }
}
