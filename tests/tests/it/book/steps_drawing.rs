//! The steps of a sign-on as a drawing and a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The boxes, from left to right and from top to bottom.
const BOXES: [(&str, i32, i32); 14] = [
    ("Identify", 10, 20),
    ("Create account", 10, 140),
    ("Set password", 10, 220),
    ("Challenge", 250, 20),
    ("Set up", 250, 140),
    ("Other way", 10, 300),
    ("Connect or create", 250, 220),
    ("Switch person", 250, 300),
    ("Choose organisation", 490, 80),
    ("Keep account", 490, 200),
    ("Confirm link", 490, 280),
    ("Offer link", 490, 360),
    ("Finish", 730, 20),
    ("Refuse", 730, 140),
];
const WIDTH: i32 = 150;
const HEIGHT: i32 = 40;

fn place(name: &str) -> Option<(i32, i32)> {
    BOXES.iter().find(|(found, ..)| *found == name).map(|(_, x, y)| (*x, *y))
}

pub(super) fn drawing(ways: &BTreeMap<(&str, &str), BTreeSet<&str>>) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 890 420\" role=\"img\" aria-labelledby=\"steps-title\" \
         style=\"max-width:100%;height:auto\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13.5\">\n\
         <title id=\"steps-title\">The steps of a sign-on, and which lead to which. The table below has the same.</title>\n",
    );
    for (name, x, y) in BOXES {
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">{name}</text>",
            x + WIDTH / 2,
            y + HEIGHT / 2 + 5
        );
    }
    for (from, to) in ways.keys() {
        if let (Some((x, y)), Some((to_x, to_y))) = (place(from), place(to))
            && to_x > x
        {
            let (x, y, to_y) = (x + WIDTH, y + HEIGHT / 2, to_y + HEIGHT / 2);
            let bend = (to_x - x) / 2;
            let _ = writeln!(
                svg,
                "<path d=\"M{x} {y}C{} {y} {} {to_y} {to_x} {to_y}M{to_x} {to_y}l-7 -4M{to_x} {to_y}l-7 4\"/>",
                x + bend,
                to_x - bend
            );
        }
    }
    svg.push_str("</svg>\n\n| at this step | the person gives | and is then at |\n|---|---|---|\n");
    for ((from, to), acts) in ways {
        let acts: Vec<&str> = acts.iter().copied().collect();
        let _ = writeln!(svg, "| {from} | {} | {to} |", acts.join(", "));
    }
    svg
}
