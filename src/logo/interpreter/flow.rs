//! Frames: what runs, what waits for it, and how it ends.

use std::rc::Rc;

use super::super::span::Place;
use super::super::syntax::Code;
use super::super::value::Value;
use super::super::workspace::Symbol;
use super::{Interpreter, Problem, Raise};

/// Code that runs or waits, and where it has got to.
pub(in crate::logo) struct Frame {
    pub(super) code: Rc<Code>,
    /// The next step.
    pub(super) next: usize,
    /// How many values stand below those of this frame.
    pub(super) base: usize,
    pub(super) role: Role,
}

/// What a frame is to the frames below it.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// A list being run.
    Block,
    /// A procedure.
    Procedure(Activation),
    /// A primitive that runs its list again and again; its inputs stand on the value stack from the frame's base on.
    Primitive {
        step: Step,
        symbol: Symbol,
        /// How many shapes to be filled were open when it began.
        open_fills: usize,
    },
}

/// A procedure that runs.
#[derive(Clone, Copy)]
pub(super) struct Activation {
    pub(super) procedure: Symbol,
    /// Where it was called.
    pub(super) place: Place,
    /// How many saved values stand below its own.
    pub(super) saved: usize,
    /// What a last call left for it to check.
    pub(super) promise: Promise,
}

/// What the result of a procedure must be, where the caller is gone because the call was its last.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Promise {
    None,
    /// The caller was to go on to its end: no value.
    NoValue,
    /// The caller was to output it: a value.
    Value,
}

/// What a primitive does when its list has ended with this value.
pub(in crate::logo) type Step = fn(&mut Interpreter, Value) -> Result<Next, Raise>;

/// How it goes on after a primitive of the control group.
pub(in crate::logo) enum Next {
    /// With the frame that is now on top.
    Run,
    /// The primitive is done and gives this value.
    Done(Value),
}

impl Frame {
    /// The frame of an interpreter that runs nothing.
    pub(super) fn idle() -> Frame {
        Frame { code: Rc::default(), next: 0, base: 0, role: Role::Block }
    }
}

impl Interpreter<'_> {
    /// Forgets whatever ran before and begins with this code.
    pub(super) fn start(&mut self, code: Rc<Code>) {
        self.stack.clear();
        self.frames.clear();
        self.current = Frame { code, ..Frame::idle() };
        self.depth = 0;
    }

    fn push_frame(&mut self, frame: Frame) -> Result<(), Raise> {
        // Frames that are no procedures nest by being written inside one another, or by running a list that
        // runs itself: that is the same kind of depth.
        if self.depth > self.limits.depth || self.frames.len() > self.limits.depth.saturating_mul(8) {
            return Err(Raise::from(Problem::TooDeep));
        }
        self.frames.push(std::mem::replace(&mut self.current, frame));
        Ok(())
    }

    /// Ends the current frame and drops its values.
    fn pop_frame(&mut self) {
        match self.current.role {
            Role::Procedure(activation) => {
                self.restore(activation.saved);
                self.depth -= 1;
            }
            // What was left by `stop` or `output` in the middle of a shape is not filled.
            Role::Primitive { open_fills, .. } => self.turtle.drop_fills(open_fills),
            Role::Block => {}
        }
        self.stack.truncate(self.current.base);
        self.current = self.frames.pop().unwrap_or_else(Frame::idle);
    }

    fn restore(&mut self, saved: usize) {
        while self.saved.len() > saved {
            if let Some((symbol, value)) = self.saved.pop() {
                self.workspace.set(symbol, value);
            }
        }
    }

    /// Hides the variable's value until the running procedure ends.
    pub(super) fn save(&mut self, symbol: Symbol) {
        self.saved.push((symbol, self.workspace.value(symbol)));
    }

    /// Hides the variable's value, unless the procedure did so before: of a chain of last calls only the
    /// first is to be undone, so that an endless chain needs no memory.
    pub(super) fn save_once(&mut self, symbol: Symbol, since: usize) {
        if !self.saved[since..].iter().any(|(saved, _)| *saved == symbol) {
            self.save(symbol);
        }
    }

    /// The innermost procedure that runs.
    pub(super) fn activation(&self) -> Option<Activation> {
        let frames = std::iter::once(&self.current).chain(self.frames.iter().rev());
        frames.map(|frame| frame.role).find_map(|role| match role {
            Role::Procedure(activation) => Some(activation),
            _ => None,
        })
    }

    // Lists ------------------------------------------------------------------------------------------------

    /// Runs code as a list: its value is handed to what runs now. Where nothing is left to do there but to hand it
    /// on, the code takes its place.
    pub(in crate::logo) fn run_code(&mut self, code: Rc<Code>) -> Result<Next, Raise> {
        self.tick()?;
        let is_last = self.current.code.ops.get(self.current.next) == Some(&super::super::syntax::Op::End);
        if is_last && !matches!(self.current.role, Role::Primitive { .. }) {
            self.stack.truncate(self.current.base);
            self.current.code = code;
            self.current.next = 0;
        } else {
            let base = self.stack.len();
            self.push_frame(Frame { code, next: 0, base, role: Role::Block })?;
        }
        Ok(Next::Run)
    }

    /// Makes a primitive a frame of its own: `step` is called with the value of each list that it runs.
    /// `code` is at hand for [`Interpreter::run_own_code`].
    pub(in crate::logo) fn begin(&mut self, inputs: super::Inputs, code: Rc<Code>, step: Step) -> Result<(), Raise> {
        let role = Role::Primitive { step, symbol: inputs.symbol(), open_fills: self.turtle.open_fills() };
        self.push_frame(Frame { code, next: 0, base: inputs.start(), role })
    }

    /// Runs the code that the primitive on top was begun with.
    pub(in crate::logo) fn run_own_code(&mut self) -> Result<Next, Raise> {
        let code = Rc::clone(&self.current.code);
        self.run_code(code)
    }

    /// A value of the primitive on top: an input, or one that was pushed behind them.
    pub(in crate::logo) fn own(&mut self, index: usize) -> &mut Value {
        let at = self.current.base + index;
        &mut self.stack[at]
    }

    /// How many values the primitive on top has.
    pub(in crate::logo) fn own_count(&self) -> usize {
        self.stack.len() - self.current.base
    }

    /// Gives the primitive on top one more value.
    pub(in crate::logo) fn push_own(&mut self, value: Value) {
        self.stack.push(value);
    }

    /// A value of the innermost primitive that was called by this name and still runs.
    pub(in crate::logo) fn find_own(&mut self, name: &str, index: usize) -> Option<Value> {
        let wanted = self.workspace.intern(name, &mut self.heap);
        let mut frames = std::iter::once(&self.current).chain(self.frames.iter().rev());
        let frame = frames.find(|frame| matches!(frame.role, Role::Primitive { symbol, .. } if symbol == wanted))?;
        self.stack.get(frame.base + index).copied()
    }

    /// Takes the inputs of a primitive off the stack, before something else runs in its place.
    pub(in crate::logo) fn drop_inputs(&mut self, inputs: super::Inputs) {
        self.stack.truncate(inputs.start());
    }

    /// Hides the variable's value until the running procedure ends; whether one runs.
    pub(in crate::logo) fn make_local(&mut self, symbol: Symbol) -> bool {
        let Some(activation) = self.activation() else { return false };
        self.save_once(symbol, activation.saved);
        true
    }

    /// Hands a value to the frame on top: code goes on with it, a primitive takes its next step.
    pub(super) fn deliver(&mut self, mut value: Value) -> Result<(), Raise> {
        while let Role::Primitive { step, .. } = self.current.role {
            match step(self, value)? {
                Next::Run => return Ok(()),
                Next::Done(result) => {
                    self.pop_frame();
                    value = result;
                }
            }
        }
        self.stack.push(value);
        Ok(())
    }

    /// Ends the list or procedure on top with the value of its last instruction.
    pub(super) fn end(&mut self) -> Result<(), Raise> {
        let value = self.stack.pop().unwrap_or(Value::Nothing);
        if matches!(self.current.role, Role::Procedure(_)) {
            if value != Value::Nothing {
                // The instruction before this step made the value: that is what the message points at.
                self.current.next -= 1;
                return Err(Raise::from(Problem::Unused(value)));
            }
            return self.return_from_procedure(Value::Nothing);
        }
        self.pop_frame();
        self.deliver(value)
    }

    // Procedures -------------------------------------------------------------------------------------------

    pub(super) fn enter_procedure(&mut self, code: Rc<Code>, activation: Activation) -> Result<(), Raise> {
        self.depth += 1;
        let base = self.stack.len();
        self.push_frame(Frame { code, next: 0, base, role: Role::Procedure(activation) })
    }

    /// Ends the procedure on top.
    pub(super) fn return_from_procedure(&mut self, value: Value) -> Result<(), Raise> {
        let Role::Procedure(activation) = self.current.role else { return Ok(()) };
        self.pop_frame();
        let problem = match activation.promise {
            Promise::NoValue if value != Value::Nothing => Problem::Unused(value),
            Promise::Value if value == Value::Nothing => {
                let consumer = self.workspace.intern("output", &mut self.heap);
                Problem::DidntOutput { producer: activation.procedure, consumer }
            }
            _ => return self.deliver(value),
        };
        self.blamed = Some(activation.place);
        Err(Raise::from(problem))
    }

    /// `stop` and `output`: ends the innermost procedure and everything inside it.
    pub(in crate::logo) fn leave_procedure(&mut self, value: Value, command: &str) -> Result<(), Raise> {
        if self.depth == 0 {
            let symbol = self.workspace.intern(command, &mut self.heap);
            return Err(Raise::from(Problem::OutsideProcedure(symbol)));
        }
        while !matches!(self.current.role, Role::Procedure(_)) {
            self.pop_frame();
        }
        self.return_from_procedure(value)
    }
}
