//! The browser or program of a request, as it describes itself.

use axum::extract::ConnectInfo;
use http::header::USER_AGENT;
use http::request::Parts;
use identity_core::domain::Device;
use std::net::SocketAddr;

const LONGEST_USER_AGENT: usize = 256;

/// The browser or program of a request.
pub(crate) fn device(parts: &Parts) -> Device {
    let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    Device {
        user_agent: user_agent.map(|text| text.chars().take(LONGEST_USER_AGENT).collect()),
        address: parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string()),
    }
}
