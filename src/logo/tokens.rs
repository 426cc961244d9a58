//! Cuts the raw words of a list into names, numbers and operators: what UCBLogo calls `runparse`.

use std::borrow::Cow;

use super::heap::Heap;
use super::lexer::literal;
use super::number;
use super::span::Place;
use super::value::{List, Value};
use super::workspace::{Symbol, Workspace};

/// An operator between two inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infix {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
}

impl Infix {
    /// As scripts write it.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Infix::Add => "+",
            Infix::Subtract => "-",
            Infix::Multiply => "*",
            Infix::Divide => "/",
            Infix::Equal => "=",
            Infix::NotEqual => "<>",
            Infix::Less => "<",
            Infix::Greater => ">",
            Infix::LessOrEqual => "<=",
            Infix::GreaterOrEqual => ">=",
        }
    }

    fn at_start_of(text: &str) -> Option<Infix> {
        // Those of two characters come first: `<=` is not `<` and then `=`.
        const ALL: [Infix; 10] = [
            Infix::LessOrEqual,
            Infix::GreaterOrEqual,
            Infix::NotEqual,
            Infix::Add,
            Infix::Subtract,
            Infix::Multiply,
            Infix::Divide,
            Infix::Equal,
            Infix::Less,
            Infix::Greater,
        ];
        ALL.into_iter().find(|infix| text.starts_with(infix.sign()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number, a quoted word, a list or an array: stands for itself.
    Constant(Value),
    /// `:name`
    Variable(Symbol),
    /// The name of a procedure.
    Name(Symbol),
    Infix(Infix),
    /// `?1` (or `?`): a slot of the template that runs
    Slot(u16),
    /// A minus that belongs to what follows it: white space before it, none after.
    Minus,
    Open,
    Close,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// Cuts all words of a list.
pub(super) fn tokens(list: List, heap: &mut Heap, workspace: &mut Workspace) -> Vec<Token> {
    let mut cutter = Cutter { heap, workspace, tokens: Vec::new() };
    let mut rest = list;
    while !rest.is_empty() {
        let (member, place) = (cutter.heap.first(rest), cutter.heap.place(rest));
        rest = cutter.heap.butfirst(rest);
        match member {
            Value::Word(word) => {
                // Copied, for making tokens adds words to the heap that the spelling stands in.
                let spelling = cutter.heap.spelling(word).to_owned();
                cutter.cut(&spelling, place);
            }
            constant => cutter.push(Kind::Constant(constant), place),
        }
    }
    cutter.tokens
}

/// The tokens of a list as words, as `runparse` gives them.
pub(super) fn spelled(list: List, heap: &mut Heap, workspace: &mut Workspace) -> Vec<Value> {
    let tokens = tokens(list, heap, workspace);
    let mut words = Vec::with_capacity(tokens.len());
    for token in tokens {
        let text = match token.kind {
            Kind::Constant(Value::Word(word)) => format!("\"{}", heap.text(word)),
            Kind::Constant(value) => {
                words.push(value);
                continue;
            }
            Kind::Variable(symbol) => format!(":{}", heap.text(workspace.word(symbol))),
            Kind::Name(symbol) => heap.text(workspace.word(symbol)).to_owned(),
            Kind::Slot(number) => format!("?{number}"),
            Kind::Infix(infix) => infix.sign().to_owned(),
            Kind::Minus => "-".to_owned(),
            Kind::Open => "(".to_owned(),
            Kind::Close => ")".to_owned(),
        };
        words.push(Value::Word(heap.word(&text)));
    }
    words
}

struct Cutter<'a> {
    heap: &'a mut Heap,
    workspace: &'a mut Workspace,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn push(&mut self, kind: Kind, place: Place) {
        self.tokens.push(Token { kind, place });
    }

    fn cut(&mut self, spelling: &str, place: Place) {
        let mut at = 0;
        while at < spelling.len() {
            let rest = &spelling[at..];
            // Only the first token of a word can be the first of an instruction.
            let here = if at == 0 { place } else { place.plus(at) };
            at += self.token(rest, at == 0, here);
        }
    }

    /// Takes one token off `text`, which is not empty, and returns its length in bytes.
    fn token(&mut self, text: &str, is_at_start: bool, place: Place) -> usize {
        match text.as_bytes()[0] {
            b'(' => {
                self.push(Kind::Open, place);
                1
            }
            b')' => {
                self.push(Kind::Close, place);
                1
            }
            b'"' => {
                let end = 1 + word_length(&text[1..], |byte| matches!(byte, b'(' | b')'));
                let spelling = &text[1..end];
                let word = match literal(spelling) {
                    Cow::Borrowed(text) => self.heap.word(text),
                    Cow::Owned(text) => self.heap.spelled_word(&text, spelling),
                };
                self.push(Kind::Constant(Value::Word(word)), place);
                end
            }
            b':' => {
                let end = 1 + word_length(&text[1..], is_delimiter);
                let symbol = self.symbol(&text[1..end]);
                self.push(Kind::Variable(symbol), place);
                end
            }
            b'-' => {
                self.minus(text, is_at_start, place);
                1
            }
            _ => self.operator_or_name(text, place),
        }
    }

    /// At the start of a word and right before something, a minus belongs to it (`fd -3`, `5 -3`), and so it does
    /// behind an opening parenthesis or another operator. Everywhere else it subtracts (`5-3`, `5 - 3`).
    fn minus(&mut self, text: &str, is_at_start: bool, place: Place) {
        let last = self.tokens.last().map(|token| token.kind);
        let follows_operator = matches!(last, Some(Kind::Open | Kind::Infix(_) | Kind::Minus));
        let kind = if follows_operator || (is_at_start && text.len() > 1) {
            Kind::Minus
        } else {
            Kind::Infix(Infix::Subtract)
        };
        self.push(kind, place);
    }

    fn operator_or_name(&mut self, text: &str, place: Place) -> usize {
        if let Some(infix) = Infix::at_start_of(text) {
            self.push(Kind::Infix(infix), place);
            return infix.sign().len();
        }
        let number_end = number::prefix_length(text);
        let end = word_length(text, is_delimiter).max(number_end);
        if let Some(number) = number::parse(&text[..end]) {
            self.push(Kind::Constant(Value::Number(number)), place);
            return end;
        }
        let end = word_length(text, is_delimiter);
        if let Some(slot) = text[..end].strip_prefix('?').and_then(slot_number) {
            self.push(Kind::Slot(slot), place);
            return end;
        }
        let symbol = self.symbol(&text[..end]);
        self.push(Kind::Name(symbol), place);
        end
    }

    fn symbol(&mut self, spelling: &str) -> Symbol {
        self.workspace.intern(&literal(spelling), self.heap)
    }
}

/// The number of `?3`, from what stands behind the question mark.
fn slot_number(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|&number| number > 0)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'+' | b'-' | b'*' | b'/' | b'=' | b'<' | b'>')
}

/// How many bytes come before the first delimiter that neither bars nor a backslash make literal.
fn word_length(text: &str, is_delimiter: impl Fn(u8) -> bool) -> usize {
    let mut in_bars = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'|' => in_bars = !in_bars,
            _ if !in_bars && is_delimiter(byte) => return at,
            _ => {}
        }
    }
    text.len()
}
