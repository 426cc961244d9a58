//! What runs next.

use std::rc::Rc;

use super::super::interpreter::{Inputs, Interpreter, Next, Problem, Raise};
use super::super::syntax::Code;
use super::super::value::Value;
use super::{Function, Inline, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::either(&["if"], Function::Control(if_)).inputs(2, 2, 3).inline(Inline::If).help(
        "runs the instructions if the condition is true; with a second list, runs that one if it is false",
        "if 1 < 2 [print \"yes]",
        "yes",
    ),
    Primitive::either(&["ifelse"], Function::Control(if_)).inputs(3, 3, 3).inline(Inline::If).help(
        "runs the first list of instructions if the condition is true, else the second",
        "print ifelse 1 > 2 [\"yes] [\"no]",
        "no",
    ),
    Primitive::command(&["repeat"], Function::Control(repeat)).help(
        "runs the instructions this many times",
        "repeat 3 [type \"ho] print \"!",
        "hohoho!",
    ),
    Primitive::operation(&["repcount", "#"], Function::Zero(repcount)).help(
        "how often the innermost repeat has begun its instructions; -1 outside of any",
        "repeat 3 [type repcount] print \"!",
        "123!",
    ),
    Primitive::either(&["run"], Function::Control(run)).inputs(1, 1, 1).help(
        "runs a list of instructions, and outputs what the list outputs",
        "print run [sum 1 2]",
        "3",
    ),
    Primitive::command(&["stop"], Function::Control(stop)).inputs(0, 0, 0).inline(Inline::Stop).help(
        "ends the procedure",
        "run [print \"one] if \"true [print \"two]",
        "one\ntwo",
    ),
    Primitive::command(&["output", "op"], Function::Control(output)).inputs(1, 1, 1).inline(Inline::Output).help(
        "ends the procedure, which gives this value",
        "to twice :n; output 2 * :n; end; print twice 4",
        "8",
    ),
];

impl Interpreter<'_> {
    /// The code of an input that is to be run: a list, or a word that stands for a list of itself.
    pub(super) fn expect_instructions(&mut self, input: Value) -> Result<Rc<Code>, Raise> {
        let list = match input {
            Value::List(list) => list,
            Value::Word(_) | Value::Number(_) => self.heap.list([input]),
            Value::Array(_) | Value::Nothing => return Err(Raise::Dislikes(input)),
        };
        Ok(self.code_of(list))
    }

    /// Runs an input in the place of the primitive that took it.
    fn run_input(&mut self, inputs: Inputs, input: Value) -> Result<Next, Raise> {
        let code = self.expect_instructions(input)?;
        self.drop_inputs(inputs);
        self.run_code(code)
    }
}

/// For lists that are computed; for those that are written out the parser makes jumps.
fn if_(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let condition = inputs.get(0, logo);
    match (logo.truth(condition), condition) {
        (Some(truth), _) => choose(logo, inputs, truth),
        (None, Value::List(list)) => {
            let code = logo.code_of(list);
            logo.begin(inputs, code, |logo, value| {
                // The branch is the last thing to run: its value is what the whole gives.
                if *logo.own(0) == Value::Nothing {
                    return Ok(Next::Done(value));
                }
                let truth = logo.truth(value).ok_or(Raise::Dislikes(value))?;
                let branch = if truth { 1 } else { 2 };
                if branch >= logo.own_count() {
                    return Ok(Next::Done(Value::Nothing));
                }
                *logo.own(0) = Value::Nothing;
                let branch = *logo.own(branch);
                let code = logo.expect_instructions(branch)?;
                logo.run_code(code)
            })?;
            logo.run_own_code()
        }
        (None, _) => Err(Raise::Dislikes(condition)),
    }
}

fn choose(logo: &mut Interpreter, inputs: Inputs, truth: bool) -> Result<Next, Raise> {
    let branch = if truth { 1 } else { 2 };
    if branch >= inputs.len() {
        return Ok(Next::Done(Value::Nothing));
    }
    let branch = inputs.get(branch, logo);
    logo.run_input(inputs, branch)
}

fn run(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let list = inputs.get(0, logo);
    logo.run_input(inputs, list)
}

/// Keeps in its own values: how many turns there are, the list, and how many have begun.
fn repeat(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (count, instructions) = (inputs.get(0, logo), inputs.get(1, logo));
    let turns = logo.expect_number(count)?;
    if turns < 0.0 || turns.fract() != 0.0 || !turns.is_finite() {
        return Err(Raise::Dislikes(count));
    }
    let code = logo.expect_instructions(instructions)?;
    if turns == 0.0 {
        return Ok(Next::Done(Value::Nothing));
    }
    logo.begin(inputs, code, repeat_step)?;
    *logo.own(0) = Value::Number(turns);
    logo.push_own(Value::Number(1.0));
    logo.run_own_code()
}

fn repeat_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    if value != Value::Nothing {
        return Err(Raise::from(Problem::Unused(value)));
    }
    let (turns, begun) = (*logo.own(0), *logo.own(2));
    if turns == begun {
        return Ok(Next::Done(Value::Nothing));
    }
    if let Value::Number(begun) = logo.own(2) {
        *begun += 1.0;
    }
    logo.run_own_code()
}

fn repcount(logo: &mut Interpreter) -> Outcome {
    Ok(logo.find_own("repeat", 2).unwrap_or(Value::Number(-1.0)))
}

fn stop(logo: &mut Interpreter, _: Inputs) -> Result<Next, Raise> {
    logo.leave_procedure(Value::Nothing, "stop")?;
    Ok(Next::Run)
}

fn output(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let value = inputs.get(0, logo);
    logo.leave_procedure(value, "output")?;
    Ok(Next::Run)
}
