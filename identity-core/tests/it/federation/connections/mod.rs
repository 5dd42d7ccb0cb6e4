//! The connections to identity providers, as administrators manage them.

mod changed;
mod domains;
mod home_realm;
mod kept_open;
mod refused;
mod registered;

use crate::support::{World, display};
use identity_core::Caller;
use identity_core::domain::Connection;
use identity_core::federation::{
    NewConnection, NewOpenIdProvider, NewProvider, NewSamlProvider, ProviderMetadata,
};
use identity_core::ids::{ConnectionId, OrganizationId};
use identity_core::secrets::Secret;
use identity_core::store::{Store as _, Versioned};
use identity_core::values::EntityId;

const ISSUER: &str = "https://login.example.com";

const ENTITY: &str = "https://idp.citygroup.example/saml";

fn metadata() -> ProviderMetadata {
    let entity = EntityId::parse(ENTITY).unwrap();
    ProviderMetadata::new(entity, "https://idp.citygroup.example/sso", [vec![1, 2, 3]])
}

/// City Group's own identity provider, by SAML.
fn saml(organization: Option<OrganizationId>) -> NewConnection {
    let provider = NewProvider::Saml(NewSamlProvider::new(metadata()));
    NewConnection::new(display("City Group"), provider).organization(organization)
}

/// A provider for everybody, by OpenID Connect.
fn openid() -> NewConnection {
    let secret = Some(Secret::new("s3cret-of-the-client"));
    NewConnection::new(
        display("Example"),
        NewProvider::OpenId(NewOpenIdProvider::new(ISSUER, "client-1", secret)),
    )
}

async fn register(world: &World, caller: &Caller, wanted: &NewConnection) -> ConnectionId {
    world.identity.register_connection(caller, wanted).await.unwrap()
}

async fn stored(world: &World, id: ConnectionId) -> Versioned<Connection> {
    world.store.connections().get(id).await.unwrap().unwrap()
}

/// Says that somebody signed in by it, as the dispatcher does.
async fn tried(world: &World, id: ConnectionId) {
    let found = stored(world, id).await;
    let tested_at = Some(world.identity.clock().now());
    world.meanwhile(Connection { tested_at, ..found.record }, found.version).await;
}
