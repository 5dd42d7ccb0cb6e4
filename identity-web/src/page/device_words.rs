//! A browser's `User-Agent` in words that its owner recognises.

use crate::language::PageText;

/// Names tried in this order, since browsers name those that they descend from too.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system, as far as they are known.
pub(crate) fn device_words(user_agent: Option<&str>) -> PageText {
    let named = |list: &[(&str, &'static str)]| {
        let text = user_agent.unwrap_or_default();
        list.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            PageText::new("device-browser-on-system").with("browser", browser).with("system", system)
        }
        (Some(name), None) | (None, Some(name)) => PageText::new("device-named").with("name", name),
        (None, None) => PageText::new("device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_named() {
        let on = |browser: &str, system: &str| {
            PageText::new("device-browser-on-system").with("browser", browser).with("system", system)
        };
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(device_words(Some(chrome)), on("Chrome", "Linux"));
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1";
        assert_eq!(device_words(Some(safari)), on("Safari", "iPhone"));
        assert_eq!(device_words(Some("curl/8.1")), PageText::new("device-named").with("name", "curl"));
        assert_eq!(device_words(None), PageText::new("device-unknown"));
    }
}
