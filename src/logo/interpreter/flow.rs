//! Frames: what runs, what waits for it, and how it ends.

use std::rc::Rc;

use super::super::span::Place;
use super::super::syntax::{Code, Op};
use super::super::value::{List, Value};
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
    /// A template with its slots, or a list that has variables of its own.
    Template {
        /// The slots of the template that runs around it.
        outer: Slots,
        /// How many saved values stand below its own.
        saved: u32,
    },
    /// A primitive that runs its list again and again; its inputs stand on the value stack from the frame's base on.
    Primitive {
        step: Step,
        symbol: Symbol,
        /// How many shapes to be filled were open when it began.
        open_fills: u32,
        /// How many saved values stand below its own.
        saved: u32,
    },
}

/// A procedure that runs.
#[derive(Clone, Copy)]
pub(super) struct Activation {
    pub(super) procedure: Symbol,
    /// Where it was called.
    pub(super) place: Place,
    /// How many saved values stand below its own.
    pub(super) saved: u32,
    /// What a last call left for it to check.
    pub(super) promise: Promise,
    /// Whether its result is a list to be run in its place.
    pub(super) is_macro: bool,
    /// What `test` found.
    pub(super) test: Option<bool>,
}

/// Where the slots of the innermost template stand.
#[derive(Clone, Copy, Default)]
pub(in crate::logo) struct Slots {
    /// On the value stack.
    pub(in crate::logo) start: u32,
    pub(in crate::logo) count: u32,
    /// What `#` stands for; 0 where there is nothing to be counted.
    pub(in crate::logo) position: u32,
    /// Where on the value stack the lists stand whose members are still to come, for `?rest`.
    pub(in crate::logo) rest: u32,
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
    /// With the code that the primitive on top was begun with, run as a list.
    RunOwnCode,
    /// The primitive is done and gives this value.
    Done(Value),
    /// With the next step of the primitive on top, which gets this value.
    Again(Value),
}

impl Next {
    /// What a template gave at once, as the value for the next step of the primitive that applied it.
    pub(in crate::logo) fn into_step(self) -> Next {
        match self {
            Next::Done(value) => Next::Again(value),
            other => other,
        }
    }
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

    #[inline]
    pub(super) fn push_frame(&mut self, frame: Frame) -> Result<(), Raise> {
        // Frames that are no procedures nest by being written inside one another, or by running a list that
        // runs itself: that is the same kind of depth.
        if self.depth > self.limits.depth.saturating_add(1) || self.frames.len() > self.limits.depth.saturating_mul(8) {
            return Err(Raise::from(Problem::TooDeep));
        }
        self.frames.push(std::mem::replace(&mut self.current, frame));
        Ok(())
    }

    /// Ends the current frame and drops its values.
    #[inline]
    pub(super) fn pop_frame(&mut self) {
        match self.current.role {
            Role::Procedure(activation) => {
                self.restore(activation.saved as usize);
                self.depth -= 1;
            }
            // What was left by `stop` or `output` in the middle of a shape is not filled.
            Role::Primitive { open_fills, saved, .. } => {
                self.turtle.drop_fills(open_fills as usize);
                self.restore(saved as usize);
            }
            Role::Template { outer, saved } => {
                self.slots = outer;
                self.restore(saved as usize);
            }
            Role::Block => {}
        }
        self.stack.truncate(self.current.base);
        self.current = self.frames.pop().unwrap_or_else(Frame::idle);
    }

    #[inline]
    fn restore(&mut self, saved: usize) {
        while self.saved.len() > saved {
            if let Some((symbol, value)) = self.saved.pop() {
                self.workspace.set(symbol, value);
            }
        }
    }

    /// Hides the variable's value until the running procedure ends.
    pub(in crate::logo) fn save(&mut self, symbol: Symbol) {
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
        let is_last = matches!(self.current.code.ops.get(self.current.next), Some(Op::End));
        if is_last && matches!(self.current.role, Role::Block | Role::Procedure(_)) {
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
    /// `code` is what [`Next::RunOwnCode`] runs.
    pub(in crate::logo) fn begin(&mut self, inputs: super::Inputs, code: Rc<Code>, step: Step) -> Result<(), Raise> {
        let (open_fills, saved) = (self.turtle.open_fills() as u32, self.saved.len() as u32);
        let role = Role::Primitive { step, symbol: inputs.symbol(), open_fills, saved };
        self.push_frame(Frame { code, next: 0, base: inputs.start(), role })
    }

    /// A value of the primitive on top: an input, or one that was pushed behind them.
    pub(in crate::logo) fn own(&mut self, index: usize) -> &mut Value {
        let at = self.current.base + index;
        &mut self.stack[at]
    }

    /// Where on the value stack the values of the primitive on top begin.
    pub(in crate::logo) fn own_start(&self) -> usize {
        self.current.base
    }

    /// How many values the primitive on top has.
    pub(in crate::logo) fn own_count(&self) -> usize {
        self.stack.len() - self.current.base
    }

    /// Puts the members of a list on the value stack; where they begin.
    pub(in crate::logo) fn push_members(&mut self, list: List) -> usize {
        let start = self.stack.len();
        self.stack.extend(self.heap.members(list));
        start
    }

    /// The value that a template or list has to give.
    pub(in crate::logo) fn expect_value(&mut self, value: Value) -> Result<Value, Raise> {
        let Role::Primitive { symbol, .. } = self.current.role else { return Ok(value) };
        match value {
            Value::Nothing => {
                let producer = self.workspace.intern("apply", &mut self.heap);
                Err(Raise::from(Problem::DidntOutput { producer, consumer: symbol }))
            }
            value => Ok(value),
        }
    }

    /// Gives the primitive on top one more value.
    pub(in crate::logo) fn push_own(&mut self, value: Value) {
        self.stack.push(value);
    }

    /// A value of the innermost primitive that was called by one of these names and still runs.
    pub(in crate::logo) fn find_own(&mut self, names: &[&str], index: usize) -> Option<Value> {
        let wanted: Vec<Symbol> = names.iter().map(|name| self.workspace.intern(name, &mut self.heap)).collect();
        let mut frames = std::iter::once(&self.current).chain(self.frames.iter().rev());
        let is_wanted = |role: Role| matches!(role, Role::Primitive { symbol, .. } if wanted.contains(&symbol));
        let frame = frames.find(|frame| is_wanted(frame.role))?;
        self.stack.get(frame.base + index).copied()
    }

    /// A value of the primitive on top that is a list.
    pub(in crate::logo) fn own_list(&mut self, index: usize) -> List {
        match *self.own(index) {
            Value::List(list) => list,
            _ => List::EMPTY,
        }
    }

    // Tests and tags ---------------------------------------------------------------------------------------

    /// Keeps what `test` found, for the running procedure.
    pub(in crate::logo) fn set_test(&mut self, truth: bool) {
        let frames = std::iter::once(&mut self.current).chain(self.frames.iter_mut().rev());
        let mut procedures = frames.filter_map(|frame| match &mut frame.role {
            Role::Procedure(activation) => Some(activation),
            _ => None,
        });
        match procedures.next() {
            Some(activation) => activation.test = Some(truth),
            None => self.test = Some(truth),
        }
    }

    /// What `test` found in the running procedure, or else in one that called it.
    pub(in crate::logo) fn test_result(&self) -> Option<bool> {
        let frames = std::iter::once(&self.current).chain(self.frames.iter().rev());
        let mut tests = frames.filter_map(|frame| match frame.role {
            Role::Procedure(activation) => activation.test,
            _ => None,
        });
        tests.next().or(self.test)
    }

    /// Ends everything inside the running procedure; whether one runs.
    pub(in crate::logo) fn unwind_to_procedure(&mut self) -> bool {
        if self.depth == 0 {
            return false;
        }
        while !matches!(self.current.role, Role::Procedure(_)) {
            self.pop_frame();
        }
        self.stack.truncate(self.current.base);
        true
    }

    pub(in crate::logo) fn running_code(&self) -> &Rc<Code> {
        &self.current.code
    }

    /// Goes on at this step of the running code.
    pub(in crate::logo) fn go_on_at(&mut self, step: usize) {
        self.current.next = step;
    }

    /// Takes the inputs of a primitive off the stack, before something else runs in its place.
    pub(in crate::logo) fn drop_inputs(&mut self, inputs: super::Inputs) {
        self.stack.truncate(inputs.start());
    }

    /// Hides the variable's value until the running procedure ends; whether one runs.
    pub(in crate::logo) fn make_local(&mut self, symbol: Symbol) -> bool {
        let Some(activation) = self.activation() else { return false };
        self.save_once(symbol, activation.saved as usize);
        true
    }

    /// Hands a value to the frame on top: code goes on with it, a primitive takes its next step.
    pub(super) fn deliver(&mut self, mut value: Value) -> Result<(), Raise> {
        while let Role::Primitive { step, .. } = self.current.role {
            match step(self, value)? {
                Next::Run => return Ok(()),
                Next::RunOwnCode => {
                    let code = Rc::clone(&self.current.code);
                    self.run_code(code)?;
                    return Ok(());
                }
                Next::Done(result) => {
                    self.pop_frame();
                    value = result;
                }
                Next::Again(next) => {
                    // A template that is a primitive never comes to a step of code: this is where its loop has one.
                    self.stack.push(next);
                    self.collect_if_due()?;
                    value = self.stack.pop().unwrap_or(Value::Nothing);
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
        match self.frames.last().map(|frame| frame.role) {
            Some(Role::Primitive { step, .. }) if matches!(self.current.role, Role::Block) => {
                self.next_turn(step, value)
            }
            _ => {
                self.pop_frame();
                self.deliver(value)
            }
        }
    }

    /// Ends the list on top, which a primitive ran. Where the primitive runs it again, as most do, the list's frame
    /// is used again: loops take a fifth less time for it.
    fn next_turn(&mut self, step: Step, value: Value) -> Result<(), Raise> {
        self.stack.truncate(self.current.base);
        let Some(primitive) = self.frames.pop() else { return Ok(()) };
        let mut turn = std::mem::replace(&mut self.current, primitive);
        match step(self, value)? {
            Next::Run => Ok(()),
            Next::RunOwnCode => {
                self.tick()?;
                // A last call in the list may have put other code in its place.
                if !Rc::ptr_eq(&turn.code, &self.current.code) {
                    turn.code = Rc::clone(&self.current.code);
                }
                turn.next = 0;
                turn.base = self.stack.len();
                self.frames.push(std::mem::replace(&mut self.current, turn));
                Ok(())
            }
            Next::Again(value) => self.deliver(value),
            Next::Done(value) => {
                self.pop_frame();
                self.deliver(value)
            }
        }
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
        if activation.is_macro {
            return self.run_macro_result(value);
        }
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

    /// Runs the list that a macro gave in the place of its call.
    fn run_macro_result(&mut self, value: Value) -> Result<(), Raise> {
        let Value::List(list) = value else { return Err(Raise::from(Problem::MacroResult(value))) };
        let code = self.code_of(list);
        self.run_code(code)?;
        Ok(())
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
