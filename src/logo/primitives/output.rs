//! Printing.

use super::super::interpreter::{Inputs, Interpreter};
use super::super::value::Value;
use super::{ANY, Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::command(&["print", "pr"], Function::Many(print)).inputs(0, 1, ANY).help(
        "writes its inputs on a line, lists without their outer brackets",
        "print [hello there]",
        "hello there",
    ),
    Primitive::command(&["show"], Function::Many(show)).inputs(0, 1, ANY).help(
        "writes its inputs on a line, lists with brackets",
        "show [hello there]",
        "[hello there]",
    ),
    Primitive::command(&["type"], Function::Many(type_)).inputs(0, 1, ANY).help(
        "writes its inputs, as print does, without a space between them or a line's end after them",
        "type \"a type [b c] print \"d",
        "ab cd",
    ),
];

fn write_line(logo: &mut Interpreter, inputs: Inputs, text: fn(&Interpreter, Value) -> String) -> Outcome {
    let texts: Vec<String> = inputs.all(logo).iter().map(|&input| text(logo, input)).collect();
    logo.write(&(texts.join(" ") + "\n"));
    Ok(Value::Nothing)
}

fn print(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    write_line(logo, inputs, |logo, value| logo.printed(value))
}

fn show(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    write_line(logo, inputs, |logo, value| logo.bracketed(value))
}

fn type_(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let texts: Vec<String> = inputs.all(logo).iter().map(|&input| logo.printed(input)).collect();
    logo.write(&texts.concat());
    Ok(Value::Nothing)
}
