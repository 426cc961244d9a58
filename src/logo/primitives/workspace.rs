//! Variables and procedures.

use super::super::interpreter::{Inputs, Interpreter, Problem, Raise};
use super::super::value::{List, Value};
use super::super::workspace::{Callable, Symbol};
use super::{ANY, Function, Inline, Outcome, Primitive, row};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::command(&["make"], Function::Two(make)).inline(Inline::Make).help(
        "gives the variable of this name a value",
        "make \"side 100 print :side",
        "100",
    ),
    Primitive::command(&["name"], Function::Two(name)).help(
        "as make, with the value first",
        "name 100 \"side print :side",
        "100",
    ),
    Primitive::command(&["local"], Function::Many(local)).inputs(1, 1, ANY).help(
        "the variables of these names are the procedure's own until it ends",
        "to f; local \"x; make \"x 2; end; make \"x 1 f print :x",
        "1",
    ),
    Primitive::command(&["localmake"], Function::Two(localmake)).help(
        "local and make in one",
        "to f; localmake \"x 2; end; make \"x 1 f print :x",
        "1",
    ),
    Primitive::operation(&["thing"], Function::One(thing)).help(
        "the value of the variable of this name",
        "make \"side 100 print thing \"side",
        "100",
    ),
    Primitive::operation(&["namep", "name?"], Function::One(namep)).help(
        "whether the variable of this name has a value",
        "show namep \"nobody",
        "false",
    ),
    Primitive::operation(&["procedurep", "procedure?"], Function::One(procedurep)).help(
        "whether something can be called by this name",
        "show procedurep \"forward",
        "true",
    ),
    Primitive::operation(&["definedp", "defined?"], Function::One(definedp)).help(
        "whether the script defined a procedure of this name",
        "show definedp \"forward",
        "false",
    ),
    Primitive::operation(&["primitivep", "primitive?"], Function::One(primitivep)).help(
        "whether this is the name of a primitive",
        "show primitivep \"forward",
        "true",
    ),
    Primitive::operation(&["logoversion"], Function::Zero(logoversion)).redefinable().help(
        "the version of UCBLogo that this is to be taken for",
        "show logoversion",
        "6.2",
    ),
    Primitive::operation(&["logoplatform"], Function::Zero(logoplatform)).redefinable().help(
        "what Logo runs on",
        "show logoplatform",
        "Nogo",
    ),
];

impl Interpreter<'_> {
    /// The symbol of a word or number.
    pub(in crate::logo) fn symbol_of(&mut self, value: Value) -> Option<Symbol> {
        match value {
            Value::Word(word) => Some(self.workspace.symbol(word, &mut self.heap)),
            _ => {
                let name = self.text(value)?.into_owned();
                Some(self.workspace.intern(&name, &mut self.heap))
            }
        }
    }

    /// The variable or procedure that an input names.
    pub(super) fn expect_name(&mut self, input: Value) -> Result<Symbol, Raise> {
        self.symbol_of(input).ok_or(Raise::Dislikes(input))
    }

    /// The list that an input must be.
    pub(super) fn expect_list(&self, input: Value) -> Result<List, Raise> {
        match input {
            Value::List(list) => Ok(list),
            _ => Err(Raise::Dislikes(input)),
        }
    }
}

fn logoversion(_: &mut Interpreter) -> Outcome {
    Ok(Value::Number(6.2))
}

fn logoplatform(logo: &mut Interpreter) -> Outcome {
    Ok(Value::Word(logo.heap.word("Nogo")))
}

fn make(logo: &mut Interpreter, name: Value, value: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    logo.workspace.set(symbol, value);
    Ok(Value::Nothing)
}

fn name(logo: &mut Interpreter, value: Value, name: Value) -> Outcome {
    make(logo, name, value)
}

/// Takes names, and lists of names.
fn local(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let mut names = Vec::new();
    for &input in inputs.all(logo) {
        match input {
            Value::List(list) => names.extend(logo.heap.members(list)),
            name => names.push(name),
        }
    }
    for name in names {
        let symbol = logo.expect_name(name)?;
        hide(logo, symbol, Value::Nothing);
    }
    Ok(Value::Nothing)
}

/// Gives a variable a value until the running procedure ends; for good, where none runs.
fn hide(logo: &mut Interpreter, symbol: Symbol, value: Value) {
    if logo.make_local(symbol) {
        logo.workspace.set(symbol, value);
    }
}

fn localmake(logo: &mut Interpreter, name: Value, value: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    logo.make_local(symbol);
    logo.workspace.set(symbol, value);
    Ok(Value::Nothing)
}

fn thing(logo: &mut Interpreter, name: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    match logo.workspace.value(symbol) {
        Value::Nothing => Err(Raise::from(Problem::NoValue(symbol))),
        value => Ok(value),
    }
}

fn namep(logo: &mut Interpreter, name: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    Ok(Value::from(logo.workspace.value(symbol) != Value::Nothing))
}

/// Whether what a name calls passes the test; what is no name calls nothing.
fn callable(logo: &mut Interpreter, name: Value, test: fn(&Callable) -> bool) -> Outcome {
    let Ok(symbol) = logo.expect_name(name) else { return Ok(Value::from(false)) };
    Ok(Value::from(test(logo.workspace.callable(symbol))))
}

fn procedurep(logo: &mut Interpreter, name: Value) -> Outcome {
    callable(logo, name, |callable| !matches!(callable, Callable::Unknown))
}

fn definedp(logo: &mut Interpreter, name: Value) -> Outcome {
    callable(logo, name, |callable| matches!(callable, Callable::Procedure(_)))
}

fn primitivep(logo: &mut Interpreter, name: Value) -> Outcome {
    callable(logo, name, |callable| matches!(callable, Callable::Primitive(number) if !row(*number).is_redefinable))
}
