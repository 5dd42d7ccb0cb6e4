//! A language made from the English messages: every letter of theirs has an accent, the arguments stay as they are. A letter
//! without an accent is then one that no catalogue has.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::{parser, serializer};
use identity_web::language::Languages;
use identity_web::page::Brand;
use tempfile::TempDir;

/// Its tag: English as accented for tests, by the custom of CLDR.
pub(crate) const PSEUDO: &str = "en-XA";

const SMALL: &str = "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýž";
const CAPITAL: &str = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";

/// A brand whose texts are in the pseudo-language, and its languages.
pub(crate) fn pseudo(name: &str) -> (Brand, Languages) {
    let folder = written();
    let mut brand = Brand::named(name);
    brand.language = PSEUDO.to_owned();
    let languages = brand.languages(Some(folder.path())).unwrap();
    (brand, languages)
}

fn written() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let language = folder.path().join(PSEUDO);
    std::fs::create_dir(&language).unwrap();
    for (name, source) in Languages::english_files() {
        std::fs::write(language.join(name), accented_file(source)).unwrap();
    }
    folder
}

fn accented_file(source: &str) -> String {
    let mut resource = parser::parse(source.to_owned()).unwrap();
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry {
            message.value.iter_mut().for_each(accent);
        }
    }
    serializer::serialize(&resource)
}

fn accent(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = accented(value),
            PatternElement::Placeable { expression } => accent_expression(expression),
        }
    }
}

fn accent_expression(expression: &mut Expression<String>) {
    match expression {
        Expression::Select { variants, .. } => {
            for variant in variants {
                accent(&mut variant.value);
            }
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => accent_expression(expression),
        Expression::Inline(_) => {}
    }
}

pub(crate) fn accented(text: &str) -> String {
    let of = |letters: &str, at: u8| letters.chars().nth(usize::from(at)).unwrap();
    let letter = |letter: char| match letter {
        'a'..='z' => of(SMALL, letter as u8 - b'a'),
        'A'..='Z' => of(CAPITAL, letter as u8 - b'A'),
        other => other,
    };
    text.chars().map(letter).collect()
}

#[test]
fn every_letter_has_an_accent_and_arguments_have_none() {
    let english = "title = Open { $service }, A to Z\nn =\n    { $count ->\n        [one] one\n       *[other] some\n    }\n";
    let made = accented_file(english);
    assert!(made.contains("title = Öþéñ { $service }, Å ţö Ž"), "{made}");
    assert!(made.contains("[one] öñé") && made.contains("*[other] šöɱé"), "{made}");
    let letters: String = ('a'..='z').chain('A'..='Z').collect();
    assert!(accented(&letters).chars().all(|letter| !letter.is_ascii()));
}
