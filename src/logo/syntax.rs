//! Parsed instructions.
//!
//! The tree of a list is kept in the order in which it is carried out: inputs before what takes them, so that
//! running it is a loop over a vector, and a procedure that calls itself a hundred thousand deep needs no native stack.

use super::span::Place;
use super::tokens::Infix;
use super::value::{List, Value};
use super::workspace::Symbol;

/// A step. Each takes its inputs off the value stack and puts one value there, [`Value::Nothing`] for a command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Constant(Value),
    Variable(Symbol),
    Infix(Infix),
    /// An operator whose right side is a number that is written out, as most are: `:n - 1`.
    InfixNumber {
        infix: Infix,
        number: f64,
    },
    /// `?1`
    Slot(u16),
    Negate,
    /// A primitive by its row in the table, called by the name `symbol`.
    Primitive {
        row: u16,
        inputs: u16,
        symbol: Symbol,
    },
    Call {
        symbol: Symbol,
        inputs: u16,
    },
    /// A call after which nothing is left to do in the list but to end it.
    LastCall {
        symbol: Symbol,
        inputs: u16,
    },
    /// A call whose result is the result of the procedure: `output f :x`.
    OutputCall {
        symbol: Symbol,
        inputs: u16,
    },
    /// `make "name value`
    Make(Symbol),
    /// The end of an instruction: its value must be [`Value::Nothing`].
    Discard,
    Jump(u32),
    /// Goes on elsewhere where the value is false; `symbol` (`if`, `ifelse`) takes no value but true and false.
    JumpIfFalse {
        target: u32,
        symbol: Symbol,
    },
    /// Goes on elsewhere where an optional input was given.
    JumpIfGiven {
        target: u32,
        symbol: Symbol,
    },
    /// `stop`
    Stop,
    /// `output`
    Output,
    /// `.maybeoutput`: the same, but there may be nothing to output.
    MaybeOutput,
    /// The list's end: hands the value of its last instruction on.
    End,
    /// An instruction that could not be parsed, by its number in [`Code::problems`].
    Fail(u32),
}

/// Why an instruction could not be parsed. Raised when the program gets there, as in UCBLogo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    UnknownProcedure(Symbol),
    NotEnoughInputs(Symbol),
    /// An operator lacks its right side.
    NotEnoughOperands(Infix),
    TooManyInputs(Symbol),
    UnexpectedClose,
    UnclosedOpen,
    UnexpectedOperator(Infix),
    /// Something is left over before a closing parenthesis.
    TooMuchInside,
    TooDeep,
}

/// A parsed list or procedure.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) ops: Vec<Op>,
    /// For each step where it stands in the source.
    pub(super) places: Vec<Place>,
    pub(super) faults: Vec<Fault>,
    /// The workspace's epoch at the time.
    pub(super) epoch: u32,
}

impl Code {
    pub(super) fn push(&mut self, op: Op, place: Place) -> usize {
        self.ops.push(op);
        self.places.push(place);
        self.ops.len() - 1
    }

    pub(super) fn fail(&mut self, fault: Fault, place: Place) {
        self.faults.push(fault);
        self.push(Op::Fail(self.faults.len() as u32 - 1), place);
    }

    /// Adds an operator whose right side was parsed from the step `right` on.
    pub(super) fn push_infix(&mut self, infix: Infix, right: usize, place: Place) {
        match self.ops[right..] {
            [Op::Constant(Value::Number(number))] => {
                self.ops[right] = Op::InfixNumber { infix, number };
                self.places[right] = place;
            }
            _ => {
                self.push(Op::Infix(infix), place);
            }
        }
    }

    /// Where the next step will stand.
    pub(super) fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    /// Makes the jump at `index` go to the next step.
    pub(super) fn land(&mut self, index: usize) {
        let here = self.here();
        if let Op::Jump(target) | Op::JumpIfFalse { target, .. } | Op::JumpIfGiven { target, .. } = &mut self.ops[index]
        {
            *target = here;
        }
    }

    /// Makes an `if` without a second list, whose value nobody waits for, go straight to the next instruction.
    pub(super) fn shorten_jumps(&mut self) {
        for index in 0..self.ops.len() {
            if let Op::JumpIfFalse { target, symbol } = self.ops[index]
                && let [Op::Constant(Value::Nothing), Op::Discard, ..] = self.ops[target as usize..]
            {
                self.ops[index] = Op::JumpIfFalse { target: target + 2, symbol };
            }
        }
    }

    /// Marks the calls after which there is nothing left to do.
    pub(super) fn mark_last_calls(&mut self) {
        for index in 0..self.ops.len() {
            let Op::Call { symbol, inputs } = self.ops[index] else { continue };
            match self.op_after(index) {
                Some(Op::End) => self.ops[index] = Op::LastCall { symbol, inputs },
                Some(Op::Output) => self.ops[index] = Op::OutputCall { symbol, inputs },
                _ => {}
            }
        }
    }

    fn op_after(&self, index: usize) -> Option<Op> {
        let mut next = index + 1;
        while let Some(&Op::Jump(target)) = self.ops.get(next) {
            next = target as usize;
        }
        self.ops.get(next).copied()
    }

    /// The lists that stand written out before a primitive that runs so many of its inputs.
    pub(super) fn instruction_lists(&self, how_many: impl Fn(u16) -> usize) -> Vec<List> {
        let mut lists = Vec::new();
        for (index, op) in self.ops.iter().enumerate() {
            let Op::Primitive { row, inputs, .. } = *op else { continue };
            let before = self.ops[..index].iter().rev().take(how_many(row).min(usize::from(inputs)));
            lists.extend(before.map_while(|op| match op {
                Op::Constant(Value::List(list)) => Some(*list),
                _ => None,
            }));
        }
        lists
    }

    pub(super) fn constants(&self) -> impl Iterator<Item = Value> + '_ {
        self.ops.iter().filter_map(|op| match op {
            Op::Constant(value) => Some(*value),
            _ => None,
        })
    }
}
