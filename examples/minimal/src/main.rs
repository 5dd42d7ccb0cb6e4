//! The smallest site with identity in it: a start page for everybody, a page for those who are signed in, and one
//! for those with a permission.

use axum::{Router, routing::get};
use identity_core::{Identity, MasterKey, Settings, Setup, policy::Permission};
use identity_store_sql::SqlStore;
use identity_web::{CurrentUser, IdentityWeb, require};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "localhost:3000".to_owned());
    let store = SqlStore::connect("sqlite:minimal.db?mode=rwc").await?;
    store.migrate().await?;
    let settings = Settings::new(format!("http://{address}/identity").parse()?);
    let identity = Identity::builder(store, settings, MasterKey::from_file("minimal.key")?).build()?;
    let (name, email, password) = ("Ada Lovelace", "ada@minimal.example", "velvet-otter-compass");
    identity.apply(&Setup::administrator("Minimal Ltd", name, email, password)?).await?;
    let routes = Router::new()
        .route("/", get(async |user: Option<CurrentUser>| user.map_or("Hello", |_| "Welcome back")))
        .route("/name", get(async |user: CurrentUser| user.full_name()))
        .route("/people", get(async || "For administrators").layer(require(Permission::MemberManage)));
    let app = IdentityWeb::builder(identity).build()?.around(routes);
    axum::serve(tokio::net::TcpListener::bind(&address).await?, app).await?;
    Ok(())
}
