//! What of a page or mail is text that its reader sees or hears.

use scraper::node::Element;
use scraper::{Html, Node};

/// Attributes that are read out or shown.
const SHOWN: [&str; 12] = [
    "alt",
    "aria-label",
    "aria-description",
    "data-caps",
    "data-copied",
    "data-hide",
    "data-hide-label",
    "data-label",
    "data-show",
    "data-show-label",
    "placeholder",
    "title",
];

/// The visible texts of a page: those of its elements, and of the attributes that are shown.
pub(crate) fn texts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in Html::parse_document(html).tree.nodes() {
        match node.value() {
            Node::Text(text) => {
                let parent = node.parent().and_then(|parent| parent.value().as_element().map(Element::name));
                if !matches!(parent, Some("script" | "style")) {
                    found.push(text.to_string());
                }
            }
            Node::Element(element) => {
                found.extend(SHOWN.iter().filter_map(|name| element.attr(name)).map(str::to_owned));
                let kind = element.attr("type").filter(|_| element.name() == "input");
                let button = matches!(kind, Some("submit" | "reset" | "button"));
                found.extend(element.attr("value").filter(|_| button).map(str::to_owned));
            }
            _ => {}
        }
    }
    found
}

/// The words of two letters or more that are written in ASCII and are none of the arguments' words.
pub(crate) fn literals<'a>(text: &'a str, arguments: &[&str]) -> Vec<&'a str> {
    let mut without: Vec<&str> = vec![text];
    for argument in arguments {
        without = without.into_iter().flat_map(|part| part.split(argument)).collect();
    }
    let words = without.into_iter().flat_map(|part| part.split(|letter: char| !letter.is_alphabetic()));
    words.filter(|word| word.len() >= 2 && word.is_ascii()).collect()
}

/// Fails when a visible text has a word that comes neither from the catalogue nor from an argument.
#[track_caller]
pub(crate) fn assert_translated(what: &str, html: &str, arguments: &[&str]) {
    for text in texts(html) {
        let literals = literals(&text, arguments);
        assert!(literals.is_empty(), "{what} has {literals:?} in {:?}", text.trim());
    }
}

#[test]
fn a_literal_is_found_in_texts_and_attributes_and_arguments_are_none() {
    let found = |html: &str| {
        let texts = texts(html);
        texts
            .iter()
            .flat_map(|text| literals(text, &["City Group, Inc.", "a@b.example"]))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("<p>Öþéñ City Group, Inc. <a title='Öþéñ'>a@b.example</a>: 1 x</p>"), [""; 0]);
    assert_eq!(found("<p>Öþéñ it</p>"), ["it"]);
    assert_eq!(
        found("<p aria-label='Open'></p><input type=submit value=Send><img alt=logo>"),
        ["Open", "Send", "logo"]
    );
    // The value of a `button` element is posted and not shown.
    assert_eq!(found("<button value=City>Ĝö</button><script>var City</script>"), [""; 0]);
    assert_eq!(found("<button>City</button>"), ["City"]);
}
