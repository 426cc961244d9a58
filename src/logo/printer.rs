//! Values as text.

use std::collections::HashSet;

use super::heap::Heap;
use super::interpreter::Interpreter;
use super::number;
use super::value::{Array, List, Value, Word};

/// How values are written, as the variables of these names say.
#[derive(Clone, Copy, Default)]
struct Style {
    /// `printwidthlimit`: members of a list, and characters of a word if 10 at least.
    width: Option<usize>,
    /// `printdepthlimit`: lists within lists.
    depth: Option<usize>,
    /// `fullprintp`: words with their bars and backslashes.
    is_full: bool,
}

// No word is cut shorter than this.
const SHORTEST_CUT: usize = 10;

const ELLIPSIS: &str = "...";

impl Interpreter<'_> {
    /// As `print` writes it: without the brackets around a whole list.
    pub(super) fn printed(&self, value: Value) -> String {
        let mut printer = self.printer();
        match value {
            Value::List(list) => printer.members(Open::list(list), 0),
            _ => printer.value(value),
        }
        printer.out
    }

    /// As messages write it: with brackets, the empty word as `||`.
    pub(super) fn shown(&self, value: Value) -> String {
        match value {
            Value::Nothing => "nothing".to_owned(),
            Value::Word(word) if self.heap.text(word).is_empty() => "||".to_owned(),
            _ => self.bracketed(value),
        }
    }

    /// As `show` writes it.
    pub(super) fn bracketed(&self, value: Value) -> String {
        let mut printer = self.printer();
        printer.value(value);
        printer.out
    }

    fn printer(&self) -> Printer<'_> {
        let limit = |symbol| self.number(self.workspace.value(symbol)).filter(|&limit| limit >= 0.0);
        let [width, depth, full] = self.print_settings;
        let style = Style {
            width: limit(width).map(|limit| limit as usize),
            depth: limit(depth).map(|limit| limit as usize),
            is_full: self.truth(self.workspace.value(full)) == Some(true),
        };
        Printer { heap: &self.heap, style, out: String::new() }
    }
}

/// A list or array that is being written.
struct Open {
    start: Start,
    rest: Rest,
    /// How many members were written.
    written: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Start {
    List(List),
    Array(Array),
}

enum Rest {
    List {
        list: List,
        /// A cell that came before, to notice when it comes again: a list can be circular. It moves on each time
        /// twice as many members have been written (Brent's algorithm).
        anchor: List,
        next_anchor: usize,
    },
    Array(usize),
}

impl Open {
    fn list(list: List) -> Open {
        Open { start: Start::List(list), rest: Rest::List { list, anchor: List::EMPTY, next_anchor: 1 }, written: 0 }
    }

    fn array(array: Array) -> Open {
        Open { start: Start::Array(array), rest: Rest::Array(0), written: 0 }
    }
}

/// What comes next in an open list or array.
enum Member {
    Value(Value),
    /// Something that was written before.
    Again,
    End,
}

struct Printer<'a> {
    heap: &'a Heap,
    style: Style,
    out: String,
}

impl Printer<'_> {
    fn value(&mut self, value: Value) {
        match value {
            Value::Nothing => {}
            Value::Number(number) => number::format(number, &mut self.out),
            Value::Word(word) => self.word(word),
            Value::List(list) => {
                self.out.push('[');
                self.members(Open::list(list), 1);
                self.out.push(']');
            }
            Value::Array(array) => {
                self.out.push('{');
                self.members(Open::array(array), 1);
                self.out.push('}');
            }
        }
    }

    fn word(&mut self, word: Word) {
        let text = if self.style.is_full { self.heap.spelling(word) } else { self.heap.text(word) };
        if text.is_empty() && self.style.is_full {
            self.out.push_str("||");
        }
        match self.style.width.and_then(|width| text.char_indices().nth(width.max(SHORTEST_CUT))) {
            Some((cut, _)) => {
                self.out.push_str(&text[..cut]);
                self.out.push_str(ELLIPSIS);
            }
            None => self.out.push_str(text),
        }
    }

    /// Writes members with a space between them. What is being written is kept in a vector: no depth of nesting
    /// exhausts the native stack. `depth` is that of the outermost members.
    fn members(&mut self, outermost: Open, depth: usize) {
        let mut starts = HashSet::from([outermost.start]);
        let mut pending = vec![outermost];
        while let Some(open) = pending.last_mut() {
            let is_cut = self.style.width.is_some_and(|width| open.written >= width);
            let member = match next_member(self.heap, open) {
                Member::Value(_) if is_cut => Member::Again,
                member => member,
            };
            if !matches!(member, Member::End) && open.written > 0 {
                self.out.push(' ');
            }
            open.written += 1;
            let is_too_deep = self.style.depth.is_some_and(|limit| depth + pending.len() > limit);
            let nested = match member {
                Member::End => None,
                Member::Again => {
                    self.out.push_str(ELLIPSIS);
                    None
                }
                Member::Value(_) if is_too_deep => {
                    self.out.push_str(ELLIPSIS);
                    continue;
                }
                Member::Value(Value::List(list)) => Some(Open::list(list)),
                Member::Value(Value::Array(array)) => Some(Open::array(array)),
                Member::Value(atom) => {
                    self.value(atom);
                    continue;
                }
            };
            match nested {
                Some(nested) if starts.contains(&nested.start) && nested.start != Start::List(List::EMPTY) => {
                    self.out.push_str(ELLIPSIS);
                }
                Some(nested) => {
                    self.out.push(if matches!(nested.start, Start::List(_)) { '[' } else { '{' });
                    starts.insert(nested.start);
                    pending.push(nested);
                }
                None => {
                    let closed = pending.pop();
                    if let (Some(closed), false) = (closed, pending.is_empty()) {
                        starts.remove(&closed.start);
                        self.out.push(if matches!(closed.start, Start::List(_)) { ']' } else { '}' });
                    }
                }
            }
        }
    }
}

fn next_member(heap: &Heap, open: &mut Open) -> Member {
    match (&mut open.rest, open.start) {
        (Rest::List { list, anchor, next_anchor }, _) => {
            if list.is_empty() {
                return Member::End;
            }
            if list == anchor {
                return Member::Again;
            }
            if open.written == *next_anchor {
                *anchor = *list;
                *next_anchor *= 2;
            }
            let first = heap.first(*list);
            *list = heap.butfirst(*list);
            Member::Value(first)
        }
        (Rest::Array(next), Start::Array(array)) => match heap.items(array).get(*next) {
            Some(&item) => {
                *next += 1;
                Member::Value(item)
            }
            None => Member::End,
        },
        (Rest::Array(_), Start::List(_)) => Member::End,
    }
}
