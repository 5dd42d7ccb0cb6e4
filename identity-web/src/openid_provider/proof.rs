//! The key that a request shows (RFC 9449), and that no proof counts twice.

use crate::openid::dpop::{self, ProvedRequest};
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use http::HeaderMap;

/// Why a proof does not do.
#[derive(Debug)]
pub(super) enum ProofRefusal {
    /// It is not one, is for another request, or was used before.
    Proof,
    Problem(Problem),
}

/// The thumbprint of the key that a request shows; none if it shows none.
pub(super) async fn thumbprint(
    state: &WebState,
    headers: &HeaderMap,
    request: ProvedRequest<'_>,
) -> Result<Option<String>, ProofRefusal> {
    let mut given = headers.get_all("dpop").iter();
    let proof = match (given.next(), given.next()) {
        (None, _) => return Ok(None),
        (Some(proof), None) => proof.to_str().map_err(|_| ProofRefusal::Proof)?,
        (Some(_), Some(_)) => return Err(ProofRefusal::Proof),
    };
    let identity = &state.identity;
    let proof = dpop::check(proof, request, identity.clock().now()).map_err(|error| {
        tracing::info!(%error, "a DPoP proof was refused");
        ProofRefusal::Proof
    })?;
    let sender = format!("urn:dpop:{}", proof.thumbprint);
    let is_first = identity.takes_once(&sender, &proof.jti, proof.expires_at).await;
    if !is_first.map_err(|error| ProofRefusal::Problem(error.into()))? {
        return Err(ProofRefusal::Proof);
    }
    Ok(Some(proof.thumbprint))
}
