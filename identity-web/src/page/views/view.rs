//! The trait of views.

/// A page: its data and the template that shows it.
pub trait View: serde::Serialize {
    /// The file name of the template.
    const TEMPLATE: &'static str;
}

/// Names the template of each view.
macro_rules! views {
    ($($view:ty => $template:literal),+ $(,)?) => {
        $(impl $crate::page::views::view::View for $view { const TEMPLATE: &'static str = $template; })+
    };
}
pub(crate) use views;
