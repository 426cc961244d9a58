//! Reading from standard input, and files in the one directory that a script may see.

use super::super::files::{Access, FileProblem};
use super::super::interpreter::{Inputs, Interpreter, Next, Problem, Raise};
use super::super::lexer::Dialect;
use super::super::value::{List, Value, Word};
use super::{Function, Outcome, Primitive};

/// What the examples of this group give where scripts may not use files.
const OFF: &str = "files are off: NOGO_FILES names the directory that a script may use";

pub(super) const ROWS: &[Primitive] = &[
    Primitive::operation(&["readlist", "rl"], Function::Zero(readlist)).help(
        "the next line of input as a list; the empty word at the end",
        "show emptyp readlist",
        "true",
    ),
    Primitive::operation(&["readword", "rw"], Function::Zero(readword)).help(
        "the next line of input as a word; the empty list at the end",
        "show readword",
        "[]",
    ),
    Primitive::operation(&["readrawline"], Function::Zero(readword)).help(
        "the next line of input as a word, every character as it is",
        "show readrawline",
        "[]",
    ),
    Primitive::operation(&["readchar", "rc"], Function::Zero(readchar)).help(
        "the next character of input; the empty list at the end",
        "show readchar",
        "[]",
    ),
    Primitive::operation(&["readchars", "rcs"], Function::One(readchars)).help(
        "the next so many characters of input as a word; the empty list at the end",
        "show readchars 3",
        "[]",
    ),
    Primitive::operation(&["eofp", "eof?"], Function::Zero(eofp)).help(
        "whether there is nothing left to read",
        "show eofp",
        "true",
    ),
    Primitive::command(&["openread"], Function::One(openread)).help(
        "opens a file to read from it",
        "catch \"error [openread \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["openwrite"], Function::One(openwrite)).help(
        "opens a file to write it anew",
        "catch \"error [openwrite \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["openappend"], Function::One(openappend)).help(
        "opens a file to write at its end",
        "catch \"error [openappend \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["openupdate"], Function::One(openupdate)).help(
        "opens a file to read and to write",
        "catch \"error [openupdate \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["close"], Function::One(close)).help(
        "closes a file",
        "catch \"error [close \"data] print item 2 error",
        "File data not open",
    ),
    Primitive::command(&["closeall"], Function::Zero(closeall)).redefinable().help(
        "closes all files",
        "closeall show allopen",
        "[]",
    ),
    Primitive::operation(&["allopen"], Function::Zero(allopen)).help(
        "the names of all open files",
        "show allopen",
        "[]",
    ),
    Primitive::command(&["setread"], Function::One(setread)).help(
        "reads from this open file from now on; from standard input for the empty list",
        "setread [] show reader",
        "[]",
    ),
    Primitive::command(&["setwrite"], Function::One(setwrite)).help(
        "writes to this open file from now on; to standard output for the empty list",
        "setwrite [] show writer",
        "[]",
    ),
    Primitive::operation(&["reader"], Function::Zero(reader)).help(
        "the file that is read from; the empty list for standard input",
        "show reader",
        "[]",
    ),
    Primitive::operation(&["writer"], Function::Zero(writer)).help(
        "the file that is written to; the empty list for standard output",
        "show writer",
        "[]",
    ),
    Primitive::operation(&["readpos"], Function::Zero(readpos)).help(
        "how many bytes of the file that is read from lie behind",
        "show readpos",
        "0",
    ),
    Primitive::command(&["setreadpos"], Function::One(setreadpos)).help(
        "goes on reading at this byte",
        "catch \"error [setreadpos 3] print item 2 error",
        "setreadpos doesn't like 3 as input",
    ),
    Primitive::operation(&["writepos"], Function::Zero(writepos)).help(
        "how many bytes of the file that is written to lie behind",
        "show writepos",
        "0",
    ),
    Primitive::command(&["setwritepos"], Function::One(setwritepos)).help(
        "goes on writing at this byte",
        "catch \"error [setwritepos 3] print item 2 error",
        "setwritepos doesn't like 3 as input",
    ),
    Primitive::operation(&["filep", "file?"], Function::One(filep)).redefinable().help(
        "whether there is a file of this name",
        "catch \"error [show filep \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["erasefile", "erf"], Function::One(erasefile)).help(
        "removes a file",
        "catch \"error [erasefile \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["load"], Function::Control(load)).inputs(1, 1, 1).help(
        "reads a script from a file and runs it",
        "catch \"error [load \"data] print item 2 error",
        OFF,
    ),
    Primitive::command(&["save"], Function::One(save)).help(
        "writes everything that the script defined to a file",
        "catch \"error [save \"data] print item 2 error",
        OFF,
    ),
];

impl Interpreter<'_> {
    fn file_name(&self, input: Value) -> Result<String, Raise> {
        self.text(input).map(|name| name.into_owned()).ok_or(Raise::Dislikes(input))
    }

    /// The name of a stream: a word, or the empty list for the standard one.
    fn stream_name(&self, input: Value) -> Result<Option<String>, Raise> {
        match input {
            Value::List(List::EMPTY) => Ok(None),
            _ => self.file_name(input).map(Some),
        }
    }

    fn name_or_empty(&mut self, name: Option<String>) -> Value {
        match name {
            Some(name) => Value::Word(self.heap.word(&name)),
            None => Value::List(List::EMPTY),
        }
    }
}

fn problem(problem: FileProblem, name: String) -> Raise {
    Raise::from(match problem {
        FileProblem::Off => Problem::FilesAreOff,
        FileProblem::CannotOpen => Problem::CannotOpen(name),
        FileProblem::NotOpen => Problem::NotOpen(name),
        FileProblem::AlreadyOpen => Problem::AlreadyOpen(name),
    })
}

// Reading ----------------------------------------------------------------------------------------------------

fn readlist(logo: &mut Interpreter) -> Outcome {
    let Some(line) = logo.files.line() else { return Ok(Value::Word(Word::EMPTY)) };
    Ok(Value::List(logo.list_of_line(&line)))
}

fn readword(logo: &mut Interpreter) -> Outcome {
    let line = logo.files.line();
    Ok(logo.name_or_empty(line))
}

fn readchar(logo: &mut Interpreter) -> Outcome {
    match logo.files.character() {
        Some(character) => Ok(Value::Word(logo.heap.character(character))),
        None => Ok(Value::List(List::EMPTY)),
    }
}

fn readchars(logo: &mut Interpreter, count: Value) -> Outcome {
    let count = logo.expect_whole(count, 0.0, 1e9)?;
    let characters: String = (0..count).map_while(|_| logo.files.character()).collect();
    Ok(logo.name_or_empty((!characters.is_empty()).then_some(characters)))
}

fn eofp(logo: &mut Interpreter) -> Outcome {
    Ok(Value::from(logo.files.is_at_end()))
}

// Opening and closing ----------------------------------------------------------------------------------------

fn open(logo: &mut Interpreter, name: Value, access: Access) -> Outcome {
    let name = logo.file_name(name)?;
    logo.files.open(&name, access).map_err(|why| problem(why, name))?;
    Ok(Value::Nothing)
}

fn openread(logo: &mut Interpreter, name: Value) -> Outcome {
    open(logo, name, Access::Read)
}

fn openwrite(logo: &mut Interpreter, name: Value) -> Outcome {
    open(logo, name, Access::Write)
}

fn openappend(logo: &mut Interpreter, name: Value) -> Outcome {
    open(logo, name, Access::Append)
}

fn openupdate(logo: &mut Interpreter, name: Value) -> Outcome {
    open(logo, name, Access::Update)
}

fn close(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.file_name(name)?;
    logo.files.close(&name).map_err(|why| problem(why, name))?;
    Ok(Value::Nothing)
}

fn closeall(logo: &mut Interpreter) -> Outcome {
    logo.files.close_all().map_err(|why| problem(why, String::new()))?;
    Ok(Value::Nothing)
}

fn allopen(logo: &mut Interpreter) -> Outcome {
    let names: Vec<String> = logo.files.open_names().map(str::to_owned).collect();
    let names: Vec<Value> = names.iter().map(|name| Value::Word(logo.heap.word(name))).collect();
    Ok(Value::List(logo.heap.list(names)))
}

// Streams ----------------------------------------------------------------------------------------------------

fn setread(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.stream_name(name)?;
    logo.files.set_reader(name.as_deref()).map_err(|why| problem(why, name.unwrap_or_default()))?;
    Ok(Value::Nothing)
}

fn setwrite(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.stream_name(name)?;
    logo.files.set_writer(name.as_deref()).map_err(|why| problem(why, name.unwrap_or_default()))?;
    Ok(Value::Nothing)
}

fn reader(logo: &mut Interpreter) -> Outcome {
    let name = logo.files.reader().map(str::to_owned);
    Ok(logo.name_or_empty(name))
}

fn writer(logo: &mut Interpreter) -> Outcome {
    let name = logo.files.writer().map(str::to_owned);
    Ok(logo.name_or_empty(name))
}

fn readpos(logo: &mut Interpreter) -> Outcome {
    Ok(Value::Number(logo.files.read_position().map_or(0.0, |at| *at as f64)))
}

fn writepos(logo: &mut Interpreter) -> Outcome {
    Ok(Value::Number(logo.files.write_position().map_or(0.0, |at| *at as f64)))
}

fn setreadpos(logo: &mut Interpreter, position: Value) -> Outcome {
    let byte = logo.expect_whole(position, 0.0, 1e9)?;
    *logo.files.read_position().ok_or(Raise::Dislikes(position))? = byte as usize;
    Ok(Value::Nothing)
}

fn setwritepos(logo: &mut Interpreter, position: Value) -> Outcome {
    let byte = logo.expect_whole(position, 0.0, 1e9)?;
    *logo.files.write_position().ok_or(Raise::Dislikes(position))? = byte as usize;
    Ok(Value::Nothing)
}

// Whole files ------------------------------------------------------------------------------------------------

fn filep(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.file_name(name)?;
    logo.files.exists(&name).map(Value::from).map_err(|why| problem(why, name))
}

fn erasefile(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.file_name(name)?;
    logo.files.erase(&name).map_err(|why| problem(why, name))?;
    Ok(Value::Nothing)
}

fn save(logo: &mut Interpreter, name: Value) -> Outcome {
    let name = logo.file_name(name)?;
    let text = logo.everything_written()?;
    logo.files.replace(&name, &text).map_err(|why| problem(why, name))?;
    Ok(Value::Nothing)
}

/// Keeps the lines of the file that are still to be run.
fn load(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let name = logo.file_name(inputs.get(0, logo))?;
    let text = logo.files.text(&name).map_err(|why| problem(why, name.clone()))?;
    let is_nogo =
        std::path::Path::new(&name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nogo"));
    let lines = logo.read_loaded(&name, text, if is_nogo { Dialect::Nogo } else { Dialect::Classic })?;
    let startup = logo.startup().map_or(Value::Nothing, Value::List);
    logo.begin(inputs, Default::default(), |logo, value| {
        if value != Value::Nothing {
            return Err(Raise::from(Problem::Unused(value)));
        }
        let lines = logo.own_list(0);
        if lines.is_empty() {
            // What the file left in `startup` is run last, and once: the variable is as before then.
            let before = *logo.own(1);
            return match logo.startup() {
                Some(list) if Value::List(list) != before => {
                    logo.set_startup(before);
                    let code = logo.code_of(list);
                    logo.run_code(code)
                }
                _ => Ok(Next::Done(Value::Nothing)),
            };
        }
        *logo.own(0) = Value::List(logo.heap.butfirst(lines));
        let line = logo.heap.first(lines);
        let code = logo.expect_instructions(line)?;
        logo.run_code(code)
    })?;
    *logo.own(0) = Value::List(lines);
    logo.push_own(startup);
    Ok(Next::Again(Value::Nothing))
}
