//! The loop that carries out steps.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::primitives::{self, Function};
use super::super::reader::Item;
use super::super::span::Place;
use super::super::syntax::{Fault, Op};
use super::super::tokens::Infix;
use super::super::value::{List, Value, Word};
use super::super::workspace::{Callable, Procedure, Symbol, procedure_roots};
use super::flow::{Activation, Promise, Role};
use super::{Interpreter, Next, Problem, Raise};

/// The inputs of a primitive that takes any number: they stand on the value stack.
#[derive(Clone, Copy)]
pub(in crate::logo) struct Inputs {
    start: usize,
    count: usize,
    symbol: Symbol,
}

impl Inputs {
    pub(super) fn new(start: usize, count: usize, symbol: Symbol) -> Inputs {
        Inputs { start, count, symbol }
    }

    pub(in crate::logo) fn len(self) -> usize {
        self.count
    }

    pub(in crate::logo) fn start(self) -> usize {
        self.start
    }

    /// The name by which the primitive was called.
    pub(in crate::logo) fn symbol(self) -> Symbol {
        self.symbol
    }

    /// The input of this number, from 0.
    pub(in crate::logo) fn get(self, index: usize, interpreter: &Interpreter) -> Value {
        interpreter.stack[self.start + index]
    }

    pub(in crate::logo) fn all<'a>(self, interpreter: &'a Interpreter) -> &'a [Value] {
        &interpreter.stack[self.start..self.start + self.count]
    }
}

impl Interpreter<'_> {
    /// Keeps the lists of a script from being collected while it runs.
    pub(super) fn pin(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Line(line) => self.pinned.push(*line),
                Item::Definition(definition) => {
                    self.pinned.extend(definition.lines.iter().copied().chain([definition.inputs]));
                }
            }
        }
    }

    /// Runs what was started, to its end, and returns its value.
    pub(super) fn evaluate(&mut self) -> Result<Value, Raise> {
        loop {
            match self.carry_out() {
                Err(raise) => self.recover(raise)?,
                result => return result,
            }
        }
    }

    /// Carries out steps until the end, or until something is raised.
    fn carry_out(&mut self) -> Result<Value, Raise> {
        loop {
            let at = self.current.next;
            self.current.next = at + 1;
            // Matched where it stands: to copy a step costs more than to carry out most of them.
            match self.current.code.ops[at] {
                Op::Constant(value) => self.stack.push(value),
                Op::Variable(symbol) => match self.workspace.value(symbol) {
                    Value::Nothing => return Err(Raise::from(Problem::NoValue(symbol))),
                    value => self.stack.push(value),
                },
                Op::Slot(number) => {
                    let value = self.slot(usize::from(number))?;
                    self.stack.push(value);
                }
                Op::Infix(infix) => self.infix(infix)?,
                Op::InfixNumber { infix, number } => self.infix_number(infix, number)?,
                Op::Negate => self.negate()?,
                Op::Primitive { row, inputs, symbol } => self.primitive(row, usize::from(inputs), symbol)?,
                Op::Call { symbol, inputs } => self.call(symbol, usize::from(inputs), Promise::None)?,
                Op::LastCall { symbol, inputs } => self.last_call(symbol, usize::from(inputs), Promise::NoValue)?,
                Op::OutputCall { symbol, inputs } => self.last_call(symbol, usize::from(inputs), Promise::Value)?,
                Op::Make(symbol) => {
                    let value = self.pop_input("make", 0)?;
                    self.workspace.set(symbol, value);
                    self.stack.push(Value::Nothing);
                }
                Op::Discard => match self.pop() {
                    Value::Nothing => {}
                    value => {
                        self.current.next -= 1;
                        return Err(Raise::from(Problem::Unused(value)));
                    }
                },
                Op::Jump(target) => self.current.next = target as usize,
                Op::JumpIfFalse { target, symbol } => self.jump_if_false(target, symbol)?,
                Op::JumpIfGiven { target, symbol } => {
                    if self.workspace.value(symbol) != Value::Nothing {
                        self.current.next = target as usize;
                    }
                }
                Op::Stop => self.leave_procedure(Value::Nothing, "stop")?,
                Op::Output => {
                    let value = self.pop_input("output", 0)?;
                    self.leave_procedure(value, "output")?;
                }
                Op::MaybeOutput => {
                    let value = self.pop();
                    self.leave_procedure(value, ".maybeoutput")?;
                }
                Op::End => {
                    self.collect_if_due()?;
                    if self.frames.is_empty() {
                        return Ok(self.pop());
                    }
                    self.end()?;
                }
                Op::Fail(number) => self.fail(self.current.code.faults[number as usize])?,
            }
        }
    }

    /// Meets an instruction that could not be parsed. A name that nobody knew then may be known by now: it was
    /// taken to have no inputs.
    fn fail(&mut self, fault: Fault) -> Result<(), Raise> {
        let Fault::UnknownProcedure(symbol) = fault else { return Err(Raise::from(Problem::Syntax(fault))) };
        match self.workspace.callable(symbol) {
            Callable::Unknown => Err(Raise::from(Problem::Syntax(fault))),
            Callable::Primitive(row) if primitives::row(*row).inputs.usual == 0 => {
                let row = *row;
                self.primitive(row, 0, symbol)
            }
            Callable::Procedure(procedure) if procedure.least() == 0 => self.call(symbol, 0, Promise::None),
            _ => Err(Raise::from(Problem::NotEnoughInputs(symbol))),
        }
    }

    fn pop(&mut self) -> Value {
        self.stack.pop().unwrap_or(Value::Nothing)
    }

    /// Takes the value of an inline form's last input.
    fn pop_input(&mut self, name: &str, index: usize) -> Result<Value, Raise> {
        match self.pop() {
            Value::Nothing => {
                let symbol = self.workspace.intern(name, &mut self.heap);
                Err(self.didnt_output(symbol, 1, index))
            }
            value => Ok(value),
        }
    }

    // Operators --------------------------------------------------------------------------------------------

    fn infix(&mut self, infix: Infix) -> Result<(), Raise> {
        if let [.., place @ Value::Number(_), Value::Number(right)] = &mut self.stack[..]
            && let Value::Number(left) = *place
            && let Some(value) = infix_of_numbers(infix, left, *right)
        {
            *place = value;
            self.stack.pop();
            return Ok(());
        }
        let right = self.pop();
        let left = self.pop();
        let value = self.infix_of_values(infix, left, right)?;
        self.stack.push(value);
        Ok(())
    }

    fn infix_number(&mut self, infix: Infix, right: f64) -> Result<(), Raise> {
        if let Some(place @ &mut Value::Number(left)) = self.stack.last_mut()
            && let Some(value) = infix_of_numbers(infix, left, right)
        {
            *place = value;
            return Ok(());
        }
        let left = self.pop();
        if left == Value::Nothing {
            let symbol = self.workspace.intern(infix.sign(), &mut self.heap);
            return Err(self.didnt_output(symbol, 1, 0));
        }
        let value = self.infix_of_values(infix, left, Value::Number(right))?;
        self.stack.push(value);
        Ok(())
    }

    /// The rarer cases: words that spell numbers, equality of anything, division by zero, what is no number.
    fn infix_of_values(&mut self, infix: Infix, left: Value, right: Value) -> Result<Value, Raise> {
        let symbol = self.workspace.intern(infix.sign(), &mut self.heap);
        for (index, value) in [left, right].into_iter().enumerate() {
            if value == Value::Nothing {
                return Err(self.didnt_output(symbol, 2, index));
            }
        }
        match infix {
            Infix::Equal => return Ok(Value::from(self.equal(left, right))),
            Infix::NotEqual => return Ok(Value::from(!self.equal(left, right))),
            _ => {}
        }
        let dislikes = |input| Raise::from(Problem::Dislikes { procedure: symbol, input });
        let left = self.number(left).ok_or_else(|| dislikes(left))?;
        let divisor = right;
        let right = self.number(right).ok_or_else(|| dislikes(right))?;
        let bad_value = || Raise::from(Problem::BadValue { procedure: symbol, input: divisor });
        infix_of_numbers(infix, left, right).ok_or_else(bad_value)
    }

    fn negate(&mut self) -> Result<(), Raise> {
        let symbol = self.workspace.intern("-", &mut self.heap);
        let value = match self.pop() {
            Value::Nothing => return Err(self.didnt_output(symbol, 1, 0)),
            value => self.number(value).ok_or(Problem::Dislikes { procedure: symbol, input: value })?,
        };
        self.stack.push(Value::Number(-value));
        Ok(())
    }

    fn jump_if_false(&mut self, target: u32, symbol: Symbol) -> Result<(), Raise> {
        match self.pop() {
            Value::Word(Word::TRUE) => {}
            Value::Word(Word::FALSE) => self.current.next = target as usize,
            Value::Nothing => return Err(self.didnt_output(symbol, 1, 0)),
            // The condition is itself a list of instructions: this step comes again with its value.
            Value::List(list) => {
                self.current.next -= 1;
                let code = self.code_of(list);
                self.run_code(code)?;
            }
            value => match self.truth(value) {
                Some(true) => {}
                Some(false) => self.current.next = target as usize,
                None => return Err(Raise::from(Problem::Dislikes { procedure: symbol, input: value })),
            },
        }
        Ok(())
    }

    // Calls ------------------------------------------------------------------------------------------------

    fn primitive(&mut self, row: u16, inputs: usize, symbol: Symbol) -> Result<(), Raise> {
        let start = self.stack.len() - inputs;
        if let Some(missing) = self.stack[start..].iter().position(|input| *input == Value::Nothing) {
            return Err(self.didnt_output(symbol, inputs, missing));
        }
        match self.apply_primitive(row, Inputs { start, count: inputs, symbol }) {
            Ok(Next::Run) => Ok(()),
            Ok(Next::RunOwnCode) => {
                let code = Rc::clone(&self.current.code);
                self.run_code(code).map(|_| ())
            }
            Ok(Next::Again(value)) => self.deliver(value),
            Ok(Next::Done(value)) => {
                self.stack.truncate(start);
                self.stack.push(value);
                Ok(())
            }
            Err(raise) => Err(raise.in_procedure(symbol)),
        }
    }

    /// Carries out a primitive whose inputs stand on the stack.
    pub(super) fn apply_primitive(&mut self, row: u16, inputs: Inputs) -> Result<Next, Raise> {
        let input = |index: usize| inputs.get(index, self);
        let value = match primitives::row(row).function {
            Function::Zero(function) => function(self)?,
            Function::One(function) => function(self, input(0))?,
            Function::Two(function) => {
                let (first, second) = (input(0), input(1));
                function(self, first, second)?
            }
            Function::Three(function) => {
                let (first, second, third) = (input(0), input(1), input(2));
                function(self, first, second, third)?
            }
            Function::Many(function) => function(self, inputs)?,
            Function::Control(function) => {
                let waiting = self.frames.len();
                let next = function(self, inputs)?;
                // It may have found that there is nothing to do only after it had become a frame.
                if matches!(next, Next::Done(_)) && self.frames.len() > waiting {
                    self.pop_frame();
                }
                return Ok(next);
            }
            Function::Logo(definition) => {
                let procedure = self.library_procedure(row, definition);
                self.call_procedure(&procedure, inputs.symbol, inputs.count, Promise::None)?;
                return Ok(Next::Run);
            }
        };
        Ok(Next::Done(value))
    }

    fn call(&mut self, symbol: Symbol, inputs: usize, promise: Promise) -> Result<(), Raise> {
        self.collect_if_due()?;
        let procedure = self.procedure_called(symbol, inputs)?;
        self.call_procedure(&procedure, symbol, inputs, promise)
    }

    /// Calls a procedure by the name `symbol` with the inputs that stand on the stack.
    pub(super) fn call_procedure(
        &mut self,
        procedure: &Procedure,
        symbol: Symbol,
        inputs: usize,
        promise: Promise,
    ) -> Result<(), Raise> {
        self.tick()?;
        let code = self.code_of_procedure(procedure);
        let saved = self.saved.len() as u32;
        let place = self.place();
        self.bind(procedure, inputs, None);
        let is_macro = procedure.is_macro;
        self.enter_procedure(code, Activation { procedure: symbol, place, saved, promise, is_macro, test: None })
    }

    /// A call after which the running procedure would only end: the new one takes its place.
    fn last_call(&mut self, symbol: Symbol, inputs: usize, promise: Promise) -> Result<(), Raise> {
        let Role::Procedure(activation) = self.current.role else {
            return self.call(symbol, inputs, Promise::None);
        };
        if activation.promise != Promise::None && activation.promise != promise {
            return self.call(symbol, inputs, Promise::None);
        }
        self.collect_if_due()?;
        let procedure = self.procedure_called(symbol, inputs)?;
        // What a macro gives is run where it was called: its caller must still be there.
        if procedure.is_macro || activation.is_macro {
            return self.call_procedure(&procedure, symbol, inputs, Promise::None);
        }
        self.tick()?;
        let code = self.code_of_procedure(&procedure);
        self.bind(&procedure, inputs, Some(activation.saved as usize));
        self.stack.truncate(self.current.base);
        let place = self.place();
        self.current.role = Role::Procedure(Activation { procedure: symbol, place, promise, test: None, ..activation });
        self.current.code = code;
        self.current.next = 0;
        Ok(())
    }

    pub(super) fn procedure_called(&mut self, symbol: Symbol, inputs: usize) -> Result<Rc<Procedure>, Raise> {
        let Callable::Procedure(procedure) = self.workspace.callable(symbol) else {
            return Err(Raise::from(Problem::UnknownProcedure(symbol)));
        };
        let procedure = Rc::clone(procedure);
        let start = self.stack.len() - inputs;
        if let Some(missing) = self.stack[start..].iter().position(|input| *input == Value::Nothing) {
            return Err(self.didnt_output(symbol, inputs, missing));
        }
        // It may have been defined anew, with other inputs, since the call was parsed.
        if inputs < procedure.least() {
            return Err(Raise::from(Problem::NotEnoughInputs(symbol)));
        }
        if inputs > procedure.most() {
            return Err(Raise::from(Problem::TooManyInputs(symbol)));
        }
        Ok(procedure)
    }

    /// Moves the inputs of a call from the stack into the procedure's variables.
    #[inline]
    fn bind(&mut self, procedure: &Procedure, inputs: usize, since: Option<usize>) {
        let start = self.stack.len() - inputs;
        for (index, input) in procedure.inputs.iter().enumerate() {
            let value = self.stack.get(start + index).copied().unwrap_or(Value::Nothing);
            self.bind_one(input.symbol, value, since);
        }
        if let Some(rest) = procedure.rest {
            let from = (start + procedure.inputs.len()).min(self.stack.len());
            let list = self.heap.list(self.stack[from..].iter().copied());
            self.bind_one(rest, Value::List(list), since);
        }
        self.stack.truncate(start);
    }

    #[inline]
    fn bind_one(&mut self, symbol: Symbol, value: Value, since: Option<usize>) {
        match since {
            Some(since) => self.save_once(symbol, since),
            None => self.save(symbol),
        }
        self.workspace.set(symbol, value);
    }

    // Bookkeeping ------------------------------------------------------------------------------------------

    /// Where the step that is being carried out stands.
    pub(super) fn place(&self) -> Place {
        if let Some(place) = self.blamed {
            return place;
        }
        let frame = match self.current.role {
            Role::Primitive { .. } => self.frames.last().unwrap_or(&self.current),
            _ => &self.current,
        };
        frame.next.checked_sub(1).and_then(|at| frame.code.places.get(at)).copied().unwrap_or(Place::NOWHERE)
    }

    /// Counts a step.
    pub(super) fn tick(&mut self) -> Result<(), Raise> {
        self.steps += 1;
        if self.steps > self.limits.steps {
            return Err(Raise::from(Problem::TooManySteps));
        }
        Ok(())
    }

    /// Collects garbage where it is time to. Only to be called where all values in use are on the stack, and all
    /// code in a frame: where a step begins. In the middle of a step some may be in nobody's hands but ours.
    #[inline]
    pub(super) fn collect_if_due(&mut self) -> Result<(), Raise> {
        if self.heap.is_collection_due() { self.collect() } else { Ok(()) }
    }

    fn collect(&mut self) -> Result<(), Raise> {
        let mut codes = HashSet::new();
        let mut constants: Vec<Value> = Vec::new();
        for frame in self.frames.iter().chain([&self.current]) {
            if codes.insert(Rc::as_ptr(&frame.code)) {
                constants.extend(frame.code.constants());
            }
        }
        // Lists that are still in use are parsed again when they are run again.
        self.forget_codes();
        let roots = self.stack.iter().copied();
        let roots = roots.chain(self.saved.iter().map(|(_, value)| *value));
        let library = self.library.values().flat_map(|procedure| procedure_roots(procedure));
        let roots = roots.chain(self.workspace.roots()).chain(constants).chain(library).chain([self.caught]);
        let roots = roots.chain(self.pinned.iter().copied().map(|list: List| Value::List(list)));
        self.heap.collect(roots)?;
        Ok(())
    }
}

/// `None` where it is the primitive's slow path that knows what to do, or there is no result.
fn infix_of_numbers(infix: Infix, left: f64, right: f64) -> Option<Value> {
    Some(match infix {
        Infix::Add => Value::Number(left + right),
        Infix::Subtract => Value::Number(left - right),
        Infix::Multiply => Value::Number(left * right),
        Infix::Divide if right == 0.0 => return None,
        Infix::Divide => Value::Number(left / right),
        Infix::Equal => Value::from(left == right),
        Infix::NotEqual => Value::from(left != right),
        Infix::Less => Value::from(left < right),
        Infix::Greater => Value::from(left > right),
        Infix::LessOrEqual => Value::from(left <= right),
        Infix::GreaterOrEqual => Value::from(left >= right),
    })
}
