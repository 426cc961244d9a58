//! Applying templates to data.
//!
//! The loops keep what they work with in the values of their frame: the template, what was made so far as the first and
//! last cell of a list, how many members were done, and for each data input the list of members still to come.

use super::super::heap::ListBuilder;
use super::super::interpreter::{Inputs, Interpreter, Next, Problem, Raise, Slots, Step};
use super::super::value::{List, Value};
use super::{ANY, Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::either(&["apply"], Function::Control(apply)).help(
        "runs a template with its slots filled by the members of a list",
        "show apply [?1 + ?2] [3 4]",
        "7",
    ),
    Primitive::either(&["invoke"], Function::Control(invoke)).inputs(1, 2, ANY).redefinable().help(
        "runs a template with its slots filled by the other inputs",
        "show (invoke \"sum 1 2 3)",
        "6",
    ),
    Primitive::command(&["foreach"], Function::Control(foreach)).inputs(2, 2, ANY).redefinable().help(
        "runs a template for each member of a list, or character of a word",
        "foreach [a b c] [type # type ?] print \"|.|",
        "1a2b3c.",
    ),
    Primitive::operation(&["map"], Function::Control(map)).inputs(2, 2, ANY).redefinable().help(
        "a list, or word, of what a template gives for each member",
        "show map [? * ?] [1 2 3]",
        "[1 4 9]",
    ),
    Primitive::operation(&["map.se"], Function::Control(map_se)).inputs(2, 2, ANY).redefinable().help(
        "a list of the members of what a template gives for each member",
        "show map.se [list ? ?] [1 2]",
        "[1 1 2 2]",
    ),
    Primitive::operation(&["filter"], Function::Control(filter)).redefinable().help(
        "the members for which a template gives true",
        "show filter [? > 2] [1 2 3 4]",
        "[3 4]",
    ),
    Primitive::operation(&["find"], Function::Control(find)).redefinable().help(
        "the first member for which a template gives true; the empty list where there is none",
        "show find [? > 2] [1 2 3 4]",
        "3",
    ),
    Primitive::operation(&["reduce"], Function::Control(reduce)).redefinable().help(
        "what is left when a template takes two members, from the right, until there is one",
        "show reduce \"sum [1 2 3 4]",
        "10",
    ),
    Primitive::operation(&["?"], Function::Many(slot)).inputs(0, 0, 1).help(
        "the slot of this number in the template that runs, by default the first",
        "show map [(? 1) + 1] [1 2]",
        "[2 3]",
    ),
    Primitive::operation(&["?rest"], Function::Many(rest)).inputs(0, 0, 1).help(
        "the members still to come in a template's data",
        "foreach [a b c] [show ?rest]",
        "[b c]\n[c]\n[]",
    ),
    Primitive::operation(&["#"], Function::Zero(position)).help(
        "which member of its data a template runs for, from 1; outside of templates as repcount",
        "show map [# * ?] [5 5 5]",
        "[5 10 15]",
    ),
];

fn apply(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (template, arguments) = (inputs.get(0, logo), inputs.get(1, logo));
    let arguments = logo.data(arguments)?;
    logo.drop_inputs(inputs);
    let start = logo.push_members(arguments);
    logo.apply(template, start, Slots::default())
}

fn invoke(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let template = inputs.get(0, logo);
    let arguments: Vec<Value> = inputs.all(logo)[1..].to_vec();
    logo.drop_inputs(inputs);
    let arguments = logo.heap.list(arguments);
    let start = logo.push_members(arguments);
    logo.apply(template, start, Slots::default())
}

// Loops over data --------------------------------------------------------------------------------------------

// The values of a loop's frame, by number.
const TEMPLATE: usize = 0;
const FIRST: usize = 1;
const LAST: usize = 2;
const DONE: usize = 3;
const IS_WORD: usize = 4;
const MEMBER: usize = 5;
const DATA: usize = 6;

impl Interpreter<'_> {
    /// A list, or the characters of a word as one.
    pub(super) fn data(&mut self, input: Value) -> Result<List, Raise> {
        if let Value::List(list) = input {
            return Ok(list);
        }
        let text = self.text(input).ok_or(Raise::Dislikes(input))?.into_owned();
        let mut characters = ListBuilder::default();
        for character in text.chars() {
            let character = Value::Word(self.heap.character(character));
            characters.push(&mut self.heap, character);
        }
        Ok(characters.list())
    }

    /// Begins a loop over `data`; the frame's values are laid out as the constants above number them.
    fn begin_loop(&mut self, inputs: Inputs, template: Value, data: &[Value], step: Step) -> Result<Next, Raise> {
        let mut lists = Vec::with_capacity(data.len());
        for &input in data {
            lists.push(self.data(input)?);
        }
        let is_word = !matches!(data.first(), Some(Value::List(_)));
        self.drop_inputs(inputs);
        self.begin(inputs, Default::default(), step)?;
        let nothing_made = Value::List(List::EMPTY);
        for value in [template, nothing_made, nothing_made, Value::Number(0.0), Value::from(is_word), Value::Nothing] {
            self.push_own(value);
        }
        for list in lists {
            self.push_own(Value::List(list));
        }
        self.next_member(None)
    }

    /// Runs the template for the next members. At the end of the data the loop gives `otherwise`, or what it made.
    fn next_member(&mut self, otherwise: Option<Value>) -> Result<Next, Raise> {
        let data = self.own_start() + DATA;
        let end = self.own_start() + self.own_count();
        let done = match self.own(DONE) {
            Value::Number(done) => {
                *done += 1.0;
                *done as u32
            }
            _ => 0,
        };
        let start = end;
        for index in data..end {
            let Value::List(list) = *self.own(index - data + DATA) else { return Ok(Next::Done(Value::Nothing)) };
            if list.is_empty() {
                let made = *self.own(FIRST);
                return Ok(Next::Done(otherwise.unwrap_or(made)));
            }
            *self.own(index - data + DATA) = Value::List(self.heap.butfirst(list));
            let member = self.heap.first(list);
            if index == data {
                *self.own(MEMBER) = member;
            }
            self.push_own(member);
        }
        let template = *self.own(TEMPLATE);
        let slots = Slots { position: done, rest: data as u32, ..Slots::default() };
        Ok(self.apply(template, start, slots)?.into_step())
    }

    /// Adds a member to what the loop makes.
    fn make_member(&mut self, member: Value) {
        let (Value::List(first), Value::List(last)) = (*self.own(FIRST), *self.own(LAST)) else { return };
        let mut builder = ListBuilder::resume(first, last);
        builder.push(&mut self.heap, member);
        let (first, last) = builder.ends();
        *self.own(FIRST) = Value::List(first);
        *self.own(LAST) = Value::List(last);
    }

    /// What the loop made, as a word where its data was one.
    fn finish_loop(&mut self, next: Next) -> Result<Next, Raise> {
        let Next::Done(Value::List(made)) = next else { return Ok(next) };
        if *self.own(IS_WORD) != Value::from(true) {
            return Ok(Next::Done(Value::List(made)));
        }
        let mut word = String::new();
        for member in self.heap.members(made) {
            word.push_str(&self.text(member).ok_or(Raise::Dislikes(member))?);
        }
        Ok(Next::Done(Value::Word(self.heap.word(&word))))
    }

    fn expect_truth(&self, value: Value) -> Result<bool, Raise> {
        self.truth(value).ok_or(Raise::Dislikes(value))
    }
}

fn foreach(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let all = inputs.all(logo).to_vec();
    let (data, template) = all.split_at(all.len() - 1);
    match logo.begin_loop(inputs, template[0], data, foreach_step)? {
        // There was nothing to loop over, and nothing is made.
        Next::Done(_) => Ok(Next::Done(Value::Nothing)),
        next => Ok(next),
    }
}

fn foreach_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    if value != Value::Nothing {
        return Err(Raise::from(Problem::Unused(value)));
    }
    logo.next_member(Some(Value::Nothing))
}

/// Begins a loop whose inputs are the template and the data.
fn begin_with_template(logo: &mut Interpreter, inputs: Inputs, step: Step) -> Result<Next, Raise> {
    let all = inputs.all(logo).to_vec();
    let next = logo.begin_loop(inputs, all[0], &all[1..], step)?;
    logo.finish_loop(next)
}

fn map(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_with_template(logo, inputs, |logo, value| {
        let value = logo.expect_value(value)?;
        logo.make_member(value);
        let next = logo.next_member(None)?;
        logo.finish_loop(next)
    })
}

fn map_se(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let all = inputs.all(logo).to_vec();
    logo.begin_loop(inputs, all[0], &all[1..], |logo, value| {
        let Value::List(mut rest) = logo.expect_value(value)? else {
            logo.make_member(value);
            return logo.next_member(None);
        };
        while !rest.is_empty() {
            let member = logo.heap.first(rest);
            logo.make_member(member);
            rest = logo.heap.butfirst(rest);
        }
        logo.next_member(None)
    })
}

fn filter(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_with_template(logo, inputs, |logo, value| {
        let value = logo.expect_value(value)?;
        if logo.expect_truth(value)? {
            let member = *logo.own(MEMBER);
            logo.make_member(member);
        }
        let next = logo.next_member(None)?;
        logo.finish_loop(next)
    })
}

fn find(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let all = inputs.all(logo).to_vec();
    logo.begin_loop(inputs, all[0], &all[1..], |logo, value| {
        let value = logo.expect_value(value)?;
        if logo.expect_truth(value)? {
            return Ok(Next::Done(*logo.own(MEMBER)));
        }
        logo.next_member(Some(Value::List(List::EMPTY)))
    })
}

/// Keeps the template, the members from right to left that are still to come, and nothing else.
fn reduce(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (template, data) = (inputs.get(0, logo), inputs.get(1, logo));
    let members: Vec<Value> = {
        let list = logo.data(data)?;
        logo.heap.members(list).collect()
    };
    let reversed = members.into_iter().fold(List::EMPTY, |reversed, member| logo.heap.fput(member, reversed));
    if reversed.is_empty() {
        return Err(Raise::Dislikes(data));
    }
    let last = logo.heap.first(reversed);
    let rest = logo.heap.butfirst(reversed);
    logo.drop_inputs(inputs);
    logo.begin(inputs, Default::default(), reduce_step)?;
    logo.push_own(template);
    logo.push_own(Value::List(rest));
    Ok(Next::Again(last))
}

fn reduce_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    let value = logo.expect_value(value)?;
    let (template, Value::List(rest)) = (*logo.own(0), *logo.own(1)) else { return Ok(Next::Done(value)) };
    if rest.is_empty() {
        return Ok(Next::Done(value));
    }
    let member = logo.heap.first(rest);
    *logo.own(1) = Value::List(logo.heap.butfirst(rest));
    let start = logo.own_start() + logo.own_count();
    logo.push_own(member);
    logo.push_own(value);
    Ok(logo.apply(template, start, Slots::default())?.into_step())
}

// Slots ------------------------------------------------------------------------------------------------------

/// The number that an optional input gives, by default 1.
fn slot_number(logo: &Interpreter, inputs: Inputs) -> Result<usize, Raise> {
    match inputs.len() {
        0 => Ok(1),
        _ => Ok(logo.expect_number(inputs.get(0, logo))?.max(0.0) as usize),
    }
}

fn slot(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    logo.slot(slot_number(logo, inputs)?)
}

fn rest(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let number = slot_number(logo, inputs)?;
    logo.rest(number)
}

fn position(logo: &mut Interpreter) -> Outcome {
    match logo.slots.position {
        0 => super::control::repcount(logo),
        position => Ok(Value::Number(f64::from(position))),
    }
}
