//! Where everything is: addresses, ports, databases.

use crate::config::Config;
use std::path::PathBuf;

impl Config {
    /// Where people reach MySmartPlan.
    pub(crate) fn base_url(&self) -> String {
        if self.base_url.is_empty() {
            format!("http://my.smartplan.localhost:{}", self.port_base)
        } else {
            self.base_url.clone()
        }
    }

    /// Where people reach the SmartPlan Application.
    pub(crate) fn application_url(&self) -> String {
        format!("http://app.smartplan.localhost:{}", self.port_base + 1)
    }

    /// Where City Group signs its people in, in the demo.
    pub(crate) fn city_group_url(&self) -> String {
        format!("http://idp.citygroup.localhost:{}", self.port_base + 2)
    }

    /// Where the stand-in for Google is, in the demo.
    pub(crate) fn google_url(&self) -> String {
        format!("http://accounts.google.localhost:{}", self.port_base + 5)
    }

    /// The ports that are listened on, counted from `port_base`.
    pub(crate) fn ports(&self) -> impl Iterator<Item = u16> {
        let of_demo: &[u16] = if self.demo { &[2, 5] } else { &[] };
        [0, 1].into_iter().chain(of_demo.iter().copied())
    }

    /// Where the database is.
    pub(crate) fn database_url(&self) -> String {
        if self.database_url.is_empty() { self.sqlite_url("smartplan.db") } else { self.database_url.clone() }
    }

    /// The file that the first start makes for the database, if it makes one.
    pub(crate) fn database_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let file = url.strip_prefix("sqlite:")?.split_once("?mode=rwc")?.0;
        Some(PathBuf::from(file.strip_prefix("//").unwrap_or(file)))
    }

    /// Where the SmartPlan Application, which is a system of its own, keeps its sessions.
    pub(crate) fn application_database_url(&self) -> String {
        self.sqlite_url("application.db")
    }

    fn sqlite_url(&self, file: &str) -> String {
        format!("sqlite://{}?mode=rwc", self.data_dir.join(file).display())
    }
}
