//! What needs a window, a mouse, a keyboard or an editor, of which there is none.
//!
//! What programs only do to set up their screen does nothing, so that they run; the rest is an error that says what
//! is missing.

use super::super::interpreter::{Inputs, Interpreter, Raise};
use super::super::value::Value;
use super::{Function, Outcome, Primitive};

/// A word that sets up the screen.
macro_rules! setup {
    ($help:literal, $name:literal $(, $short:literal)*) => {
        Primitive::command(&[$name $(, $short)*], Function::Zero(nothing)).help(
            $help,
            concat!($name, " print \"done"),
            "done",
        )
    };
}

/// What a message calls a thing that is not there.
macro_rules! phrase {
    (window) => {
        "a window"
    };
    (mouse) => {
        "a mouse"
    };
    (keyboard) => {
        "a keyboard"
    };
    (editor) => {
        "an editor"
    };
}

/// A word that cannot work: by its kind, what it lacks, and how many inputs it has.
macro_rules! lacking {
    ($kind:ident, $thing:ident, $least:literal..=$usual:literal, $name:literal $(, $other:literal)*) => {
        Primitive::$kind(&[$name $(, $other)*], Function::Many($thing)).inputs($least, $usual, $usual).help(
            concat!("an error: it needs ", phrase!($thing), ", and Nogo has none"),
            concat!("print primitivep \"", $name),
            "true",
        )
    };
}

pub(super) const ROWS: &[Primitive] = &[
    setup!("does nothing: there is no window for text", "textscreen", "ts"),
    setup!("does nothing: the picture is all there is", "fullscreen", "fs"),
    setup!("does nothing: there is no window for text", "splitscreen", "ss"),
    setup!("does nothing: what is drawn is always kept", "refresh"),
    setup!("does nothing: what is drawn is always kept", "norefresh"),
    setup!("does nothing: what is printed stays printed", "cleartext", "ct"),
    Primitive::operation(&["standout"], Function::One(standout)).help(
        "a word of what type writes; where letters have no other look it is the same",
        "print standout [hello there]",
        "hello there",
    ),
    lacking!(operation, window, 0..=0, "screenmode"),
    lacking!(command, window, 1..=1, "setcursor"),
    lacking!(operation, window, 0..=0, "cursor"),
    lacking!(command, window, 1..=1, "setmargins"),
    lacking!(command, window, 2..=2, "settextcolor", "settc"),
    lacking!(command, window, 1..=1, "settextsize"),
    lacking!(operation, window, 0..=0, "textsize"),
    lacking!(command, window, 0..=0, "increasefont"),
    lacking!(command, window, 0..=0, "decreasefont"),
    lacking!(command, window, 1..=1, "setfont", "settextfont"),
    lacking!(operation, window, 0..=0, "font"),
    lacking!(command, window, 1..=1, "savepict"),
    lacking!(command, window, 1..=1, "loadpict"),
    lacking!(command, window, 1..=1, "epspict"),
    lacking!(operation, mouse, 0..=0, "mousepos"),
    lacking!(operation, mouse, 0..=0, "clickpos"),
    lacking!(operation, mouse, 0..=0, "buttonp", "button?"),
    lacking!(operation, mouse, 0..=0, "button"),
    lacking!(operation, keyboard, 0..=0, "keyp", "key?"),
    lacking!(command, editor, 0..=1, "edit", "ed"),
    lacking!(command, editor, 1..=1, "editfile"),
    lacking!(command, editor, 0..=0, "edall"),
    lacking!(command, editor, 0..=0, "edps"),
    lacking!(command, editor, 0..=0, "edns"),
    lacking!(command, editor, 0..=0, "edpls"),
    lacking!(command, editor, 1..=1, "edn"),
    lacking!(command, editor, 1..=1, "edpl"),
    lacking!(command, editor, 1..=1, "seteditor"),
];

fn nothing(_: &mut Interpreter) -> Outcome {
    Ok(Value::Nothing)
}

fn standout(logo: &mut Interpreter, thing: Value) -> Outcome {
    let text = logo.printed(thing);
    Ok(Value::Word(logo.heap.word(&text)))
}

fn window(_: &mut Interpreter, _: Inputs) -> Outcome {
    Err(Raise::Lacks(phrase!(window)))
}

fn mouse(_: &mut Interpreter, _: Inputs) -> Outcome {
    Err(Raise::Lacks(phrase!(mouse)))
}

fn keyboard(_: &mut Interpreter, _: Inputs) -> Outcome {
    Err(Raise::Lacks(phrase!(keyboard)))
}

fn editor(_: &mut Interpreter, _: Inputs) -> Outcome {
    Err(Raise::Lacks(phrase!(editor)))
}
