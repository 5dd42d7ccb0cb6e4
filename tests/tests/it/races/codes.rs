//! Two nodes are shown the same code, or the same refresh token, at once.

use super::world::On;
use super::{ROUNDS, at_once};
use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity_core::Identity;
use identity_core::applications::{
    ClientCredentials, ClientProof, CodeRedemption, PersonTokens, Refresh, TokenError, VerifiedClient,
};
use identity_core::domain::{
    ApplicationRequest, CodeRequest, Device, Factors, OpenIdRequest, Protocol, TokenAlgorithm,
};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{OpenIdSetup, Setup};
use identity_core::sign_on::{Outcome, Progress, Visitor};
use identity_core::testing::{CONTACT_PERSON, SERVICE, TestIdentity};
use identity_core::{OsEntropy, SeededEntropy};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use identity_tests::sqlite::database_in;
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

const CALLBACK: &str = "https://portal.example/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// Two nodes, and the application "Portal" for City Group.
struct Applications {
    nodes: [TestIdentity; 2],
    secret: SecretToken,
    _folder: TempDir,
}

impl Applications {
    async fn on(database: On) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-races")?;
        let url = match database {
            On::Sqlite => database_in(folder.path()),
            On::Postgres => fresh_database().await?.to_string(),
        };
        let (one, two) = (SqlStore::connect(&url).await?, SqlStore::connect(&url).await?);
        one.migrate().await?;
        let test = TestIdentity::builder().on(one).start().await?;
        let secret = SecretToken::generate(&SeededEntropy::new(7));
        let portal = OpenIdSetup::new("portal".parse()?, "Portal".parse()?, SERVICE.parse()?)
            .secret(SecretToken::parse(secret.expose())?)
            .redirect_uris([CALLBACK.to_owned()]);
        test.identity().apply(&Setup::default().openid([portal])).await?;
        let second = test.node(two);
        Ok(Self { nodes: [test, second], secret, _folder: folder })
    }

    fn identities(&self) -> [Identity; 2] {
        [self.nodes[0].identity().clone(), self.nodes[1].identity().clone()]
    }

    async fn client(&self, identity: &Identity) -> Result<VerifiedClient> {
        let proof = ClientProof::Basic(Secret::new(self.secret.expose()));
        let credentials = ClientCredentials { client_id: "portal", proof };
        Ok(identity.verify_client(&credentials, &Device::default(), None).await?)
    }

    /// The code of a sign-on by the contact person.
    async fn code(&self) -> Result<String> {
        let (test, identity) = (&self.nodes[0], self.nodes[0].identity());
        let session = test.sign_in(CONTACT_PERSON).await?;
        let current = identity.session(&session.token).await?.context("a session")?;
        let client = identity.client("portal").await?.context("the client")?;
        let challenge = URL_SAFE_NO_PAD.encode(openssl::sha::sha256(VERIFIER.as_bytes()));
        let code = CodeRequest {
            redirect_uri: CALLBACK.to_owned(),
            challenge,
            nonce: None,
            key_thumbprint: None,
            resource: None,
            classes: Vec::new(),
            claims: BTreeMap::new(),
        };
        let asked = OpenIdRequest {
            claimed_scopes: BTreeSet::new(),
            client: client.id,
            scopes: ["openid".parse()?].into(),
            code,
            algorithm: TokenAlgorithm::Es256,
            max_age: None,
            asks_consent: false,
            person: None,
            login_hint: None,
        };
        let request = ApplicationRequest {
            relying_party: client.application().context("an application")?,
            protocol: Protocol::OpenId,
            request_id: SecretToken::generate(&OsEntropy).expose().to_owned(),
            fresh: false,
            passive: true,
            factors: Factors::One,
            methods: Vec::new(),
            name_format: None,
            openid: Some(Box::new(asked)),
            reply: BTreeMap::new(),
        };
        let (browser, device) = (SecretToken::generate(&OsEntropy), Device::default());
        let visitor = Visitor::new(&browser, &device).session(Some(&current), Some(&session.token));
        let Progress::Done(done) = identity.sign_on_by_openid(&visitor, request, false).await? else {
            bail!("somebody is asked")
        };
        let Outcome::Told(told) = &done.outcome else { bail!("no code: {:?}", done.outcome) };
        Ok(told.code.as_ref().context("no code")?.expose().to_owned())
    }

    async fn redeem(&self, identity: &Identity, code: &str) -> Result<Redeemed> {
        let client = self.client(identity).await?;
        let (identity, code) = (identity.clone(), code.to_owned());
        Ok(Box::pin(async move {
            let redemption = CodeRedemption {
                code: &code,
                redirect_uri: Some(CALLBACK),
                verifier: Some(VERIFIER),
                resource: None,
                key_thumbprint: None,
            };
            identity.redeem_code(&client, redemption, None).await
        }))
    }

    async fn refresh(&self, identity: &Identity, token: &str) -> Result<Redeemed> {
        let client = self.client(identity).await?;
        let (identity, token) = (identity.clone(), token.to_owned());
        Ok(Box::pin(async move {
            let refresh = Refresh { token: &token, scope: None, resource: None, key_thumbprint: None };
            identity.refresh_tokens(&client, refresh, None).await
        }))
    }
}

type Redeemed = std::pin::Pin<Box<dyn Future<Output = Result<PersonTokens, TokenError>> + Send>>;

async fn redemptions_of_one_code(database: On) -> Result<()> {
    let applications = Applications::on(database).await?;
    let [one, two] = applications.identities();
    for round in 1..=ROUNDS {
        let code = applications.code().await?;
        let (first, second) =
            (applications.redeem(&one, &code).await?, applications.redeem(&two, &code).await?);
        let ((Ok(won), Err(lost)) | (Err(lost), Ok(won))) = at_once(first, second).await? else {
            panic!("not one of two in round {round}");
        };
        assert!(matches!(lost, TokenError::InvalidGrant), "{lost:?}");
        let token = won.access.token.expose();
        assert!(two.token_for_here(token).await?.is_none(), "two know the code in round {round}");
    }
    Ok(())
}

async fn refreshes_by_one_token(database: On) -> Result<()> {
    let applications = Applications::on(database).await?;
    let [one, two] = applications.identities();
    let code = applications.code().await?;
    let mut token = applications.redeem(&one, &code).await?.await?.refresh.context("a token")?;
    for round in 1..=ROUNDS {
        let first = applications.refresh(&one, token.expose()).await?;
        let second = applications.refresh(&two, token.expose()).await?;
        let (first, second) = at_once(first, second).await?;
        let (first, second) = (first?.refresh.context("a token")?, second?.refresh.context("a token")?);
        assert_eq!(first.expose(), second.expose(), "one family in round {round}");
        token = first;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn redemptions_of_one_code_on_sqlite() -> Result<()> {
    redemptions_of_one_code(On::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn redemptions_of_one_code_on_postgres() -> Result<()> {
    redemptions_of_one_code(On::Postgres).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn refreshes_by_one_token_on_sqlite() -> Result<()> {
    refreshes_by_one_token(On::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn refreshes_by_one_token_on_postgres() -> Result<()> {
    refreshes_by_one_token(On::Postgres).await
}
