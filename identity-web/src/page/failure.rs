//! Everything that can go wrong with a page, mapped in one place to a status and a page that says what to do.

use crate::language::{Argument, ListStyle, PageText, explanations};
use crate::page::forms::FormError;
use crate::page::views::outcome::ProblemPage;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};
use identity_core::ids::OrganizationId;
use identity_core::policy::DenyReason;
use identity_core::store::StoreError;
use identity_core::{AccessError, Missing, Refused};

/// What the page of an organisation says that is suspended or closed, to those who belong to it.
const SUSPENDED: [&str; 3] =
    ["problem-suspended-title", "problem-forbidden-text", "problem-suspended-advice"];

/// Why a request is answered with an error page.
#[derive(Debug)]
pub(crate) enum PageFailure {
    /// Not there, or not to be seen: the answer is the same.
    NotFound,
    /// To be seen, but not to be done; says what is missing and who could give it.
    Forbidden(Box<Refused>),
    /// The form was not shown to this browser.
    ForgedForm,
    /// Somebody else has signed in since the form was shown.
    OtherPerson,
    /// The session is over, so what was posted was not done.
    SignedOut,
    /// The request cannot be read.
    BadRequest,
    /// The method does not fit the address.
    WrongMethod,
    /// The body is larger than any form of these pages.
    TooLarge,
    /// Another request changed the same records at the same time.
    Conflict,
    /// The rules do not allow it; says which.
    Refused(PageText),
    /// The sign-on was answered, took too long or was begun in another browser.
    SignOnOver,
    /// Too many attempts.
    TooMany,
    /// Busy, or the store cannot be reached.
    Unavailable(Option<Box<dyn std::error::Error + Send + Sync>>),
    /// An internal error.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl PageFailure {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) | Self::ForgedForm | Self::OtherPerson => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignOnOver => StatusCode::GONE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page, which never holds more than the kind of failure: causes go into the log.
    pub(crate) fn page(&self, reference: &str) -> ProblemPage {
        let [title, text, advice] = if self.is_suspended() { SUSPENDED } else { self.words() };
        let sign_in = matches!(self, Self::SignedOut);
        ProblemPage {
            title: PageText::new(title),
            text: self.reason().unwrap_or_else(|| PageText::new(text)),
            advice: self.remedy().unwrap_or_else(|| PageText::new(advice)),
            reference: reference.to_owned(),
            back_path: if sign_in { "/login" } else { "/" }.to_owned(),
            back_label: PageText::new(if sign_in { "problem-sign-in" } else { "problem-back" }),
            switch: None,
        }
    }

    /// Whether nothing is missing but that the organisation is active.
    fn is_suspended(&self) -> bool {
        let Self::Forbidden(refused) = self else { return false };
        matches!(&refused.missing, Missing::Denied(denied)
            if matches!(denied.reason, DenyReason::ActiveOrganization(_)))
    }

    /// The reason of the refusal, where the page can say more than the kind of failure.
    fn reason(&self) -> Option<PageText> {
        match self {
            Self::Refused(reason) => Some(reason.clone()),
            Self::Forbidden(refused) => Some(explanations::missing(&refused.missing)),
            _ => None,
        }
    }

    /// What to do about it, where that is known.
    fn remedy(&self) -> Option<PageText> {
        match self {
            Self::Forbidden(refused) if refused.act_for.is_some() => {
                Some(PageText::new("problem-forbidden-act-for"))
            }
            Self::Forbidden(refused) if !refused.ask.is_empty() => {
                let names = Argument::List(ListStyle::Or, refused.ask.clone());
                Some(PageText::new("problem-forbidden-ask").with("names", names))
            }
            _ => None,
        }
    }

    /// The organisation that the person would have to act for, if that is all that is missing.
    pub(crate) fn act_for(&self) -> Option<OrganizationId> {
        if let Self::Forbidden(refused) = self { refused.act_for } else { None }
    }

    /// Whether the page has the menu of the person who is signed in.
    pub(crate) const fn knows_the_person(&self) -> bool {
        match self {
            Self::NotFound
            | Self::Forbidden(_)
            | Self::ForgedForm
            | Self::OtherPerson
            | Self::BadRequest
            | Self::WrongMethod
            | Self::TooLarge
            | Self::Conflict
            | Self::Refused(_)
            | Self::SignOnOver
            | Self::TooMany => true,
            // Nobody is signed in, or the store may not answer.
            Self::SignedOut | Self::Unavailable(_) | Self::Internal(_) => false,
        }
    }

    const fn words(&self) -> [&'static str; 3] {
        macro_rules! words {
            ($kind:literal) => {
                [
                    concat!("problem-", $kind, "-title"),
                    concat!("problem-", $kind, "-text"),
                    concat!("problem-", $kind, "-advice"),
                ]
            };
        }
        match self {
            Self::NotFound => words!("not-found"),
            Self::Forbidden(_) => words!("forbidden"),
            Self::ForgedForm => words!("form"),
            Self::OtherPerson => words!("other-person"),
            Self::SignedOut => words!("signed-out"),
            Self::BadRequest | Self::WrongMethod => words!("bad-request"),
            Self::TooLarge => words!("too-large"),
            Self::Conflict => words!("conflict"),
            Self::Refused(_) => words!("refused"),
            Self::SignOnOver => words!("sign-on-over"),
            Self::TooMany => words!("too-many"),
            Self::Unavailable(_) => words!("unavailable"),
            Self::Internal(_) => words!("internal"),
        }
    }

    /// Writes down what the page does not tell.
    pub(crate) fn log(&self) {
        match self {
            Self::Internal(cause) => tracing::error!(%cause, source = ?cause.source(), "request failed"),
            Self::Unavailable(Some(cause)) => {
                tracing::error!(%cause, source = ?cause.source(), "request not served");
            }
            other => tracing::info!(status = other.status().as_u16(), "request refused: {other:?}"),
        }
    }
}

/// A failure on its way out; the layer round the pages turns it into a page of the brand.
#[derive(Debug, Clone)]
pub(crate) struct FailedPage(pub(crate) std::sync::Arc<PageFailure>);

impl IntoResponse for PageFailure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if matches!(self, Self::Unavailable(_) | Self::TooMany) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
        }
        response.extensions_mut().insert(FailedPage(std::sync::Arc::new(self)));
        response
    }
}

impl From<StoreError> for PageFailure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } | StoreError::AlreadyExists { .. } => Self::Conflict,
            StoreError::Unavailable(cause) => Self::Unavailable(Some(cause)),
            StoreError::Failed(cause) => Self::Internal(cause),
            // An error that is not known here is one of ours to mend: the log names it.
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<AccessError> for PageFailure {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotFound => Self::NotFound,
            AccessError::Forbidden(refused) => Self::Forbidden(refused),
            AccessError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<FormError> for PageFailure {
    fn from(error: FormError) -> Self {
        match error {
            FormError::TooLarge => Self::TooLarge,
            FormError::ContentType
            | FormError::NotText
            | FormError::UnknownField(_)
            | FormError::Repeated(_) => Self::BadRequest,
        }
    }
}

impl From<crate::page::rendering::PagesError> for PageFailure {
    fn from(error: crate::page::rendering::PagesError) -> Self {
        Self::Internal(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base_url::BaseUrl;
    use crate::page::views::frame::Frame;
    use crate::page::{Brand, Pages};
    use identity_core::Missing;
    use scraper::{Html, Selector};

    /// Every failure there is, for showing each page in tests.
    fn one_of_each() -> Vec<PageFailure> {
        let cause = || std::io::Error::other("cause").into();
        vec![
            PageFailure::NotFound,
            PageFailure::Forbidden(Box::new(Refused {
                missing: Missing::WiderScope,
                ask: vec!["Jeremy Mills".to_owned()],
                act_for: None,
            })),
            PageFailure::ForgedForm,
            PageFailure::OtherPerson,
            PageFailure::SignedOut,
            PageFailure::BadRequest,
            PageFailure::WrongMethod,
            PageFailure::TooLarge,
            PageFailure::Conflict,
            PageFailure::Refused(PageText::new("person-last-administrator")),
            PageFailure::SignOnOver,
            PageFailure::TooMany,
            PageFailure::Unavailable(Some(cause())),
            PageFailure::Internal(cause()),
        ]
    }

    #[test]
    fn every_failure_has_a_page_that_says_what_to_do() {
        let base = BaseUrl::parse("http://my.smartplan.localhost:8080/id").unwrap();
        let pages = Pages::new(&base, &Brand::named("MySmartPlan"), None).unwrap();
        for failure in one_of_each() {
            let html = pages.render(&Frame::default(), &failure.page("7Q2M-4K8D")).unwrap();
            let document = Html::parse_document(&html);
            let count = |selector| document.select(&Selector::parse(selector).unwrap()).count();
            let reference = document.select(&Selector::parse("#reference").unwrap()).next().unwrap();
            assert_eq!(reference.text().collect::<String>().trim(), "7Q2M-4K8D");
            assert!(!html.contains("cause"), "{failure:?} tells its cause");
            assert!(failure.status().is_client_error() || failure.status().is_server_error());
            assert!(count("main p") >= 3 && count("main a") == 1, "{failure:?}");
        }
    }
}
