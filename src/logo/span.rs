//! Where things stand in the source.
//!
//! All sources of a run stand behind one another, and a [`Place`] is an offset into the whole:
//! four bytes that fit into a list's cell and still tell the file, the line and the column.

use std::cmp::Ordering;

/// A place in one of the sources, or nowhere, for what the program made itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u32);

/// By where they stand, whatever ended before.
impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.offset().cmp(&other.offset())
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

// The highest bit tells that a `;` or a line's end stood before: it ends the instruction there.
const AFTER_BREAK: u32 = 1 << 31;

impl Place {
    /// The place of what was not read from a source.
    pub const NOWHERE: Place = Place(0);

    /// The same place, as the first of an instruction.
    #[must_use]
    pub fn after_break(self) -> Place {
        Place(self.0 | AFTER_BREAK)
    }

    /// Whether an instruction ended right before.
    #[must_use]
    pub fn is_after_break(self) -> bool {
        self.0 & AFTER_BREAK != 0
    }

    /// The place `bytes` further on in the same source.
    #[must_use]
    pub fn plus(self, bytes: usize) -> Place {
        if self.offset() == 0 { Place::NOWHERE } else { Place(self.offset() + bytes as u32) }
    }

    fn offset(self) -> u32 {
        self.0 & !AFTER_BREAK
    }
}

struct Source {
    name: String,
    text: String,
    /// The offset of its first byte; 0 is nowhere, so the first source starts at 1.
    start: u32,
}

/// All texts that were read in a run, with their names.
#[derive(Default)]
pub struct Sources {
    sources: Vec<Source>,
}

/// More source text than places can tell apart: 2 GiB.
#[derive(Debug)]
pub struct TooMuchText;

/// A place, as a person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// The source's name.
    pub name: &'a str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The whole line.
    pub text: &'a str,
    /// How many characters the thing at this place has, at least 1.
    pub length: usize,
}

impl Sources {
    /// Takes a text in and gives the place of its first byte.
    ///
    /// # Errors
    /// The sources together are too long.
    pub fn add(&mut self, name: &str, text: String) -> Result<Place, TooMuchText> {
        let start = match self.sources.last() {
            // One byte more, so that the end of a source is a place of its own.
            Some(last) => last.start as usize + last.text.len() + 1,
            None => 1,
        };
        if start + text.len() >= AFTER_BREAK as usize {
            return Err(TooMuchText);
        }
        let start = start as u32;
        self.sources.push(Source { name: name.to_owned(), text, start });
        Ok(Place(start))
    }

    /// The text that [`Sources::add`] gave this place for; empty for nowhere.
    #[must_use]
    pub fn text(&self, start: Place) -> &str {
        self.sources.iter().find(|source| source.start == start.offset()).map_or("", |source| &source.text)
    }

    /// The text from one place to another in the same source.
    #[must_use]
    pub fn between(&self, start: Place, end: Place) -> &str {
        let index = self.sources.partition_point(|source| source.start <= start.offset()).checked_sub(1);
        let text = index.and_then(|index| {
            let source = &self.sources[index];
            source.text.get((start.offset() - source.start) as usize..end.offset().checked_sub(source.start)? as usize)
        });
        text.unwrap_or("")
    }

    /// The name, line and column of a place; `None` for nowhere.
    #[must_use]
    pub fn locate(&self, place: Place) -> Option<Location<'_>> {
        let offset = place.offset();
        let index = self.sources.partition_point(|source| source.start <= offset).checked_sub(1)?;
        let source = &self.sources[index];
        let mut at = ((offset - source.start) as usize).min(source.text.len());
        while !source.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &source.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = source.text[at..].find('\n').map_or(source.text.len(), |newline| at + newline);
        Some(Location {
            name: &source.name,
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: source.text[line_start..at].chars().count() + 1,
            text: source.text[line_start..line_end].trim_end_matches('\r'),
            length: token_length(&source.text[at..line_end]),
        })
    }
}

/// How many characters of `text` belong to the token that it begins with.
fn token_length(text: &str) -> usize {
    let is_end = |character: char| character.is_whitespace() || "[](){};".contains(character);
    let rest = text.get(1..).unwrap_or("");
    match text.chars().next() {
        None => 1,
        Some(first) if is_end(first) => 1,
        Some('"') => 1 + rest.find(is_end).map_or(rest, |end| &rest[..end]).chars().count(),
        Some(first) if "+-*/=<>".contains(first) => 1 + usize::from(matches!(text.get(..2), Some("<=" | ">=" | "<>"))),
        Some(_) => {
            let end = |character: char| is_end(character) || "+-*/=<>".contains(character);
            text.find(end).map_or(text, |end| &text[..end]).chars().count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_know_their_source_line_and_column() {
        let mut sources = Sources::default();
        let first = sources.add("a", "fd 10\r\nrt ä90".to_owned()).expect("short");
        let second = sources.add("b", "home".to_owned()).expect("short");
        let location = sources.locate(first.plus(12)).expect("a place");
        assert_eq!((location.name, location.line, location.column, location.text), ("a", 2, 5, "rt ä90"));
        assert_eq!(location.length, 2);
        assert_eq!(sources.locate(second).map(|location| (location.name, location.length)), Some(("b", 4)));
        assert_eq!(sources.locate(Place::NOWHERE), None);
        assert_eq!(sources.locate(first.after_break().plus(3)).map(|location| location.column), Some(4));
    }
}
