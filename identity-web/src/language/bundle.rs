//! The messages of one language as Fluent has them.

use super::error::LanguageError;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use identity_core::values::Locale;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// The parsed messages of one language.
pub(crate) struct Bundle {
    messages: FluentBundle<FluentResource>,
    /// Each message with the names of its arguments.
    arguments: BTreeMap<String, BTreeSet<String>>,
}

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bundle").field("messages", &self.arguments.len()).finish_non_exhaustive()
    }
}

/// The primary languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"];

pub(crate) fn right_to_left(locale: &Locale) -> bool {
    RIGHT_TO_LEFT.contains(&locale.language())
}

impl Bundle {
    pub(crate) fn new(locale: &Locale) -> Self {
        let identifier: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
        let mut messages = FluentBundle::new_concurrent(vec![identifier]);
        // The marks are needed only where a name may run in the other direction than the sentence.
        messages.set_use_isolating(right_to_left(locale));
        Self { messages, arguments: BTreeMap::new() }
    }

    /// Adds the messages of a file; later ones take the place of earlier ones. `name` is for errors.
    pub(crate) fn add(&mut self, name: &str, source: String) -> Result<(), LanguageError> {
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| {
            let reason = errors.first().map(ToString::to_string).unwrap_or_default();
            LanguageError::Syntax { file: name.to_owned(), reason }
        })?;
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let mut found = BTreeSet::new();
            message.value.iter().for_each(|pattern| arguments_of(pattern, &mut found));
            self.arguments.insert(message.id.name.to_owned(), found);
        }
        self.messages.add_resource_overriding(resource);
        Ok(())
    }

    /// The messages, each with the names of its arguments.
    pub(crate) const fn arguments(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.arguments
    }

    /// The formatted message, and what is wrong with it; `None` if there is no such message.
    pub(crate) fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<(String, Option<String>)> {
        let message = self.messages.get_message(key)?;
        let mut errors = Vec::new();
        let said = self.messages.format_pattern(message.value()?, Some(args), &mut errors).into_owned();
        Some((said, errors.first().map(ToString::to_string)))
    }
}

fn arguments_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            arguments_of_expression(expression, found);
        }
    }
}

fn arguments_of_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => argument_of(inline, found),
        Expression::Select { selector, variants } => {
            argument_of(selector, found);
            for variant in variants {
                arguments_of(&variant.value, found);
            }
        }
    }
}

fn argument_of(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                argument_of(argument, found);
            }
        }
        InlineExpression::Placeable { expression } => arguments_of_expression(expression, found),
        _ => {}
    }
}
