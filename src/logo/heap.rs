//! Where words, lists and arrays live.
//!
//! A value is an index into one of three stores. Lists share tails, so `fput` and `butfirst` cost the same for
//! a list of any length, and a million cells are dropped without recursion: what the interpreter can no longer
//! reach is found by marking from its roots ([`Heap::collect`]), circular structures included.

use super::span::Place;
use super::value::{Array, List, Value, Word};
use super::workspace::Symbol;

/// A member of a list. 24 bytes.
#[derive(Clone, Copy)]
struct Cell {
    head: Value,
    tail: List,
    place: Place,
}

struct Text {
    text: Box<str>,
    /// How the word was written, where bars or backslashes took part.
    spelling: Option<Box<str>>,
    /// The word's symbol, once it was used as a name.
    symbol: Option<Symbol>,
}

struct Items {
    items: Box<[Value]>,
    origin: i32,
}

/// The store of all words, lists and arrays of a program.
pub struct Heap {
    cells: Vec<Cell>,
    free_cell: List,
    words: Vec<Text>,
    free_words: Vec<Word>,
    arrays: Vec<Items>,
    free_arrays: Vec<Array>,
    /// Bytes in use, garbage included.
    used: usize,
    /// When `used` passes this many bytes it is time to collect.
    collect_at: usize,
    /// When more than this many bytes are in use after collecting, the program has used too much.
    limit: usize,
}

/// A program reached for more memory than it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

// Below this many bytes, collecting gains nothing.
const FIRST_COLLECTION: usize = 16 << 20;

const CELL_BYTES: usize = size_of::<Cell>();
const _: () = assert!(CELL_BYTES == 24);
const WORD_BYTES: usize = size_of::<Text>();
const ARRAY_BYTES: usize = size_of::<Items>();
const ITEM_BYTES: usize = size_of::<Value>();

impl Word {
    /// The word without characters.
    pub const EMPTY: Word = Word(0);
    /// `false`
    pub const FALSE: Word = Word(1);
    /// `true`
    pub const TRUE: Word = Word(2);
    // The words of one ASCII character stand behind these, in order, so that taking words apart makes no garbage.
    const FIRST_CHARACTER: u32 = 3;
    const FIRST_FREE: u32 = Word::FIRST_CHARACTER + 128;

    fn of_character(character: char) -> Option<Word> {
        character.is_ascii().then(|| Word(Word::FIRST_CHARACTER + character as u32))
    }
}

impl Heap {
    /// An empty heap that may grow to `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Heap {
        let mut heap = Heap {
            // Cell 0 is the empty list; nobody looks into it.
            cells: vec![Cell { head: Value::Nothing, tail: List::EMPTY, place: Place::NOWHERE }],
            free_cell: List::EMPTY,
            words: Vec::with_capacity(1024),
            free_words: Vec::new(),
            arrays: Vec::new(),
            free_arrays: Vec::new(),
            used: 0,
            collect_at: FIRST_COLLECTION.min(limit),
            limit,
        };
        for text in ["", "false", "true"] {
            heap.new_text(text.into(), None);
        }
        for character in 0..128u8 {
            heap.new_text(char::from(character).to_string().into(), None);
        }
        heap
    }

    // Words ------------------------------------------------------------------------------------------------

    /// A word with this text.
    pub fn word(&mut self, text: &str) -> Word {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (None, _) => Word::EMPTY,
            (Some(only), None) if only.is_ascii() => Word(Word::FIRST_CHARACTER + only as u32),
            _ => self.new_text(text.into(), None),
        }
    }

    /// A word of one character.
    pub fn character(&mut self, character: char) -> Word {
        Word::of_character(character)
            .unwrap_or_else(|| self.new_text(character.encode_utf8(&mut [0; 4]).to_owned().into(), None))
    }

    /// A word that was written otherwise than its text reads: with bars or backslashes.
    pub fn spelled_word(&mut self, text: &str, spelling: &str) -> Word {
        self.new_text(text.into(), Some(spelling.into()))
    }

    fn new_text(&mut self, text: Box<str>, spelling: Option<Box<str>>) -> Word {
        self.used += WORD_BYTES + text.len() + spelling.as_deref().map_or(0, str::len);
        let text = Text { text, spelling, symbol: None };
        if let Some(word) = self.free_words.pop() {
            self.words[word.0 as usize] = text;
            return word;
        }
        self.words.push(text);
        Word(self.words.len() as u32 - 1)
    }

    /// The characters of a word.
    #[must_use]
    pub fn text(&self, word: Word) -> &str {
        &self.words[word.0 as usize].text
    }

    /// How the word was written: its text, unless bars or backslashes took part.
    #[must_use]
    pub fn spelling(&self, word: Word) -> &str {
        let entry = &self.words[word.0 as usize];
        entry.spelling.as_deref().unwrap_or(&entry.text)
    }

    pub(super) fn symbol(&self, word: Word) -> Option<Symbol> {
        self.words[word.0 as usize].symbol
    }

    pub(super) fn set_symbol(&mut self, word: Word, symbol: Symbol) {
        self.words[word.0 as usize].symbol = Some(symbol);
    }

    // Lists ------------------------------------------------------------------------------------------------

    /// A list whose first member is `head` and whose others are those of `tail`.
    pub fn fput(&mut self, head: Value, tail: List) -> List {
        self.cell(head, tail, Place::NOWHERE)
    }

    fn cell(&mut self, head: Value, tail: List, place: Place) -> List {
        self.used += CELL_BYTES;
        let cell = Cell { head, tail, place };
        let free = self.free_cell;
        if free.is_empty() {
            self.cells.push(cell);
            return List(self.cells.len() as u32 - 1);
        }
        self.free_cell = self.cells[free.0 as usize].tail;
        self.cells[free.0 as usize] = cell;
        free
    }

    /// The first member of a list that is not empty.
    #[must_use]
    pub fn first(&self, list: List) -> Value {
        self.cells[list.0 as usize].head
    }

    /// All members but the first of a list that is not empty.
    #[must_use]
    pub fn butfirst(&self, list: List) -> List {
        self.cells[list.0 as usize].tail
    }

    /// Where the first member of a list was read.
    #[must_use]
    pub fn place(&self, list: List) -> Place {
        self.cells[list.0 as usize].place
    }

    /// The members of a list.
    pub fn members(&self, list: List) -> impl Iterator<Item = Value> + '_ {
        self.cells_of(list).map(|cell| self.first(cell))
    }

    /// The list, its butfirst, the butfirst of that, and so on while they have members.
    pub fn cells_of(&self, list: List) -> impl Iterator<Item = List> + '_ {
        let nonempty = |list: List| (!list.is_empty()).then_some(list);
        std::iter::successors(nonempty(list), move |&list| nonempty(self.butfirst(list)))
    }

    /// A list of these members.
    pub fn list(&mut self, members: impl IntoIterator<Item = Value>) -> List {
        let mut builder = ListBuilder::default();
        for member in members {
            builder.push(self, member);
        }
        builder.list()
    }

    /// Changes the first member of a list that is not empty.
    pub fn set_first(&mut self, list: List, value: Value) {
        self.cells[list.0 as usize].head = value;
    }

    /// Changes what follows the first member of a list that is not empty.
    pub fn set_butfirst(&mut self, list: List, rest: List) {
        self.cells[list.0 as usize].tail = rest;
    }

    // Arrays -----------------------------------------------------------------------------------------------

    /// An array of these items, the first of which has the index `origin`.
    pub fn array(&mut self, items: Box<[Value]>, origin: i32) -> Array {
        self.used += ARRAY_BYTES + items.len() * ITEM_BYTES;
        let items = Items { items, origin };
        if let Some(array) = self.free_arrays.pop() {
            self.arrays[array.0 as usize] = items;
            return array;
        }
        self.arrays.push(items);
        Array(self.arrays.len() as u32 - 1)
    }

    /// The items of an array.
    #[must_use]
    pub fn items(&self, array: Array) -> &[Value] {
        &self.arrays[array.0 as usize].items
    }

    /// The items of an array, to change them.
    pub fn items_mut(&mut self, array: Array) -> &mut [Value] {
        &mut self.arrays[array.0 as usize].items
    }

    /// The index of an array's first item.
    #[must_use]
    pub fn origin(&self, array: Array) -> i32 {
        self.arrays[array.0 as usize].origin
    }

    // Memory -----------------------------------------------------------------------------------------------

    /// Whether so much was made since the last collection that another is worth its time.
    #[must_use]
    pub fn is_collection_due(&self) -> bool {
        self.used > self.collect_at
    }

    /// Bytes in use, with what a collection would free.
    #[must_use]
    pub fn used(&self) -> usize {
        self.used
    }

    /// Asks for leave before making something of `bytes` bytes at once.
    ///
    /// # Errors
    /// That would be more than the program may use.
    pub fn reserve(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if bytes > self.limit { Err(OutOfMemory) } else { Ok(()) }
    }

    /// Frees everything that cannot be reached from `roots`.
    ///
    /// # Errors
    /// What can be reached is more than the program may use.
    pub fn collect(&mut self, roots: impl Iterator<Item = Value>) -> Result<(), OutOfMemory> {
        let marks = self.mark(roots);
        self.sweep(&marks);
        if self.used > self.limit {
            return Err(OutOfMemory);
        }
        self.collect_at = (self.used * 2).clamp(FIRST_COLLECTION.min(self.limit), self.limit);
        Ok(())
    }

    fn mark(&self, roots: impl Iterator<Item = Value>) -> Marks {
        let mut marks = Marks {
            cells: vec![false; self.cells.len()],
            words: vec![false; self.words.len()],
            arrays: vec![false; self.arrays.len()],
        };
        let mut pending = Vec::new();
        for root in roots {
            pending.push(root);
            while let Some(value) = pending.pop() {
                self.mark_value(value, &mut marks, &mut pending);
            }
        }
        marks
    }

    fn mark_value(&self, value: Value, marks: &mut Marks, pending: &mut Vec<Value>) {
        match value {
            Value::Nothing | Value::Number(_) => {}
            Value::Word(word) => marks.words[word.0 as usize] = true,
            Value::List(list) => {
                for cell in self.cells_of(list) {
                    if std::mem::replace(&mut marks.cells[cell.0 as usize], true) {
                        break;
                    }
                    match self.first(cell) {
                        Value::Word(word) => marks.words[word.0 as usize] = true,
                        Value::Nothing | Value::Number(_) => {}
                        nested => pending.push(nested),
                    }
                }
            }
            Value::Array(array) => {
                if !std::mem::replace(&mut marks.arrays[array.0 as usize], true) {
                    pending.extend(self.items(array));
                }
            }
        }
    }

    fn sweep(&mut self, marks: &Marks) {
        self.used = 0;
        self.free_cell = List::EMPTY;
        for index in (1..self.cells.len()).rev() {
            if marks.cells[index] {
                self.used += CELL_BYTES;
            } else {
                let cell = Cell { head: Value::Nothing, tail: self.free_cell, place: Place::NOWHERE };
                self.cells[index] = cell;
                self.free_cell = List(index as u32);
            }
        }
        self.free_words.clear();
        for (index, entry) in self.words.iter_mut().enumerate() {
            // A symbol's word is a name for as long as the program runs.
            if marks.words[index] || entry.symbol.is_some() || index < Word::FIRST_FREE as usize {
                self.used += WORD_BYTES + entry.text.len() + entry.spelling.as_deref().map_or(0, str::len);
            } else {
                *entry = Text { text: "".into(), spelling: None, symbol: None };
                self.free_words.push(Word(index as u32));
            }
        }
        self.free_arrays.clear();
        for (index, entry) in self.arrays.iter_mut().enumerate() {
            if marks.arrays[index] {
                self.used += ARRAY_BYTES + entry.items.len() * ITEM_BYTES;
            } else {
                entry.items = Box::default();
                self.free_arrays.push(Array(index as u32));
            }
        }
    }
}

/// What a collection found in use.
struct Marks {
    cells: Vec<bool>,
    words: Vec<bool>,
    arrays: Vec<bool>,
}

/// Makes a list from front to back.
#[derive(Clone, Copy)]
pub struct ListBuilder {
    first: List,
    last: List,
}

impl Default for ListBuilder {
    fn default() -> ListBuilder {
        ListBuilder { first: List::EMPTY, last: List::EMPTY }
    }
}

impl ListBuilder {
    /// Adds a member at the end.
    pub fn push(&mut self, heap: &mut Heap, member: Value) {
        self.push_from(heap, member, Place::NOWHERE);
    }

    /// Adds a member that was read at `place`.
    pub fn push_from(&mut self, heap: &mut Heap, member: Value, place: Place) {
        let cell = heap.cell(member, List::EMPTY, place);
        if self.first.is_empty() {
            self.first = cell;
        } else {
            heap.cells[self.last.0 as usize].tail = cell;
        }
        self.last = cell;
    }

    /// Goes on with a list that was begun before.
    #[must_use]
    pub fn resume(first: List, last: List) -> ListBuilder {
        ListBuilder { first, last }
    }

    /// The first and last cell of the list made so far, to go on with it later.
    #[must_use]
    pub fn ends(self) -> (List, List) {
        (self.first, self.last)
    }

    /// The list made so far.
    #[must_use]
    pub fn list(self) -> List {
        self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reachable_survives_a_collection() {
        let mut heap = Heap::new(1 << 30);
        let word = heap.word("kept");
        let list = heap.list([Value::Word(word), Value::Number(1.0)]);
        let array = heap.array(Box::new([Value::List(list)]), 1);
        let garbage = heap.word("garbage");
        let before = heap.used;
        heap.collect([Value::Array(array)].into_iter()).expect("within the limit");
        assert!(heap.used < before);
        assert_eq!(heap.text(word), "kept");
        assert_eq!(heap.members(list).count(), 2);
        assert_eq!(heap.word("again"), garbage);
    }

    #[test]
    fn a_long_list_is_dropped_without_recursion() {
        let mut heap = Heap::new(1 << 30);
        let mut list = List::EMPTY;
        for _ in 0..1_000_000 {
            list = heap.fput(Value::List(list), List::EMPTY);
        }
        assert!(heap.collect([Value::List(list)].into_iter()).is_ok());
        assert!(heap.used >= 1_000_000 * CELL_BYTES);
        assert!(heap.collect([].into_iter()).is_ok());
        assert!(heap.used < 1_000_000);
    }
}
