//! The Shibboleth service provider on Apache: what stands before the customers' Java applications.

use crate::http::client;
use crate::page::Page;
use crate::peers::ServiceKey;
use crate::process::{Program, installed, tests_folder};
use crate::{ports, wait};
use anyhow::{Context as _, Result};
use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const HOST: &str = "shibboleth.localhost";
const MODULES: &str = "/usr/lib/apache2/modules";
/// The attributes that the outward contract promises to a service provider.
const ATTRIBUTES: [&str; 8] =
    ["uid", "given_name", "family_name", "email", "organization_id", "organization_name", "roles", "mandate"];

/// Apache with `mod_shib`, and `shibd` behind it.  Both end with this value.
#[derive(Debug)]
pub struct Shibboleth {
    apache: Option<Program>,
    shibd: Option<Program>,
    port: u16,
    metadata: String,
    folder: TempDir,
}

impl Shibboleth {
    /// Sets it up with a key of its own; it trusts nobody yet.
    pub async fn start() -> Result<Self> {
        let folder = TempDir::with_prefix("identity-shibboleth")?;
        let mut shibboleth =
            Self { apache: None, shibd: None, port: ports::one()?, metadata: String::new(), folder };
        shibboleth.prepare()?;
        shibboleth.restart("http://nobody.localhost/", "").await?;
        shibboleth.metadata =
            Page::of(client()?.get(shibboleth.address("/Shibboleth.sso/Metadata")).send().await?)
                .await?
                .expect(200)?
                .body;
        Ok(shibboleth)
    }

    /// Its entity id.
    pub fn entity_id(&self) -> String {
        self.address("/shibboleth")
    }

    /// The metadata that it makes of itself.
    pub fn metadata(&self) -> &str {
        &self.metadata
    }

    /// The page that shows who is signed in, and sends to the identity provider who is not.
    pub fn protected(&self) -> String {
        self.address("/secure/whoami.shtml")
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{HOST}:{}{path}", self.port)
    }

    /// Takes the metadata of the identity provider that it shall trust, and starts again with it.
    pub async fn trust(&mut self, idp_entity_id: &str, metadata: &str) -> Result<()> {
        let file = self.folder.path().join("idp.xml");
        fs::write(&file, metadata)?;
        let provider = format!(r#"<MetadataProvider type="XML" validate="true" path="{}"/>"#, file.display());
        self.restart(idp_entity_id, &provider).await
    }

    /// What both programs wrote, for a failed test.
    pub fn output(&self) -> String {
        let programs = [&self.shibd, &self.apache].into_iter().flatten();
        let logs = ["apache-error.log", "native.log"].map(|name| self.folder.path().join(name));
        let logs = logs.iter().filter_map(|log| fs::read_to_string(log).ok());
        programs.map(Program::output).chain(logs).collect::<Vec<_>>().join("\n")
    }

    /// Writes what does not depend on whom it trusts.
    fn prepare(&self) -> Result<()> {
        let folder = self.folder.path();
        fs::set_permissions(folder, Permissions::from_mode(0o777))?;
        ServiceKey::generate(HOST)?.write(folder)?;
        fs::write(folder.join("attribute-map.xml"), attribute_map()?)?;
        let native = "log4j.rootCategory=WARN, native_log\n\
            log4j.appender.native_log=org.apache.log4j.FileAppender\n\
            log4j.appender.native_log.layout=org.apache.log4j.SimpleLayout\n\
            log4j.appender.native_log.fileName=";
        fs::write(
            folder.join("native.logger"),
            format!("{native}{}\n", folder.join("native.log").display()),
        )?;
        fs::create_dir_all(folder.join("htdocs/secure"))?;
        fs::copy(tests_folder().join("peers/whoami.shtml"), folder.join("htdocs/secure/whoami.shtml"))?;
        Ok(())
    }

    async fn restart(&mut self, idp_entity_id: &str, metadata_provider: &str) -> Result<()> {
        drop(self.apache.take());
        drop(self.shibd.take());
        let folder = self.folder.path();
        let fill = |template: &str| -> Result<()> {
            let text = fs::read_to_string(tests_folder().join("peers").join(template))?
                .replace("{folder}", &folder.display().to_string())
                .replace("{modules}", MODULES)
                .replace("{host}", HOST)
                .replace("{port}", &self.port.to_string())
                .replace("{entity_id}", &self.entity_id())
                .replace("{idp_entity_id}", idp_entity_id)
                .replace("{metadata_provider}", metadata_provider);
            Ok(fs::write(folder.join(template), text)?)
        };
        fill("shibboleth2.xml")?;
        fill("apache.conf")?;

        installed(&format!("{MODULES}/mod_shib.so"))?;
        let mut shibd = unprivileged(installed("/usr/sbin/shibd")?)?;
        shibd
            .args(["-f", "-F", "-c"])
            .arg(folder.join("shibboleth2.xml"))
            .args(["-p"])
            .arg(folder.join("shibd.pid"));
        let mut apache = unprivileged(installed("/usr/sbin/apache2")?)?;
        apache.args(["-D", "FOREGROUND", "-f"]).arg(folder.join("apache.conf"));
        self.shibd = Some(Program::start("shibd", folder, &shibd)?);
        self.apache = Some(Program::start("apache", folder, &apache)?);
        self.wait_until_ready().await
    }

    async fn wait_until_ready(&mut self) -> Result<()> {
        let (client, metadata) = (client()?, self.address("/Shibboleth.sso/Metadata"));
        let outcome = wait::until("Shibboleth", async || {
            for program in [&mut self.shibd, &mut self.apache].into_iter().flatten() {
                if let Err(ended) = program.must_run() {
                    return Some(Err(ended));
                }
            }
            client
                .get(&metadata)
                .send()
                .await
                .ok()
                .filter(|answer| answer.status().is_success())
                .map(|_| Ok(()))
        })
        .await;
        outcome.with_context(|| self.output())?
    }
}

/// A program that runs as an ordinary user: Apache refuses to serve as root.
fn unprivileged(program: &Path) -> Result<Command> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(Command::new(program));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=www-data", "--regid=www-data", "--clear-groups", "--"]).arg(program);
    Ok(command)
}

/// Which attributes of an assertion become variables, whatever the format in which their names are given.
fn attribute_map() -> Result<String> {
    const FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format";
    let mut map = String::from(r#"<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" "#);
    map.push_str(r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#);
    for name in ATTRIBUTES {
        for format in ["basic", "unspecified", "uri"] {
            writeln!(map, r#"<Attribute name="{name}" nameFormat="{FORMAT}:{format}" id="{name}"/>"#)?;
        }
    }
    map.push_str(
        r#"<Attribute name="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" id="persistent-id">
        <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/></Attribute></Attributes>"#,
    );
    Ok(map)
}
