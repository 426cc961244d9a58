//! What a Logo program computes with.

/// A number, word, list or array. Small and copied freely: texts and cells live in the [`Heap`](super::heap::Heap).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// What a command gives back, and what a variable without a value holds. No program can get hold of it.
    Nothing,
    /// A number. A word that reads as a number counts as one too, but keeps its spelling.
    Number(f64),
    /// A text.
    Word(Word),
    /// A chain of cells.
    List(List),
    /// A row of items that can be changed in place.
    Array(Array),
}

/// A text on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word(pub(super) u32);

/// The first cell of a list on the heap, or the empty list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct List(pub(super) u32);

/// An array on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Array(pub(super) u32);

impl List {
    /// The list without members.
    pub const EMPTY: List = List(0);

    /// Whether the list has no members.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == List::EMPTY
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Word(if truth { Word::TRUE } else { Word::FALSE })
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<Word> for Value {
    fn from(word: Word) -> Value {
        Value::Word(word)
    }
}

impl From<List> for Value {
    fn from(list: List) -> Value {
        Value::List(list)
    }
}
