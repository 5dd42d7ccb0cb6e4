//! The router, put together.

use crate::background::Background;
use crate::base_url::{BaseUrl, BaseUrlError};
use crate::current_user::AskedUri;
use crate::delivery::DevInbox;
use crate::device::find_sender;
use crate::elsewhere::IdentityProviders;
use crate::federation::{Federation, router::routes as federation_routes};
use crate::host_header::one_host;
use crate::language::Languages;
use crate::openid_provider::OpenIdProvider;
use crate::openid_provider::router::{open_to_scripts, routes as openid_routes};
use crate::page::brand::Brand;
use crate::page::headers::{HeaderPolicy, security_headers};
use crate::page::rendering::{Pages, PagesError};
use crate::pages::{self, Development};
use crate::rest;
use crate::saml::idp::{self, SamlIdentityProvider};
use crate::sso::SsoProtocol;
use crate::state::WebState;
use crate::visit::limits::few_sign_ons;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use identity_core::delivery::Transports;
use identity_core::housekeeping::{Housekeeper, HousekeepingSettings};
use identity_core::{Identity, SystemClock};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Identity for an axum application: its pages and endpoints, and who is signed in.
///
/// Each of [`around`](Self::around), [`router`](Self::router) and [`standalone`](Self::standalone) starts the
/// [`Housekeeper`] of this value when called inside of a tokio runtime, unless the builder was told
/// [`without_housekeeper`](IdentityWebBuilder::without_housekeeper). One housekeeper runs, however many routers there
/// are, until the last of them and the last clone of this value are dropped. What the process ends in the middle of, such
/// as a message that is being sent, is done again after the next start.
///
/// ```
/// use axum::{Router, routing::get};
/// use identity_core::testing::TestIdentity;
/// use identity_web::{CurrentUser, IdentityWeb};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let test = TestIdentity::start().await?;
/// # let identity = test.identity().clone();
/// let routes = Router::new().route("/", get(async |user: CurrentUser| format!("Hello {}", user.given_name)));
/// let app: Router = IdentityWeb::builder(identity).build()?.around(routes);
/// # let _ = app;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct IdentityWeb {
    state: WebState,
    saml: Option<SamlIdentityProvider>,
    openid: Option<OpenIdProvider>,
    federation: Option<Federation>,
    development: Option<Development>,
    trusted_proxies: Arc<[IpAddr]>,
}

/// Why [`IdentityWebBuilder::build`] fails: a setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityWebError {
    /// The base URL of the settings cannot be used.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlError),
    /// The templates, texts or brand cannot be used.
    #[error(transparent)]
    Pages(#[from] PagesError),
    /// The development inbox, which shows links that sign people in, was asked for at a public base URL.
    #[error("the development inbox is for loopback addresses only; the base URL is {0}")]
    DevelopmentInPublic(String),
    /// The HTTP client that tells applications of sign-outs cannot be set up.
    #[error("applications cannot be told of sign-outs: {0}")]
    BackChannel(#[from] crate::delivery::outgoing_http::HttpClientError),
}

/// Puts an [`IdentityWeb`] together.
///
/// ```
/// use identity_core::delivery::Transports;
/// use identity_core::testing::TestIdentity;
/// use identity_web::IdentityWeb;
/// use identity_web::page::Brand;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let test = TestIdentity::start().await?;
/// # let (identity, transports): (_, Transports) = (test.identity().clone(), test.transports());
/// let web = IdentityWeb::builder(identity)
///     .brand(Brand::named("MySmartPlan"))
///     .transports(transports)
///     .build()?;
/// let app: axum::Router = web.standalone();
/// # let _ = app;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct IdentityWebBuilder {
    identity: Identity,
    brand: Brand,
    templates: Option<PathBuf>,
    languages: Option<Languages>,
    saml: Option<SamlIdentityProvider>,
    openid: Option<OpenIdProvider>,
    federation: Option<Federation>,
    development: Option<Development>,
    transports: Option<Transports>,
    housekeeping: Option<HousekeepingSettings>,
    trusted_proxies: Vec<IpAddr>,
}

impl IdentityWeb {
    /// Starts with everything as it is built in. The base URL comes from the identity's settings.
    pub fn builder(identity: Identity) -> IdentityWebBuilder {
        IdentityWebBuilder {
            identity,
            brand: Brand::default(),
            templates: None,
            languages: None,
            saml: None,
            openid: None,
            federation: None,
            development: None,
            transports: None,
            housekeeping: Some(HousekeepingSettings::default()),
            trusted_proxies: Vec::new(),
        }
    }

    /// The pages and endpoints alone, for a host application with any state.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        self.finish(pages::router(&self.state))
    }

    /// The pages and endpoints as an application of its own: every other address answers with the brand's
    /// page for it.
    pub fn standalone(&self) -> Router {
        self.finish(pages::with_not_found(&self.state))
    }

    fn finish<S: Clone + Send + Sync + 'static>(&self, router: Router<WebState>) -> Router<S> {
        self.state.background.start();
        let policy = HeaderPolicy::new(&self.state.base);
        let router = match &self.development {
            Some(development) => router.merge(pages::development_router(&self.state, development.clone())),
            None => router,
        };
        // Outside the layer round the pages: a message posted from another site comes without cookies, and must
        // not be answered with a new one for the browser.
        let router = match &self.saml {
            Some(saml) => {
                let saml = idp::router(saml.clone(), Arc::new(self.state.clone()));
                router.merge(saml.layer(middleware::from_fn_with_state(self.state.clone(), few_sign_ons)))
            }
            None => router,
        };
        let router = router.merge(openid_routes(&self.state, self.openid.as_ref()));
        let router = router.merge(federation_routes(&self.state, self.federation.as_ref()));
        let router = router.merge(rest::routes(&self.state)).merge(crate::health::routes());
        let router = router.layer(middleware::from_fn(open_to_scripts));
        let proxies = Arc::clone(&self.trusted_proxies);
        let router = router.layer(middleware::from_fn_with_state(proxies, find_sender));
        let router = router.layer(middleware::from_fn(one_host));
        router.layer(middleware::from_fn_with_state(policy, security_headers)).with_state(self.state.clone())
    }

    /// The host's own routes together with the pages, which go to the mount point of the base URL. Handlers of the
    /// host can take a [`CurrentUser`](crate::CurrentUser) and be guarded by [`require`](crate::require).
    pub fn around<S: Clone + Send + Sync + 'static>(&self, host: Router<S>) -> Router<S> {
        let together = match self.state.base.mount() {
            "" => host.merge(self.router()),
            mount => host.nest(mount, self.router()),
        };
        together.layer(middleware::from_fn_with_state(self.state.clone(), remember_state))
    }

    /// Makes `/readyz` say that no new requests should come here; for the time between being told to end and
    /// ending.
    pub fn not_ready(&self) {
        self.state.ending.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// The pages, for `template check`.
    pub fn pages(&self) -> &Pages {
        &self.state.pages
    }
}

impl IdentityWebBuilder {
    /// Sets name, colours, logo, help contact and texts.
    #[must_use]
    pub fn brand(self, brand: Brand) -> Self {
        Self { brand, ..self }
    }

    /// Sets the folder whose files take the place of built-in templates.
    #[must_use]
    pub fn templates(self, folder: impl Into<PathBuf>) -> Self {
        Self { templates: Some(folder.into()), ..self }
    }

    /// Sets the languages, those of [`Brand::languages`]. Without this there is English, with the texts of the brand.
    #[must_use]
    pub fn languages(self, languages: Languages) -> Self {
        Self { languages: Some(languages), ..self }
    }

    /// Makes this a SAML identity provider too: its endpoints, and answers to the services that asked.
    #[must_use]
    pub fn saml(self, provider: SamlIdentityProvider) -> Self {
        Self { saml: Some(provider), ..self }
    }

    /// Makes this an `OpenID` Provider too: its endpoints, and answers to the applications that asked.
    #[must_use]
    pub fn openid(self, provider: OpenIdProvider) -> Self {
        Self { openid: Some(provider), ..self }
    }

    /// Lets people sign in by identity providers elsewhere: the endpoints for their answers. Which providers there are stands in the
    /// store, as connections.
    #[must_use]
    pub fn federation(self, federation: Federation) -> Self {
        Self { federation: Some(federation), ..self }
    }

    /// Shows outgoing messages at `/dev` and lets the clock be moved; refused unless the base URL is a loopback
    /// address.
    #[must_use]
    pub fn development(self, inbox: DevInbox, clock: Arc<SystemClock>) -> Self {
        Self { development: Some(Development { inbox, clock }), ..self }
    }

    /// Sets how mail and text messages are sent. Without this, they wait in the outbox and are sent once there are
    /// transports; the log says so.
    #[must_use]
    pub fn transports(self, transports: Transports) -> Self {
        Self { transports: Some(transports), ..self }
    }

    /// Sets how often the housekeeper does each of its jobs.
    #[must_use]
    pub fn housekeeping(self, settings: HousekeepingSettings) -> Self {
        Self { housekeeping: Some(settings), ..self }
    }

    /// Sets the addresses of the proxies in front of this server whose `X-Forwarded-For` is believed. The sender of a
    /// request is the last address in it that is none of theirs. Without this, the sender is whoever opened the connection.
    ///
    /// Addresses are known only if the host serves with `into_make_service_with_connect_info::<SocketAddr>()`. Limits of
    /// tries count by address; without addresses they count by account alone.
    #[must_use]
    pub fn trusted_proxies(self, proxies: impl IntoIterator<Item = IpAddr>) -> Self {
        Self { trusted_proxies: proxies.into_iter().map(|proxy| proxy.to_canonical()).collect(), ..self }
    }

    /// Starts no [`Housekeeper`]: for a process that runs one itself, for example to wait for its end at shutdown, or for
    /// a node that leaves the work to others. The transports are not used then.
    #[must_use]
    pub fn without_housekeeper(self) -> Self {
        Self { housekeeping: None, ..self }
    }

    /// The finished value; an error when the base URL, the brand or a template cannot be used.
    pub fn build(self) -> Result<IdentityWeb, IdentityWebError> {
        let base = BaseUrl::parse(self.identity.settings().base_url.as_str())?;
        if self.development.is_some() && !base.is_loopback() {
            return Err(IdentityWebError::DevelopmentInPublic(base.absolute("/")));
        }
        let languages = match self.languages {
            Some(languages) => languages,
            None => self.brand.languages(None).map_err(PagesError::from)?,
        };
        let pages = Pages::with_languages(&base, &self.brand, languages, self.templates.as_deref())?;
        let saml = self.saml.clone().map(|saml| Arc::new(saml) as Arc<dyn SsoProtocol>);
        let openid = self.openid.clone().map(|openid| Arc::new(openid) as Arc<dyn SsoProtocol>);
        let back_channel = self.saml.as_ref().map(SamlIdentityProvider::back_channel).transpose()?;
        let back_channel = match &self.openid {
            Some(openid) => Some(openid.back_channel(back_channel)?),
            None => back_channel,
        };
        let housekeeper = self.housekeeping.map(|settings| {
            let housekeeper = Housekeeper::new(self.identity.clone(), self.transports);
            housekeeper.with_back_channel(back_channel).with_settings(settings)
        });
        let state = WebState::new(
            self.identity,
            base,
            pages,
            saml.into_iter().chain(openid).collect(),
            self.federation.clone().map(|federation| Arc::new(federation) as Arc<dyn IdentityProviders>),
            Background::new(housekeeper),
        );
        let trusted_proxies = self.trusted_proxies.into();
        let (saml, openid, development) = (self.saml, self.openid, self.development);
        let federation = self.federation;
        Ok(IdentityWeb { state, saml, openid, federation, development, trusted_proxies })
    }
}

async fn remember_state(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let asked = AskedUri(request.uri().clone());
    request.extensions_mut().insert(asked);
    request.extensions_mut().insert(state);
    next.run(request).await
}
