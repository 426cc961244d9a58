//! What Logo can do by itself: one table, a row for each primitive.
//!
//! The parser, the help, the suggestions and the tests read this table; nothing is said twice.

mod arithmetic;
mod contents;
mod control;
mod data;
mod files;
mod library;
mod motion;
mod output;
mod pen;
mod screen;
mod templates;
mod words;
mod workspace;

use super::interpreter::{Inputs, Interpreter, Next, Raise};
use super::value::Value;

/// How many inputs a primitive takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputRange {
    /// At least, within parentheses.
    pub least: usize,
    /// Without parentheses.
    pub usual: usize,
    /// At most, within parentheses.
    pub most: usize,
}

impl InputRange {
    pub(super) fn range(self) -> (usize, usize, usize) {
        (self.least, self.usual, self.most)
    }
}

/// Whether a primitive gives a value back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It does something.
    Command,
    /// It gives a value back.
    Operation,
    /// It gives back what its instructions give back.
    Either,
}

/// The forms for which the parser has code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    If,
    Make,
    Stop,
    Output,
    MaybeOutput,
}

pub(super) type Outcome = Result<Value, Raise>;

/// What carries a primitive out, by how many inputs it takes.
#[derive(Clone, Copy)]
pub(super) enum Function {
    Zero(fn(&mut Interpreter) -> Outcome),
    One(fn(&mut Interpreter, Value) -> Outcome),
    Two(fn(&mut Interpreter, Value, Value) -> Outcome),
    Three(fn(&mut Interpreter, Value, Value, Value) -> Outcome),
    /// Any number.
    Many(fn(&mut Interpreter, Inputs) -> Outcome),
    /// Runs instructions, or changes what runs next.
    Control(fn(&mut Interpreter, Inputs) -> Result<Next, Raise>),
    /// Is written in Logo: its definition, parsed when it is first called.
    Logo(&'static str),
}

/// A row of the table.
pub struct Primitive {
    /// Its names, the canonical one first.
    pub names: &'static [&'static str],
    /// How many inputs it takes.
    pub inputs: InputRange,
    /// Whether it gives a value back.
    pub kind: Kind,
    /// What it does, in a line.
    pub help: &'static str,
    /// A runnable example.
    pub example: &'static str,
    /// What the example prints.
    pub result: &'static str,
    /// How many of its inputs, the last ones, are lists of instructions.
    pub(super) instruction_lists: usize,
    /// Whether a script may define a procedure of its own by this name.
    pub is_redefinable: bool,
    pub(super) inline: Option<Inline>,
    pub(super) function: Function,
}

impl Primitive {
    const fn new(names: &'static [&'static str], kind: Kind, function: Function) -> Primitive {
        let usual = match function {
            Function::Zero(_) => 0,
            Function::One(_) => 1,
            Function::Two(_) | Function::Many(_) | Function::Control(_) | Function::Logo(_) => 2,
            Function::Three(_) => 3,
        };
        let inputs = InputRange { least: usual, usual, most: usual };
        Primitive {
            names,
            inputs,
            kind,
            help: "",
            example: "",
            result: "",
            instruction_lists: 0,
            is_redefinable: false,
            inline: None,
            function,
        }
    }

    const fn command(names: &'static [&'static str], function: Function) -> Primitive {
        Primitive::new(names, Kind::Command, function)
    }

    const fn operation(names: &'static [&'static str], function: Function) -> Primitive {
        Primitive::new(names, Kind::Operation, function)
    }

    const fn either(names: &'static [&'static str], function: Function) -> Primitive {
        Primitive::new(names, Kind::Either, function)
    }

    const fn inputs(mut self, least: usize, usual: usize, most: usize) -> Primitive {
        self.inputs = InputRange { least, usual, most };
        self
    }

    const fn inline(mut self, inline: Inline) -> Primitive {
        self.inline = Some(inline);
        self
    }

    /// Its last inputs are lists of instructions.
    const fn runs(mut self, inputs: usize) -> Primitive {
        self.instruction_lists = inputs;
        self
    }

    /// What UCBLogo keeps in its library, or does not have: a script may define it anew.
    const fn redefinable(mut self) -> Primitive {
        self.is_redefinable = true;
        self
    }

    const fn help(mut self, help: &'static str, example: &'static str, result: &'static str) -> Primitive {
        self.help = help;
        self.example = example;
        self.result = result;
        self
    }
}

/// As many inputs as one likes.
const ANY: usize = usize::MAX;

const GROUPS: [(&str, &[Primitive]); 13] = [
    ("Moving the turtle", motion::ROWS),
    ("Pen and canvas", pen::ROWS),
    ("Numbers and logic", arithmetic::ROWS),
    ("Words and lists", words::ROWS),
    ("Arrays, parts and bits", data::ROWS),
    ("Printing", output::ROWS),
    ("Reading and files", files::ROWS),
    ("Control", control::ROWS),
    ("Templates", templates::ROWS),
    ("Templates, combined", library::ROWS),
    ("Variables and procedures", workspace::ROWS),
    ("The workspace as data", contents::ROWS),
    ("Window, mouse, keyboard and editor", screen::ROWS),
];

/// The groups of the table, each with its title.
#[must_use]
pub fn groups() -> &'static [(&'static str, &'static [Primitive])] {
    &GROUPS
}

/// Writes everything that the script defined.
pub(super) fn print_everything(logo: &mut Interpreter) -> Outcome {
    contents::poall(logo)
}

/// The rows of all groups, in order.
pub(super) fn rows() -> impl Iterator<Item = &'static Primitive> {
    GROUPS.iter().flat_map(|(_, rows)| rows.iter())
}

/// The row of this number in the whole table.
pub(super) fn row(number: u16) -> &'static Primitive {
    let mut number = usize::from(number);
    for (_, rows) in &GROUPS {
        match rows.get(number) {
            Some(row) => return row,
            None => number -= rows.len(),
        }
    }
    unreachable!("row numbers are only given out for rows that there are")
}
