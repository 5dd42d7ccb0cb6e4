//! One request to an SMS gateway, and what its answer means.

use crate::delivery::remote::shortened;
use crate::delivery::sms_body::SmsBody;
use identity_core::delivery::TransportError;
use identity_core::secrets::Secret;
use reqwest::{Client, Response, StatusCode};
use std::collections::BTreeMap;
use url::Url;

/// More of an answer is not read.
const MAX_ANSWER_OCTETS: usize = 16 * 1024;

/// What the reason begins with where the gateway answered; its status follows.
pub(crate) const ANSWERED: &str = "the SMS gateway answered ";

/// What the reason begins with where there is no connection; the cause follows.
pub(crate) const NOT_REACHED: &str = "the SMS gateway could not be reached: ";

/// The reason where no answer came.
pub(crate) const NO_ANSWER: &str = "the SMS gateway did not answer in time";

/// What a gateway is sent. Values of the query and of the fields may hold places.
pub(super) struct SmsRequest<'a> {
    pub(super) url: &'a Url,
    pub(super) body: SmsBody,
    pub(super) fields: &'a BTreeMap<String, String>,
    pub(super) bearer: Option<&'a Secret>,
    /// What no reason says, whatever the gateway answers.
    pub(super) hidden: Option<&'a Secret>,
}

/// Sends one request with the places filled in, and judges the answer.
pub(super) async fn hand_over(
    client: &Client,
    request: &SmsRequest<'_>,
    places: &[(&str, &str)],
) -> Result<(), TransportError> {
    let SmsRequest { url, body, fields, bearer, hidden } = request;
    let fields: BTreeMap<_, _> = fields.iter().map(|(name, value)| (name, fill(value, places))).collect();
    let mut url = filled_query(url, places);
    let request = match body {
        SmsBody::Json => client.post(url).json(&fields),
        SmsBody::Form => client.post(url).form(&fields),
        SmsBody::Query => {
            if !fields.is_empty() {
                url.query_pairs_mut().extend_pairs(&fields);
            }
            client.get(url)
        }
    };
    let request = match bearer {
        Some(token) => request.bearer_auth(token.expose()),
        None => request,
    };
    // Without the address, which may carry a key in its query.
    let sent = request.send().await.map_err(reqwest::Error::without_url);
    let response = sent.map_err(|error| TransportError::Temporary(shortened(&in_words(&error))))?;
    judge(response, *hidden).await
}

/// The address with the places in the values of its query filled in. A query without any stays as it was written.
fn filled_query(url: &Url, places: &[(&str, &str)]) -> Url {
    let mut filled = url.clone();
    let holds = |value: &str| places.iter().any(|(place, _)| value.contains(place));
    if url.query_pairs().any(|(_, value)| holds(&value)) {
        let pairs = url.query_pairs().map(|(name, value)| (name, fill(&value, places)));
        filled.query_pairs_mut().clear().extend_pairs(pairs);
    }
    filled
}

/// Fills every place in one pass, so that a text that looks like a place stays a text.
fn fill(value: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = value;
    while let Some((before, from)) = rest.find('{').and_then(|start| rest.split_at_checked(start)) {
        filled.push_str(before);
        let place = places.iter().find_map(|(place, with)| Some((from.strip_prefix(place)?, *with)));
        let (after, with) = place.unwrap_or((from.get(1..).unwrap_or_default(), "{"));
        filled.push_str(with);
        rest = after;
    }
    filled + rest
}

/// The client's own words say little; the reason is in what caused them.
fn in_words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return NO_ANSWER.to_owned();
    }
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    format!("{NOT_REACHED}{deepest}")
}

/// Which answers are for good: a refusal of this message. Refused credentials, a wrong address and a limit
/// are mended elsewhere, and the message can go out then.
async fn judge(response: Response, hidden: Option<&Secret>) -> Result<(), TransportError> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let said = beginning(response).await;
    let said = match hidden.filter(|hidden| !hidden.is_empty()) {
        Some(hidden) => said.replace(hidden.expose(), "…"),
        None => said,
    };
    let reason = shortened(&format!("{ANSWERED}{status}: {said}"));
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::GONE => {
            Err(TransportError::Permanent(reason))
        }
        _ => Err(TransportError::Temporary(reason)),
    }
}

async fn beginning(mut response: Response) -> String {
    let mut octets = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        octets.extend(chunk.iter().take(MAX_ANSWER_OCTETS - octets.len()));
        if octets.len() >= MAX_ANSWER_OCTETS {
            break;
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}
