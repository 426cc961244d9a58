//! What runs next.

use std::rc::Rc;

use super::super::interpreter::{Inputs, Interpreter, Next, Problem, Raise, Step};
use super::super::syntax::{Code, Op};
use super::super::value::{List, Value};
use super::{Function, Inline, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::either(&["if"], Function::Control(if_)).runs(2).inputs(2, 2, 3).inline(Inline::If).help(
        "runs the instructions if the condition is true; with a second list, runs that one if it is false",
        "if 1 < 2 [print \"yes]",
        "yes",
    ),
    Primitive::either(&["ifelse"], Function::Control(if_)).runs(2).inputs(3, 3, 3).inline(Inline::If).help(
        "runs the first list of instructions if the condition is true, else the second",
        "print ifelse 1 > 2 [\"yes] [\"no]",
        "no",
    ),
    Primitive::command(&["repeat"], Function::Control(repeat)).runs(1).help(
        "runs the instructions this many times",
        "repeat 3 [type \"ho] print \"!",
        "hohoho!",
    ),
    Primitive::operation(&["repcount"], Function::Zero(repcount)).help(
        "how often the innermost repeat has begun its instructions; -1 outside of any",
        "repeat 3 [type repcount] print \"!",
        "123!",
    ),
    Primitive::command(&["forever"], Function::Control(forever)).runs(1).inputs(1, 1, 1).help(
        "runs the instructions again and again, until something inside ends them",
        "to f; forever [type repcount if repcount = 3 [stop]]; end; f print \"!",
        "123!",
    ),
    Primitive::command(&["while"], Function::Control(while_)).runs(2).redefinable().help(
        "runs the instructions as long as the condition is true",
        "make \"n 3 while [:n > 0] [type :n make \"n :n - 1] print \"!",
        "321!",
    ),
    Primitive::command(&["until"], Function::Control(until)).runs(2).redefinable().help(
        "runs the instructions as long as the condition is false",
        "make \"n 3 until [:n = 0] [type :n make \"n :n - 1] print \"!",
        "321!",
    ),
    Primitive::command(&["do.while"], Function::Control(do_while)).runs(2).redefinable().help(
        "runs the instructions, and again as long as the condition is true",
        "make \"n 3 do.while [type :n make \"n :n - 1] [:n > 0] print \"!",
        "321!",
    ),
    Primitive::command(&["do.until"], Function::Control(do_until)).runs(2).redefinable().help(
        "runs the instructions, and again as long as the condition is false",
        "make \"n 3 do.until [type :n make \"n :n - 1] [:n = 0] print \"!",
        "321!",
    ),
    Primitive::command(&["for"], Function::Control(for_)).runs(1).redefinable().help(
        "runs the instructions for each value of a variable: [name start limit step]",
        "for [i 2 7 1.5] [type :i type \"| |] print \"!",
        "2 3.5 5 6.5 !",
    ),
    Primitive::command(&["dotimes"], Function::Control(dotimes)).runs(1).redefinable().help(
        "runs the instructions for each value of a variable from 0 to less than a number: [name number]",
        "dotimes [i 3] [type :i] print \"!",
        "012!",
    ),
    Primitive::either(&["case"], Function::Control(case)).redefinable().help(
        "runs the clause whose list has the value as a member: [[[values] instructions] [else instructions]]",
        "print case \"u [[[a e i o u] \"vowel] [else \"consonant]]",
        "vowel",
    ),
    Primitive::either(&["cond"], Function::Control(cond)).inputs(1, 1, 1).redefinable().help(
        "runs the first clause whose condition is true: [[[condition] instructions] [else instructions]]",
        "print cond [[[1 > 2] \"more] [else \"less]]",
        "less",
    ),
    Primitive::command(&["test"], Function::Control(test)).runs(1).inputs(1, 1, 1).help(
        "keeps whether a condition is true, for iftrue and iffalse",
        "test 1 < 2 iftrue [print \"yes]",
        "yes",
    ),
    Primitive::either(&["iftrue", "ift"], Function::Control(iftrue)).runs(1).inputs(1, 1, 1).help(
        "runs the instructions if the last test was true",
        "test 1 < 2 iftrue [print \"yes] iffalse [print \"no]",
        "yes",
    ),
    Primitive::either(&["iffalse", "iff"], Function::Control(iffalse)).runs(1).inputs(1, 1, 1).help(
        "runs the instructions if the last test was false",
        "test 1 > 2 iftrue [print \"yes] iffalse [print \"no]",
        "no",
    ),
    Primitive::either(&["catch"], Function::Control(catch)).runs(1).help(
        "runs the instructions; a throw to the tag inside ends them",
        "print catch \"found [(throw \"found 5)]",
        "5",
    ),
    Primitive::command(&["throw"], Function::Control(throw)).inputs(1, 1, 2).help(
        "ends everything up to the catch with this tag, which then gives the value",
        "catch \"out [print 1 throw \"out print 2] print 3",
        "1\n3",
    ),
    Primitive::operation(&["error"], Function::Zero(error)).help(
        "the error that was caught last: [code message procedure line]",
        "catch \"error [forward \"far] print item 2 error",
        "forward doesn't like far as input",
    ),
    Primitive::operation(&["runresult"], Function::Control(runresult)).runs(1).inputs(1, 1, 1).help(
        "runs the instructions and outputs a list of what they output, empty for nothing",
        "show runresult [sum 1 2] show runresult [home]",
        "[3]\n[]",
    ),
    Primitive::command(&["ignore"], Function::One(ignore)).redefinable().help(
        "takes a value and does nothing with it",
        "ignore 5 print \"done",
        "done",
    ),
    Primitive::command(&[".maybeoutput"], Function::Control(maybeoutput))
        .inputs(1, 1, 1)
        .inline(Inline::MaybeOutput)
        .help(
            "as output, or as stop where its input gives nothing",
            "to f :list; .maybeoutput run :list; end; f [print 1] print f [sum 1 2]",
            "1\n3",
        ),
    Primitive::command(&["tag"], Function::One(ignore)).help(
        "marks a place in a procedure for goto",
        "to f; tag \"here; end; f print \"done",
        "done",
    ),
    Primitive::command(&["goto"], Function::Control(goto)).inputs(1, 1, 1).help(
        "goes on behind the tag of this name in the same procedure",
        "to f :n; tag \"again; type :n; make \"n :n - 1; if :n > 0 [goto \"again]; end; f 3 print \"!",
        "321!",
    ),
    Primitive::command(&["wait"], Function::One(wait)).help(
        "does nothing: a picture is not watched while it is drawn",
        "wait 60 print \"done",
        "done",
    ),
    Primitive::command(&["bye"], Function::Zero(bye)).help("ends the script", "print 1 bye print 2", "1"),
    Primitive::either(&["pause"], Function::Many(pause)).inputs(0, 0, 0).help(
        "would wait for a person: an error",
        "catch \"error [pause] print item 2 error",
        "pause needs a person: Nogo has none",
    ),
    Primitive::command(&["continue", "co"], Function::Many(pause)).inputs(0, 0, 1).help(
        "would go on after a pause: an error",
        "catch \"error [continue] print item 2 error",
        "continue needs a person: Nogo has none",
    ),
    Primitive::either(&["run"], Function::Control(run)).runs(1).inputs(1, 1, 1).help(
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
            Ok(Next::RunOwnCode)
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
    Ok(Next::RunOwnCode)
}

/// The same values as those of repeat, with no end to the turns.
fn forever(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let instructions = inputs.get(0, logo);
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, repeat_step)?;
    *logo.own(0) = Value::Number(f64::INFINITY);
    logo.push_own(instructions);
    logo.push_own(Value::Number(1.0));
    Ok(Next::RunOwnCode)
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
    Ok(Next::RunOwnCode)
}

pub(super) fn repcount(logo: &mut Interpreter) -> Outcome {
    Ok(logo.find_own(&["repeat", "forever"], 2).unwrap_or(Value::Number(-1.0)))
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

fn maybeoutput(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let value = inputs.get(0, logo);
    logo.leave_procedure(value, ".maybeoutput")?;
    Ok(Next::Run)
}

fn ignore(_: &mut Interpreter, _: Value) -> Outcome {
    Ok(Value::Nothing)
}

fn wait(logo: &mut Interpreter, sixtieths: Value) -> Outcome {
    if logo.expect_number(sixtieths)? < 0.0 { Err(Raise::Dislikes(sixtieths)) } else { Ok(Value::Nothing) }
}

fn bye(_: &mut Interpreter) -> Outcome {
    Err(Raise::Bye)
}

fn pause(_: &mut Interpreter, _: Inputs) -> Outcome {
    Err(Raise::Lacks("a person"))
}

// Conditional loops ------------------------------------------------------------------------------------------

// The values of the frame: the condition, the instructions, and whether it is the condition that runs.
const CONDITION: usize = 0;
const INSTRUCTIONS: usize = 1;
const IN_CONDITION: usize = 2;

fn while_(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_conditional_loop(logo, inputs, true, |logo, value| conditional_step(logo, value, true))
}

fn until(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_conditional_loop(logo, inputs, true, |logo, value| conditional_step(logo, value, false))
}

fn do_while(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_conditional_loop(logo, inputs, false, |logo, value| conditional_step(logo, value, true))
}

fn do_until(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_conditional_loop(logo, inputs, false, |logo, value| conditional_step(logo, value, false))
}

fn begin_conditional_loop(
    logo: &mut Interpreter,
    inputs: Inputs,
    condition_first: bool,
    step: Step,
) -> Result<Next, Raise> {
    let (first, second) = (inputs.get(0, logo), inputs.get(1, logo));
    let (condition, instructions) = if condition_first { (first, second) } else { (second, first) };
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, step)?;
    *logo.own(CONDITION) = condition;
    *logo.own(INSTRUCTIONS) = instructions;
    logo.push_own(Value::from(condition_first));
    if condition_first { run_condition(logo) } else { Ok(Next::RunOwnCode) }
}

fn run_condition(logo: &mut Interpreter) -> Result<Next, Raise> {
    *logo.own(IN_CONDITION) = Value::from(true);
    let condition = *logo.own(CONDITION);
    // A condition that is a value and no list never changes, but it is what was given.
    if logo.truth(condition).is_some() {
        return Ok(Next::Again(condition));
    }
    let code = logo.expect_instructions(condition)?;
    logo.run_code(code)
}

fn conditional_step(logo: &mut Interpreter, value: Value, goes_on: bool) -> Result<Next, Raise> {
    if *logo.own(IN_CONDITION) == Value::from(true) {
        let value = logo.expect_value(value)?;
        if logo.truth(value).ok_or(Raise::Dislikes(value))? != goes_on {
            return Ok(Next::Done(Value::Nothing));
        }
        *logo.own(IN_CONDITION) = Value::from(false);
        return Ok(Next::RunOwnCode);
    }
    if value != Value::Nothing {
        return Err(Raise::from(Problem::Unused(value)));
    }
    run_condition(logo)
}

// Counting loops ---------------------------------------------------------------------------------------------

// The values of the frame: the control list and the instructions, then as they are computed the variable's next value,
// its limit and its step.
const NEXT: usize = 2;
const LIMIT: usize = 3;
const STEP: usize = 4;

/// The control list without its name, the variable of which is now the loop's own.
fn begin_counting(logo: &mut Interpreter, inputs: Inputs, step: Step, most: usize) -> Result<Next, Raise> {
    let (control, instructions) = (inputs.get(0, logo), inputs.get(1, logo));
    let list = logo.expect_list(control)?;
    let count = logo.heap.members(list).count();
    if count < 2 || count > most {
        return Err(Raise::Dislikes(control));
    }
    let name = logo.heap.first(list);
    if !matches!(name, Value::Word(_)) {
        return Err(Raise::Dislikes(control));
    }
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, step)?;
    let symbol = logo.expect_name(name)?;
    logo.save(symbol);
    compute_member(logo, 1)
}

/// Runs the member of this number of the control list, a word or a list.
fn compute_member(logo: &mut Interpreter, number: usize) -> Result<Next, Raise> {
    let control = logo.own_list(0);
    let member = logo.heap.members(control).nth(number);
    match member {
        Some(Value::Number(value)) => Ok(Next::Again(Value::Number(value))),
        Some(member) => {
            let code = logo.expect_instructions(member)?;
            logo.run_code(code)
        }
        None => Ok(Next::Again(Value::Nothing)),
    }
}

/// Runs the instructions with the variable's next value, or ends.
fn next_turn(logo: &mut Interpreter) -> Result<Next, Raise> {
    let (Value::Number(next), Value::Number(limit), Value::Number(step)) =
        (*logo.own(NEXT), *logo.own(LIMIT), *logo.own(STEP))
    else {
        return Ok(Next::Done(Value::Nothing));
    };
    let is_beyond = if step < 0.0 { next < limit } else { next > limit };
    if is_beyond {
        return Ok(Next::Done(Value::Nothing));
    }
    let control = logo.own_list(0);
    let name = logo.heap.first(control);
    let symbol = logo.expect_name(name)?;
    logo.workspace.set(symbol, Value::Number(next));
    *logo.own(NEXT) = Value::Number(next + step);
    Ok(Next::RunOwnCode)
}

fn for_(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_counting(logo, inputs, for_step, 4)
}

fn for_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    match logo.own_count() {
        // The start, then the limit, have been computed.
        NEXT | LIMIT => {
            let value = logo.expect_value(value)?;
            let number = logo.expect_number(value)?;
            logo.push_own(Value::Number(number));
            compute_member(logo, logo.own_count() - 1)
        }
        STEP => {
            let step = match value {
                // The instructions are run at least once where no step is given.
                Value::Nothing => match (*logo.own(NEXT), *logo.own(LIMIT)) {
                    (Value::Number(start), Value::Number(limit)) if limit < start => -1.0,
                    _ => 1.0,
                },
                value => logo.expect_number(value)?,
            };
            logo.push_own(Value::Number(step));
            next_turn(logo)
        }
        _ if value != Value::Nothing => Err(Raise::from(Problem::Unused(value))),
        _ => next_turn(logo),
    }
}

fn dotimes(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_counting(logo, inputs, dotimes_step, 2)
}

fn dotimes_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    if logo.own_count() == NEXT {
        let value = logo.expect_value(value)?;
        let turns = logo.expect_number(value)?;
        for number in [0.0, turns - 1.0, 1.0] {
            logo.push_own(Value::Number(number));
        }
    } else if value != Value::Nothing {
        return Err(Raise::from(Problem::Unused(value)));
    }
    next_turn(logo)
}

// Clauses ----------------------------------------------------------------------------------------------------

fn is_else(logo: &Interpreter, value: Value) -> bool {
    matches!(value, Value::Word(word) if logo.heap.text(word).eq_ignore_ascii_case("else"))
}

/// The clauses of an input, each with what it begins with and what it runs.
fn clauses(logo: &Interpreter, input: Value) -> Result<Vec<(Value, List)>, Raise> {
    let list = logo.expect_list(input)?;
    let clauses = logo.heap.members(list).map(|clause| match clause {
        Value::List(clause) if !clause.is_empty() => Ok((logo.heap.first(clause), logo.heap.butfirst(clause))),
        _ => Err(Raise::Dislikes(clause)),
    });
    clauses.collect()
}

fn case(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (value, input) = (inputs.get(0, logo), inputs.get(1, logo));
    for (values, instructions) in clauses(logo, input)? {
        let holds = is_else(logo, values)
            || matches!(values, Value::List(values) if logo.heap.members(values).any(|each| logo.equal(each, value)));
        if holds {
            return logo.run_input(inputs, Value::List(instructions));
        }
    }
    Ok(Next::Done(Value::Nothing))
}

/// Keeps the clauses not looked at yet, the one whose condition runs first of them; Nothing once a clause runs.
fn cond(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let input = inputs.get(0, logo);
    clauses(logo, input)?;
    logo.begin(inputs, Rc::default(), cond_step)?;
    next_clause(logo)
}

fn next_clause(logo: &mut Interpreter) -> Result<Next, Raise> {
    let rest = logo.own_list(0);
    if rest.is_empty() {
        return Ok(Next::Done(Value::Nothing));
    }
    let Value::List(clause) = logo.heap.first(rest) else { return Ok(Next::Done(Value::Nothing)) };
    let condition = logo.heap.first(clause);
    if is_else(logo, condition) || logo.truth(condition).is_some() {
        let truth = Value::from(logo.truth(condition) != Some(false));
        return Ok(Next::Again(truth));
    }
    let code = logo.expect_instructions(condition)?;
    logo.run_code(code)
}

fn cond_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    let Value::List(rest) = *logo.own(0) else { return Ok(Next::Done(value)) };
    let value = logo.expect_value(value)?;
    let holds = logo.truth(value).ok_or(Raise::Dislikes(value))?;
    if !holds {
        *logo.own(0) = Value::List(logo.heap.butfirst(rest));
        return next_clause(logo);
    }
    let Value::List(clause) = logo.heap.first(rest) else { return Ok(Next::Done(Value::Nothing)) };
    *logo.own(0) = Value::Nothing;
    let code = logo.code_of(logo.heap.butfirst(clause));
    logo.run_code(code)
}

// Tests ------------------------------------------------------------------------------------------------------

fn test(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let condition = inputs.get(0, logo);
    match condition {
        Value::List(list) => {
            let code = logo.code_of(list);
            logo.begin(inputs, code, |logo, value| {
                let value = logo.expect_value(value)?;
                let truth = logo.truth(value).ok_or(Raise::Dislikes(value))?;
                logo.set_test(truth);
                Ok(Next::Done(Value::Nothing))
            })?;
            Ok(Next::RunOwnCode)
        }
        _ => {
            let truth = logo.truth(condition).ok_or(Raise::Dislikes(condition))?;
            logo.set_test(truth);
            Ok(Next::Done(Value::Nothing))
        }
    }
}

fn run_if_test(logo: &mut Interpreter, inputs: Inputs, wanted: bool) -> Result<Next, Raise> {
    let instructions = inputs.get(0, logo);
    match logo.test_result() {
        None => Err(Raise::from(Problem::NoTest(inputs.symbol()))),
        Some(truth) if truth == wanted => logo.run_input(inputs, instructions),
        Some(_) => Ok(Next::Done(Value::Nothing)),
    }
}

fn iftrue(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    run_if_test(logo, inputs, true)
}

fn iffalse(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    run_if_test(logo, inputs, false)
}

// Leaving ----------------------------------------------------------------------------------------------------

/// Keeps its tag, which whoever throws looks for.
fn catch(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (tag, instructions) = (inputs.get(0, logo), inputs.get(1, logo));
    logo.expect_name(tag)?;
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, |_, value| Ok(Next::Done(value)))?;
    Ok(Next::RunOwnCode)
}

fn throw(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let tag = inputs.get(0, logo);
    let name = logo.printed(tag).to_lowercase();
    let value = if inputs.len() > 1 { inputs.get(1, logo) } else { Value::Nothing };
    match name.as_str() {
        "error" => {
            let message = (value != Value::Nothing).then(|| logo.printed(value));
            Err(Raise::from(Problem::Thrown(message)))
        }
        "toplevel" | "system" => Err(Raise::Bye),
        _ => {
            let tag = logo.workspace.intern(&name, &mut logo.heap);
            Err(Raise::Throw { tag, value })
        }
    }
}

fn error(logo: &mut Interpreter) -> Outcome {
    Ok(std::mem::replace(&mut logo.caught, Value::List(List::EMPTY)))
}

fn runresult(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let instructions = inputs.get(0, logo);
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, |logo, value| {
        let result = match value {
            Value::Nothing => List::EMPTY,
            value => logo.heap.list([value]),
        };
        Ok(Next::Done(Value::List(result)))
    })?;
    Ok(Next::RunOwnCode)
}

/// Looks in the running procedure for a `tag` whose name is written out.
fn goto(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let name = inputs.get(0, logo);
    let is_tag = |logo: &Interpreter, code: &Code, at: usize| match (code.ops[at], code.ops.get(at + 1)) {
        (Op::Constant(tag), Some(Op::Primitive { row, .. })) => {
            super::row(*row).names[0] == "tag" && logo.equal(tag, name)
        }
        _ => false,
    };
    if !logo.unwind_to_procedure() {
        return Err(Raise::from(Problem::OutsideProcedure(inputs.symbol())));
    }
    let code = Rc::clone(logo.running_code());
    match (0..code.ops.len()).find(|&at| is_tag(logo, &code, at)) {
        Some(at) => {
            logo.go_on_at(at + 2);
            Ok(Next::Done(Value::Nothing))
        }
        None => Err(Raise::from(Problem::NoTag(name))),
    }
}
