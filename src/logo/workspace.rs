//! What names mean: variables and procedures.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::heap::Heap;
use super::span::Place;
use super::syntax::Code;
use super::value::{List, Value, Word};

/// A name, whatever its case. Its current value stands in the [`Workspace`], so reading a variable is one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symbol(u32);

/// What a name calls.
#[derive(Clone)]
pub(super) enum Callable {
    Unknown,
    /// The row of the table of primitives.
    Primitive(u16),
    Procedure(Rc<Procedure>),
}

/// An input of a procedure.
pub(super) struct Input {
    pub(super) symbol: Symbol,
    /// The instructions that output its value where none is given: `[:b 3]`.
    pub(super) default: Option<List>,
}

/// A procedure that the script defined.
pub(super) struct Procedure {
    /// Those that must be given, then those with a default.
    pub(super) inputs: Vec<Input>,
    /// Takes all inputs beyond: `[:rest]`.
    pub(super) rest: Option<Symbol>,
    /// How many inputs it takes where there are no parentheses around the call.
    pub(super) usual: usize,
    pub(super) lines: Vec<List>,
    /// Where its title line begins and its `end` ends, where it was written out.
    pub(super) source: Option<(Place, Place)>,
    /// Whether its result is a list to be run in its place.
    pub(super) is_macro: bool,
    /// Parsed at the first call, and again once `Workspace::epoch` has moved on.
    pub(super) code: RefCell<Option<Rc<Code>>>,
}

impl Procedure {
    /// One that takes nothing and does nothing.
    pub(super) fn empty() -> Procedure {
        Procedure {
            inputs: Vec::new(),
            rest: None,
            usual: 0,
            lines: Vec::new(),
            source: None,
            is_macro: false,
            code: None.into(),
        }
    }

    pub(super) fn least(&self) -> usize {
        self.inputs.iter().take_while(|input| input.default.is_none()).count()
    }

    pub(super) fn most(&self) -> usize {
        if self.rest.is_some() { usize::MAX } else { self.inputs.len() }
    }
}

/// A part of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Procedures,
    Variables,
    Properties,
}

struct Entry {
    /// The name, as it was first written.
    word: Word,
    callable: Callable,
    /// Whether parsed code relies on what `callable` is.
    is_parsed: bool,
    /// Names and values of properties in turn.
    properties: List,
    /// By section, whether it is hidden from `contents`.
    is_buried: [bool; 3],
}

/// All names of a program.
#[derive(Default)]
pub struct Workspace {
    /// Values apart from the rest: they are what a running program looks at all the time.
    values: Vec<Value>,
    entries: Vec<Entry>,
    /// By name in small letters.
    symbols: HashMap<Box<str>, Symbol>,
    /// Counts up whenever code that was parsed before may now read otherwise.
    epoch: u32,
}

impl Workspace {
    /// The symbol of a name.
    pub fn intern(&mut self, name: &str, heap: &mut Heap) -> Symbol {
        if let Some(&symbol) = self.symbols.get(&*small_letters(name)) {
            return symbol;
        }
        let word = heap.word(name);
        self.symbol(word, heap)
    }

    /// The symbol that a word names.
    pub fn symbol(&mut self, word: Word, heap: &mut Heap) -> Symbol {
        if let Some(symbol) = heap.symbol(word) {
            return symbol;
        }
        let name = small_letters(heap.text(word)).into_owned().into_boxed_str();
        let next = Symbol(self.entries.len() as u32);
        let symbol = *self.symbols.entry(name).or_insert(next);
        if symbol == next {
            self.values.push(Value::Nothing);
            self.entries.push(Entry {
                word,
                callable: Callable::Unknown,
                is_parsed: false,
                properties: List::EMPTY,
                is_buried: [false; 3],
            });
            heap.set_symbol(word, symbol);
        }
        symbol
    }

    /// The name of a symbol, as it was first written.
    #[must_use]
    pub fn word(&self, symbol: Symbol) -> Word {
        self.entries[symbol.0 as usize].word
    }

    /// The value of a variable; [`Value::Nothing`] where it has none.
    #[must_use]
    pub fn value(&self, symbol: Symbol) -> Value {
        self.values[symbol.0 as usize]
    }

    /// Gives a variable a value.
    pub fn set(&mut self, symbol: Symbol, value: Value) {
        self.values[symbol.0 as usize] = value;
    }

    pub(super) fn callable(&self, symbol: Symbol) -> &Callable {
        &self.entries[symbol.0 as usize].callable
    }

    /// The same, and parsed code now relies on it.
    pub(super) fn callable_for_parsing(&mut self, symbol: Symbol) -> Callable {
        let entry = &mut self.entries[symbol.0 as usize];
        entry.is_parsed = true;
        entry.callable.clone()
    }

    pub(super) fn define(&mut self, symbol: Symbol, callable: Callable) {
        let entry = &mut self.entries[symbol.0 as usize];
        if entry.is_parsed && !reads_alike(&entry.callable, &callable) {
            self.epoch += 1;
        }
        entry.callable = callable;
    }

    pub(super) fn epoch(&self) -> u32 {
        self.epoch
    }

    /// A property list.
    pub(super) fn properties(&self, symbol: Symbol) -> List {
        self.entries[symbol.0 as usize].properties
    }

    pub(super) fn set_properties(&mut self, symbol: Symbol, properties: List) {
        self.entries[symbol.0 as usize].properties = properties;
    }

    pub(super) fn is_buried(&self, section: Section, symbol: Symbol) -> bool {
        self.entries[symbol.0 as usize].is_buried[section as usize]
    }

    pub(super) fn set_buried(&mut self, section: Section, symbol: Symbol, buried: bool) {
        self.entries[symbol.0 as usize].is_buried[section as usize] = buried;
    }

    /// Everything in a section that is buried, or that is not.
    pub(super) fn symbols_in(&self, section: Section, buried: bool) -> Vec<Symbol> {
        let is_there = |symbol: &Symbol| match section {
            Section::Procedures => matches!(self.callable(*symbol), Callable::Procedure(_)),
            Section::Variables => self.value(*symbol) != Value::Nothing,
            Section::Properties => !self.properties(*symbol).is_empty(),
        };
        let symbols = (0..self.entries.len() as u32).map(Symbol);
        symbols.filter(is_there).filter(|&symbol| self.is_buried(section, symbol) == buried).collect()
    }

    /// Forgets what a name stands for in a section.
    pub(super) fn erase(&mut self, section: Section, symbol: Symbol) {
        match section {
            Section::Procedures => self.define(symbol, Callable::Unknown),
            Section::Variables => self.set(symbol, Value::Nothing),
            Section::Properties => self.set_properties(symbol, List::EMPTY),
        }
    }

    /// The names of everything that can be called.
    pub(super) fn callable_names<'a>(&'a self, heap: &'a Heap) -> impl Iterator<Item = &'a str> {
        let known = self.entries.iter().filter(|entry| !matches!(entry.callable, Callable::Unknown));
        known.map(|entry| heap.text(entry.word))
    }

    /// The names of all variables that have a value.
    pub(super) fn variable_names<'a>(&'a self, heap: &'a Heap) -> impl Iterator<Item = &'a str> {
        let entries = self.entries.iter().zip(&self.values);
        entries.filter(|(_, value)| **value != Value::Nothing).map(|(entry, _)| heap.text(entry.word))
    }

    /// Every value that names hold, those inside procedures included.
    pub(super) fn roots(&self) -> impl Iterator<Item = Value> + '_ {
        let properties = self.entries.iter().map(|entry| Value::List(entry.properties));
        self.values.iter().copied().chain(properties).chain(self.entries.iter().flat_map(
            |entry| match &entry.callable {
                Callable::Procedure(procedure) => procedure_roots(procedure),
                Callable::Primitive(_) | Callable::Unknown => Vec::new(),
            },
        ))
    }
}

/// Every value that a procedure holds on to.
pub(super) fn procedure_roots(procedure: &Procedure) -> Vec<Value> {
    let defaults = procedure.inputs.iter().filter_map(|input| input.default);
    let mut roots: Vec<Value> = procedure.lines.iter().copied().chain(defaults).map(Value::List).collect();
    if let Some(code) = &*procedure.code.borrow() {
        roots.extend(code.constants());
    }
    roots
}

/// Whether calls of one and of the other are parsed into the same code.
fn reads_alike(one: &Callable, other: &Callable) -> bool {
    match (one, other) {
        (Callable::Procedure(one), Callable::Procedure(other)) => {
            (one.least(), one.usual, one.most()) == (other.least(), other.usual, other.most())
        }
        (Callable::Primitive(one), Callable::Primitive(other)) => one == other,
        (Callable::Unknown, Callable::Unknown) => true,
        _ => false,
    }
}

fn small_letters(name: &str) -> std::borrow::Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        name.to_lowercase().into()
    } else {
        name.into()
    }
}
