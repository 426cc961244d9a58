//! What holds for every script.

mod common;

use common::{nogo, run_script};
use proptest::prelude::*;
use resvg::usvg;

/// Words that scripts are made of, whole and broken ones.
const WORDS: &[&str] = &[
    "fd",
    "bk",
    "rt",
    "lt",
    "setpos",
    "setxy",
    "home",
    "arc",
    "filled",
    "\"red",
    "pe",
    "ppt",
    "pu",
    "pd",
    "wrap",
    "window",
    "fence",
    "setpc",
    "setpensize",
    "setbg",
    "clean",
    "cs",
    "repeat",
    "if",
    "ifelse",
    "run",
    "make",
    "\"a",
    ":a",
    "local",
    "to",
    "end",
    "f",
    ":x",
    "stop",
    "output",
    "print",
    "show",
    "word",
    "list",
    "se",
    "fput",
    "first",
    "bf",
    "item",
    "count",
    "and",
    "not",
    "=",
    "<",
    "+",
    "-",
    "*",
    "/",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "0",
    "1",
    "-3",
    "90",
    "250.5",
    "1e308",
    "\"true",
    "[]",
    "|",
    "\\",
    "~",
    "//",
    "\n",
    "\"",
    ":",
    "repcount",
    "random",
    "sqrt",
];

fn scripts() -> impl Strategy<Value = String> {
    let rows = nogo::logo::groups().iter().flat_map(|(_, rows)| *rows);
    // Those with a point can make lists that never end.
    let names: Vec<&str> = rows.flat_map(|row| row.names).copied().filter(|name| !name.starts_with('.')).collect();
    let word = prop_oneof![3 => prop::sample::select(WORDS), 1 => prop::sample::select(names)];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

/// A list as one writes it, with words that need no bars.
fn lists() -> impl Strategy<Value = String> {
    let word = "[a-z0-9.:?!<>=+*/'-]{1,6}".prop_filter("a comment", |word| !word.contains("//"));
    let leaf = prop::collection::vec(word, 0..4).prop_map(|words| format!("[{}]", words.join(" ")));
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(|lists| format!("[{}]", lists.join(" ")))
    })
}

fn draw_svg(script: &str) -> common::Outcome {
    nogo(
        &[
            "draw",
            "--output=-",
            "--format=svg",
            "--seed=1",
            "--max-points=10k",
            "--max-steps=10k",
            "--width=100",
            "--height=100",
            "-",
        ],
        &[],
        script.as_bytes(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn a_script_draws_a_valid_svg_or_is_told_why_not(script in scripts()) {
        let outcome = draw_svg(&script);
        match outcome.status {
            0 => {
                let svg = outcome.printed();
                prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
                prop_assert!(usvg::Tree::from_str(&svg, &usvg::Options::default()).is_ok(), "{}", svg);
            }
            1 => prop_assert!(outcome.output.is_empty() && outcome.errors.contains("error: ")),
            status => prop_assert!(false, "status {}: {}", status, outcome.errors),
        }
    }

    #[test]
    fn any_text_is_a_script_or_a_clear_error(script in any::<String>()) {
        let status = draw_svg(&script).status;
        prop_assert!(status <= 1);
    }

    #[test]
    fn the_dialect_does_not_matter_where_there_is_no_semicolon(script in scripts()) {
        let [nogo, classic] = ["nogo", "classic"].map(|dialect| {
            let arguments = ["draw", "--output=-", "--format=svg", "--seed=1", "--max-steps=10k", "--width=100", "--height=100", "--dialect", dialect, "-"];
            nogo(&arguments, &[], script.as_bytes())
        });
        prop_assert_eq!(nogo, classic);
    }

    #[test]
    fn what_is_shown_reads_as_the_same(list in lists()) {
        let outcome = run_script(&format!("show {list}"), "classic");
        prop_assert_eq!(outcome.printed(), format!("{list}\n"));
    }
}
