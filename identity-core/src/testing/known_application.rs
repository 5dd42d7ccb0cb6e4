//! What an application keeps about a person who signed in to it.

use crate::Timestamp;
use crate::domain::{
    AuthenticationMethod, Authorization, CodeRequest, Consent, Factors, Participant, TokenAlgorithm,
};
use crate::ids::{ApiClientId, AuthorizationId, ConsentId, UserId};
use crate::secrets::TokenDigest;
use crate::values::Scope;
use crate::{OsEntropy, SystemClock};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

/// What a person authorised an application to and agreed to, by which the application takes part in a session of theirs: for
/// tests of what is kept about people.
#[doc(hidden)]
pub fn known_application(user: UserId, part: &Participant, at: Timestamp) -> (Authorization, Consent) {
    let (clock, entropy) = (SystemClock::default(), OsEntropy);
    let client = ApiClientId::generate(&clock, &entropy);
    let scopes: BTreeSet<_> = Scope::parse(Scope::OPENID).into_iter().collect();
    let request = CodeRequest {
        redirect_uri: "https://planner.example/callback".to_owned(),
        challenge: String::new(),
        nonce: None,
        key_thumbprint: None,
        resource: None,
        classes: Vec::new(),
        claims: BTreeMap::new(),
    };
    let authorization = Authorization {
        id: AuthorizationId::generate(&clock, &entropy),
        code: TokenDigest::from_bytes([8; 32]),
        client,
        user,
        participant: part.id,
        subject: part.name_id.clone(),
        organization: Uuid::nil().into(),
        scopes: scopes.clone(),
        methods: [AuthenticationMethod::PASSWORD].into(),
        factors: Factors::One,
        authenticated_at: at,
        algorithm: TokenAlgorithm::Es256,
        request,
        refresh: None,
        created_at: at,
        code_expires_at: at,
        redeemed_at: Some(at),
        expires_at: at.plus(Duration::from_hours(24)),
        ended_at: None,
    };
    let id = ConsentId::generate(&clock, &entropy);
    (authorization, Consent { id, user, client, scopes, created_at: at, updated_at: at })
}
