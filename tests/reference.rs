//! The page of all primitives is made from the table that the parser reads.

mod common;

use std::fmt::Write;

use common::{expect_file, repository};
use nogo::logo::{InputRange, Kind, groups};

fn inputs(range: InputRange) -> String {
    match (range.least, range.usual, range.most) {
        (least, usual, most) if least == usual && usual == most => usual.to_string(),
        (least, usual, usize::MAX) => format!("{usual} ({least} or more)"),
        (least, usual, most) => format!("{usual} ({least} to {most})"),
    }
}

fn page() -> String {
    let mut page = "# The words of the language\n\n\
        Made from the table in `src/logo/primitives`; a test compares. `nogo draw --help-logo NAME` shows the same for one word.\n\
        The numbers of inputs in parentheses are those that a call in parentheses can have.\n"
        .to_owned();
    for (title, rows) in groups() {
        let _ = write!(
            page,
            "\n## {title}\n\n| word | inputs | | what it does | example | prints |\n| --- | --- | --- | --- | --- | --- |\n"
        );
        for row in *rows {
            let names: Vec<String> = row.names.iter().map(|name| format!("`{name}`")).collect();
            let kind = match row.kind {
                Kind::Command => "command",
                Kind::Operation => "operation",
                Kind::Either => "either",
            };
            let cell = |text: &str| text.replace('|', "\\|").replace('\n', "` `");
            let (example, result) = (cell(row.example), cell(row.result));
            let names = if row.names == ["`"] { "`` ` ``".to_owned() } else { names.join(", ") };
            let help = row.help.replace('|', "\\|");
            let example = if example.contains('`') { format!("`` {example} ``") } else { format!("`{example}`") };
            let _ = writeln!(page, "| {names} | {} | {kind} | {help} | {example} | `{result}` |", inputs(row.inputs));
        }
    }
    page
}

#[test]
fn the_page_of_primitives_is_the_table() {
    let mut mistakes = Vec::new();
    expect_file(&repository("docs/primitives.md"), &page(), &mut mistakes);
    assert!(mistakes.is_empty(), "docs/primitives.md is not what BLESS=1 cargo test would write");
}
