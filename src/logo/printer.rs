//! Values as text.

use super::heap::Heap;
use super::interpreter::Interpreter;
use super::number;
use super::value::{List, Value};

/// A list or array that is being written.
enum Rest {
    List(List),
    Array(std::vec::IntoIter<Value>),
}

impl Interpreter<'_> {
    /// As `print` writes it: without the brackets around a whole list.
    pub(super) fn printed(&self, value: Value) -> String {
        let mut out = String::new();
        match value {
            Value::List(list) => write_members(&self.heap, Rest::List(list), &mut out),
            _ => write_value(&self.heap, value, &mut out),
        }
        out
    }

    /// As `show` and messages write it: with brackets, the empty word as `||`.
    pub(super) fn shown(&self, value: Value) -> String {
        match value {
            Value::Nothing => "nothing".to_owned(),
            Value::Word(word) if self.heap.text(word).is_empty() => "||".to_owned(),
            _ => self.bracketed(value),
        }
    }

    /// As `show` writes it.
    pub(super) fn bracketed(&self, value: Value) -> String {
        let mut out = String::new();
        write_value(&self.heap, value, &mut out);
        out
    }
}

fn write_value(heap: &Heap, value: Value, out: &mut String) {
    match value {
        Value::Nothing => {}
        Value::Number(number) => number::format(number, out),
        Value::Word(word) => out.push_str(heap.text(word)),
        Value::List(list) => {
            out.push('[');
            write_members(heap, Rest::List(list), out);
            out.push(']');
        }
        Value::Array(array) => {
            out.push('{');
            write_members(heap, Rest::Array(heap.items(array).to_vec().into_iter()), out);
            out.push('}');
        }
    }
}

/// Writes members with a space between them. What is being written is kept in a vector: no depth of nesting
/// exhausts the native stack.
fn write_members(heap: &Heap, rest: Rest, out: &mut String) {
    let mut pending = vec![rest];
    let mut is_first = true;
    while let Some(rest) = pending.last_mut() {
        let member = match rest {
            Rest::List(List::EMPTY) => None,
            Rest::List(list) => {
                let first = heap.first(*list);
                *list = heap.butfirst(*list);
                Some(first)
            }
            Rest::Array(items) => items.next(),
        };
        let Some(member) = member else {
            let is_list = matches!(rest, Rest::List(_));
            pending.pop();
            if !pending.is_empty() {
                out.push(if is_list { ']' } else { '}' });
            }
            is_first = false;
            continue;
        };
        if !std::mem::take(&mut is_first) {
            out.push(' ');
        }
        match member {
            Value::List(list) => {
                out.push('[');
                pending.push(Rest::List(list));
                is_first = true;
            }
            Value::Array(array) => {
                out.push('{');
                pending.push(Rest::Array(heap.items(array).to_vec().into_iter()));
                is_first = true;
            }
            atom => write_value(heap, atom, out),
        }
    }
}
