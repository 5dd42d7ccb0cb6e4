//! Text messages by the gateway that an administrator set.

use crate::delivery::outgoing_http::{HttpClientError, guarded_client};
use crate::delivery::public_names::PublicNames;
use crate::delivery::remote::{is_loopback, shortened};
use crate::delivery::sms_body::SmsBody;
use crate::delivery::sms_request::{SmsRequest, hand_over};
use crate::delivery::templates::MessageTemplates;
use async_trait::async_trait;
use identity_core::Identity;
use identity_core::delivery::{Message, SmsGatewayAccess, Transport, TransportError};
use identity_core::domain::SmsFormat;
use identity_core::ids::MessageId;
use identity_core::values::PhoneNumber;
use reqwest::Client;
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(5);

/// Hands text messages to the gateway that an administrator set on a page, and where none is set, to the one that the program
/// was started with. Asks for each message, so that a change counts from the next one on.
///
/// Needs [`Settings::editable_sms_gateway`](identity_core::Settings::editable_sms_gateway). A gateway that is set so is reached
/// in the public internet alone, and on this machine where the base URL is on it too.
///
/// ```
/// use identity_core::testing::TestIdentity;
/// use identity_web::delivery::{EditableSmsTransport, Letterhead, MessageTemplates};
/// use std::sync::Arc;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let test = TestIdentity::start().await?;
/// # let (identity, mut transports) = (test.identity().clone(), test.transports());
/// let letterhead = Letterhead::new("MySmartPlan", identity.settings().base_url.clone());
/// let templates = Arc::new(MessageTemplates::new(letterhead, None)?);
/// let configured = transports.sms.take();
/// transports.sms = Some(Arc::new(EditableSmsTransport::new(identity, templates, configured)?));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct EditableSmsTransport {
    identity: Identity,
    client: Client,
    templates: Arc<MessageTemplates>,
    otherwise: Option<Arc<dyn Transport>>,
}

impl EditableSmsTransport {
    /// A transport that asks `identity` for the gateway; `otherwise` sends where none is set.
    pub fn new(
        identity: Identity,
        templates: Arc<MessageTemplates>,
        otherwise: Option<Arc<dyn Transport>>,
    ) -> Result<Self, HttpClientError> {
        let may_be_local = identity.settings().base_url.host_str().is_some_and(is_loopback);
        let client = guarded_client(PublicNames { may_be_local }, TIMEOUT)?;
        Ok(Self { identity, client, templates, otherwise })
    }

    async fn send_by(
        &self,
        gateway: &SmsGatewayAccess,
        id: MessageId,
        message: &Message,
    ) -> Result<(), TransportError> {
        let permanent = |reason: String| TransportError::Permanent(shortened(&reason));
        let to = PhoneNumber::parse(&message.recipient).map_err(|error| permanent(error.to_string()))?;
        let text = self.templates.text_message(message).map_err(|error| permanent(error.to_string()))?;
        let SmsGatewayAccess { format, address: url, fields, secret, is_secret_placed, .. } = gateway;
        let body = match format {
            SmsFormat::Get => SmsBody::Query,
            SmsFormat::Form => SmsBody::Form,
            SmsFormat::Json => SmsBody::Json,
        };
        let bearer = secret.as_ref().filter(|_| !is_secret_placed);
        let id = id.to_string();
        let shown = secret.as_ref().map(identity_core::secrets::Secret::expose).unwrap_or_default();
        let places = [
            ("{to}", to.as_str()),
            ("{number}", to.as_str()),
            ("{text}", &text),
            ("{id}", &id),
            ("{secret}", shown),
        ];
        let request = SmsRequest { url, body, fields, bearer, hidden: secret.as_ref() };
        hand_over(&self.client, &request, &places).await
    }
}

#[async_trait]
impl Transport for EditableSmsTransport {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        // What was set is mended on the page, and the message can go out then.
        let gateway = self.identity.sms_gateway().await;
        let gateway = gateway.map_err(|error| TransportError::Temporary(shortened(&error.to_string())))?;
        match (&gateway, &self.otherwise) {
            (Some(gateway), _) => self.send_by(gateway, id, message).await,
            (None, Some(otherwise)) => otherwise.send(id, message).await,
            // As where there is no transport at all.
            (None, None) => Err(TransportError::Permanent("no-transport".to_owned())),
        }
    }
}
