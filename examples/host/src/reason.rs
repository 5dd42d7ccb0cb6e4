//! An error in one line for whoever runs the server.

/// The error and what caused it, each said once: some errors say their cause themselves.
pub fn reason(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let words = cause.to_string();
        match line.is_empty() {
            true => line = words,
            false if line.ends_with(&words) => {}
            false => line = format!("{line}: {words}"),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn a_cause_is_said_once() {
        let missing = std::fs::read("/none/such").context("the settings").unwrap_err();
        assert_eq!(reason(&missing), "the settings: No such file or directory (os error 2)");
        let key = identity_core::MasterKey::from_file("/none/such/master.key").unwrap_err();
        let alone = key.to_string();
        assert!(alone.ends_with("(os error 2)"), "{alone}");
        assert_eq!(reason(&key.into()), alone);
    }
}
