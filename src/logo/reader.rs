//! Lexemes to values: instruction lines as lists, and the procedures that `to` … `end` define.

use super::diagnostic::Diagnostic;
use super::heap::{Heap, ListBuilder};
use super::lexer::{Dialect, Lexeme, Lexer};
use super::number;
use super::span::Place;
use super::value::{List, Value, Word};

/// A script, read.
#[derive(Debug, Default)]
pub struct Program {
    /// Its instruction lines and definitions, in order.
    pub items: Vec<Item>,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
}

/// A part of a script.
#[derive(Clone, Debug)]
pub enum Item {
    /// An instruction line.
    Line(List),
    /// `to` … `end`.
    Definition(Definition),
}

/// A procedure as it was read.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where its name stands.
    pub place: Place,
    /// Its name.
    pub name: Word,
    /// What stands behind the name on the title line: `:a [:b 3] [:rest] 2`.
    pub inputs: List,
    /// Whether it was begun by `.macro`.
    pub is_macro: bool,
    /// Its instruction lines.
    pub lines: Vec<List>,
    /// Where its title line begins and its `end` ends, where it was written out.
    pub source: Option<(Place, Place)>,
}

/// Reads a whole script whose first byte is at `base`.
#[must_use]
pub fn read(source: &str, base: Place, dialect: Dialect, heap: &mut Heap) -> Program {
    let mut reader = Reader { lexer: Lexer::new(source, dialect), source, base, heap, problems: Vec::new() };
    let lines = reader.read_lines();
    let Reader { problems, heap, .. } = reader;
    Grouper { heap, program: Program { items: Vec::new(), problems }, open: None }.group(lines)
}

/// Reads one line of text, as `readlist` and `parse` do: a bracket without a partner is closed at its end.
pub fn read_line(text: &str, dialect: Dialect, heap: &mut Heap) -> List {
    let mut reader =
        Reader { lexer: Lexer::new(text, dialect), source: text, base: Place::NOWHERE, heap, problems: Vec::new() };
    reader.read_lines().into_iter().find(|line| !line.is_empty()).unwrap_or(List::EMPTY)
}

// Lines ------------------------------------------------------------------------------------------------------

struct Reader<'a> {
    lexer: Lexer<'a>,
    source: &'a str,
    base: Place,
    heap: &'a mut Heap,
    problems: Vec<Diagnostic>,
}

/// A list or array whose closing bracket has not been read yet.
struct Open {
    bracket: char,
    place: Place,
    /// The members read before it in the list that it stands in.
    outer: ListBuilder,
}

impl Reader<'_> {
    /// Every line as a list. Nesting is kept in a vector, not on the stack: a million brackets are no trouble.
    fn read_lines(&mut self) -> Vec<List> {
        let mut lines = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let mut members = ListBuilder::default();
        let mut after_break = false;
        while let Some((lexeme, range)) = self.lexer.next() {
            let mut place = self.base.plus(range.start);
            if std::mem::take(&mut after_break) {
                place = place.after_break();
            }
            match lexeme {
                Lexeme::Break if open.is_empty() => lines.push(std::mem::take(&mut members).list()),
                Lexeme::Break => after_break = true,
                Lexeme::OpenBracket | Lexeme::OpenBrace => {
                    let bracket = if lexeme == Lexeme::OpenBracket { '[' } else { '{' };
                    open.push(Open { bracket, place, outer: std::mem::take(&mut members) });
                }
                Lexeme::CloseBracket | Lexeme::CloseBrace { .. } => self.close(&lexeme, place, &mut open, &mut members),
                Lexeme::UnclosedBar => self.problem("unclosed '|'", place, "A word's second bar is missing"),
                Lexeme::Word { text, is_spelled } => {
                    let spelling = is_spelled.then(|| &self.source[range]);
                    let word = self.word(&text, spelling);
                    members.push_from(self.heap, word, place);
                }
            }
        }
        if let Some(unclosed) = open.first() {
            let message = format!("unclosed '{}'", unclosed.bracket);
            self.problem(&message, unclosed.place, "Its partner is missing");
            self.lexer.close_all();
        }
        lines.push(open.first().map_or(members, |outermost| outermost.outer).list());
        lines
    }

    fn close(&mut self, lexeme: &Lexeme, place: Place, open: &mut Vec<Open>, members: &mut ListBuilder) {
        let (bracket, partner) = if *lexeme == Lexeme::CloseBracket { (']', '[') } else { ('}', '{') };
        match open.pop() {
            Some(opened) => {
                if opened.bracket != partner {
                    let expected = if opened.bracket == '[' { ']' } else { '}' };
                    let hint = format!("'{expected}' has to come first");
                    self.problem(&format!("unexpected '{bracket}'"), place, &hint);
                }
                let inner = std::mem::replace(members, opened.outer).list();
                let value = match lexeme {
                    Lexeme::CloseBrace { origin } => {
                        let items = self.heap.members(inner).collect();
                        Value::Array(self.heap.array(items, *origin))
                    }
                    _ => Value::List(inner),
                };
                members.push_from(self.heap, value, opened.place);
            }
            None => {
                self.problem(&format!("unexpected '{bracket}'"), place, &format!("There is no '{partner}' before it"));
            }
        }
    }

    fn problem(&mut self, message: &str, place: Place, hint: &str) {
        self.problems.push(Diagnostic::new(message, place).with_hint(hint));
    }

    fn word(&mut self, text: &str, spelling: Option<&str>) -> Value {
        if let Some(spelling) = spelling {
            return Value::Word(self.heap.spelled_word(text, spelling));
        }
        canonical_number(text).map_or_else(|| Value::Word(self.heap.word(text)), Value::Number)
    }
}

/// The number that a word spells, where a number would be spelled just so: `3`, but not `3.0` or `007`,
/// which stay what they are until a program computes with them.
fn canonical_number(text: &str) -> Option<f64> {
    let number = number::parse(text)?;
    let mut spelled = String::with_capacity(text.len());
    number::format(number, &mut spelled);
    (spelled == text).then_some(number)
}

// Definitions ------------------------------------------------------------------------------------------------

/// Sorts lines into instructions and definitions.
struct Grouper<'a> {
    heap: &'a mut Heap,
    program: Program,
    open: Option<Definition>,
}

impl Grouper<'_> {
    fn group(mut self, lines: Vec<List>) -> Program {
        for line in lines {
            if self.is_title(line) {
                self.begin(line);
            } else {
                self.body_line(line);
            }
        }
        self.expect_end();
        self.program
    }

    fn is_word(&self, list: List, word: &str) -> bool {
        !list.is_empty()
            && matches!(self.heap.first(list), Value::Word(first) if self.heap.text(first).eq_ignore_ascii_case(word))
    }

    fn is_title(&self, line: List) -> bool {
        self.is_word(line, "to") || self.is_word(line, ".macro")
    }

    fn begin(&mut self, line: List) {
        self.expect_end();
        let place = self.heap.place(line);
        let title = place;
        let is_macro = self.is_word(line, ".macro");
        let rest = self.heap.butfirst(line);
        let name = (!rest.is_empty()).then(|| self.heap.first(rest));
        let Some(Value::Word(name)) = name else {
            let place = if rest.is_empty() { place } else { self.heap.place(rest) };
            let problem = Diagnostic::new("to expects the name of a procedure", place);
            self.program.problems.push(problem.with_hint("As in: to square :side"));
            // What follows is still a procedure's body, not instructions to be carried out.
            self.open = Some(Definition {
                place,
                name: Word::EMPTY,
                inputs: List::EMPTY,
                is_macro,
                lines: Vec::new(),
                source: Some((title, title)),
            });
            return;
        };
        let place = self.heap.place(rest);
        let (inputs, body) = self.split_title(self.heap.butfirst(rest));
        self.open = Some(Definition { place, name, inputs, is_macro, lines: Vec::new(), source: Some((title, title)) });
        if !body.is_empty() {
            self.body_line(body);
        }
    }

    /// Parts the inputs on a title line from instructions that follow them there.
    fn split_title(&mut self, line: List) -> (List, List) {
        let mut inputs = ListBuilder::default();
        let mut rest = line;
        while !rest.is_empty() && self.is_input(self.heap.first(rest)) {
            let (input, place) = (self.heap.first(rest), self.heap.place(rest));
            inputs.push_from(self.heap, input, place);
            rest = self.heap.butfirst(rest);
        }
        (inputs.list(), rest)
    }

    fn is_input(&self, value: Value) -> bool {
        match value {
            Value::Word(word) => self.heap.text(word).starts_with(':'),
            Value::List(list) => !list.is_empty() && self.is_input(self.heap.first(list)),
            Value::Number(_) => true,
            Value::Array(_) | Value::Nothing => false,
        }
    }

    fn body_line(&mut self, line: List) {
        let Some(definition) = &mut self.open else {
            if !line.is_empty() {
                self.program.items.push(Item::Line(line));
            }
            return;
        };
        let end = self.heap.cells_of(line).find(|&cell| {
            matches!(self.heap.first(cell), Value::Word(word) if self.heap.text(word).eq_ignore_ascii_case("end"))
        });
        let Some(end) = end else {
            definition.lines.push(line);
            return;
        };
        let before: Vec<List> = self.heap.cells_of(line).take_while(|&cell| cell != end).collect();
        if !before.is_empty() {
            let mut members = ListBuilder::default();
            for cell in before {
                let (member, place) = (self.heap.first(cell), self.heap.place(cell));
                members.push_from(self.heap, member, place);
            }
            definition.lines.push(members.list());
        }
        if let Some(mut definition) = self.open.take() {
            let end = self.heap.place(end).plus("end".len());
            definition.source = definition.source.filter(|_| end != Place::NOWHERE).map(|(title, _)| (title, end));
            self.program.items.push(Item::Definition(definition));
        }
        let rest = self.heap.butfirst(end);
        if self.is_title(rest) {
            self.begin(rest);
        } else {
            self.body_line(rest);
        }
    }

    fn expect_end(&mut self) {
        if let Some(unfinished) = self.open.take() {
            let name = self.heap.text(unfinished.name);
            let message = format!("the procedure {name} has no end");
            let problem =
                Diagnostic::new(message, unfinished.place).with_hint("Write end on a line of its own after it");
            self.program.problems.push(problem);
        }
    }
}
