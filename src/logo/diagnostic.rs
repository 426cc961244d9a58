//! What is wrong with a script, and where: the one place that draws source excerpts.

use std::fmt::Write;

use super::span::{Place, Sources};

/// A message about a place in the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What is wrong, as UCBLogo words it where it has words for it.
    pub message: String,
    /// What would make it right.
    pub hint: Option<String>,
    /// Where.
    pub place: Place,
    /// The procedures that were running, innermost first, each with where it was called.
    pub calls: Vec<Call>,
}

/// A procedure that was running, and where it was called.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The procedure's name.
    pub procedure: String,
    /// Where it was called.
    pub place: Place,
}

// So many calls are shown of either end of a deep stack.
const SHOWN_CALLS: usize = 5;

// A longer line is shown in part, around the place.
const SHOWN_COLUMNS: usize = 100;

impl Diagnostic {
    /// A message without a hint, outside of any procedure.
    #[must_use]
    pub fn new(message: impl Into<String>, place: Place) -> Diagnostic {
        Diagnostic { message: message.into(), hint: None, place, calls: Vec::new() }
    }

    /// The same, with a hint.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Diagnostic {
        Diagnostic { hint: Some(hint.into()), ..self }
    }

    /// The message with its excerpt and call stack, several lines, as a person reads it.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        let mut out = format!("error: {}", printable(&self.message));
        if let Some(hint) = &self.hint {
            let _ = write!(out, ". {}", printable(hint));
        }
        out.push('\n');
        self.render_excerpt(sources, &mut out);
        self.render_calls(sources, &mut out);
        out
    }

    fn render_excerpt(&self, sources: &Sources, out: &mut String) {
        let Some(location) = sources.locate(self.place) else { return };
        let number = location.line.to_string();
        let gutter = " ".repeat(number.len());
        let _ = writeln!(out, "{gutter}--> {}:{}:{}", printable(location.name), location.line, location.column);
        let before = (location.column - 1).min(SHOWN_COLUMNS / 2);
        let skipped = location.column - 1 - before;
        let mut shown: String = location.text.chars().skip(skipped).take(SHOWN_COLUMNS).map(one_column).collect();
        let is_cut = location.text.chars().nth(skipped + SHOWN_COLUMNS).is_some();
        if is_cut {
            shown.push('…');
        }
        let ellipsis = if skipped > 0 { "…" } else { "" };
        let carets = location.length.clamp(1, shown.chars().count().saturating_sub(before).max(1));
        let margin = " ".repeat(ellipsis.chars().count() + before);
        let _ = writeln!(out, "{gutter} |");
        let _ = writeln!(out, "{number} | {ellipsis}{shown}");
        let _ = writeln!(out, "{gutter} | {margin}{}", "^".repeat(carets));
    }

    fn render_calls(&self, sources: &Sources, out: &mut String) {
        let hidden = self.calls.len().saturating_sub(2 * SHOWN_CALLS);
        for (index, call) in self.calls.iter().enumerate() {
            if hidden > 1 && index == SHOWN_CALLS {
                let _ = writeln!(out, "  … {hidden} more calls");
            }
            if hidden > 1 && (SHOWN_CALLS..SHOWN_CALLS + hidden).contains(&index) {
                continue;
            }
            let _ = write!(out, "  in {}", printable(&call.procedure));
            if let Some(location) = sources.locate(call.place) {
                let _ = write!(out, ", called at {}:{}:{}", printable(location.name), location.line, location.column);
            }
            out.push('\n');
        }
    }
}

/// A text without the control characters that would do something to a terminal.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// Tabs and control characters would move the caret away from what it points at.
fn one_column(character: char) -> char {
    match character {
        '\t' => ' ',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}

/// The candidate that `word` was most likely meant to be, if one is close enough.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let tolerance = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    candidates
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let mut sources = Sources::default();
        let text = format!("{}oops {}", "fd 1 ".repeat(100), "fd 1 ".repeat(100));
        let place = sources.add("long", text).expect("short enough").plus(500);
        let rendered = Diagnostic::new("I don't know how to oops", place).render(&sources);
        let lines: Vec<&str> = rendered.lines().collect();
        let column = |text: &str, mark: char| text.chars().position(|character| character == mark);
        assert_eq!(lines[1], " --> long:1:501");
        assert!(lines[3].chars().count() < 120, "{rendered}");
        assert_eq!(column(lines[4], '^'), column(lines[3], 'o'), "{rendered}");
    }

    #[test]
    fn a_deep_stack_is_shown_at_its_ends() {
        let call = Call { procedure: "f".to_owned(), place: Place::NOWHERE };
        let deep = Diagnostic { calls: vec![call; 1000], ..Diagnostic::new("deep", Place::NOWHERE) };
        let rendered = deep.render(&Sources::default());
        assert_eq!(rendered.lines().count(), 1 + 5 + 1 + 5);
        assert!(rendered.contains("… 990 more calls"));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let rendered = Diagnostic::new("\x1b[31mred", Place::NOWHERE).render(&Sources::default());
        assert!(!rendered.contains('\x1b'));
    }

    #[test]
    fn the_closest_name_is_suggested_if_it_is_close() {
        let names = ["forward", "back", "left", "setpencolor", "fd"];
        for (word, suggestion) in [
            ("fowrard", Some("forward")),
            ("BAK", Some("back")),
            ("xyz", None),
            ("f", None),
            ("setpencolour", Some("setpencolor")),
        ] {
            assert_eq!(closest(word, names.into_iter()), suggestion, "{word}");
        }
    }
}
