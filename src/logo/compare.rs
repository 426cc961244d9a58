//! What values are as numbers, truths and texts, and whether two are equal.

use std::borrow::Cow;

use super::interpreter::Interpreter;
use super::number;
use super::value::{Value, Word};

impl Interpreter<'_> {
    /// The number that a value is or spells.
    pub(super) fn number(&self, value: Value) -> Option<f64> {
        match value {
            Value::Number(number) => Some(number),
            Value::Word(word) => number::parse(self.heap.text(word)),
            _ => None,
        }
    }

    /// Whether a value is `true` or `false`, in whatever case.
    pub(super) fn truth(&self, value: Value) -> Option<bool> {
        match value {
            Value::Word(Word::TRUE) => Some(true),
            Value::Word(Word::FALSE) => Some(false),
            Value::Word(word) if self.heap.text(word).eq_ignore_ascii_case("true") => Some(true),
            Value::Word(word) if self.heap.text(word).eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The characters of a word or number.
    pub(super) fn text(&self, value: Value) -> Option<Cow<'_, str>> {
        match value {
            Value::Word(word) => Some(self.heap.text(word).into()),
            Value::Number(number) => {
                let mut text = String::new();
                number::format(number, &mut text);
                Some(text.into())
            }
            _ => None,
        }
    }

    /// Whether two values are equal: numbers by size, words whatever their case, lists member by member,
    /// arrays only if they are one and the same.
    pub(super) fn equal(&self, left: Value, right: Value) -> bool {
        let mut pending = vec![(left, right)];
        while let Some((left, right)) = pending.pop() {
            match (left, right) {
                (Value::List(left), Value::List(right)) => {
                    let (mut left, mut right) = (left, right);
                    // Lists that share a tail need not be followed into it.
                    while left != right {
                        if left.is_empty() || right.is_empty() {
                            return false;
                        }
                        pending.push((self.heap.first(left), self.heap.first(right)));
                        (left, right) = (self.heap.butfirst(left), self.heap.butfirst(right));
                        // Most lists that differ do so early.
                        if pending.len() > 1 && !self.equal_atoms(&mut pending) {
                            return false;
                        }
                    }
                }
                _ => {
                    if !self.equal_words(left, right) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Compares the pair that was added last, unless it is two lists: these are left for later.
    fn equal_atoms(&self, pending: &mut Vec<(Value, Value)>) -> bool {
        match pending.last() {
            Some((Value::List(_), Value::List(_))) | None => true,
            Some(&(left, right)) => {
                pending.pop();
                self.equal_words(left, right)
            }
        }
    }

    fn equal_words(&self, left: Value, right: Value) -> bool {
        match (left, right) {
            (Value::Number(left), Value::Number(right)) => left == right,
            (Value::Number(number), Value::Word(word)) | (Value::Word(word), Value::Number(number)) => {
                number::parse(self.heap.text(word)) == Some(number)
            }
            (Value::Word(left), Value::Word(right)) => left == right || self.equal_texts(left, right),
            _ => left == right,
        }
    }

    /// Whether capitals count as small letters: unless the variable `caseignoredp` is false.
    pub(super) fn ignores_case(&self) -> bool {
        self.truth(self.workspace.value(self.caseignoredp)) != Some(false)
    }

    fn equal_texts(&self, left: Word, right: Word) -> bool {
        let (left, right) = (self.heap.text(left), self.heap.text(right));
        let is_like = left.eq_ignore_ascii_case(right)
            || (!left.is_ascii() && !right.is_ascii() && left.to_lowercase() == right.to_lowercase());
        is_like && (left == right || self.ignores_case())
    }
}
