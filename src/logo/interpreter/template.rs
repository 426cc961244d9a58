//! Templates: procedures by name, expressions with slots, and procedures without a name.

use std::rc::Rc;

use super::super::primitives;
use super::super::reader::Definition;
use super::super::span::Place;
use super::super::syntax::Code;
use super::super::value::{List, Value, Word};
use super::super::workspace::{Callable, Procedure, Symbol};
use super::flow::{Frame, Promise, Role};
use super::{Inputs, Interpreter, Next, Problem, Raise, Slots};

impl Interpreter<'_> {
    /// The value of a slot of the template that runs, by its number from 1.
    pub(in crate::logo) fn slot(&self, number: usize) -> Result<Value, Raise> {
        if number == 0 || number > self.slots.count as usize {
            return Err(Raise::from(Problem::NoSlot(number)));
        }
        Ok(self.stack[self.slots.start as usize + number - 1])
    }

    /// The members still to come in the data of this number, from 1.
    pub(in crate::logo) fn rest(&self, number: usize) -> Result<Value, Raise> {
        let problem = || Raise::from(Problem::NoSlot(number));
        if self.slots.position == 0 || number == 0 || number > self.slots.count as usize {
            return Err(problem());
        }
        self.stack.get(self.slots.rest as usize + number - 1).copied().ok_or_else(problem)
    }

    /// A list of inputs as `define` takes it, `[a [b 3]]`, in the form of a title line: `[:a [:b 3]]`.
    pub(in crate::logo) fn with_colons(&mut self, inputs: List) -> List {
        let members: Vec<Value> = self.heap.members(inputs).collect();
        let mut with_colons = Vec::with_capacity(members.len());
        for member in members {
            with_colons.push(match member {
                Value::Word(word) if !self.heap.text(word).starts_with(':') => {
                    let name = format!(":{}", self.heap.text(word));
                    Value::Word(self.heap.word(&name))
                }
                Value::List(list) if !list.is_empty() => {
                    let name = self.heap.first(list);
                    let name = self.heap.list([name]);
                    let name = self.with_colons(name);
                    let default = self.heap.butfirst(list);
                    Value::List(self.heap.fput(self.heap.first(name), default))
                }
                other => other,
            });
        }
        self.heap.list(with_colons)
    }

    /// Fills a template with the values on top of the stack, from `start` on, and runs it. What it gives is handed
    /// to the frame that is on top now.
    pub(in crate::logo) fn apply(&mut self, template: Value, start: usize, slots: Slots) -> Result<Next, Raise> {
        let count = self.stack.len() - start;
        match template {
            Value::List(list) => match self.lambda_inputs(list) {
                None => {
                    let code = self.code_of(list);
                    self.run_template(code, start, Slots { start: start as u32, count: count as u32, ..slots })
                }
                Some(inputs) => self.apply_lambda(list, inputs, start),
            },
            Value::Word(_) | Value::Number(_) => {
                let symbol = self.symbol_of(template).ok_or(Raise::Dislikes(template))?;
                self.apply_name(symbol, start)
            }
            _ => Err(Raise::Dislikes(template)),
        }
    }

    /// The list of inputs that a template begins with if it is a procedure without a name.
    fn lambda_inputs(&self, list: List) -> Option<List> {
        if list.is_empty() || self.heap.butfirst(list).is_empty() {
            return None;
        }
        match self.heap.first(list) {
            Value::List(inputs) if self.heap.members(inputs).all(|input| matches!(input, Value::Word(_))) => {
                Some(inputs)
            }
            _ => None,
        }
    }

    fn run_template(&mut self, code: Rc<Code>, start: usize, slots: Slots) -> Result<Next, Raise> {
        self.tick()?;
        let role = Role::Template { outer: self.slots, saved: self.saved.len() as u32 };
        self.slots = slots;
        self.push_frame(Frame { code, next: 0, base: start, role })?;
        Ok(Next::Run)
    }

    fn apply_name(&mut self, symbol: Symbol, start: usize) -> Result<Next, Raise> {
        let count = self.stack.len() - start;
        let inputs = Inputs::new(start, count, symbol);
        match self.workspace.callable(symbol) {
            Callable::Unknown => Err(Raise::from(Problem::UnknownProcedure(symbol))),
            Callable::Primitive(row) => {
                let row = *row;
                let range = primitives::row(row).inputs;
                if count < range.least {
                    return Err(Raise::from(Problem::NotEnoughInputs(symbol)));
                }
                if count > range.most {
                    return Err(Raise::from(Problem::TooManyInputs(symbol)));
                }
                self.tick()?;
                let next = self.apply_primitive(row, inputs).map_err(|raise| raise.in_procedure(symbol))?;
                if let Next::Done(_) = next {
                    self.stack.truncate(start);
                }
                Ok(next)
            }
            Callable::Procedure(_) => {
                let procedure = self.procedure_called(symbol, count)?;
                self.call_procedure(&procedure, symbol, count, Promise::None)?;
                Ok(Next::Run)
            }
        }
    }

    /// `[[x y] :x + :y]`, an expression with variables, or `[[x y] [output :x + :y]]`, the text of a procedure.
    fn apply_lambda(&mut self, list: List, inputs: List, start: usize) -> Result<Next, Raise> {
        let count = self.stack.len() - start;
        let body = self.heap.butfirst(list);
        let is_text = self.heap.members(body).all(|line| matches!(line, Value::List(_)));
        let symbol = self.workspace.intern("apply", &mut self.heap);
        if is_text {
            let procedure = self.lambda_procedure(list, inputs, body);
            if count < procedure.least() {
                return Err(Raise::from(Problem::NotEnoughInputs(symbol)));
            }
            if count > procedure.most() {
                return Err(Raise::from(Problem::TooManyInputs(symbol)));
            }
            self.call_procedure(&procedure, symbol, count, Promise::None)?;
            return Ok(Next::Run);
        }
        let names: Vec<Value> = self.heap.members(inputs).collect();
        if names.len() != count {
            let problem = if count < names.len() { Problem::NotEnoughInputs } else { Problem::TooManyInputs };
            return Err(Raise::from(problem(symbol)));
        }
        let code = self.code_of(body);
        let slots = self.slots;
        let saved = self.saved.len() as u32;
        for (index, name) in names.into_iter().enumerate() {
            let name = self.symbol_of(name).ok_or(Raise::Dislikes(Value::List(list)))?;
            self.save(name);
            self.workspace.set(name, self.stack[start + index]);
        }
        let next = self.run_template(code, start, slots)?;
        if let Role::Template { saved: below, .. } = &mut self.current.role {
            *below = saved;
        }
        Ok(next)
    }

    fn lambda_procedure(&mut self, list: List, inputs: List, body: List) -> Rc<Procedure> {
        if let Some(procedure) = self.lambdas.get(&list) {
            return Rc::clone(procedure);
        }
        let lines = self.heap.members(body).map(|line| if let Value::List(line) = line { line } else { List::EMPTY });
        let lines = lines.collect();
        let inputs = self.with_colons(inputs);
        let definition =
            Definition { place: Place::NOWHERE, name: Word::EMPTY, inputs, is_macro: false, lines, source: None };
        let procedure = self.procedure(&definition).unwrap_or_else(|_| Procedure::empty());
        let procedure = Rc::new(procedure);
        self.lambdas.insert(list, Rc::clone(&procedure));
        procedure
    }
}
